import { AddressGroups } from './address-groups.ts';
import type { CurriculumCompetency } from './evidence.ts';
import type { CurriculumGraph } from './graph.ts';
import type { NamedKind } from './history.ts';
import { rankIn } from './level-lineage.ts';
import { type Lineage, lineageOfGraph, meantBy, standingIn } from './lineage.ts';

/** A revision of a curriculum, with what became of every name that the curriculum ever had. */
export interface CurriculumAt {
  readonly graph: CurriculumGraph;
  readonly lineage: Lineage;
  readonly revision: number;
}

/** Revisions of curricula by their slugs. */
export type Counterparts = ReadonlyMap<string, CurriculumAt>;

/** A curriculum of which no history is known, beside what it says itself. */
export function withoutHistory(graph: CurriculumGraph): CurriculumAt {
  return { graph, lineage: lineageOfGraph(graph), revision: 1 };
}

/** A skill that is meant by a name, and whose knowledge it was. */
export interface SkillMeant {
  readonly skill: string;
  /**
   * Null where it was the skill's own, under whatever name; else a number for the skill that became a part of it, so that what is
   * known of one such does not take away what is known of another.
   */
  readonly part: number | null;
}

/**
 * The skills that are meant where somebody speaks, or once spoke, of a skill of some curriculum in one of its revisions:
 * the one that bore the name; if it is gone, those that took its place; of a skill of another curriculum those that are the
 * same by `sameAs`. Each once; none where it means nothing here.
 */
export function skillsMeant(
  here: CurriculumAt,
  counterparts: Counterparts,
  { curriculum, skill }: CurriculumCompetency,
  at: number,
): readonly SkillMeant[] {
  if (curriculum === here.graph.curriculum.slug) return ownSkills(here, skill, at);
  const other = counterparts.get(curriculum);
  if (other === undefined) return [];
  const same = sameSkills(here, counterparts);
  const found = addressesOf(other, skill, at).flatMap((address) => same.get(address) ?? []);
  return [...new Set(found)].map((slug) => ({ skill: slug, part: null }));
}

/** The place of a level on the scale here, as `rankIn` has it; of another curriculum's levels by what they are called there. */
export function rankMeant(
  here: CurriculumAt,
  counterparts: Counterparts,
  { curriculum, level }: CurriculumCompetency,
  { at, isHeld }: { readonly at: number; readonly isHeld: boolean },
): number | null {
  const { graph, lineage, revision } = here;
  if (curriculum === graph.curriculum.slug)
    return rankIn(lineage.scales, level, { at, on: revision, isHeld });
  const other = counterparts.get(curriculum);
  if (other === undefined) return null;
  const rank = rankIn(other.lineage.scales, level, { at, on: other.revision, isHeld });
  if (rank === null) return null;
  const { levels } = other.graph.curriculum;
  const step = isHeld ? -1 : 1;
  for (let each = rank; levels[each] !== undefined; each += step) {
    const found = graph.rank(levels[each]!.slug);
    if (found !== -1) return found;
  }
  return null;
}

/** What a name stands for now that meant something in a revision; by default in the newest that knew it. */
export function presentNames(
  here: CurriculumAt,
  kind: NamedKind,
  slug: string,
  at: number = Number.POSITIVE_INFINITY,
): readonly string[] {
  const names = here.lineage.kinds[kind];
  const bearer = meantBy(names, slug, at);
  if (bearer === undefined) return isThere(here.graph, kind, slug) ? [slug] : [];
  return standingIn(names, bearer, here.revision).map((each) => each.slug);
}

export function presentSkills(here: CurriculumAt, slug: string, at?: number): readonly string[] {
  return presentNames(here, 'skills', slug, at);
}

function isThere(graph: CurriculumGraph, kind: NamedKind, slug: string): boolean {
  switch (kind) {
    case 'skills':
      return graph.skill(slug) !== undefined;
    case 'projects':
      return graph.project(slug) !== undefined;
    case 'careerPaths':
      return graph.careerPath(slug) !== undefined;
  }
}

