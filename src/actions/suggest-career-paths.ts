import type { Refusal } from '../planner/refusal.ts';
import {
  type SuggestCareerPathsRequest,
  type SuggestCareerPathsResult,
  suggestCareerPaths as suggest,
} from '../planner/suggest-career-paths.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import type { Environment } from './environment.ts';
import { findCurriculum } from './find-curriculum.ts';
import { runInSlices } from './run-in-slices.ts';
import { type CompetencyInput, translateCompetencies } from './translate-competencies.ts';

export interface SuggestCareerPathsInput extends Omit<SuggestCareerPathsRequest, 'knows'> {
  readonly curriculum?: string | null | undefined;
  readonly knows?: readonly CompetencyInput[] | null | undefined;
}

export type SuggestedOn =
  | {
      readonly kind: 'suggested';
      readonly published: PublishedCurriculum;
      readonly result: SuggestCareerPathsResult;
    }
  | Refusal;

/** Suggests career paths of what was published when the request began. */
export async function suggestCareerPaths(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  input: SuggestCareerPathsInput,
): Promise<SuggestedOn> {
  const found = await findCurriculum(environment, snapshot, input);
  if (found.kind !== 'published') return found;
  const { published } = found;
  const translated = translateCompetencies(snapshot, published, { knows: input.knows ?? null });
  if (translated.kind !== 'translated') return translated;
  const request = { interests: input.interests ?? null, knows: translated.competencies.knows };
  const result = await runInSlices(suggest(published.graph, request));
  return { kind: 'suggested', published, result };
}
