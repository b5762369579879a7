import type { AdoptedRoadmap } from '../curriculum/adopted-roadmap.ts';
import { type RoadmapImpact, roadmapImpact } from '../planner/impact/roadmap-impact.ts';
import { invariant } from '../util/invariant.ts';
import { planIn, requestIn } from './adopted.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import { placeOf } from './judge-learners.ts';
import { type LearnerGround, situationOf, standingOf } from './plan-for-learner.ts';
import { type PlanningGround, planAnew } from './replan-roadmap.ts';
import { publishedOf } from './roadmap-progress.ts';

/** A revision that nobody published, among what is published. */
export interface Supposition extends PlanningGround {
  /** As it would be if it were published now. */
  readonly snapshot: CurriculaSnapshot;
  /** Its curriculum. */
  readonly curriculum: string;
  /** The revision that it would follow. */
  readonly base: number;
}

/** A roadmap that somebody follows, with what it rests on. */
export interface FollowedRoadmap {
  readonly roadmap: AdoptedRoadmap;
  readonly ground: LearnerGround;
}

/**
 * What becomes of a roadmap by a revision that is supposed to be published: it is planned anew as it would be then, and
 * nothing is stored.
 */
export async function impactOnRoadmap(
  supposition: Supposition,
  { roadmap, ground }: FollowedRoadmap,
): Promise<RoadmapImpact> {
  const { snapshot, curriculum, base, now } = supposition;
  const before = planIn(roadmap);
  const request = requestIn(roadmap);
  const old = await publishedOf(supposition, snapshot, roadmap);
  const replanned = await planAnew(supposition, snapshot, roadmap, ground);
  const after = planIn(replanned.roadmap);
  const known = situationOf(snapshot, supposedHead(supposition), request, ground);
  const oldSituation = situationOf(snapshot, old, request, ground);
  invariant(roadmap.curriculum === curriculum, 'the roadmap is of the curriculum that changes');
  return roadmapImpact({
    ...{ learner: roadmap.learner, id: roadmap.id, before, after },
    here: placeOf(snapshot, supposedHead(supposition)),
    plannedOn: roadmap.revision,
    change: replanned.change?.what ?? null,
    refusal: replanned.refusal,
    done: standingOf(before, oldSituation, now()).done,
    doneAfter: new Set([...known.known, ...standingOf(after, known, now()).done]),
    isDueAnyway: roadmap.dueSince !== null || roadmap.checkedRevision < base,
  });
}

function supposedHead({ snapshot, curriculum }: Supposition): PublishedCurriculum {
  const head = snapshot.heads.get(curriculum);
  invariant(head, 'what is supposed to be published is among what is');
  return head;
}
