import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import { CurriculumGraph } from '../../src/curriculum/graph.ts';
import { planResultJson } from '../../src/exchange/plan-result.ts';
import { type PlanResult, plan } from '../../src/planner/plan.ts';
import type { CompetencyRequest, GoalRequest, PlanRequest } from '../../src/planner/request.ts';
import type { Roadmap, Step } from '../../src/planner/roadmap.ts';
import { graph } from './curricula.ts';
import { runToEnd } from './run-to-end.ts';

/** A request as a drawing names things: words with spaces between, and `name@2` for a higher level. */
export interface Wanted extends Omit<Partial<PlanRequest>, 'goals' | 'knows' | 'denies'> {
  readonly goals: string | readonly GoalRequest[];
  readonly knows?: string;
  readonly denies?: string;
}

type Ground = string | Curriculum | CurriculumGraph;

/** Plans no projects along the way unless they are asked for. */
export function planned(ground: Ground, wanted: Wanted): PlanResult {
  const drawn = graphOf(ground);
  return runToEnd(plan(drawn, requestOf(drawn, wanted)));
}

export function roadmap(ground: Ground, wanted: Wanted): Roadmap {
  const result = planned(ground, wanted);
  if (result.kind !== 'roadmap') throw new Error(result.message);
  return result;
}

export function graphOf(ground: Ground): CurriculumGraph {
  return ground instanceof CurriculumGraph ? ground : graph(ground);
}

export function requestOf(drawn: CurriculumGraph, wanted: Wanted): PlanRequest {
  const { goals, knows, denies, ...rest } = wanted;
  return {
    projects: 'NONE',
    ...rest,
    goals: typeof goals === 'string' ? words(goals).map((name) => goalOf(drawn, name)) : goals,
    knows: words(knows).map(competency),
    denies: words(denies).map(competency),
  };
}

/** The steps in order, as a drawing names them. */
export function names(steps: readonly Step[]): string {
  return steps.map(({ key }) => drawnName(key)).join(' ');
}

/** `a@working` as `a@2`, `a@foundation` as `a`. */
export function drawnName(key: string): string {
  return key
    .replace(/@foundation\b/, '')
    .replace(/@working\b/, '@2')
    .replace(/@advanced\b/, '@3');
}

/** The names of a list of requests, with levels spelled out. */
export function listOf(text: string): string[] {
  return words(text).map((name) => {
    const { skill, level } = competency(name);
    return level === null ? skill : `${skill}@${level}`;
  });
}

/** All that a client can see of a result, as text. */
export function jsonOf(result: PlanResult): string {
  return JSON.stringify(planResultJson(result, { curriculum: 'drawn', revision: 1 }));
}

function goalOf(drawn: CurriculumGraph, name: string): GoalRequest {
  if (drawn.project(name)) return { project: name };
  if (drawn.careerPath(name)) return { careerPath: name };
  return competency(name);
}

function competency(name: string): CompetencyRequest & { level: string | null } {
  const [skill, rank] = name.split('@') as [string, string?];
  const levels = ['foundation', 'working', 'advanced'];
  return { skill, level: rank === undefined ? null : levels[Number(rank) - 1]! };
}

function words(text = ''): string[] {
  return text.split(/\s+/).filter(Boolean);
}
