import type { MappingNode, TextProblem } from '../text/text-node.ts';
import type { ShapeProblem } from './check-shape.ts';

/**
 * Leaves out the problems that may be but the echo of a mistake in the text: in the item or heading entry that the
 * mistake is in, what follows it and what seems to be missing.
 */
export function withoutEchoes(
  problems: readonly ShapeProblem[],
  mistakes: readonly TextProblem[],
  root: MappingNode,
): readonly ShapeProblem[] {
  if (mistakes.length === 0) return problems;
  const sections = sectionsOf(root);
  const firstMistake = new Map<number, number>();
  for (const { offset } of mistakes) {
    const section = sectionAt(sections, offset);
    firstMistake.set(section, Math.min(offset, firstMistake.get(section) ?? Infinity));
  }
  return problems.filter(({ offset, code, path }) => {
    if (code === 'missing-key' && path.length === 1) return false;
    const mistake = firstMistake.get(sectionAt(sections, offset)) ?? Infinity;
    return offset < mistake && (code !== 'missing-key' || mistake === Infinity);
  });
}

/** Where the entries of the document and the items of its lists begin. */
function sectionsOf({ members }: MappingNode): number[] {
  const offsets = members.flatMap(({ offset, value }) =>
    value.kind === 'list' ? [offset, ...value.items.map((item) => item.offset)] : [offset],
  );
  return offsets.sort((one, two) => one - two);
}

function sectionAt(sections: readonly number[], offset: number): number {
  let low = -1;
  for (let high = sections.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if (sections[middle]! <= offset) low = middle;
    else high = middle;
  }
  return low;
}
