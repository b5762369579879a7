import { type PlanResult, plan } from '../planner/plan.ts';
import type { PlanRequest } from '../planner/request.ts';
import type { Actor } from './actor.ts';
import { type AnsweredOn, answerOn, type InputFor } from './answer-on.ts';
import type { CurriculaSnapshot } from './curricula.ts';
import type { Environment } from './environment.ts';

export type PlanRoadmapInput = InputFor<PlanRequest>;

/** Plans a roadmap. Stores nothing. */
export function planRoadmap(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  input: PlanRoadmapInput,
): Promise<AnsweredOn<PlanRequest, PlanResult>> {
  return answerOn(environment, snapshot, actor, input, plan);
}
