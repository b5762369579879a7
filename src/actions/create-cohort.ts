import type { ExternalId } from '../curriculum/learner.ts';
import type { Cohort } from '../curriculum/mentor.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import { invariant } from '../util/invariant.ts';
import type { Actor } from './actor.ts';
import { cohortLimits } from './cohort-limits.ts';
import { type Environment, newId } from './environment.ts';
import {
  checkExternalIds,
  type ExternalIdTaken,
  externalIdTaken,
  putExternalIds,
  takenByAnother,
} from './external-ids.ts';
import { cohortIn, forbidsCohort, unknownCohort } from './find-cohort.ts';
import { type KeyConflict, keepResponse } from './keep-response.ts';
import { learnerLimits } from './learner-limits.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { ProblemList } from './problem-list.ts';
import { tryAgain } from './try-again.ts';

export interface NewCohortInput {
  readonly title: string;
  /** What other systems call it; for admins and services to say. */
  readonly externalIds?: readonly ExternalId[] | null | undefined;
  /** Under it a repetition is answered with the cohort that the first time brought. */
  readonly idempotencyKey?: string | null | undefined;
}

export type CreateCohortResult =
  | { readonly kind: 'cohort-created'; readonly cohort: Cohort }
  | ExternalIdTaken
  | KeyConflict
  | Forbidden
  | InvalidRequest;

/** Makes a cohort without members; a mentor who makes one looks after it. */
export async function createCohort(
  environment: Environment,
  actor: Actor,
  { idempotencyKey, title, externalIds }: NewCohortInput,
): Promise<CreateCohortResult> {
  const names = externalIds ?? [];
  const forbidden = forbids(actor, 'CREATE_COHORTS') ?? forbidsNames(actor, names);
  if (forbidden) return forbidden;
  invariant(actor.kind !== 'ANONYMOUS', 'strangers make no cohorts');
  const problems = new ProblemList();
  problems.checkText('title', title, cohortLimits.title);
  checkExternalIds(names, problems);
  problems.checkText('idempotencyKey', idempotencyKey, learnerLimits.idempotencyKey);
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const at = environment.now();
  const cohort = { id: newId(environment), title: title.trim(), createdAt: at, updatedAt: at };
  const repeatable = {
    owner: actor.name,
    key: idempotencyKey ?? null,
    payload: { createCohort: names.length > 0 ? { title, externalIds: names } : title },
    at,
  };
  const kept = await tryAgain(() =>
    keepResponse(environment, repeatable, async ({ cohorts }) => {
      const taken = await takenByAnother(cohorts, cohort.id, names);
      if (taken) return externalIdTaken(taken, 'cohort');
      await cohorts.create(cohort);
      await cohorts.addExternalIds(cohort.id, names);
      if (actor.kind === 'MENTOR') await cohorts.addMentors(cohort.id, [actor.mentor], at);
      return { cohort: cohort.id };
    }),
  );
  if ('kind' in kept) return kept;
  const found = await cohortIn(environment.store.reads, kept.cohort);
  return { kind: 'cohort-created', cohort: found ?? cohort };
}

export interface CohortInput {
  readonly cohort: string;
  /** Left out or null, it stays as it is. */
  readonly title?: string | null | undefined;
  /** All that other systems call it from now on; left out, that stays as it is. For admins and services to say. */
  readonly externalIds?: readonly ExternalId[] | null | undefined;
}

export type UpdateCohortResult =
  | { readonly kind: 'cohort-updated'; readonly cohort: Cohort }
  | ExternalIdTaken
  | Forbidden
  | UnknownNames
  | InvalidRequest;

export async function updateCohort(
  environment: Environment,
  actor: Actor,
  { cohort: id, title, externalIds }: CohortInput,
): Promise<UpdateCohortResult> {
  const names = externalIds === undefined ? undefined : (externalIds ?? []);
  const problems = new ProblemList();
  problems.checkText('title', title, cohortLimits.title);
  if (names) checkExternalIds(names, problems);
  const refusal =
    (await forbidsCohort(environment, actor, id)) ??
    (names && forbids(actor, 'NAME_COHORTS')) ??
    problems.refusal();
  if (refusal) return refusal;
  const updatedAt = environment.now();
  return tryAgain(() =>
    environment.store.write(async (writes): Promise<UpdateCohortResult> => {
      const before = await cohortIn(writes, id);
      if (!before) return unknownCohort(id);
      const taken = names && (await takenByAnother(writes.cohorts, id, names));
      if (taken) return externalIdTaken(taken, 'cohort');
      if (names) await putExternalIds(writes.cohorts, id, names);
      const cohort = { ...before, title: title?.trim() ?? before.title, updatedAt };
      await writes.cohorts.update(cohort);
      return { kind: 'cohort-updated', cohort };
    }),
  );
}

/** Mentors name no cohorts: a roster would fill theirs with learners whom they may not see. */
function forbidsNames(actor: Actor, names: readonly ExternalId[]): Forbidden | null {
  return names.length > 0 ? forbids(actor, 'NAME_COHORTS') : null;
}
