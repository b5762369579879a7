import { type GoalComparisonJson, goalComparisonJson } from '../exchange/goal-comparison.ts';
import {
  type CompareGoalsRequest,
  type CompareGoalsResult,
  compareGoals as compare,
} from '../planner/compare-goals.ts';
import type { Actor } from './actor.ts';
import { type AnsweredOn, answerOn, type InputFor } from './answer-on.ts';
import type { Ground } from './answer-plan-request.ts';
import type { CurriculaSnapshot } from './curricula.ts';
import type { Environment } from './environment.ts';
import { runInSlices } from './run-in-slices.ts';

export type CompareGoalsInput = InputFor<CompareGoalsRequest>;

/** Compares what goals would cost from here. Stores nothing. */
export function compareGoals(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  input: CompareGoalsInput,
): Promise<AnsweredOn<CompareGoalsRequest, CompareGoalsResult>> {
  return answerOn(environment, snapshot, actor, input, compare);
}

/** Compares goals on a curriculum, published or not. */
export function compareGoalsOn(
  { graph }: Ground,
  request: CompareGoalsRequest,
): Promise<CompareGoalsResult> {
  return runInSlices(compare(graph, request));
}

/** As `compareGoalsOn`, in plain data that can be written as JSON. */
export async function answerComparison(
  ground: Ground,
  request: CompareGoalsRequest,
): Promise<GoalComparisonJson> {
  const addressee = { curriculum: ground.graph.curriculum.slug, revision: ground.revision };
  return goalComparisonJson(await compareGoalsOn(ground, request), addressee);
}
