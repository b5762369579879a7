import type { ExternalId } from '../curriculum/learner.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import {
  checkExternalIds,
  type ExternalIdTaken,
  externalIdTaken,
  refuseExternalIds,
} from './external-ids.ts';
import { lockLearner, permittedLearner, unknownLearner } from './find-learner.ts';
import { type Forbidden, forbiddenLearner } from './permissions.ts';
import { ProblemList } from './problem-list.ts';
import { readStatementsSoon } from './read-statements.ts';
import { tryAgain } from './try-again.ts';

export interface LinkActorInput {
  /** The id of the learner. */
  readonly learner: string;
  /** What the learning platform calls the learner. */
  readonly name: ExternalId;
}

export type LinkActorResult =
  | { readonly kind: 'actor-linked'; readonly learner: string }
  | ExternalIdTaken
  | Forbidden
  | UnknownNames
  | InvalidRequest;

/**
 * Says which learner it is whom a learning platform calls so: one more external id of the learner. What the platform told
 * before is read again, and becomes evidence of the learner.
 */
export async function linkActor(
  environment: Environment,
  actor: Actor,
  { learner, name }: LinkActorInput,
): Promise<LinkActorResult> {
  const permitted = await permittedLearner(environment, actor, 'UPDATE', { id: learner });
  if (permitted.kind !== 'permitted-learner') return permitted;
  if (actor.kind === 'LEARNER') return forbiddenLearner(actor, 'UPDATE');
  const wrong = refuseExternalIds([name]);
  if (wrong) return wrong;
  const at = environment.now();
  const result = await tryAgain(() =>
    environment.store.write(async ({ learners, learnerChanges }): Promise<LinkActorResult> => {
      const before = await lockLearner(learners, permitted);
      if (!before) return unknownLearner('learner', { id: learner });
      const known = (await learners.externalIds([before.id])).get(before.id) ?? [];
      const [holder] = await learners.idsByExternalIds([name]);
      if (holder === before.id) return { kind: 'actor-linked', learner: before.id };
      if (holder) return externalIdTaken(name);
      const problems = new ProblemList();
      checkExternalIds([...known, name], problems);
      const refusal = problems.refusal();
      if (refusal) return refusal;
      await learners.addExternalIds(before.id, [name]);
      const what = { fields: ['externalIds'] };
      const kind = 'LEARNER_UPDATED';
      learnerChanges.add({ learner: before.id, kind, roadmap: null, what, cause: null, at });
      return { kind: 'actor-linked', learner: before.id };
    }),
  );
  if (result.kind === 'actor-linked') await readStatementsSoon(environment);
  return result;
}
