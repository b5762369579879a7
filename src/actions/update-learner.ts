import type { Learner } from '../curriculum/learner.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import { canonicalJson } from '../util/canonical-json.ts';
import type { Environment } from './environment.ts';
import { type LearnerName, lockLearner, unknownLearner } from './find-learner.ts';
import { type LearnerInput, readLearner } from './read-learner.ts';

export type UpdateLearnerResult =
  | { readonly kind: 'learner-updated'; readonly learner: Learner }
  | UnknownNames
  | InvalidRequest;

/** Puts what is said of a learner in place of what there was, or changes nothing. */
export function updateLearner(
  environment: Environment,
  name: LearnerName,
  input: LearnerInput,
): Promise<UpdateLearnerResult> {
  const snapshot = environment.curricula.snapshot();
  const at = environment.now();
  return environment.store.write(async ({ learners, learnerChanges }) => {
    const before = await lockLearner(learners, name);
    if (!before) return unknownLearner('learner', name);
    const read = readLearner(snapshot, { ...before, updatedAt: at }, input);
    if (read.kind !== 'learner') return read;
    const { learner } = read;
    const fields = changedFields(before, learner);
    if (fields.length === 0) return { kind: 'learner-updated', learner: before };
    await learners.update(learner);
    const what = { fields };
    learnerChanges.add({
      learner: learner.id,
      kind: 'LEARNER_UPDATED',
      roadmap: null,
      what,
      cause: null,
      at,
    });
    return { kind: 'learner-updated', learner };
  });
}

/** By name alone: what learners write of themselves is not to outlast their changing it. */
function changedFields(before: Learner, after: Learner): string[] {
  const fields = ({ id, createdAt, updatedAt, wishes, since, ...rest }: Learner) => ({
    ...rest,
    ...wishes,
    since: Number(since),
  });
  const [left, right] = [fields(before), fields(after)];
  return Object.entries(right)
    .filter(
      ([name, value]) => canonicalJson(value) !== canonicalJson(left[name as keyof typeof left]),
    )
    .map(([name]) => name)
    .sort();
}
