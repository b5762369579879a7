import { type EvidenceGround, foldEvidence, type Judgement } from '../curriculum/fold-evidence.ts';
import type { Moment } from '../curriculum/last-words.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import type { Environment } from './environment.ts';

/**
 * What the evidence of each of the learners adds up to on a curriculum, at a moment or by now. What they know of other
 * curricula counts where these say that it is the same.
 */
export async function judgeLearners(
  { store }: Pick<Environment, 'store'>,
  snapshot: CurriculaSnapshot,
  published: PublishedCurriculum,
  learners: readonly string[],
  moment: Moment = {},
): Promise<ReadonlyMap<string, readonly Judgement[]>> {
  const ground = groundOf(snapshot, published);
  const evidence = await store.reads.evidence.ofLearners(learners);
  const judge = (learner: string) => foldEvidence(ground, evidence.get(learner) ?? [], moment);
  return new Map(learners.map((learner) => [learner, judge(learner)]));
}

/** What evidence is read against: a curriculum, and what is published beside it. */
export function groundOf(
  { heads }: CurriculaSnapshot,
  { graph }: PublishedCurriculum,
): EvidenceGround {
  const others = [...heads].filter(([slug]) => slug !== graph.curriculum.slug);
  return { graph, counterparts: new Map(others.map(([slug, head]) => [slug, head.graph])) };
}
