import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { NamedKind } from '../../curriculum/history.ts';
import type { Learner } from '../../curriculum/learner.ts';
import { rankIn } from '../../curriculum/level-lineage.ts';
import { revisionAt } from '../../curriculum/lineage.ts';
import { type CurriculumAt, presentNames, presentSkills } from '../../curriculum/skills-meant.ts';
import type { CompetencyRequest, GoalRequest, PlanRequest } from '../request.ts';
import type { AdoptedRequest } from './adopted-plan.ts';

/** What a learner says, whichever roadmap it is. */
export interface LearnerSays extends Pick<Learner, 'hoursPerWeek' | 'wishes'> {
  /** Whether the names in the wishes are of the curriculum that is planned on. */
  readonly isOfCurriculum: boolean;
}

/**
 * What the planner is to be asked for a learner, but for what the learner knows and has done: what the request says, else
 * what the learner wishes for, with the pins and vetoes. Names mean what they meant when they were said; those of what is
 * gone stand for what took its place. Of what is preferred, avoided or excluded, what is no longer there asks for nothing; of
 * goals and pins the planner is to complain.
 */
export function wishesFor(
  here: CurriculumAt,
  request: AdoptedRequest,
  { hoursPerWeek, wishes, isOfCurriculum }: LearnerSays,
): PlanRequest {
  const { askedOn = latest } = request;
  const guided = (kind: 'PIN' | 'VETO', isWanted: boolean) =>
    request.guidance
      .filter((each) => each.kind === kind)
      .flatMap(({ name, at }) =>
        presentName(here, name, { at: revisionAt(here.lineage, new Date(at)), isWanted }),
      );
  const named = (names: readonly string[], isWanted: boolean, at = latest) =>
    names.flatMap((name) => presentName(here, name, { at, isWanted }));
  const list = (field: 'prefers' | 'avoids' | 'excludes', isWanted: boolean) => {
    const asked = request[field];
    if (asked) return named(asked, isWanted, askedOn);
    return isOfCurriculum ? named(wishes[field], isWanted, wishes.askedOn?.[field]) : [];
  };
  const present = (names: readonly string[]) =>
    names.filter((name) => isThere(here.graph, name)).filter(isFirst);
  const prefers = present(list('prefers', true));
  const said = new Set([
    ...(request.prefers ?? wishes.prefers),
    ...(request.avoids ?? wishes.avoids),
  ]);
  const pins = [...named(request.pins ?? [], true, askedOn), ...guided('PIN', true)].filter(
    isFirst,
  );
  const goals = presentGoals(here, request.goals, askedOn);
  const hasDates = request.startOn != null;
  return {
    goals,
    inferKnown: request.inferKnown ?? true,
    prefers,
    avoids: present(list('avoids', false)).filter(
      (name) =>
        !prefers.some((other) => overlaps(name, other) && !(said.has(name) && said.has(other))),
    ),
    excludes: present([...list('excludes', false), ...guided('VETO', false)]),
    pins,
    includeRecommended: request.includeRecommended ?? false,
    projects: request.projects ?? 'ONE_PER_MILESTONE',
    objective: request.objective ?? null,
    hoursPerWeek: request.hoursPerWeek ?? hoursPerWeek,
    startOn: request.startOn ?? null,
    finishBy: request.finishBy ?? null,
    pauses: hasDates ? (request.pauses ?? wishes.pauses) : [],
  };
}

/** The projects that are built: by the request, and by what the learner said since. */
export function builtProjects(
  here: CurriculumAt,
  { completedProjects, askedOn = latest }: AdoptedRequest,
  { wishes, isOfCurriculum }: LearnerSays,
): string[] {
  const own = isOfCurriculum ? wishes.completedProjects : [];
  const saidOn = wishes.askedOn?.completedProjects;
  return [
    ...(completedProjects ?? []).flatMap((slug) => presentNames(here, 'projects', slug, askedOn)),
    ...own.flatMap((slug) => presentNames(here, 'projects', slug, saidOn)),
  ]
    .filter(isFirst)
    .sort();
}

/** Names of which nobody noted when they were said mean what they meant last. */
const latest = Number.POSITIVE_INFINITY;

function isFirst<Value>(value: Value, index: number, all: readonly Value[]): boolean {
  return all.indexOf(value) === index;
}

/** Goals as what they mean by now; one that means nothing stays as it is, and those that came to mean the same are one. */
export function presentGoals(
  here: CurriculumAt,
  goals: readonly GoalRequest[],
  at: number = latest,
): GoalRequest[] {
  const present = goals.map((goal) => presentGoal(here, goal, at));
  const isAsSaid = present.every(([goal], index) => goal === goals[index]);
  return isAsSaid ? [...goals] : withoutTwins(here.graph, present.flat());
}

/** Whatever asks by names as a request for a roadmap does. */
export type Asking = {
  readonly [Field in keyof PlanRequest]?: PlanRequest[Field] | null | undefined;
};

