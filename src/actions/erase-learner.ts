import type { UnknownNames } from '../planner/refusal.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { type LearnerName, lockLearner, permittedLearner, unknownLearner } from './find-learner.ts';
import type { Forbidden } from './permissions.ts';

export type EraseLearnerResult =
  | { readonly kind: 'learner-erased'; readonly learner: string }
  | Forbidden
  | UnknownNames;

/** Takes away for good all that is a learner's, tokens too, in one transaction. */
export async function eraseLearner(
  environment: Pick<Environment, 'store' | 'now'>,
  actor: Actor,
  name: LearnerName,
): Promise<EraseLearnerResult> {
  const permitted = await permittedLearner(environment, actor, 'ERASE', name);
  if (permitted.kind !== 'permitted-learner') return permitted;
  return environment.store.write(async ({ learners }) => {
    const learner = await lockLearner(learners, permitted);
    if (!learner) return unknownLearner('learner', name);
    await learners.erase(learner.id, environment.now());
    return { kind: 'learner-erased', learner: learner.id };
  });
}
