import type { ActivityMapping } from '../curriculum/activity-mapping.ts';
import type { Dialect } from './dialect.ts';

/**
 * The tables of statements that learning platforms send. Each platform, by the name of its source, has statements of its
 * own; what they speak of is kept as short hashes, since addresses may be longer than an index takes.
 */
export function defineXapiTables(dialect: Dialect) {
  const { table, text, integer, real, flag, instant, json, choice } = dialect;
  const { primaryKey, index, uniqueIndex } = dialect;

  /** One row a source; whoever adds statements locks it first, so that they are stored in the order of their numbers. */
  const statementHeads = table('statement_heads', {
    source: text('source').primaryKey(),
    /** The number of the newest statement, 0 before there is any. */
    sequence: integer('sequence').notNull(),
    storedAt: instant('stored_at').notNull(),
  });

  const statements = table(
    'statements',
    {
      source: text('source').notNull(),
      /** Among the statements of the source, from 1, in the order in which they came. */
      sequence: integer('sequence').notNull(),
      /** A UUID in lower case. */
      id: text('id').notNull(),
      actor: text('actor'),
      verb: text('verb').notNull(),
      object: text('object'),
      /** The id of the statement that this one is about. */
      refersTo: text('refers_to'),
      storedAt: instant('stored_at').notNull(),
      occurredAt: instant('occurred_at').notNull(),
      /** Whether the sender said when. */
      isTimed: flag('is_timed').notNull(),
      isVoided: flag('is_voided').notNull(),
      /** Equal where two statements say the same. */
      digest: text('digest').notNull(),
      /** By which one that came without an id is known again; null for the others. */
      repetition: text('repetition'),
      /** The id of the token that sent it. */
      recordedBy: text('recorded_by').notNull(),
      /** The statement as it is given back, in JSON. */
      statement: text('statement').notNull(),
    },
    (row) => [
      primaryKey({ columns: [row.source, row.sequence] }),
      uniqueIndex('statements_id').on(row.source, row.id),
      index('statements_repetition').on(row.source, row.repetition),
      index('statements_actor').on(row.source, row.actor, row.sequence),
      index('statements_object').on(row.source, row.object, row.sequence),
      index('statements_verb').on(row.source, row.verb, row.sequence),
      index('statements_refers_to').on(row.source, row.refersTo),
    ],
  );

  /** Who and what else a statement speaks of, and the registration that it belongs to. */
  const statementTerms = table(
    'statement_terms',
    {
      source: text('source').notNull(),
      term: text('term').notNull(),
      sequence: integer('sequence').notNull(),
    },
    (row) => [primaryKey({ columns: [row.source, row.term, row.sequence] })],
  );

  /** Who acted, by what they are called there, and which learner that is. */
  const statementActors = table(
    'statement_actors',
    {
      source: text('source').notNull(),
      actor: text('actor').notNull(),
      system: text('system').notNull(),
      externalId: text('external_id').notNull(),
      /** SHA-1 of the mail address, where that is what is known. */
      mailHash: text('mail_hash'),
      name: text('name'),
      learner: text('learner'),
      /** Whether it is to be looked up anew who that is. */
      isDue: flag('is_due').notNull(),
      firstSequence: integer('first_sequence').notNull(),
      statementCount: integer('statement_count').notNull(),
      lastSeenAt: instant('last_seen_at').notNull(),
    },
    (row) => [
      primaryKey({ columns: [row.source, row.actor] }),
      index('statement_actors_system').on(row.system, row.externalId),
      index('statement_actors_mail_hash').on(row.mailHash),
      index('statement_actors_learner').on(row.learner),
      index('statement_actors_due').on(row.isDue),
    ],
  );

  /** What statements are about or belong to. */
  const statementActivities = table(
    'statement_activities',
    {
      source: text('source').notNull(),
      activity: text('activity').notNull(),
      iri: text('iri').notNull(),
      name: text('name'),
      statementCount: integer('statement_count').notNull(),
      lastSeenAt: instant('last_seen_at').notNull(),
    },
    (row) => [
      primaryKey({ columns: [row.source, row.activity] }),
      index('statement_activities_count').on(row.statementCount),
    ],
  );

  const activityMappings = table('activity_mappings', {
    activity: text('activity').primaryKey(),
    iri: text('iri').notNull(),
    competencies: json<ActivityMapping['competencies']>('competencies').notNull(),
    leastRatio: real('least_ratio'),
    completionCounts: flag('completion_counts').notNull(),
    partsCount: flag('parts_count').notNull(),
    verbs: json<ActivityMapping['verbs']>('verbs').notNull(),
    updatedAt: instant('updated_at').notNull(),
    updatedBy: text('updated_by').notNull(),
  });

  /** What is still to be read: up to where the new statements of a source were, and old ones that mean something else now. */
  const statementReadings = table('statement_readings', {
    id: text('id').primaryKey(),
    kind: choice('kind', ['LOCK', 'NEW', 'ACTIVITY', 'ACTOR']).notNull(),
    source: text('source').notNull(),
    /** The activity or actor whose statements are read again; empty for new ones. */
    term: text('term').notNull(),
    /** The number of the last statement that was read. */
    after: integer('after').notNull(),
    /** The learner who the actor was taken for before. */
    formerLearner: text('former_learner'),
  });

  return {
    statementHeads,
    statements,
    statementTerms,
    statementActors,
    statementActivities,
    activityMappings,
    statementReadings,
  };
}
