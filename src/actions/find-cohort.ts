import type { ExternalId } from '../curriculum/learner.ts';
import type { Cohort } from '../curriculum/mentor.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import type { StoreReads } from '../store/store.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { idsNamed } from './external-ids.ts';
import {
  type Forbidden,
  forbiddenCohort,
  forbiddenLearner,
  forbids,
  permittedCohorts,
} from './permissions.ts';

/** The cohort of that id, where the actor may see and change it. */
export async function findCohort(
  environment: Pick<Environment, 'store'>,
  actor: Actor,
  id: string,
): Promise<{ readonly kind: 'cohort'; readonly cohort: Cohort } | Forbidden | UnknownNames> {
  const forbidden = await forbidsCohort(environment, actor, id);
  if (forbidden) return forbidden;
  const cohort = await cohortIn(environment.store.reads, id);
  return cohort ? { kind: 'cohort', cohort } : unknownCohort(id);
}

/** The id that is meant: where another system is said to call a cohort so and none is, that of none. */
export async function cohortNamed(
  { store }: Pick<Environment, 'store'>,
  name: { readonly id: string } | { readonly externalId: ExternalId },
): Promise<string> {
  if ('id' in name) return name.id;
  const [id] = await idsNamed(store.reads.cohorts, [name.externalId]);
  return id ?? '';
}

/** Null where the actor may see and change the cohort; whether there is one is looked up for mentors only. */
export async function forbidsCohort(
  environment: Pick<Environment, 'store'>,
  actor: Actor,
  id: string,
): Promise<Forbidden | null> {
  const permitted = await permittedCohorts(environment, actor, [id]);
  return permitted.has(id) ? null : forbiddenCohort(actor);
}

export async function cohortIn(
  { cohorts }: Pick<StoreReads, 'cohorts'>,
  id: string,
): Promise<Cohort | null> {
  return isUuid(id) ? ((await cohorts.byIds([id])).get(id) ?? null) : null;
}

export function unknownCohort(id: string): UnknownNames {
  const name = id.slice(0, 200);
  const message = `There is no cohort \`${name}\`.`;
  return { kind: 'unknown-names', message, names: [{ path: 'cohort', name, suggestions: [] }] };
}

export interface CohortList {
  readonly kind: 'cohort-list';
  /** At most `limit` of those after the id, in the order in which they were made. */
  readonly read: (page: { readonly after?: string; readonly limit: number }) => Promise<Cohort[]>;
  readonly count: () => Promise<number>;
}

/** All cohorts for whoever may see them all, otherwise those that one looks after. */
export function listCohorts(
  { store }: Pick<Environment, 'store'>,
  actor: Actor,
): CohortList | Forbidden {
  const { cohorts } = store.reads;
  const forbidden = forbids(actor, 'CREATE_COHORTS');
  if (forbidden) return forbidden;
  if (actor.kind !== 'MENTOR')
    return {
      kind: 'cohort-list',
      read: (page) => cohorts.page(page),
      count: () => cohorts.count(),
    };
  const own = async () => (await cohorts.ofMentors([actor.mentor])).get(actor.mentor) ?? [];
  return {
    kind: 'cohort-list',
    read: async ({ after = '', limit }) =>
      (await own()).filter(({ id }) => id > after).slice(0, limit),
    count: async () => (await own()).length,
  };
}

/**
 * Null where the actor, who may see a cohort, may see its members too: services need to be let read learners for that. Those
 * who came or went are seen by whoever brought it about.
 */
export function forbidsMembers(actor: Actor): Forbidden | null {
  const isBlind = actor.kind === 'SERVICE' && !actor.scopes.includes('learners:read');
  return isBlind ? forbiddenLearner(actor, 'READ') : null;
}

/** Those of the cohorts of another mentor that the actor may see, by what the actor looks after. */
export async function cohortsShown(
  actor: Actor,
  cohorts: readonly Cohort[],
  lookedAfterBy: (mentor: string) => Promise<readonly Cohort[]>,
): Promise<readonly Cohort[]> {
  if (actor.kind !== 'MENTOR') return forbids(actor, 'CREATE_COHORTS') ? [] : cohorts;
  const own = new Set((await lookedAfterBy(actor.mentor)).map(({ id }) => id));
  return cohorts.filter(({ id }) => own.has(id));
}

/** What is wrong with a request, where it is one thing. */
export function invalid(path: string, message: string): InvalidRequest {
  return { kind: 'invalid-request', message, problems: [{ path, message, suggestions: [] }] };
}
