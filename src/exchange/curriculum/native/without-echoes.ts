import type { MappingNode } from '../../text/text-node.ts';
import type { ShapeProblem } from './check-shape.ts';

/**
 * Leaves out the problems that may be but the echo of a mistake in the text: what follows it in the same item of a list
 * or entry of the document, and what seems to be missing there. `files` has where each file begins.
 */
export function withoutEchoes(
  problems: readonly ShapeProblem[],
  mistakes: readonly { readonly offset: number }[],
  root: MappingNode,
  files: readonly number[],
): readonly ShapeProblem[] {
  if (mistakes.length === 0) return problems;
  const sections = sectionsOf(root, files);
  const firstMistake = new Map<number, number>();
  for (const { offset } of mistakes) {
    // What begins with a mistake may have been meant for what is before it.
    for (const section of [sectionAt(sections, offset), sectionAt(sections, offset - 1)])
      firstMistake.set(section, Math.min(offset, firstMistake.get(section) ?? Infinity));
  }
  return problems.filter(({ offset, code, path }) => {
    if (code === 'missing-key' && path.length === 1) return false;
    const mistake = firstMistake.get(sectionAt(sections, offset)) ?? Infinity;
    return offset < mistake && (code !== 'missing-key' || mistake === Infinity);
  });
}

/** Where the files, the entries of the document and the items of its lists begin. */
function sectionsOf({ members }: MappingNode, files: readonly number[]): number[] {
  const offsets = members.flatMap(({ offset, value }) =>
    value.kind === 'list' ? [offset, ...value.items.map((item) => item.offset)] : [offset],
  );
  return [...files, ...offsets].sort((one, two) => one - two);
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
