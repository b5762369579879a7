import type { Skill } from '../curriculum/curriculum.ts';
import type { CurriculumGraph } from '../curriculum/graph.ts';
import type { Requirement } from '../curriculum/requirement.ts';
import type { UnknownName } from '../planner/refusal.ts';
import { didYouMean } from '../util/did-you-mean.ts';
import { foldText } from '../util/fold-text.ts';
import type { PublishedCurriculum } from './curricula.ts';
import { searchCurriculum } from './search-curriculum.ts';

/** Names are slugs; a skill must fit all that are given. */
export interface SkillFilter {
  readonly area?: string | null | undefined;
  readonly side?: string | null | undefined;
  readonly level?: string | null | undefined;
  readonly text?: string | null | undefined;
  readonly requires?: string | null | undefined;
  readonly careerPath?: string | null | undefined;
  readonly project?: string | null | undefined;
}

export const skillOrders = ['TEACHING_ORDER', 'TITLE', 'HOURS'] as const;
export type SkillOrder = (typeof skillOrders)[number];

export type SkillList =
  | {
      readonly kind: 'skills';
      readonly skills: readonly Skill[];
      /** What they are in order of, upwards, before their slugs. */
      readonly keyOf: (skill: Skill) => string | number;
    }
  | { readonly kind: 'unknown-names'; readonly names: readonly UnknownName[] };

/** The skills of a curriculum that fit a filter, in order; where the filter has names that the curriculum lacks, these. */
export function listSkills(
  published: PublishedCurriculum,
  filter: SkillFilter,
  order: SkillOrder,
): SkillList {
  const names = unknownNames(published, filter);
  if (names.length > 0) return { kind: 'unknown-names', names };
  const { skills, keyOf } = orderedBy(published.graph, order);
  const tests = testsOf(published, filter);
  const fitting = skills.filter((skill) => tests.every((fits) => fits(skill)));
  return { kind: 'skills', skills: fitting, keyOf };
}

/** All hours that a skill takes, from nothing to its highest level. */
export function hoursOf(skill: Skill): number {
  return Math.round(skill.levels.reduce((hours, level) => hours + level.hours, 0) * 10) / 10;
}

function unknownNames({ graph }: PublishedCurriculum, filter: SkillFilter): UnknownName[] {
  const { areas, sides, levels, skills, careerPaths, projects } = graph.curriculum;
  const known = {
    area: areas,
    side: sides,
    level: levels,
    requires: skills,
    careerPath: careerPaths,
    project: projects,
  };
  return Object.entries(known).flatMap(([key, items]) => {
    const name = filter[key as keyof typeof known];
    if (name == null || items.some(({ slug }) => slug === name)) return [];
    const suggestions = didYouMean(
      name,
      items.map(({ slug }) => slug),
    );
    return [{ path: `filter.${key}`, name, suggestions }];
  });
}

type Test = (skill: Skill) => boolean;

function testsOf(published: PublishedCurriculum, filter: SkillFilter): Test[] {
  const { graph } = published;
  const { area, side, level, text, requires, careerPath, project } = filter;
  const tests: Test[] = [];
  if (area != null) tests.push((skill) => skill.area === area);
  if (side != null) tests.push((skill) => skill.side === side);
  if (level != null) tests.push((skill) => skill.levels.some((held) => held.level === level));
  if (text != null) tests.push(isAmong(searchCurriculum(published, text)));
  if (requires != null) tests.push(isAmong(graph.requiredBy(requires)));
  if (careerPath != null) tests.push(isToward(graph, graph.careerPath(careerPath)!.requires));
  if (project != null) tests.push(isToward(graph, graph.project(project)!.requires));
  return tests;
}

function isAmong(items: readonly { readonly slug: string }[]): Test {
  const slugs = new Set(items.map(({ slug }) => slug));
  return ({ slug }) => slugs.has(slug);
}

/** Whether a skill may be needed on the way to something, alternatives included. Linear, unlike asking each skill. */
function isToward(graph: CurriculumGraph, requirement: Requirement | null): Test {
  const reached = new Map<string, number>();
  const pending = [requirement];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next === null) continue;
    if (next.kind !== 'competency') {
      for (const part of next.of) pending.push(part);
      continue;
    }
    const { skill, level } = next;
    const levels = graph.skill(skill)!.levels;
    const wanted = levels.findIndex((held) => held.level === level);
    const below = reached.get(skill) ?? -1;
    for (let index = below + 1; index <= wanted; index++) pending.push(levels[index]!.requires);
    reached.set(skill, Math.max(below, wanted));
  }
  return ({ slug }) => reached.has(slug);
}

type Ordered = Pick<Extract<SkillList, { kind: 'skills' }>, 'skills' | 'keyOf'>;

/** Of each graph, in every order that was asked for. */
const orders = new WeakMap<CurriculumGraph, Map<SkillOrder, Ordered>>();

function orderedBy(graph: CurriculumGraph, order: SkillOrder): Ordered {
  const kept = orders.get(graph) ?? new Map<SkillOrder, Ordered>();
  orders.set(graph, kept);
  const ordered = kept.get(order) ?? orderings[order](graph);
  kept.set(order, ordered);
  return ordered;
}

const orderings: Record<SkillOrder, (graph: CurriculumGraph) => Ordered> = {
  TEACHING_ORDER: ({ skillsInTeachingOrder }) => {
    const place = new Map(skillsInTeachingOrder.map(({ slug }, index) => [slug, index]));
    return { skills: skillsInTeachingOrder, keyOf: ({ slug }) => place.get(slug)! };
  },
  TITLE: ({ curriculum }) => sorted(curriculum.skills, ({ title }) => foldText(title)),
  HOURS: ({ curriculum }) => sorted(curriculum.skills, hoursOf),
};

function sorted(skills: readonly Skill[], keyOf: (skill: Skill) => string | number): Ordered {
  const keys = new Map(skills.map((skill) => [skill.slug, keyOf(skill)]));
  const key = ({ slug }: Skill) => keys.get(slug)!;
  // Skills are in order of slug already, and sorting is stable.
  const inOrder = skills.toSorted((one, two) =>
    key(one) === key(two) ? 0 : key(one) < key(two) ? -1 : 1,
  );
  return { skills: inOrder, keyOf: key };
}
