import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Dialect } from './dialect.ts';
import type { defineLearnerTables } from './learner-tables.ts';

type Refers = Pick<ReturnType<typeof defineLearnerTables>, 'cohorts' | 'mentors'>;

/** The tables of what other systems build on: the names that they have for what is here. */
export function defineIntegrationTables(dialect: Dialect, { cohorts, mentors }: Refers) {
  const { table, text, primaryKey, uniqueIndex } = dialect;

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

  return {
    cohortExternalIds: namesOf('cohort_external_ids', () => cohorts.id),
    mentorExternalIds: namesOf('mentor_external_ids', () => mentors.id),
  };
}
