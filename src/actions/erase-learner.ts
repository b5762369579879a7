import type { UnknownNames } from '../planner/refusal.ts';
import type { Environment } from './environment.ts';
import { type LearnerName, lockLearner, unknownLearner } from './find-learner.ts';

/** Takes away for good all that is a learner's, tokens too, in one transaction. */
export function eraseLearner(
  { store }: Pick<Environment, 'store'>,
  name: LearnerName,
): Promise<{ readonly kind: 'learner-erased' } | UnknownNames> {
  return store.write(async ({ learners }) => {
    const learner = await lockLearner(learners, name);
    if (!learner) return unknownLearner('learner', name);
    await learners.erase(learner.id);
    return { kind: 'learner-erased' };
  });
}
