import { type ExternalId, type Learner, noWishes } from '../curriculum/learner.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import type { StoreWrites } from '../store/store.ts';
import { invariant } from '../util/invariant.ts';
import type { Actor } from './actor.ts';
import { type Environment, newId } from './environment.ts';
import { checkExternalIds, type ExternalIdTaken, externalIdTaken } from './external-ids.ts';
import { type KeyConflict, keepResponse } from './keep-response.ts';
import { learnerLimits } from './learner-limits.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { ProblemList } from './problem-list.ts';
import { type LearnerInput, readLearner } from './read-learner.ts';
import { tryAgain } from './try-again.ts';

export interface NewLearnerInput extends LearnerInput {
  readonly externalIds?: readonly ExternalId[] | null | undefined;
  /** Under it a repetition is answered with the learner whom the first time brought. */
  readonly idempotencyKey?: string | null | undefined;
}

export type CreateLearnerResult =
  | { readonly kind: 'learner-created'; readonly learner: Learner }
  | ExternalIdTaken
  | KeyConflict
  | Forbidden
  | InvalidRequest;

/** Takes in a learner, of whom nothing at all need be said. */
export async function createLearner(
  environment: Environment,
  actor: Actor,
  { idempotencyKey, ...input }: NewLearnerInput,
): Promise<CreateLearnerResult> {
  const forbidden = forbids(actor, 'CREATE_LEARNERS');
  if (forbidden) return forbidden;
  invariant(actor.kind !== 'ANONYMOUS', 'strangers create no learners');
  const names = input.externalIds ?? [];
  const read = refuse(names, idempotencyKey) ?? readNewLearner(environment, input);
  if (read.kind !== 'learner') return read;
  const { learner } = read;
  const repeatable = {
    owner: actor.name,
    key: idempotencyKey ?? null,
    payload: { createLearner: input },
    at: learner.createdAt,
  };
  const kept = await tryAgain(() =>
    keepResponse(environment, repeatable, (writes) => admit(writes, learner, names)),
  );
  if (kept.kind !== 'admitted') return kept;
  if (kept.id === learner.id) return { kind: 'learner-created', learner };
  const found = (await environment.store.reads.learners.byIds([kept.id])).get(kept.id);
  return found ? { kind: 'learner-created', learner: found } : erasedSince();
}

/** A learner of whom nothing is known but what the input says, who is not there yet. */
export function readNewLearner(environment: Environment, input: LearnerInput) {
  const createdAt = environment.now();
  const dates = { createdAt, updatedAt: createdAt, since: createdAt };
  const empty = { id: newId(environment), name: null, mail: null, hoursPerWeek: null };
  const nobody = { ...empty, wishes: noWishes, ...dates };
  return readLearner(environment.curricula.snapshot(), nobody, input);
}

async function admit(
  { learners }: StoreWrites,
  learner: Learner,
  names: readonly ExternalId[],
): Promise<{ readonly kind: 'admitted'; readonly id: string } | ExternalIdTaken> {
  const holders = await learners.idsByExternalIds(names);
  const taken = names[holders.findIndex((holder) => holder !== null)];
  if (taken) return externalIdTaken(taken);
  await learners.create([learner]);
  await learners.addExternalIds(learner.id, names);
  return { kind: 'admitted', id: learner.id };
}

function refuse(
  names: readonly ExternalId[],
  idempotencyKey: string | null | undefined,
): InvalidRequest | null {
  const problems = new ProblemList();
  checkExternalIds(names, problems);
  problems.checkText('idempotencyKey', idempotencyKey, learnerLimits.idempotencyKey);
  return problems.refusal();
}

function erasedSince(): InvalidRequest {
  const message = 'The learner whom this idempotency key brought has been erased since.';
  return {
    kind: 'invalid-request',
    message,
    problems: [{ path: 'idempotencyKey', message, suggestions: [] }],
  };
}
