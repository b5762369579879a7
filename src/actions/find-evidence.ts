import type { Evidence } from '../curriculum/evidence.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { permittedLearners } from './permissions.ts';

/** Null where there is no such evidence, or the actor may not know of it. */
export async function findEvidence(
  environment: Pick<Environment, 'store'>,
  actor: Actor,
  learner: string,
  number: number,
): Promise<Evidence | null> {
  if (!isUuid(learner) || !Number.isSafeInteger(number)) return null;
  const permitted = await permittedLearners(environment, actor, 'READ', [learner]);
  return permitted.has(learner) ? environment.store.reads.evidence.byNumber(learner, number) : null;
}
