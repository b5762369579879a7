import { circleIn, type Hierarchy } from './hierarchy.ts';
import { titleOf } from './item-text.ts';
import { textOf } from './nodes.ts';
import { type ReadItem, type ReadPackage, shown } from './read-package.ts';
import type { Remarks } from './remarks.ts';
import { distinctSlugs } from './slugs.ts';

/** The scale of proficiency that a package has, and where its skills are on it. */
export interface LevelsFound {
  /** Lowest first. */
  readonly scale: readonly { readonly id: string; readonly title: string }[];
  /** The levels of a skill, lowest first, without gaps. */
  readonly levelsOf: (skill: string) => readonly string[];
}

const levelsMax = 20;
const onlyLevel = { id: 'proficient', title: 'Proficient' };

/**
 * What `hasSkillLevel` leads to makes the scale, in the order that `precedes` among them gives, then by number and title.
 * Without any there is one level.
 */
export function levelsIn(read: ReadPackage, hierarchy: Hierarchy, remarks: Remarks): LevelsFound {
  const { roles, items } = hierarchy;
  const found = read.items.filter(({ identifier }) => roles.get(identifier) === 'level');
  const isScale = found.length > 0 && found.length <= levelsMax;
  if (!isScale) {
    const { offset } = read.document.node;
    const message =
      found.length === 0
        ? `The package has no levels of proficiency, so there is one, \`${onlyLevel.id}\`.`
        : `The package has ${found.length} levels of proficiency, and ${levelsMax} are the most. There is one, \`${onlyLevel.id}\`, instead.`;
    remarks.add(found.length === 0 ? 'DEFAULTED' : 'DROPPED', 'levels', 'CFItems', message, offset);
    return { scale: [onlyLevel], levelsOf: () => [onlyLevel.id] };
  }
  const inOrder = orderLevels(read, found, hierarchy);
  const slugs = distinctSlugs(
    inOrder.map((item) => ({ identifier: item.identifier, texts: [titleOf(item)] })),
    'level',
  );
  const scale = inOrder.map((item) => ({ id: slugs.get(item.identifier)!, title: titleOf(item) }));
  const rankOf = new Map(inOrder.map(({ identifier }, rank) => [identifier, rank]));
  const ranks = new Map<string, Set<number>>();
  for (const { type, origin, destination, subject, node } of read.associations) {
    if (type !== 'hasSkillLevel') continue;
    const rank = rankOf.get(destination.identifier);
    if (rank === undefined) {
      const message = `The level ${shown(destination.title)} is not in the package, so it is left out.`;
      remarks.add('EXTERNAL', 'levels outside of the package', subject, message, node.offset);
    } else if (roles.get(origin.identifier) === 'skill')
      ranks.set(origin.identifier, (ranks.get(origin.identifier) ?? new Set()).add(rank));
  }
  for (const [skill, own] of ranks) {
    if (Math.max(...own) - Math.min(...own) + 1 === own.size) continue;
    const { subject, node } = items.get(skill)!;
    const message =
      'Its levels leave some between them out; these are put in, since levels rest on one another.';
    remarks.add('CHANGED', 'levels with gaps', subject, message, node.offset);
  }
  return {
    scale,
    levelsOf(skill) {
      const own = ranks.get(skill) ?? new Set([0]);
      return scale.slice(Math.min(...own), Math.max(...own) + 1).map(({ id }) => id);
    },
  };
}

/** Each after all that come before it; of several that can come next the one that its number or title puts first. */
function orderLevels(
  read: ReadPackage,
  levels: readonly ReadItem[],
  { roles, parents }: Hierarchy,
): ReadItem[] {
  const before = new Map<string, string[]>();
  for (const { type, origin, destination } of read.associations)
    if (
      type === 'precedes' &&
      roles.get(origin.identifier) === 'level' &&
      roles.get(destination.identifier) === 'level' &&
      origin.identifier !== destination.identifier
    )
      before.set(destination.identifier, [
        ...(before.get(destination.identifier) ?? []),
        origin.identifier,
      ]);
  const number = ({ identifier, node }: ReadItem) =>
    Number(textOf(node, 'listEnumeration') ?? parents.get(identifier)?.sequence ?? Number.NaN);
  const left = [...levels].sort(
    (one, other) =>
      number(one) - number(other) ||
      (`${titleOf(one)}\n${one.identifier}` < `${titleOf(other)}\n${other.identifier}` ? -1 : 1),
  );
  if (circleIn(before) !== null) return left;
  const placed: ReadItem[] = [];
  const done = new Set<string>();
  while (left.length > 0) {
    const next = left.findIndex(({ identifier }) =>
      (before.get(identifier) ?? []).every((each) => done.has(each)),
    );
    const [item] = left.splice(Math.max(next, 0), 1);
    placed.push(item!);
    done.add(item!.identifier);
  }
  return placed;
}
