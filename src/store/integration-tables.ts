import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { generalChangeKinds } from '../curriculum/general-change.ts';
import { type ImportJob, importStates } from '../curriculum/import-job.ts';
import type { Dialect } from './dialect.ts';
import type { defineLearnerTables } from './learner-tables.ts';

type Refers = Pick<ReturnType<typeof defineLearnerTables>, 'cohorts' | 'mentors'>;

/**
 * The tables of what other systems build on: the names that they have for what is here, what changes beside learners, the
 * operations that they ask by name, and what they hand in to be imported.
 */
export function defineIntegrationTables(dialect: Dialect, { cohorts, mentors }: Refers) {
  const { table, text, integer, instant, json, choice, primaryKey, index, uniqueIndex } = dialect;

  /** What other systems call what is in another table; those of learners are older, and have a table of their own. */
  const namesOf = (name: string, owner: () => AnyPgColumn) =>
    table(
      name,
      {
        owner: text('owner').notNull().references(owner, { onDelete: 'cascade' }),
        system: text('system').notNull(),
        externalId: text('external_id').notNull(),
      },
      (row) => [
        primaryKey({ columns: [row.owner, row.system, row.externalId] }),
        uniqueIndex(`${name}_system_external_id`).on(row.system, row.externalId),
      ],
    );

  /** What happened to nobody in particular, and that somebody came or is gone; its sequence is that of `learner_changes`, too. */
  const generalChanges = table(
    'general_changes',
    {
      sequence: integer('sequence').primaryKey(),
      kind: choice('kind', generalChangeKinds).notNull(),
      subject: text('subject').notNull(),
      what: json<unknown>('what').notNull(),
      at: instant('at').notNull(),
    },
    (row) => [index('general_changes_subject').on(row.subject)],
  );

  const persistedOperations = table(
    'persisted_operations',
    {
      name: text('name').primaryKey(),
      /** SHA-256 of the document, in hexadecimal. */
      hash: text('hash').notNull(),
      document: text('document').notNull(),
      registeredBy: text('registered_by').notNull(),
      registeredAt: instant('registered_at').notNull(),
    },
    (row) => [index('persisted_operations_hash').on(row.hash)],
  );

  const importJobs = table(
    'import_jobs',
    {
      id: text('id').primaryKey(),
      kind: text('kind').notNull(),
      options: json<ImportJob['options']>('options').notNull(),
      /** Who started it, with the rights of then. */
      actor: json<ImportJob['actor']>('actor').notNull(),
      owner: text('owner').notNull(),
      state: choice('state', importStates).notNull(),
      parts: integer('parts').notNull(),
      characters: integer('characters').notNull(),
      total: integer('total'),
      processed: integer('processed').notNull(),
      created: integer('created').notNull(),
      updated: integer('updated').notNull(),
      unchanged: integer('unchanged').notNull(),
      rejected: integer('rejected').notNull(),
      message: text('message'),
      createdAt: instant('created_at').notNull(),
      startedAt: instant('started_at'),
      finishedAt: instant('finished_at'),
      /** Names who works on it, who does until then unless more time is taken. */
      lease: text('lease'),
      leasedUntil: instant('leased_until'),
    },
    (row) => [
      index('import_jobs_state').on(row.state, row.id),
      index('import_jobs_owner').on(row.owner, row.id),
    ],
  );

  const job = () =>
    text('job')
      .notNull()
      .references(() => importJobs.id, { onDelete: 'cascade' });

  /** What is imported, as it came; it goes when the job ends. */
  const importParts = table(
    'import_parts',
    { job: job(), number: integer('number').notNull(), text: text('text').notNull() },
    (row) => [primaryKey({ columns: [row.job, row.number] })],
  );

  const importRefusals = table(
    'import_refusals',
    {
      job: job(),
      /** Among those of the job, from 1. */
      number: integer('number').notNull(),
      row: integer('row').notNull(),
      path: text('path').notNull(),
      message: text('message').notNull(),
    },
    (row) => [primaryKey({ columns: [row.job, row.number] })],
  );

  return {
    generalChanges,
    persistedOperations,
    importJobs,
    importParts,
    importRefusals,
    cohortExternalIds: namesOf('cohort_external_ids', () => cohorts.id),
    mentorExternalIds: namesOf('mentor_external_ids', () => mentors.id),
  };
}
