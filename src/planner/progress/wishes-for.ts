import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { Learner } from '../../curriculum/learner.ts';
import { presentSkills } from '../../curriculum/skills-meant.ts';
import type { GoalRequest, PlanRequest } from '../request.ts';
import type { AdoptedRequest } from './adopted-plan.ts';

/** What a learner says, whichever roadmap it is. */
export interface LearnerSays extends Pick<Learner, 'hoursPerWeek' | 'wishes'> {
  /** Whether the names in the wishes are of the curriculum that is planned on. */
  readonly isOfCurriculum: boolean;
}

/**
 * What the planner is to be asked for a learner, but for what the learner knows and has done: what the request says, else
 * what the learner wishes for, with the pins and vetoes. Names of skills that are gone stand for those that replace them.
 * Of what is preferred, avoided or excluded, what is no longer there asks for nothing; of goals and pins the planner is to
 * complain.
 */
export function wishesFor(
  graph: CurriculumGraph,
  request: AdoptedRequest,
  { hoursPerWeek, wishes, isOfCurriculum }: LearnerSays,
): PlanRequest {
  const own = (names: readonly string[]) => (isOfCurriculum ? names : []);
  const guided = (kind: 'PIN' | 'VETO') =>
    request.guidance.filter((each) => each.kind === kind).map(({ name }) => name);
  const pins = presentNames(graph, [...(request.pins ?? []), ...guided('PIN')]);
  const goals = request.goals.flatMap((goal) => presentGoals(graph, goal));
  const hasDates = request.startOn != null;
  return {
    goals,
    inferKnown: request.inferKnown ?? true,
    prefers: thoseThere(graph, request.prefers ?? own(wishes.prefers)),
    avoids: thoseThere(graph, request.avoids ?? own(wishes.avoids)),
    excludes: [
      ...thoseThere(graph, request.excludes ?? own(wishes.excludes)),
      ...thoseThere(graph, guided('VETO')),
    ].filter(isFirst),
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
  graph: CurriculumGraph,
  { completedProjects }: AdoptedRequest,
  { wishes, isOfCurriculum }: LearnerSays,
): string[] {
  const own = isOfCurriculum ? wishes.completedProjects : [];
  return [...(completedProjects ?? []), ...own]
    .filter((slug) => graph.project(slug) !== undefined)
    .filter(isFirst)
    .sort();
}

function isFirst<Value>(value: Value, index: number, all: readonly Value[]): boolean {
  return all.indexOf(value) === index;
}

function presentGoals(graph: CurriculumGraph, goal: GoalRequest): GoalRequest[] {
  if (goal.skill == null) return [goal];
  const skills = presentSkills(graph, goal.skill);
  return skills.length === 0 ? [goal] : skills.map((skill) => ({ ...goal, skill }));
}

/** With those that replace them in the place of skills that are gone; what means nothing stays as it is. */
function presentNames(graph: CurriculumGraph, names: readonly string[]): string[] {
  return names.flatMap((name) => presentName(graph, name)).filter(isFirst);
}

/** The same without what means nothing. */
function thoseThere(graph: CurriculumGraph, names: readonly string[]): string[] {
  return presentNames(graph, names).filter((name) => isThere(graph, name));
}

/** The name, or those of what replaces it. */
export function presentName(graph: CurriculumGraph, name: string): string[] {
  if (isThere(graph, name)) return [name];
  const [slug = '', level] = name.split('@');
  const replacing = presentSkills(graph, slug)
    .map((skill) => (level === undefined ? skill : `${skill}@${level}`))
    .filter((each) => isThere(graph, each));
  return replacing.length === 0 ? [name] : replacing;
}

function isThere(graph: CurriculumGraph, name: string): boolean {
  const [slug = '', level] = name.split('@');
  if (level !== undefined) return graph.nodeOfCompetency({ skill: slug, level }) !== undefined;
  return graph.skill(slug) !== undefined || graph.project(slug) !== undefined;
}
