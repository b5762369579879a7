import { changeKinds } from '../curriculum/adopted-roadmap.ts';
import { evidenceKinds, outcomes } from '../curriculum/evidence.ts';
import type { LearnerWishes } from '../curriculum/learner.ts';
import { type Scope, tokenKinds } from '../curriculum/token.ts';
import type { Dialect } from './dialect.ts';

/**
 * The tables of what belongs to people. Keys of what a learner has begin with the learner, so that these tables can be
 * spread over machines by it; a learner who is erased takes along all that refers to it.
 */
export function defineLearnerTables(dialect: Dialect) {
  const { table, text, integer, real, flag, instant, json, choice } = dialect;
  const { primaryKey, index, uniqueIndex } = dialect;

  const person = () => ({
    id: text('id').primaryKey(),
    name: text('name'),
    mail: text('mail'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  });

  const learners = table('learners', {
    ...person(),
    hoursPerWeek: real('hours_per_week'),
    wishes: json<LearnerWishes>('wishes').notNull(),
    since: instant('since').notNull(),
  });

  const mentors = table('mentors', person());

  const cohorts = table('cohorts', {
    id: text('id').primaryKey(),
    title: text('title').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  });

  const ofLearner = () => text('learner').references(() => learners.id, { onDelete: 'cascade' });
  const ofMentor = () => text('mentor').references(() => mentors.id, { onDelete: 'cascade' });
  const learner = () => ofLearner().notNull();
  const mentor = () => ofMentor().notNull();
  const cohort = () =>
    text('cohort')
      .notNull()
      .references(() => cohorts.id, { onDelete: 'cascade' });
  /** The source of the roster that says so and may say otherwise; null where somebody here did, and it is theirs to undo. */
  const roster = () => text('roster');

  /**
   * A row that whoever writes what is a learner's locks first. It refers to nothing, so that it can be locked for a
   * learner whom somebody erases meanwhile.
   */
  const learnerHeads = table('learner_heads', {
    learner: text('learner').primaryKey(),
    /** The number of the newest evidence, 0 before there is any. */
    evidence: integer('evidence').notNull(),
  });

  /** By which learners are found of whom somebody else knows no more than a hash of their mail address. */
  const learnerMails = table(
    'learner_mails',
    {
      learner: learner(),
      /** SHA-1 of `mailto:` and the address in lower case, in hexadecimal. */
      hash: text('hash').notNull(),
    },
    (row) => [primaryKey({ columns: [row.learner] }), index('learner_mails_hash').on(row.hash)],
  );

  const externalIds = table(
    'external_ids',
    {
      learner: learner(),
      system: text('system').notNull(),
      externalId: text('external_id').notNull(),
    },
    (row) => [
      primaryKey({ columns: [row.learner, row.system, row.externalId] }),
      uniqueIndex('external_ids_system_external_id').on(row.system, row.externalId),
    ],
  );

  const evidence = table(
    'evidence',
    {
      learner: learner(),
      number: integer('number').notNull(),
      source: text('source').notNull(),
      externalId: text('external_id').notNull(),
      /** SHA-256 of the content, by which one that comes again is known. */
      digest: text('digest').notNull(),
      kind: choice('kind', [...evidenceKinds, 'RETRACTION']).notNull(),
      /** Null, as the columns up to `strength`, in a retraction. */
      curriculum: text('curriculum'),
      skill: text('skill'),
      level: text('level'),
      outcome: choice('outcome', outcomes),
      score: real('score'),
      strength: real('strength'),
      occurredAt: instant('occurred_at').notNull(),
      recordedAt: instant('recorded_at').notNull(),
      recordedBy: text('recorded_by').notNull(),
      note: text('note'),
      data: json<unknown>('data'),
    },
    (row) => [
      primaryKey({ columns: [row.learner, row.number] }),
      uniqueIndex('evidence_versions').on(row.learner, row.source, row.externalId, row.digest),
    ],
  );

  const cohortMembers = table(
    'cohort_members',
    {
      learner: learner(),
      cohort: cohort(),
      since: instant('since').notNull(),
      roster: roster(),
    },
    (row) => [
      primaryKey({ columns: [row.learner, row.cohort] }),
      index('cohort_members_cohort').on(row.cohort, row.learner),
    ],
  );

  const cohortMentors = table(
    'cohort_mentors',
    {
      cohort: cohort(),
      mentor: mentor(),
      since: instant('since').notNull(),
      roster: roster(),
    },
    (row) => [
      primaryKey({ columns: [row.cohort, row.mentor] }),
      index('cohort_mentors_mentor').on(row.mentor, row.cohort),
    ],
  );

  /** Who looks after a learner personally, beside those who look after a cohort of theirs. */
  const mentees = table(
    'mentees',
    {
      learner: learner(),
      mentor: mentor(),
      since: instant('since').notNull(),
      roster: roster(),
    },
    (row) => [
      primaryKey({ columns: [row.learner, row.mentor] }),
      index('mentees_mentor').on(row.mentor, row.learner),
    ],
  );

  const notes = table(
    'notes',
    {
      learner: learner(),
      id: text('id').notNull(),
      writtenBy: text('written_by').notNull(),
      text: text('text').notNull(),
      createdAt: instant('created_at').notNull(),
    },
    (row) => [primaryKey({ columns: [row.learner, row.id] })],
  );

  const placements = table(
    'placements',
    {
      learner: learner(),
      id: text('id').notNull(),
      curriculum: text('curriculum').notNull(),
      revision: integer('revision').notNull(),
      request: json<unknown>('request').notNull(),
      standing: json<unknown>('standing').notNull(),
      startedAt: instant('started_at').notNull(),
      answeredAt: instant('answered_at').notNull(),
      doneAt: instant('done_at'),
    },
    (row) => [primaryKey({ columns: [row.learner, row.id] })],
  );

  const adoptedRoadmaps = table(
    'adopted_roadmaps',
    {
      learner: learner(),
      id: text('id').notNull(),
      request: json<unknown>('request').notNull(),
      curriculum: text('curriculum').notNull(),
      revision: integer('revision').notNull(),
      plan: json<unknown>('plan').notNull(),
      adoptedAt: instant('adopted_at').notNull(),
      plannedAt: instant('planned_at').notNull(),
      endedAt: instant('ended_at'),
      /** Since when there is something that it doesn't take into account yet; null where there is nothing. */
      dueSince: instant('due_since'),
      /** The newest revision that it was held against; it may have stayed on an older one. */
      checkedRevision: integer('checked_revision').notNull(),
      /** And how many revisions, taken together, of other curricula that have skills in common with its own. */
      checkedRelated: integer('checked_related').notNull().default(0),
      /** What the addresses of the learner's feeds are signed with. */
      feedKey: text('feed_key').notNull(),
    },
    (row) => [
      primaryKey({ columns: [row.learner, row.id] }),
      index('adopted_roadmaps_due_since').on(row.dueSince),
      index('adopted_roadmaps_checked').on(row.curriculum, row.endedAt, row.checkedRevision),
      index('adopted_roadmaps_related').on(row.curriculum, row.endedAt, row.checkedRelated),
    ],
  );

  const learnerChanges = table(
    'learner_changes',
    {
      learner: learner(),
      sequence: integer('sequence').notNull(),
      kind: choice('kind', changeKinds).notNull(),
      roadmap: text('roadmap'),
      what: json<unknown>('what').notNull(),
      cause: json<unknown>('cause'),
      at: instant('at').notNull(),
    },
    (row) => [
      primaryKey({ columns: [row.learner, row.sequence] }),
      uniqueIndex('learner_changes_sequence').on(row.sequence),
      index('learner_changes_kind').on(row.kind, row.sequence),
    ],
  );

  /** One row: the sequence of the newest change. It is locked last, and until its transaction ends. */
  const changeHead = table('change_head', {
    only: integer('only').primaryKey(),
    sequence: integer('sequence').notNull(),
  });

  const tokens = table(
    'tokens',
    {
      id: text('id').primaryKey(),
      /** SHA-256 of the secret, in hexadecimal. */
      hash: text('hash').notNull(),
      kind: choice('kind', tokenKinds).notNull(),
      learner: ofLearner(),
      mentor: ofMentor(),
      scopes: json<readonly Scope[]>('scopes').notNull(),
      title: text('title').notNull(),
      prefix: text('prefix').notNull(),
      persistedOperationsOnly: flag('persisted_operations_only').notNull().default(false),
      createdAt: instant('created_at').notNull(),
      expiresAt: instant('expires_at'),
      lastUsedAt: instant('last_used_at'),
      revokedAt: instant('revoked_at'),
    },
    (row) => [
      uniqueIndex('tokens_hash').on(row.hash),
      index('tokens_learner').on(row.learner),
      index('tokens_mentor').on(row.mentor),
    ],
  );

  const idempotencyKeys = table(
    'idempotency_keys',
    {
      /** Whose key it is: everybody has a name space of their own. */
      owner: text('owner').notNull(),
      key: text('key').notNull(),
      /** SHA-256 of what was asked for under the key. */
      payloadDigest: text('payload_digest').notNull(),
      response: json<unknown>('response').notNull(),
      createdAt: instant('created_at').notNull(),
    },
    (row) => [
      primaryKey({ columns: [row.owner, row.key] }),
      index('idempotency_keys_created_at').on(row.createdAt),
    ],
  );

  return {
    learners,
    learnerHeads,
    learnerMails,
    externalIds,
    evidence,
    mentors,
    mentees,
    cohorts,
    cohortMembers,
    cohortMentors,
    notes,
    placements,
    adoptedRoadmaps,
    learnerChanges,
    changeHead,
    tokens,
    idempotencyKeys,
  };
}
