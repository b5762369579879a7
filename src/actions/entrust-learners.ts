import type { Mentor } from '../curriculum/mentor.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import type { StoreWrites } from '../store/store.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import { cohortLimits } from './cohort-limits.ts';
import { refuseMany, unknownAmong } from './cohort-members.ts';
import type { Environment } from './environment.ts';
import { invalid } from './find-cohort.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { unknownMentor } from './update-mentor.ts';

export interface MenteesInput {
  readonly mentor: string;
  /** Ids. */
  readonly learners: readonly string[];
}

export type EntrustLearnersResult =
  | {
      readonly kind: 'mentees-changed';
      readonly mentor: Mentor;
      /** Those who were entrusted, or released, by this; the others were so before. */
      readonly changed: readonly string[];
    }
  | Forbidden
  | UnknownNames
  | InvalidRequest;

/** Lets a mentor look after learners personally, all of them or none. */
export function entrustLearners(
  environment: Environment,
  actor: Actor,
  input: MenteesInput,
): Promise<EntrustLearnersResult> {
  return changeMentees(environment, actor, input, async (writes, mentor, at) => {
    const locked = await writes.learners.lock(input.learners.filter(isUuid));
    const unknown = unknownAmong('learners', input.learners, locked);
    if (unknown) return unknown;
    const changed = await writes.mentors.entrust(mentor.id, [...locked.keys()], at);
    const mentees = await writes.mentors.menteeCount(mentor.id);
    if (mentees > cohortLimits.mentees) {
      await writes.mentors.release(mentor.id, changed);
      const message = `A mentor looks after at most ${cohortLimits.mentees} learners; with these it would be ${mentees}.`;
      return invalid('learners', message);
    }
    return changed;
  });
}

/** Lets a mentor look after learners personally no more; what comes of a cohort stays. */
export function releaseLearners(
  environment: Environment,
  actor: Actor,
  input: MenteesInput,
): Promise<EntrustLearnersResult> {
  return changeMentees(environment, actor, input, async (writes, mentor) => {
    const locked = await writes.learners.lock(input.learners.filter(isUuid));
    return writes.mentors.release(mentor.id, [...locked.keys()]);
  });
}

async function changeMentees(
  environment: Environment,
  actor: Actor,
  { mentor: id, learners }: MenteesInput,
  change: (
    writes: StoreWrites,
    mentor: Mentor,
    at: Date,
  ) => Promise<readonly string[] | UnknownNames | InvalidRequest>,
): Promise<EntrustLearnersResult> {
  const refusal = forbids(actor, 'MANAGE_MENTORS') ?? refuseMany('learners', learners);
  if (refusal) return refusal;
  const at = environment.now();
  return environment.store.write(async (writes) => {
    const mentor = isUuid(id) ? (await writes.mentors.byIds([id])).get(id) : undefined;
    if (!mentor) return unknownMentor('mentor', id);
    const changed = await change(writes, mentor, at);
    if ('kind' in changed) return changed;
    const nothing = { roadmap: null, cause: null };
    const what = { fields: ['mentors'] };
    for (const learner of changed)
      writes.learnerChanges.add({ learner, kind: 'LEARNER_UPDATED', what, ...nothing, at });
    return { kind: 'mentees-changed', mentor, changed };
  });
}
