import {
  type CompareGoalsRequest,
  type CompareGoalsResult,
  compareGoals as compare,
} from '../planner/compare-goals.ts';
import type { Refusal } from '../planner/refusal.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import type { Environment } from './environment.ts';
import { type CurriculumName, findCurriculum } from './find-curriculum.ts';
import { runInSlices } from './run-in-slices.ts';
import { type CompetencyInput, translateCompetencies } from './translate-competencies.ts';

export interface CompareGoalsInput
  extends Omit<CompareGoalsRequest, 'knows' | 'denies'>,
    CurriculumName {
  readonly knows?: readonly CompetencyInput[] | null | undefined;
  readonly denies?: readonly CompetencyInput[] | null | undefined;
}

export type ComparedOn =
  | {
      readonly kind: 'compared';
      readonly published: PublishedCurriculum;
      readonly result: CompareGoalsResult;
    }
  | Refusal;

/** Compares goals on what was published when the request began. Stores nothing. */
export async function compareGoals(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  input: CompareGoalsInput,
): Promise<ComparedOn> {
  const found = await findCurriculum(environment, snapshot, input);
  if (found.kind !== 'published') return found;
  const { published } = found;
  const translated = translateCompetencies(snapshot, published, input);
  if (translated.kind !== 'translated') return translated;
  const request = { ...input, ...translated.competencies };
  const result = await runInSlices(compare(published.graph, request));
  return { kind: 'compared', published, result };
}
