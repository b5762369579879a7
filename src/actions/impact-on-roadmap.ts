import type { AdoptedRoadmap } from '../curriculum/adopted-roadmap.ts';
import { type RoadmapImpact, roadmapImpact } from '../planner/impact/roadmap-impact.ts';
import { invariant } from '../util/invariant.ts';
import { planIn, requestIn } from './adopted.ts';
import type { Checks } from './checks.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import { placeOf } from './judge-learners.ts';
import { type LearnerGround, situationOf, standingOf } from './plan-for-learner.ts';
import { type PlanningGround, planAnew } from './replan-roadmap.ts';
import { publishedOf } from './roadmap-progress.ts';

/** A revision that nobody published, among what is published. */
export interface Supposition extends PlanningGround {
  /** As it would be if it were published now. */
  readonly snapshot: CurriculaSnapshot;
  /** What is published, without it. */
  readonly checks: ReadonlyMap<string, Checks>;
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
  const { snapshot, checks, now } = supposition;
  const { revision, related } = checks.get(roadmap.curriculum)!;
  const before = planIn(roadmap);
  const request = requestIn(roadmap);
  const old = await publishedOf(supposition, snapshot, roadmap);
  const replanned = await planAnew(supposition, snapshot, roadmap, ground);
  const after = planIn(replanned.roadmap);
  const head = headOf(supposition, roadmap);
  const known = situationOf(snapshot, head, request, ground);
  const oldSituation = situationOf(snapshot, old, request, ground);
  return roadmapImpact({
    ...{ learner: roadmap.learner, id: roadmap.id, before, after },
    here: placeOf(snapshot, head),
    plannedOn: roadmap.revision,
    change: replanned.change?.what ?? null,
    refusal: replanned.refusal,
    done: standingOf(before, oldSituation, now()).done,
    doneAfter: new Set([...known.known, ...standingOf(after, known, now()).done]),
    isDueAnyway:
      roadmap.dueSince !== null ||
      roadmap.checkedRevision < revision ||
      roadmap.checkedRelated < related,
  });
}

function headOf({ snapshot }: Supposition, { curriculum }: AdoptedRoadmap): PublishedCurriculum {
  const head = snapshot.heads.get(curriculum);
  invariant(head, 'what somebody follows is published');
  return head;
}
