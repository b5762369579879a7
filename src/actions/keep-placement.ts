import type { KeptPlacement } from '../curriculum/placement.ts';
import type { Placement, PlacementRequest } from '../planner/placement/placement.ts';
import type { StoreWrites } from '../store/store.ts';
import type { Environment } from './environment.ts';
import { placementEvidence } from './placement-evidence.ts';
import { readBatch, writeBatch } from './record-evidence.ts';

/** Where a placement has come to, before it is kept. */
export interface PlacementStep {
  readonly placement: Omit<KeptPlacement, 'request' | 'standing' | 'doneAt'>;
  readonly request: PlacementRequest;
  readonly result: Placement;
  /** Whoever took it there. */
  readonly by: string;
}

/** The placement as it is kept from here on; it is done where nothing is asked any more. */
export function keptPlacement({ placement, request, result }: PlacementStep): KeptPlacement {
  const { estimates, ...standing } = result;
  const doneAt = standing.question === null ? placement.answeredAt : null;
  return { ...placement, request, standing, doneAt };
}

/** Records what a placement of a locked learner has found, where it is done. */
export async function recordFindings(
  environment: Environment,
  writes: StoreWrites,
  { placement, request, result, by: recordedBy }: PlacementStep,
): Promise<void> {
  if (result.question !== null) return;
  const { answeredAt: doneAt } = placement;
  const { estimates } = result;
  const pieces = placementEvidence({ ...placement, request, estimates, doneAt });
  const batch = readBatch(environment, null, doneAt, pieces);
  await writeBatch(writes, { ...batch, recordedBy, permitted: null, atomic: false });
}
