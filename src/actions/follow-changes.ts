import type { ChangeKind, LearnerChange } from '../curriculum/adopted-roadmap.ts';
import type { UnknownNames } from '../planner/refusal.ts';
import type { Identity } from './authenticate.ts';
import { isStillGood } from './authenticate.ts';
import type { ChangePage, ChangeStream, StreamSource } from './change-stream.ts';
import { cohortOf, type Topic } from './change-streams.ts';
import type { Environment } from './environment.ts';
import { findCohort } from './find-cohort.ts';
import { findLearner } from './find-learner.ts';
import { type Forbidden, permittedLearners } from './permissions.ts';
import { streamLimits } from './stream-limits.ts';

export type FollowResult =
  | { readonly kind: 'stream'; readonly stream: ChangeStream }
  /** It can't be gone on from there: read anew, and begin now. */
  | { readonly kind: 'cursor-expired'; readonly message: string }
  | { readonly kind: 'no-sequence'; readonly message: string }
  | { readonly kind: 'too-many-streams'; readonly message: string }
  | Forbidden
  | UnknownNames;

/** Who follows, and how their connection is ended where they don't read what they are sent. */
export interface Follower {
  readonly identity: Identity;
  readonly hangUp: () => void;
}

/** Follows what happens to the roadmap of a learner after a sequence; from now on where none is given. */
export async function followRoadmap(
  environment: Environment,
  { identity, hangUp }: Follower,
  { learner, since }: { readonly learner: string; readonly since: number | null },
): Promise<FollowResult> {
  const find = () => findLearner(environment, identity.actor, { id: learner });
  const found = await find();
  if (found.kind !== 'learner') return found;
  const read = async (sequence: number) => {
    const { page: limit } = streamLimits;
    const { learnerChanges } = environment.store.reads;
    return pageOf(await learnerChanges.since([learner], { sequence, limit }), sequence, isRoadmaps);
  };
  const check = checkOf(environment, identity, async () => (await find()).kind === 'learner');
  return open(
    environment,
    { identity, hangUp },
    {
      topic: `learner ${learner}`,
      since,
      source: { read, check },
    },
  );
}

const roadmapKinds: readonly ChangeKind[] = [
  'ROADMAP_ADOPTED',
  'ROADMAP_CHANGED',
  'ROADMAP_COMPLETED',
  'ROADMAP_ENDED',
];

function isRoadmaps({ kind }: LearnerChange): boolean {
  return roadmapKinds.includes(kind);
}

/**
 * Follows what happens to those who are in a cohort, since they joined, and who leaves it; of each learner as much as the
 * actor may read.
 */
export async function followCohort(
  environment: Environment,
  { identity, hangUp }: Follower,
  { cohort, since }: { readonly cohort: string; readonly since: number | null },
): Promise<FollowResult> {
  const find = () => findCohort(environment, identity.actor, cohort);
  const found = await find();
  if (found.kind !== 'cohort') return found;
  const read = async (sequence: number) => {
    const page = await readActivity(environment, cohort, sequence);
    return { ...page, changes: await readable(environment, identity, page.changes) };
  };
  const check = checkOf(environment, identity, async () => (await find()).kind === 'cohort');
  return open(
    environment,
    { identity, hangUp },
    { topic: `cohort ${cohort}`, since, source: { read, check } },
  );
}

/** What the members did, and who left: two lists that are merged as far as both reach. */
async function readActivity(
  { store }: Pick<Environment, 'store'>,
  cohort: string,
  sequence: number,
): Promise<ChangePage> {
  const { cohorts, learnerChanges } = store.reads;
  const after = { sequence, limit: streamLimits.page };
  // Between the two more may come, of which the second list alone would tell.
  const head = await learnerChanges.head();
  const activity = await cohorts.activity(cohort, after);
  const departures = await learnerChanges.ofKind('COHORT_LEFT', after);
  const reach = (list: readonly LearnerChange[]) =>
    list.length < after.limit ? head : list.at(-1)!.sequence;
  const upTo = Math.min(head, reach(activity), reach(departures));
  const isOfCohort = (change: LearnerChange) =>
    (change.kind !== 'COHORT_JOINED' && change.kind !== 'COHORT_LEFT') ||
    cohortOf(change) === cohort;
  const found = new Map(
    [...activity, ...departures]
      .filter((change) => change.sequence <= upTo && isOfCohort(change))
      .map((change) => [change.sequence, change]),
  );
  const changes = [...found.values()].sort((one, other) => one.sequence - other.sequence);
  return { changes, upTo, isFull: upTo < head };
}

/** Who comes and goes is known to whoever leads the cohort; the rest is for those who may read the learner, or the notes. */
async function readable(
  environment: Environment,
  { actor }: Identity,
  changes: readonly LearnerChange[],
): Promise<readonly LearnerChange[]> {
  const isPrivate = ({ kind }: LearnerChange) => kind !== 'COHORT_JOINED' && kind !== 'COHORT_LEFT';
  const isNote = ({ kind }: LearnerChange) => kind === 'NOTE_WRITTEN';
  const idsOf = (some: readonly LearnerChange[]) => [
    ...new Set(some.map(({ learner }) => learner)),
  ];
  const read = idsOf(changes.filter(isPrivate));
  const noted = idsOf(changes.filter(isNote));
  const mayRead = await permittedLearners(environment, actor, 'READ', read);
  const mayReadNotes = await permittedLearners(environment, actor, 'READ_NOTES', noted);
  return changes.filter((change) =>
    isPrivate(change) ? (isNote(change) ? mayReadNotes : mayRead).has(change.learner) : true,
  );
}

function pageOf(
  changes: readonly LearnerChange[],
  sequence: number,
  isWanted: (change: LearnerChange) => boolean,
): ChangePage {
  return {
    changes: changes.filter(isWanted),
    upTo: changes.at(-1)?.sequence ?? sequence,
    isFull: changes.length === streamLimits.page,
  };
}

function checkOf(
  environment: Environment,
  identity: Identity,
  isPermitted: () => Promise<boolean>,
): StreamSource['check'] {
  return async () => {
    if (!(await isStillGood(environment, identity))) return 'signed-out';
    return (await isPermitted()) ? null : 'forbidden';
  };
}

async function open(
  { store, streams }: Environment,
  { identity: { actor }, hangUp }: Follower,
  {
    topic,
    since,
    source,
  }: { readonly topic: Topic; readonly since: number | null; readonly source: StreamSource },
): Promise<FollowResult> {
  if (since !== null && since < 0)
    return { kind: 'no-sequence', message: '`since` is negative: sequences are counted from 1.' };
  const head = await store.reads.learnerChanges.head();
  const sequence = since ?? head;
  if (sequence > head)
    return {
      kind: 'cursor-expired',
      message:
        'Nothing has this sequence: the database was set back to an earlier state. Read anew what you show, and subscribe without `since`.',
    };
  const viewer = actor.kind === 'ANONYMOUS' ? actor.kind : `${actor.kind} ${actor.name}`;
  const stream = streams.open({ viewer, topic, source, sequence, hangUp });
  return typeof stream === 'string'
    ? { kind: 'too-many-streams', message: stream }
    : { kind: 'stream', stream };
}

/** The sequence of the newest change of all, for whoever reads something and follows it from then on. */
export async function latestSequence({ store }: Pick<Environment, 'store'>): Promise<number> {
  return store.reads.learnerChanges.head();
}