function ownSkills(
  { graph, lineage, revision }: CurriculumAt,
  slug: string,
  at: number,
): readonly SkillMeant[] {
  const names = lineage.kinds.skills;
  const bearer = meantBy(names, slug, at);
  if (bearer === undefined) return graph.skill(slug) ? [{ skill: slug, part: null }] : [];
  return standingIn(names, bearer, revision).map((each) => ({
    skill: each.slug,
    part: each.bearer === bearer ? null : bearer,
  }));
}

/** By address: the skills of a curriculum that are the same as what the address names, over whichever curricula. */
type SameSkills = ReadonlyMap<string, readonly string[]>;

/** Kept with the graph, which never changes, for the counterparts that were there then. */
const kept = new WeakMap<CurriculumGraph, { counterparts: Counterparts; same: SameSkills }>();

function sameSkills({ graph }: CurriculumAt, counterparts: Counterparts): SameSkills {
  const known = kept.get(graph);
  if (known && isSameCounterparts(known.counterparts, counterparts)) return known.same;
  const same = addressesHere(graph, counterparts);
  kept.set(graph, { counterparts, same });
  return same;
}

function isSameCounterparts(one: Counterparts, other: Counterparts): boolean {
  if (one.size !== other.size) return false;
  return [...one].every(([slug, { graph }]) => other.get(slug)?.graph === graph);
}

/**
 * To be the same is transitive: a skill of a third curriculum that has the address of one here and that of one elsewhere
 * makes these two the same. Only addresses that are named somewhere join; skills of one curriculum stay different ones.
 */
function addressesHere(graph: CurriculumGraph, counterparts: Counterparts): SameSkills {
  const groups = new AddressGroups();
  for (const other of [graph, ...[...counterparts.values()].map((each) => each.graph)])
    for (const { sameAs } of other.curriculum.skills) groups.join(sameAs);
  const skills = new Map<string, string[]>();
  for (const { slug, sameAs } of graph.curriculum.skills) {
    for (const group of new Set(sameAs.map((address) => groups.of(address))))
      skills.set(group, [...(skills.get(group) ?? []), slug]);
  }
  return new Map(groups.all().map((address) => [address, skills.get(groups.of(address)) ?? []]));
}

/** The addresses of a skill as it was called in a revision; if it is gone without heirs, those that it had last. */
function addressesOf(
  { graph, lineage, revision }: CurriculumAt,
  slug: string,
  at: number,
): readonly string[] {
  const names = lineage.kinds.skills;
  const bearer = meantBy(names, slug, at);
  if (bearer === undefined) return graph.skill(slug)?.sameAs ?? [];
  const standing = standingIn(names, bearer, revision);
  if (standing.length === 0) return names.bearers[bearer]!.lives.at(-1)?.sameAs ?? [];
  return standing.flatMap((each) => graph.skill(each.slug)?.sameAs ?? []);
}

/** A skill of another curriculum. */
export interface Counterpart {
  readonly curriculum: string;
  readonly skill: string;
}

/** The skills of other curricula that are the same as one here, in order of curriculum and slug. */
export function counterpartsOf(
  here: CurriculumAt,
  counterparts: Counterparts,
  slug: string,
): readonly Counterpart[] {
  const addresses = here.graph.skill(slug)?.sameAs ?? [];
  if (addresses.length === 0) return [];
  return [...counterparts.keys()].sort().flatMap((curriculum) => {
    const other = counterparts.get(curriculum)!;
    const others = new Map([...counterparts, [here.graph.curriculum.slug, here]]);
    others.delete(curriculum);
    const same = sameSkills(other, others);
    const skills = new Set(addresses.flatMap((address) => same.get(address) ?? []));
    return [...skills].sort().map((skill) => ({ curriculum, skill }));
  });
}
