import type { Learner } from '../curriculum/learner.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import { foldText } from '../util/fold-text.ts';
import type { Actor } from './actor.ts';
import { cohortLimits } from './cohort-limits.ts';
import type { CurriculaSnapshot } from './curricula.ts';
import type { Environment } from './environment.ts';
import { invalid } from './find-cohort.ts';
import { type Forbidden, forbiddenCohort, forbids } from './permissions.ts';
import { progressInBrief } from './progress-in-brief.ts';

export const menteeOrders = ['STALLED_LONGEST', 'PROGRESS', 'NAME', 'LAST_ACTIVITY'] as const;
export type MenteeOrder = (typeof menteeOrders)[number];

export interface MenteeFilter {
  readonly isStalled?: boolean | null | undefined;
  /** The id of a cohort that the mentor looks after. */
  readonly cohort?: string | null | undefined;
  /** In the name or the mail address, whatever upper case and accents. */
  readonly text?: string | null | undefined;
}

export interface MenteesAsked {
  readonly mentor: string;
  readonly orderBy: MenteeOrder;
  readonly filter: MenteeFilter;
}

/** A learner with what the list is in order of; `slug` breaks ties. */
export interface ListedMentee {
  readonly slug: string;
  readonly key: string | number;
  readonly learner: Learner;
}

export type ListMenteesResult =
  | {
      readonly kind: 'mentee-list';
      readonly mentees: readonly ListedMentee[];
    }
  | Forbidden
  | InvalidRequest;

/**
 * Whom a mentor looks after, personally or in cohorts, filtered and in order. The number of statements is the same whatever
 * page of them is shown: a few for all that is known already, and three for every two hundred who are new or have changed.
 */
export async function listMentees(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  { mentor, orderBy, filter }: MenteesAsked,
): Promise<ListMenteesResult> {
  const isSelf = actor.kind === 'MENTOR' && actor.mentor === mentor;
  const forbidden = isSelf ? null : forbids(actor, 'MANAGE_MENTORS');
  if (forbidden) return forbidden;
  const found = await lookedAfter(environment, actor, mentor, filter.cohort ?? null);
  if ('kind' in found) return found;
  const learners = found.filter(withText(filter.text ?? ''));
  const ids = learners.map(({ id }) => id);
  const isAsked = orderBy === 'STALLED_LONGEST' || orderBy === 'PROGRESS';
  const needsProgress = isAsked || filter.isStalled != null;
  const progress = needsProgress ? await progressInBrief(environment, snapshot, learners) : null;
  const isStalled = (id: string) => (progress?.get(id)?.stalledSince ?? null) !== null;
  const kept = learners.filter(
    ({ id }) => filter.isStalled == null || isStalled(id) === filter.isStalled,
  );
  const { evidence } = environment.store.reads;
  const activity = orderBy === 'LAST_ACTIVITY' ? await evidence.lastOccurred(ids) : null;
  const keyOf = (learner: Learner): string | number => {
    const on = progress?.get(learner.id);
    switch (orderBy) {
      case 'STALLED_LONGEST':
        return on?.stalledSince ?? notStalled;
      case 'PROGRESS':
        return on?.shareDone ?? withoutRoadmap;
      case 'NAME':
        return nameKey(learner);
      case 'LAST_ACTIVITY':
        return Number(activity?.get(learner.id) ?? 0);
    }
  };
  const mentees = kept
    .map((learner) => ({ slug: learner.id, key: keyOf(learner), learner }))
    .sort(byKey);
  return { kind: 'mentee-list', mentees };
}

/** After every day and every share. */
const [notStalled, withoutRoadmap] = [Number.MAX_SAFE_INTEGER, 2];

async function lookedAfter(
  { store }: Environment,
  actor: Actor,
  mentor: string,
  cohort: string | null,
): Promise<readonly Learner[] | Forbidden | InvalidRequest> {
  const { cohorts, mentors } = store.reads;
  if (cohort !== null) {
    const own = (await cohorts.ofMentors([mentor])).get(mentor) ?? [];
    if (!own.some(({ id }) => id === cohort)) return forbiddenCohort(actor);
    return cohorts.members(cohort, { limit: cohortLimits.members });
  }
  const found = await mentors.mentees(mentor, { limit: cohortLimits.mentees + 1 });
  if (found.length <= cohortLimits.mentees) return found;
  const message = `There are more than ${cohortLimits.mentees} mentees: look at one cohort after the other.`;
  return invalid('filter', message);
}

function withText(text: string): (learner: Learner) => boolean {
  const wanted = foldText(text);
  return ({ name, mail }) =>
    wanted === '' || foldText(`${name ?? ''} ${mail ?? ''}`).includes(wanted);
}

/** Who has no name comes after those who have one. */
function nameKey({ name, mail }: Learner): string {
  return name === null ? `2 ${mail ?? ''}` : `1 ${foldText(name)}`;
}

function byKey(left: ListedMentee, right: ListedMentee): number {
  if (left.key !== right.key) return left.key < right.key ? -1 : 1;
  return left.slug < right.slug ? -1 : 1;
}
