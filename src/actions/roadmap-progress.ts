import type { AdoptedRoadmap } from '../curriculum/adopted-roadmap.ts';
import { dayOf, doneSteps } from '../planner/progress/known-by-now.ts';
import { type Progress, progressOf } from '../planner/progress/progress.ts';
import { invariant } from '../util/invariant.ts';
import { planIn, requestIn } from './adopted.ts';
import type { Curricula, CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import type { Environment } from './environment.ts';
import {
  type LearnerGround,
  readGrounds,
  type Situation,
  situationOf,
} from './plan-for-learner.ts';

/** How far a learner has come on an adopted roadmap, and on which revision it is planned. */
export interface RoadmapProgress {
  readonly roadmap: AdoptedRoadmap;
  readonly published: PublishedCurriculum;
  readonly progress: Progress;
}

/**
 * How far each of the roadmaps has been followed: by now, or when it ended. By id; in two statements for all, beside those
 * that read an older revision for the first time. Nothing is planned. That the actor may read them is for the caller to know.
 */
export async function roadmapProgress(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  roadmaps: readonly AdoptedRoadmap[],
): Promise<ReadonlyMap<string, RoadmapProgress>> {
  const learners = [...new Set(roadmaps.map(({ learner }) => learner))];
  const grounds = await readGrounds(environment.store.reads, learners);
  const now = environment.now();
  const all = new Map<string, RoadmapProgress>();
  for (const roadmap of roadmaps) {
    const ground = grounds.get(roadmap.learner);
    // Somebody who is erased meanwhile has none.
    if (!ground) continue;
    const published = await publishedOf(environment, snapshot, roadmap);
    const until = roadmap.endedAt ?? undefined;
    const situation = situationOf(snapshot, published, requestIn(roadmap), ground, until);
    const progress = progressAt(roadmap, ground, situation, until ?? now);
    all.set(roadmap.id, { roadmap, published, progress });
  }
  return all;
}

/** The revision that a roadmap is planned on. */
export async function publishedOf(
  { curricula }: { readonly curricula: Pick<Curricula, 'at'> },
  { heads }: CurriculaSnapshot,
  { curriculum, revision }: Pick<AdoptedRoadmap, 'curriculum' | 'revision'>,
): Promise<PublishedCurriculum> {
  const head = heads.get(curriculum);
  if (head?.revision.number === revision) return head;
  const published = await curricula.at(curriculum, revision);
  invariant(published, `revision ${revision} of ${curriculum} is there as long as a roadmap is`);
  return published;
}

function progressAt(
  roadmap: AdoptedRoadmap,
  { learner }: LearnerGround,
  { known, judgements }: Situation,
  at: Date,
): Progress {
  const plan = planIn(roadmap);
  return progressOf({
    plan,
    done: doneSteps(plan, known, judgements),
    adoptedOn: dayOf(roadmap.adoptedAt),
    today: dayOf(at),
    hoursPerWeek: plan.pace?.hoursPerWeek ?? null,
    pauses: plan.pace?.pauses ?? learner.wishes.pauses,
  });
}
