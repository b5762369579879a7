import { foldEvidence, type Judgement } from '../curriculum/fold-evidence.ts';
import type { Moment } from '../curriculum/last-words.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import type { Environment } from './environment.ts';

/**
 * What the evidence of each of the learners adds up to on a curriculum, at a moment or by now. What they know of other
 * curricula counts where these say that it is the same.
 */
export async function judgeLearners(
  { store }: Pick<Environment, 'store'>,
  { heads }: CurriculaSnapshot,
  { graph }: PublishedCurriculum,
  learners: readonly string[],
  moment: Moment = {},
): Promise<ReadonlyMap<string, readonly Judgement[]>> {
  const others = [...heads].filter(([slug]) => slug !== graph.curriculum.slug);
  const counterparts = new Map(others.map(([slug, head]) => [slug, head.graph]));
  const evidence = await store.reads.evidence.ofLearners(learners);
  const judge = (learner: string) =>
    foldEvidence({ graph, counterparts }, evidence.get(learner) ?? [], moment);
  return new Map(learners.map((learner) => [learner, judge(learner)]));
}
