import type { Cohort } from '../curriculum/mentor.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import { invariant } from '../util/invariant.ts';
import type { Actor } from './actor.ts';
import { cohortLimits } from './cohort-limits.ts';
import { type Environment, newId } from './environment.ts';
import { cohortIn, forbidsCohort, unknownCohort } from './find-cohort.ts';
import { type KeyConflict, keepResponse } from './keep-response.ts';
import { learnerLimits } from './learner-limits.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { ProblemList } from './problem-list.ts';

export interface NewCohortInput {
  readonly title: string;
  /** Under it a repetition is answered with the cohort that the first time brought. */
  readonly idempotencyKey?: string | null | undefined;
}

export type CreateCohortResult =
  | { readonly kind: 'cohort-created'; readonly cohort: Cohort }
  | KeyConflict
  | Forbidden
  | InvalidRequest;

/** Makes a cohort without members; a mentor who makes one looks after it. */
export async function createCohort(
  environment: Environment,
  actor: Actor,
  { idempotencyKey, title }: NewCohortInput,
): Promise<CreateCohortResult> {
  const forbidden = forbids(actor, 'CREATE_COHORTS');
  if (forbidden) return forbidden;
  invariant(actor.kind !== 'ANONYMOUS', 'strangers make no cohorts');
  const problems = new ProblemList();
  problems.checkText('title', title, cohortLimits.title);
  problems.checkText('idempotencyKey', idempotencyKey, learnerLimits.idempotencyKey);
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const at = environment.now();
  const cohort = { id: newId(environment), title: title.trim(), createdAt: at, updatedAt: at };
  const repeatable = {
    owner: actor.name,
    key: idempotencyKey ?? null,
    payload: { createCohort: title },
    at,
  };
  const kept = await keepResponse(environment, repeatable, async ({ cohorts }) => {
    await cohorts.create(cohort);
    if (actor.kind === 'MENTOR') await cohorts.addMentors(cohort.id, [actor.mentor], at);
    return { cohort: cohort.id };
  });
  if ('kind' in kept) return kept;
  const found = await cohortIn(environment.store.reads, kept.cohort);
  return { kind: 'cohort-created', cohort: found ?? cohort };
}

export interface CohortInput {
  readonly cohort: string;
  /** Left out or null, it stays as it is. */
  readonly title?: string | null | undefined;
}

export type UpdateCohortResult =
  | { readonly kind: 'cohort-updated'; readonly cohort: Cohort }
  | Forbidden
  | UnknownNames
  | InvalidRequest;

export async function updateCohort(
  environment: Environment,
  actor: Actor,
  { cohort: id, title }: CohortInput,
): Promise<UpdateCohortResult> {
  const problems = new ProblemList();
  problems.checkText('title', title, cohortLimits.title);
  const refusal = (await forbidsCohort(environment, actor, id)) ?? problems.refusal();
  if (refusal) return refusal;
  const updatedAt = environment.now();
  return environment.store.write(async (writes) => {
    const before = await cohortIn(writes, id);
    if (!before) return unknownCohort(id);
    const cohort = { ...before, title: title?.trim() ?? before.title, updatedAt };
    await writes.cohorts.update(cohort);
    return { kind: 'cohort-updated', cohort };
  });
}
