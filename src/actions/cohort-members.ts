import type { Cohort } from '../curriculum/mentor.ts';
import type { InvalidRequest, UnknownName, UnknownNames } from '../planner/refusal.ts';
import type { StoreWrites } from '../store/store.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import { cohortLimits } from './cohort-limits.ts';
import type { Environment } from './environment.ts';
import { cohortIn, forbidsCohort, invalid, unknownCohort } from './find-cohort.ts';
import type { Forbidden } from './permissions.ts';

export interface CohortMembersInput {
  readonly cohort: string;
  /** Ids. */
  readonly learners: readonly string[];
}

export type CohortMembersResult =
  | {
      readonly kind: 'cohort-changed';
      readonly cohort: Cohort;
      /** Those who came, or went; whoever was there already, or wasn't, is not among them. */
      readonly changed: readonly string[];
    }
  | Forbidden
  | UnknownNames
  | InvalidRequest;

/**
 * Takes learners into a cohort, all of them or none. Mentors take in whom they look after already: to be let see somebody
 * is for admins, services and invitations to bring about.
 */
export async function addCohortMembers(
  environment: Environment,
  actor: Actor,
  { cohort: id, learners: names }: CohortMembersInput,
): Promise<CohortMembersResult> {
  const refusal = (await forbidsCohort(environment, actor, id)) ?? refuseMany('learners', names);
  if (refusal) return refusal;
  const { store } = environment;
  const ids = [...new Set(names.filter(isUuid))];
  const own =
    actor.kind === 'MENTOR' ? await store.reads.mentors.menteesAmong(actor.mentor, ids) : null;
  const at = environment.now();
  return store.write(async (writes) => {
    const cohort = await cohortIn(writes, id);
    if (!cohort) return unknownCohort(id);
    const locked = await writes.learners.lock(own ? ids.filter((each) => own.has(each)) : ids);
    const unknown = unknownAmong('learners', names, locked);
    if (unknown) return unknown;
    const refusal = await refuseCrowd(writes, cohort, ids);
    if (refusal) return refusal;
    return { kind: 'cohort-changed', cohort, changed: await join(writes, cohort, ids, at) };
  });
}

/** The refusal where a cohort has no room for all of the learners, who may be members or not even created yet. */
export async function refuseCrowd(
  { cohorts }: StoreWrites,
  { id }: Cohort,
  ids: readonly string[],
): Promise<InvalidRequest | null> {
  const present = (await cohorts.memberCounts([id])).get(id)!;
  const memberships = await cohorts.ofLearners(ids);
  const isMember = (learner: string) => memberships.get(learner)!.some((each) => each.id === id);
  const size = present + ids.filter((learner) => !isMember(learner)).length;
  if (size <= cohortLimits.members) return null;
  const message = `A cohort has at most ${cohortLimits.members} members; with these it would have ${size}.`;
  return invalid('learners', message);
}

/** Takes in locked learners, and gives the ids of those who weren't members. */
export async function join(
  { cohorts, learnerChanges }: StoreWrites,
  { id }: Cohort,
  ids: readonly string[],
  at: Date,
): Promise<readonly string[]> {
  const joined = await cohorts.addMembers(id, ids, at);
  const what = { cohort: id };
  for (const learner of joined)
    learnerChanges.add({ learner, kind: 'COHORT_JOINED', roadmap: null, what, cause: null, at });
  return joined;
}

/** Lets learners go from a cohort; they stay learners. Whoever isn't in it is left as they are. */
export async function removeCohortMembers(
  environment: Environment,
  actor: Actor,
  { cohort: id, learners: names }: CohortMembersInput,
): Promise<CohortMembersResult> {
  const refusal = (await forbidsCohort(environment, actor, id)) ?? refuseMany('learners', names);
  if (refusal) return refusal;
  const at = environment.now();
  return environment.store.write(async (writes) => {
    const cohort = await cohortIn(writes, id);
    if (!cohort) return unknownCohort(id);
    const locked = await writes.learners.lock(names.filter(isUuid));
    const changed = await writes.cohorts.removeMembers(id, [...locked.keys()]);
    const what = { cohort: id };
    for (const learner of changed)
      writes.learnerChanges.add({
        learner,
        kind: 'COHORT_LEFT',
        roadmap: null,
        what,
        cause: null,
        at,
      });
    return { kind: 'cohort-changed', cohort, changed };
  });
}

/** The refusal where a request names too many at once, or nobody. */
export function refuseMany(path: string, names: readonly string[]): InvalidRequest | null {
  const most = cohortLimits.namedAtOnce;
  if (names.length > most)
    return invalid(path, `\`${path}\` has ${names.length} entries; ${most} are the most.`);
  return names.length === 0 ? invalid(path, `\`${path}\` is empty.`) : null;
}

/** The refusal where somebody is named who is not there, or as good as not there. */
export function unknownAmong(
  path: string,
  names: readonly string[],
  found: { readonly has: (id: string) => boolean },
): UnknownNames | null {
  const unknown = names.flatMap((name, index): UnknownName[] =>
    found.has(name)
      ? []
      : [{ path: `${path}.${index}`, name: name.slice(0, 200), suggestions: [] }],
  );
  const noun = path.replace(/s$/, '');
  return unknown.length === 0
    ? null
    : {
        kind: 'unknown-names',
        message: `There is no ${noun} \`${unknown[0]!.name}\`.`,
        names: unknown,
      };
}
