import { AddressGroups } from './address-groups.ts';
import type { CurriculumGraph } from './graph.ts';
import type { Lineage } from './lineage.ts';

/** A curriculum, with all that it ever was where that is known. */
export interface WithHistory {
  readonly graph: CurriculumGraph;
  readonly lineage?: Lineage | undefined;
}

/**
 * The other curricula that each has skills in common with by `sameAs`, or had in any revision, be it over third ones: what
 * is published of those may count here, and of no others. What is related once stays so.
 */
export function relatedCurricula(
  curricula: ReadonlyMap<string, WithHistory>,
): ReadonlyMap<string, readonly string[]> {
  const groups = new AddressGroups();
  const addresses = [...curricula].map(([slug, each]) => [slug, addressesEver(each)] as const);
  for (const [, all] of addresses) groups.join(all);
  const related = new Map<string, string[]>();
  for (const [slug, [first]] of addresses) {
    if (first === undefined) continue;
    const group = groups.of(first);
    related.set(group, [...(related.get(group) ?? []), slug]);
  }
  return new Map(
    addresses.map(([slug, [first]]) => {
      const group = first === undefined ? [] : related.get(groups.of(first))!;
      return [slug, group.filter((other) => other !== slug)];
    }),
  );
}

/** Kept, since a revision never changes. */
const kept = new WeakMap<WithHistory, readonly string[]>();

function addressesEver(curriculum: WithHistory): readonly string[] {
  const known = kept.get(curriculum);
  if (known) return known;
  const { graph, lineage } = curriculum;
  const all = new Set([
    ...graph.curriculum.skills.flatMap(({ sameAs }) => sameAs),
    ...(lineage?.history.names.skills ?? []).flatMap(({ sameAs }) => sameAs),
  ]);
  const found = [...all];
  kept.set(curriculum, found);
  return found;
}
