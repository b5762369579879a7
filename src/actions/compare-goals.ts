import {
  type CompareGoalsRequest,
  type CompareGoalsResult,
  compareGoals as compare,
} from '../planner/compare-goals.ts';
import { type AnsweredOn, answerOn, type InputFor } from './answer-on.ts';
import type { CurriculaSnapshot } from './curricula.ts';
import type { Environment } from './environment.ts';

export type CompareGoalsInput = InputFor<CompareGoalsRequest>;

/** Compares what goals would cost from here. Stores nothing. */
export function compareGoals(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  input: CompareGoalsInput,
): Promise<AnsweredOn<CompareGoalsRequest, CompareGoalsResult>> {
  return answerOn(environment, snapshot, input, compare);
}
