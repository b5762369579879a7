import type { Mentor } from '../curriculum/mentor.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import { invariant } from '../util/invariant.ts';
import type { Actor } from './actor.ts';
import { type Environment, newId } from './environment.ts';
import { type ExternalIdTaken, externalIdTaken, takenByAnother } from './external-ids.ts';
import { type KeyConflict, keepResponse } from './keep-response.ts';
import { learnerLimits } from './learner-limits.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { ProblemList } from './problem-list.ts';
import { tryAgain } from './try-again.ts';
import { checkMentor, type MentorInput } from './update-mentor.ts';

export interface NewMentorInput extends MentorInput {
  readonly idempotencyKey?: string | null | undefined;
}

export type CreateMentorResult =
  | { readonly kind: 'mentor-created'; readonly mentor: Mentor }
  | ExternalIdTaken
  | KeyConflict
  | Forbidden
  | InvalidRequest;

/** Takes in a mentor, who looks after nobody yet. */
export async function createMentor(
  environment: Environment,
  actor: Actor,
  { idempotencyKey, ...input }: NewMentorInput,
): Promise<CreateMentorResult> {
  const refusal = forbids(actor, 'MANAGE_MENTORS') ?? refuse(input, idempotencyKey);
  if (refusal) return refusal;
  invariant(actor.kind !== 'ANONYMOUS', 'strangers manage no mentors');
  const at = environment.now();
  const { name = null, mail = null } = input;
  const names = input.externalIds ?? [];
  const mentor = { id: newId(environment), name, mail, createdAt: at, updatedAt: at };
  const repeatable = {
    owner: actor.name,
    key: idempotencyKey ?? null,
    payload: { createMentor: input },
    at,
  };
  const kept = await tryAgain(() =>
    keepResponse(environment, repeatable, async ({ mentors }) => {
      const taken = await takenByAnother(mentors, mentor.id, names);
      if (taken) return externalIdTaken(taken, 'mentor');
      await mentors.create(mentor);
      await mentors.addExternalIds(mentor.id, names);
      return { mentor: mentor.id };
    }),
  );
  if ('kind' in kept) return kept;
  const found = (await environment.store.reads.mentors.byIds([kept.mentor])).get(kept.mentor);
  return { kind: 'mentor-created', mentor: found ?? mentor };
}

function refuse(
  input: MentorInput,
  idempotencyKey: string | null | undefined,
): InvalidRequest | null {
  const problems = new ProblemList();
  checkMentor(input, problems);
  problems.checkText('idempotencyKey', idempotencyKey, learnerLimits.idempotencyKey);
  return problems.refusal();
}