/** What asks for the same by the names that there are now; names that are there mean what they say. */
export function presentRequest<Request extends Asking>(
  here: CurriculumAt,
  request: Request,
): Request {
  const named = (names: readonly string[] | null | undefined, isWanted: boolean) =>
    names?.flatMap((name) =>
      isThere(here.graph, name) ? name : presentName(here, name, { at: latest, isWanted }),
    );
  const competencies = (list: PlanRequest['knows']) =>
    list?.flatMap((each) => (here.graph.skill(each.skill) ? each : presentCompetency(here, each)));
  const projects = request.completedProjects?.flatMap((slug) => {
    const present = presentNames(here, 'projects', slug);
    return present.length === 0 ? [slug] : present;
  });
  return {
    ...request,
    ...(request.goals && { goals: presentGoals(here, request.goals) }),
    ...(request.knows && { knows: competencies(request.knows) }),
    ...(request.denies && { denies: competencies(request.denies) }),
    ...(request.completedProjects && { completedProjects: projects }),
    ...(request.prefers && { prefers: named(request.prefers, true) }),
    ...(request.avoids && { avoids: named(request.avoids, false) }),
    ...(request.excludes && { excludes: named(request.excludes, false) }),
    ...(request.pins && { pins: named(request.pins, true) }),
    ...(request.keepOrder && { keepOrder: named(request.keepOrder, true)?.filter(isFirst) }),
  };
}

function presentCompetency(
  here: CurriculumAt,
  { skill, level }: CompetencyRequest,
): CompetencyRequest[] {
  const present = presentSkills(here, skill).flatMap((slug): CompetencyRequest[] => {
    if (level == null) return [{ skill: slug, level }];
    const found = presentLevel(here, slug, level, { at: latest, isWanted: true });
    return found === null ? [] : [{ skill: slug, level: found }];
  });
  return present.length === 0 ? [{ skill, level }] : present;
}

function presentGoal(here: CurriculumAt, goal: GoalRequest, at: number): GoalRequest[] {
  const kinds = { skill: 'skills', project: 'projects', careerPath: 'careerPaths' } as const;
  for (const [field, kind] of Object.entries(kinds) as [keyof typeof kinds, NamedKind][]) {
    const slug = goal[field];
    if (slug == null) continue;
    const present = presentNames(here, kind, slug, at);
    const isAsSaid =
      present.length === 1 &&
      present[0] === slug &&
      levelOf(here, goal, slug, at).level === goal.level;
    if (present.length === 0 || isAsSaid) return [goal];
    return present.map((name) => ({ ...goal, ...levelOf(here, goal, name, at), [field]: name }));
  }
  return [goal];
}

/** The level of a goal as it is called now; where the skill has none so high, its highest. */
function levelOf(
  here: CurriculumAt,
  { skill, level }: GoalRequest,
  name: string,
  at: number,
): Pick<GoalRequest, 'level'> {
  if (skill == null || level == null) return { level };
  return { level: presentLevel(here, name, level, { at, isWanted: true }) ?? level };
}

/** Of goals that are one by now the greatest importance and the earliest date. */
function withoutTwins(graph: CurriculumGraph, goals: readonly GoalRequest[]): GoalRequest[] {
  const found = new Map<string, GoalRequest>();
  for (const goal of goals) {
    const { careerPath = null, project = null, skill = null } = goal;
    const lowest = skill === null ? null : (graph.skill(skill)?.levels[0]?.level ?? null);
    const key = JSON.stringify([careerPath, project, skill, goal.level ?? lowest]);
    const twin = found.get(key);
    if (twin === undefined) found.set(key, goal);
    else {
      const importance = Math.max(goal.importance ?? 1, twin.importance ?? 1);
      const by = [goal.by, twin.by].filter((date) => date != null).sort()[0] ?? null;
      found.set(key, { ...twin, importance, by });
    }
  }
  return [...found.values()];
}

interface Said {
  /** The revision whose names it uses. */
  readonly at: number;
  /** What is wanted at a level that is gone is wanted below it; what is not wanted isn't wanted above it. */
  readonly isWanted: boolean;
}

/**
 * What a name stands for now, `slug` or `slug@level`, of a skill or a project; where that is nothing, what means nothing
 * stays as it is, so that whoever reads it can tell.
 */
export function presentName(here: CurriculumAt, name: string, said: Said): string[] {
  const [slug = '', level] = name.split('@');
  const skills = presentSkills(here, slug, said.at).flatMap((skill) => {
    if (level === undefined) return [skill];
    const found = presentLevel(here, skill, level, said);
    return found === null ? [] : [`${skill}@${found}`];
  });
  const projects = level === undefined ? presentNames(here, 'projects', slug, said.at) : [];
  const present = [...skills, ...projects];
  return present.length === 0 ? [name] : present;
}

/** The level that a skill has in the place of one as it was called; null where there is none. */
function presentLevel(
  { graph, lineage, revision }: CurriculumAt,
  skill: string,
  level: string,
  { at, isWanted }: Said,
): string | null {
  const rank = rankIn(lineage.scales, level, { at, on: revision, isHeld: isWanted });
  if (rank === null) return null;
  const { levels } = graph.skill(skill)!;
  const found = isWanted
    ? levels.findLast((each) => graph.rank(each.level) <= rank)
    : levels.find((each) => graph.rank(each.level) >= rank);
  return found?.level ?? null;
}

function isThere(graph: CurriculumGraph, name: string): boolean {
  const [slug = '', level] = name.split('@');
  if (level !== undefined) return graph.nodeOfCompetency({ skill: slug, level }) !== undefined;
  return graph.skill(slug) !== undefined || graph.project(slug) !== undefined;
}

/** Whether two names speak of the same skill or project: such can't be preferred and avoided, whatever the levels. */
function overlaps(one: string, other: string): boolean {
  return one.split('@')[0] === other.split('@')[0];
}
