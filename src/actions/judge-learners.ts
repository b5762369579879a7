import { foldEvidence, type Judgement } from '../curriculum/fold-evidence.ts';
import type { Moment } from '../curriculum/last-words.ts';
import {
  type Counterparts,
  type CurriculumAt,
  withoutHistory,
} from '../curriculum/skills-meant.ts';
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
  snapshot: CurriculaSnapshot,
  published: PublishedCurriculum,
): CurriculumAt & { readonly counterparts: Counterparts } {
  const others = [...snapshot.heads].filter(([slug]) => slug !== published.revision.curriculum);
  const counterparts = new Map(others.map(([slug, head]) => [slug, placeOf(snapshot, head)]));
  return { ...placeOf(snapshot, published), counterparts };
}

/** A revision with what became of the names in it by now. */
export function placeOf(
  { heads }: CurriculaSnapshot,
  { graph, revision, lineage }: PublishedCurriculum,
): CurriculumAt {
  const { curriculum, number } = revision;
  const newest = heads.get(curriculum)?.lineage ?? lineage;
  return newest ? { graph, lineage: newest, revision: number } : withoutHistory(graph);
}
