import type { LearnerChange } from '../curriculum/adopted-roadmap.ts';
import type { GeneralChange } from '../curriculum/general-change.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { changeSays } from './list-changes.ts';
import { type Forbidden, forbids } from './permissions.ts';

/** Something that happened, of what others keep copies of. */
export type Change = LearnerChange | GeneralChange;

/** A place in the row of all changes: that after the change of a sequence, or before all where that is 0. */
export interface ChangePlace {
  readonly sequence: number;
  /** When that change happened, by which one is known that is another by now; null where it is not known. */
  readonly at: Date | null;
}

export interface ChangeList {
  readonly kind: 'change-list';
  /** Oldest first. */
  readonly changes: readonly Change[];
  /** Whether there are more. */
  readonly hasNext: boolean;
  /** After the newest change: where to begin for whom the past is no matter. */
  readonly head: ChangePlace;
}

export type ReadChangesResult =
  | ChangeList
  /** What came after that place can't be told: whoever asks has to read everything anew. */
  | { readonly kind: 'cursor-expired'; readonly message: string }
  | Forbidden;

/**
 * What happened after a place, to whomever, but for notes: for other systems that keep copies. All of it is kept, and a
 * learner who is erased takes along what happened to them; that they are gone stays.
 */
export async function readChanges(
  { store }: Pick<Environment, 'store'>,
  actor: Actor,
  { since, limit }: { readonly since: ChangePlace | null; readonly limit: number },
): Promise<ReadChangesResult> {
  const forbidden = forbids(actor, 'LIST_CHANGES');
  if (forbidden) return forbidden;
  const { learnerChanges, generalChanges } = store.reads;
  // Read first: changes up to it are there for every statement that follows, and later ones are left for the next page.
  const head = await learnerChanges.head();
  const { sequence } = since ?? { sequence: 0 };
  if (sequence > head || (since && (await isAnother(store, since)))) return expired;
  const after = { sequence, limit: limit + 1 };
  const found: Change[] = [
    ...(await learnerChanges.sinceForAll({ ...after, except: ['NOTE_WRITTEN'] })),
    ...(await generalChanges.since(after)),
  ];
  const changes = found
    .filter((change) => change.sequence <= head)
    .sort((left, right) => left.sequence - right.sequence);
  return {
    kind: 'change-list',
    changes: changes.slice(0, limit),
    hasNext: changes.length > limit,
    head: { sequence: head, at: await generalChanges.timeOf(head) },
  };
}

/** Whether the change of that sequence is not the one that was seen: the database was set back, and other things happened. */
async function isAnother(
  { reads }: Environment['store'],
  { sequence, at }: ChangePlace,
): Promise<boolean> {
  const now = await reads.generalChanges.timeOf(sequence);
  return at !== null && now !== null && Number(at) !== Number(now);
}

const expired = {
  kind: 'cursor-expired',
  message:
    'Changes cannot be told from `since` on: the database was set back to an earlier state. Read everything anew, and go on from the `head` that you ask for before.',
} as const;

/** What else a change is about, beside whom it happened to. */
export interface ChangeAbout {
  /** Numbers of pieces of evidence of the learner. */
  readonly evidence: readonly number[];
  /** The id of a cohort. */
  readonly cohort: string | null;
  /** Which properties are others than before, by name. */
  readonly fields: readonly string[];
  readonly revision: number | null;
}

/** Reads what is in a change in the shape that its kind has. */
export function aboutChange({ what }: Change): ChangeAbout {
  const {
    evidence = [],
    cohort = null,
    fields = [],
    revision = null,
  } = what as Partial<ChangeAbout>;
  return { evidence, cohort, fields, revision };
}

/** What a change is about, as a type of thing. */
export type ChangeSubject =
  | { readonly type: 'Learner' | 'Mentor' | 'Cohort'; readonly id: string }
  | { readonly type: 'Curriculum'; readonly slug: string };

export function subjectOf(change: Change): ChangeSubject {
  if ('learner' in change) return { type: 'Learner', id: change.learner };
  const { kind, subject } = change;
  switch (kind) {
    case 'LEARNER_CREATED':
    case 'LEARNER_ERASED':
      return { type: 'Learner', id: subject };
    case 'MENTOR_CREATED':
    case 'MENTOR_UPDATED':
      return { type: 'Mentor', id: subject };
    case 'COHORT_CREATED':
    case 'COHORT_UPDATED':
    case 'COHORT_REMOVED':
      return { type: 'Cohort', id: subject };
    case 'CURRICULUM_PUBLISHED':
      return { type: 'Curriculum', slug: subject };
  }
}

/** Whether the actor, who may read changes, may also read what one is about; learners, since that is asked for first. */
export function mayReadSubject(actor: Actor, { type }: ChangeSubject): boolean {
  switch (type) {
    case 'Learner':
    case 'Curriculum':
      return true;
    case 'Cohort':
      return forbids(actor, 'NAME_COHORTS') === null;
    case 'Mentor':
      return forbids(actor, 'MANAGE_MENTORS') === null;
  }
}

/** A change in a sentence. */
export function changeInWords(change: Change): string {
  if ('learner' in change) return changeSays(change);
  switch (change.kind) {
    case 'LEARNER_CREATED':
      return 'A learner came.';
    case 'LEARNER_ERASED':
      return 'A learner is gone, with all that was kept of them.';
    case 'MENTOR_CREATED':
      return 'A mentor came.';
    case 'MENTOR_UPDATED':
      return 'What is said of a mentor has changed.';
    case 'COHORT_CREATED':
      return 'A cohort was made.';
    case 'COHORT_UPDATED':
      return 'A cohort has another title, other mentors or other names elsewhere.';
    case 'COHORT_REMOVED':
      return 'A cohort is gone; its members are still there.';
    case 'CURRICULUM_PUBLISHED':
      return `Revision ${aboutChange(change).revision} of the curriculum \`${change.subject}\` was published.`;
  }
}
