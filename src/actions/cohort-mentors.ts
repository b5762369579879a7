import type { Cohort } from '../curriculum/mentor.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import { cohortLimits } from './cohort-limits.ts';
import { refuseMany, unknownAmong } from './cohort-members.ts';
import type { Environment } from './environment.ts';
import { cohortIn, forbidsCohort, invalid, unknownCohort } from './find-cohort.ts';
import type { Forbidden } from './permissions.ts';

export interface CohortMentorsInput {
  readonly cohort: string;
  /** Ids. */
  readonly mentors: readonly string[];
}

export type CohortMentorsResult =
  | { readonly kind: 'cohort-updated'; readonly cohort: Cohort }
  | Forbidden
  | UnknownNames
  | InvalidRequest;

/** Lets mentors look after a cohort, beside those who do. */
export async function addCohortMentors(
  environment: Environment,
  actor: Actor,
  { cohort: id, mentors: names }: CohortMentorsInput,
): Promise<CohortMentorsResult> {
  const refusal = (await forbidsCohort(environment, actor, id)) ?? refuseMany('mentors', names);
  if (refusal) return refusal;
  const at = environment.now();
  return environment.store.write(async (writes) => {
    const cohort = await cohortIn(writes, id);
    if (!cohort) return unknownCohort(id);
    const ids = [...new Set(names.filter(isUuid))];
    const unknown = unknownAmong('mentors', names, await writes.mentors.byIds(ids));
    if (unknown) return unknown;
    const present = (await writes.cohorts.mentors([id])).get(id)!.map((mentor) => mentor.id);
    const size = new Set([...present, ...ids]).size;
    if (size > cohortLimits.mentors) {
      const most = cohortLimits.mentors;
      return invalid('mentors', `A cohort has at most ${most} mentors, and not ${size}.`);
    }
    await writes.cohorts.addMentors(id, ids, at);
    return { kind: 'cohort-updated', cohort };
  });
}

/** Lets mentors look after a cohort no more; whoever doesn't is left as they are. */
export async function removeCohortMentors(
  environment: Environment,
  actor: Actor,
  { cohort: id, mentors: names }: CohortMentorsInput,
): Promise<CohortMentorsResult> {
  const refusal = (await forbidsCohort(environment, actor, id)) ?? refuseMany('mentors', names);
  if (refusal) return refusal;
  return environment.store.write(async (writes) => {
    const cohort = await cohortIn(writes, id);
    if (!cohort) return unknownCohort(id);
    await writes.cohorts.removeMentors(id, names.filter(isUuid), environment.now());
    return { kind: 'cohort-updated', cohort };
  });
}
