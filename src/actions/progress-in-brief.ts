import type { Learner } from '../curriculum/learner.ts';
import type { Store } from '../store/store.ts';
import { BoundedCache } from '../util/bounded-cache.ts';
import type { CurriculaSnapshot } from './curricula.ts';
import type { Environment } from './environment.ts';
import { followProgress } from './follow-progress.ts';
import { dayMs } from './learner-limits.ts';

/** What lists of many learners are in order of. */
export interface ProgressInBrief {
  readonly shareDone: number;
  /** A day as in `util/calendar.ts`; null where they are not stalled. */
  readonly stalledSince: number | null;
}

/**
 * How far learners have come on the roadmaps that they follow; those who follow none are left out. What was worked out is kept
 * with a mark of all that it rests on, so that who looks again waits only for what has changed: two statements for the marks,
 * and what `followProgress` takes for those who are looked at for the first time.
 */
export async function progressInBrief(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  learners: readonly Learner[],
): Promise<ReadonlyMap<string, ProgressInBrief>> {
  const { store } = environment;
  const known = keptFor(store);
  const marks = await marksOf(environment, snapshot, learners);
  const missing = [...marks].filter(([id, mark]) => known.get(id)?.mark !== mark);
  const ids = missing.map(([id]) => id);
  const worked = await followProgress(environment, snapshot, ids);
  for (const [id, mark] of missing) {
    const found = worked.get(id);
    if (found === undefined) continue;
    const { shareDone, stalledSince } = found.progress;
    known.set(id, { mark, brief: { shareDone, stalledSince } });
  }
  const briefs = [...marks.keys()].flatMap((id): [string, ProgressInBrief][] => {
    const progress = worked.get(id)?.progress;
    const brief = progress ?? known.get(id)?.brief;
    return brief ? [[id, brief]] : [];
  });
  return new Map(briefs);
}

/** Of each who follows a roadmap, as text: the day, the roadmap, all evidence and wishes, and what is published. */
async function marksOf(
  { store, now }: Environment,
  { heads }: CurriculaSnapshot,
  learners: readonly Learner[],
): Promise<ReadonlyMap<string, string>> {
  const ids = learners.map(({ id }) => id);
  const followed = await store.reads.adoptedRoadmaps.marks(ids);
  const newest = await store.reads.evidence.heads([...followed.keys()]);
  const published = [...heads].map(([slug, { revision }]) => `${slug} ${revision.number}`);
  const day = Math.floor(Number(now()) / dayMs);
  return new Map(
    learners.flatMap(({ id, updatedAt }): [string, string][] => {
      const roadmap = followed.get(id);
      if (!roadmap) return [];
      const parts = [day, roadmap, newest.get(id), updatedAt, published];
      return [[id, JSON.stringify(parts)]];
    }),
  );
}

interface Kept {
  readonly mark: string;
  readonly brief: ProgressInBrief;
}

const kept = new WeakMap<Store, BoundedCache<Kept>>();

function keptFor(store: Store): BoundedCache<Kept> {
  const known = kept.get(store) ?? new BoundedCache<Kept>({ entries: 20_000, keyLength: 100 });
  kept.set(store, known);
  return known;
}
