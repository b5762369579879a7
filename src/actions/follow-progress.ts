import { setImmediate } from 'node:timers/promises';
import type { AdoptedRoadmap } from '../curriculum/adopted-roadmap.ts';
import { chunks } from '../util/chunks.ts';
import type { CurriculaSnapshot } from './curricula.ts';
import type { Environment } from './environment.ts';
import { type RoadmapProgress, roadmapProgress } from './roadmap-progress.ts';

/** What the evidence of so many learners adds up to is worked out before others get a turn. */
const learnersAtOnce = 200;

/**
 * How far each of the learners has come on the roadmap that they follow, by now or by a moment; those who follow none are
 * left out. Three statements for every two hundred learners. That the actor may read them is for the caller to know.
 */
export async function followProgress(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  learners: readonly string[],
  until?: Date,
): Promise<ReadonlyMap<string, RoadmapProgress>> {
  const found = new Map<string, RoadmapProgress>();
  for (const [index, some] of chunks(learners, learnersAtOnce).entries()) {
    if (index > 0) await setImmediate();
    const roadmaps = until
      ? await followedAt(environment, some, until)
      : [...(await environment.store.reads.adoptedRoadmaps.followedBy(some)).values()];
    for (const each of (await roadmapProgress(environment, snapshot, roadmaps)).values())
      found.set(each.roadmap.learner, each);
  }
  return found;
}

/** The roadmaps that were followed at a moment, as if they had ended then. */
async function followedAt(
  { store }: Environment,
  learners: readonly string[],
  until: Date,
): Promise<AdoptedRoadmap[]> {
  const all = [...(await store.reads.adoptedRoadmaps.ofLearners(learners)).values()].flat();
  return all
    .filter(({ adoptedAt, endedAt }) => adoptedAt <= until && (endedAt === null || endedAt > until))
    .map((roadmap) => ({ ...roadmap, endedAt: until }));
}
