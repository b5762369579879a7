import { type PlanResult, plan } from '../planner/plan.ts';
import type { Refusal } from '../planner/refusal.ts';
import type { PlanRequest } from '../planner/request.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import type { Environment } from './environment.ts';
import { type CurriculumName, findCurriculum } from './find-curriculum.ts';
import { runInSlices } from './run-in-slices.ts';
import { type CompetencyInput, translateCompetencies } from './translate-competencies.ts';

export interface PlanRoadmapInput extends Omit<PlanRequest, 'knows' | 'denies'>, CurriculumName {
  readonly knows?: readonly CompetencyInput[] | null | undefined;
  readonly denies?: readonly CompetencyInput[] | null | undefined;
}

/** A result, with what it was planned on; a refusal that comes before that stands alone. */
export type PlannedOn =
  | {
      readonly kind: 'planned';
      readonly published: PublishedCurriculum;
      /** As the planner saw it. */
      readonly request: PlanRequest;
      readonly result: PlanResult;
    }
  | Refusal;

/** Plans a roadmap on what was published when the request began. Stores nothing. */
export async function planRoadmap(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  input: PlanRoadmapInput,
): Promise<PlannedOn> {
  const found = await findCurriculum(environment, snapshot, input);
  if (found.kind !== 'published') return found;
  const { published } = found;
  const translated = translateCompetencies(snapshot, published, input);
  if (translated.kind !== 'translated') return translated;
  const request: PlanRequest = { ...input, ...translated.competencies };
  const result = await runInSlices(plan(published.graph, request));
  return { kind: 'planned', published, request, result };
}
