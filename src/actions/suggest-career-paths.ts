import {
  type SuggestCareerPathsRequest,
  type SuggestCareerPathsResult,
  suggestCareerPaths as suggest,
} from '../planner/suggest-career-paths.ts';
import type { Actor } from './actor.ts';
import { type AnsweredOn, answerOn, type InputFor } from './answer-on.ts';
import type { CurriculaSnapshot } from './curricula.ts';
import type { Environment } from './environment.ts';

export type SuggestCareerPathsInput = InputFor<SuggestCareerPathsRequest>;

/** Ranks the career paths for a learner. Stores nothing. */
export function suggestCareerPaths(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  input: SuggestCareerPathsInput,
): Promise<AnsweredOn<SuggestCareerPathsRequest, SuggestCareerPathsResult>> {
  return answerOn(environment, snapshot, actor, input, suggest);
}
