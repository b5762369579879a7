import type { KeptPlacement } from '../curriculum/placement.ts';
import {
  type Placement,
  type PlacementRequest,
  placementOf,
} from '../planner/placement/placement.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import type { PublishedCurriculum } from './curricula.ts';
import type { Environment } from './environment.ts';
import { permittedLearners } from './permissions.ts';
import { runInSlices } from './run-in-slices.ts';

/** A placement with what is kept of it as the planner's values, and the revision that it is about. */
export interface FoundPlacement {
  readonly kept: KeptPlacement;
  readonly published: PublishedCurriculum;
  readonly request: PlacementRequest;
  readonly standing: PlacementStanding;
}

/** Where a placement stands, but for its estimates, which are many and are worked out anew where somebody asks. */
export type PlacementStanding = Omit<Placement, 'estimates'>;

/** Null where there is no such placement, or the actor may not know of it. */
export async function findPlacement(
  environment: Environment,
  actor: Actor,
  learner: string,
  id: string,
): Promise<FoundPlacement | null> {
  const permitted = await permittedLearners(environment, actor, 'READ', [learner]);
  if (!permitted.has(learner) || !isUuid(learner)) return null;
  const kept = await environment.store.reads.placements.byId(learner, id);
  return kept && openPlacement(environment, kept);
}

/** Null where the revision is gone. */
export async function openPlacement(
  { curricula }: Pick<Environment, 'curricula'>,
  kept: KeptPlacement,
): Promise<FoundPlacement | null> {
  const published = await curricula.at(kept.curriculum, kept.revision);
  return published && foundPlacement(kept, published);
}

export function foundPlacement(
  kept: KeptPlacement,
  published: PublishedCurriculum,
): FoundPlacement {
  const request = kept.request as PlacementRequest;
  return { kept, published, request, standing: kept.standing as PlacementStanding };
}

/** What a placement takes for likely by now, competency by competency. */
export async function placementEstimates({
  published,
  request,
}: Pick<FoundPlacement, 'published' | 'request'>): Promise<Placement['estimates']> {
  return (await runInSlices(placementOf(published.graph, request))).estimates;
}
