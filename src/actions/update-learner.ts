import type { ExternalId, Learner } from '../curriculum/learner.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import { canonicalJson } from '../util/canonical-json.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import {
  type ExternalIdTaken,
  externalIdTaken,
  putExternalIds,
  refuseExternalIds,
  takenByAnother,
} from './external-ids.ts';
import { type LearnerName, lockLearner, permittedLearner, unknownLearner } from './find-learner.ts';
import { replanSoon } from './follow-roadmaps.ts';
import { type Forbidden, forbiddenLearner } from './permissions.ts';
import { type LearnerInput, readLearner } from './read-learner.ts';
import { tryAgain } from './try-again.ts';

export interface ChangedLearnerInput extends LearnerInput {
  /** All that other systems call the learner from now on. */
  readonly externalIds?: readonly ExternalId[] | null | undefined;
}

export type UpdateLearnerResult =
  | { readonly kind: 'learner-updated'; readonly learner: Learner }
  | ExternalIdTaken
  | Forbidden
  | UnknownNames
  | InvalidRequest;

/**
 * Puts what is said of a learner in place of what there was, or changes nothing. What other systems call a learner is for
 * admins and services to say: by it those systems speak of the learner, and may let the learner in.
 */
export async function updateLearner(
  environment: Environment,
  actor: Actor,
  name: LearnerName,
  { externalIds, ...input }: ChangedLearnerInput,
): Promise<UpdateLearnerResult> {
  const permitted = await permittedLearner(environment, actor, 'UPDATE', name);
  if (permitted.kind !== 'permitted-learner') return permitted;
  const names = externalIds === undefined ? undefined : (externalIds ?? []);
  if (names && actor.kind === 'LEARNER') return forbiddenLearner(actor, 'UPDATE');
  const refusal = names && refuseExternalIds(names);
  if (refusal) return refusal;
  const snapshot = environment.curricula.snapshot();
  const at = environment.now();
  const result = await tryAgain(() =>
    environment.store.write(async (writes): Promise<UpdateLearnerResult> => {
      const { learners, learnerChanges } = writes;
      const before = await lockLearner(learners, permitted);
      if (!before) return unknownLearner('learner', name);
      const read = readLearner(snapshot, { ...before, updatedAt: at }, input);
      if (read.kind !== 'learner') return read;
      const { learner } = read;
      const taken = names && (await takenByAnother(learners, learner.id, names));
      if (taken) return externalIdTaken(taken);
      const isRenamed = names && (await putExternalIds(learners, learner.id, names));
      const fields = [...changedFields(before, learner), ...(isRenamed ? ['externalIds'] : [])];
      if (fields.length === 0) return { kind: 'learner-updated', learner: before };
      await learners.update(learner);
      const what = { fields: fields.sort() };
      learnerChanges.add({
        learner: learner.id,
        kind: 'LEARNER_UPDATED',
        roadmap: null,
        what,
        cause: null,
        at,
      });
      return { kind: 'learner-updated', learner };
    }),
  );
  if (result.kind === 'learner-updated') await replanSoon(environment, [result.learner.id]);
  return result;
}

/** By name alone: what learners write of themselves is not to outlast their changing it. */
export function changedFields(before: Learner, after: Learner): string[] {
  const fields = ({ id, createdAt, updatedAt, wishes, since, ...rest }: Learner) => {
    const { askedOn, ...said } = wishes;
    return { ...rest, ...said, since: Number(since) };
  };
  const [left, right] = [fields(before), fields(after)];
  return Object.entries(right)
    .filter(
      ([name, value]) => canonicalJson(value) !== canonicalJson(left[name as keyof typeof left]),
    )
    .map(([name]) => name)
    .sort();
}
