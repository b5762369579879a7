import type { ExternalId } from '../curriculum/learner.ts';
import type { Dialect } from './dialect.ts';
import type { defineLearnerTables } from './learner-tables.ts';

type Refers = Pick<ReturnType<typeof defineLearnerTables>, 'learners' | 'mentors' | 'cohorts'>;

/** A role in a school as a whole: its id there, what it is, and from which day on until which. */
export type KeptRole = readonly [
  id: string,
  role: string,
  beginsOn: string | null,
  endsOn: string | null,
];

/**
 * The tables of what schools say of themselves, as far as it is needed to tell what their next roster changes. A person who
 * is erased takes along all of it that is about them.
 */
export function defineRosterTables(dialect: Dialect, { learners, mentors, cohorts }: Refers) {
  const { table, text, flag, instant, json, primaryKey, index, uniqueIndex } = dialect;

  /** A row a school; whoever brings a roster of it locks it first. */
  const rosters = table('rosters', {
    source: text('source').primaryKey(),
    /** Names of its parts, by its ids for them. */
    orgs: json<Readonly<Record<string, string | null>>>('orgs').notNull(),
    /** The first day after each of its terms, likewise. */
    terms: json<Readonly<Record<string, string | null>>>('terms').notNull(),
    /** When a roster of it last changed anything. */
    changedAt: instant('changed_at').notNull(),
  });

  const rosterClasses = table(
    'roster_classes',
    {
      id: text('id').primaryKey(),
      source: text('source').notNull(),
      sourcedId: text('sourced_id').notNull(),
      /** Null after somebody removed the cohort: the next roster makes another. */
      cohort: text('cohort').references(() => cohorts.id, { onDelete: 'set null' }),
      title: text('title').notNull(),
      org: text('org'),
      terms: json<readonly string[]>('terms').notNull(),
    },
    (row) => [
      uniqueIndex('roster_classes_sourced_id').on(row.source, row.sourcedId),
      index('roster_classes_cohort').on(row.cohort),
    ],
  );

  const rosterUsers = table(
    'roster_users',
    {
      id: text('id').primaryKey(),
      source: text('source').notNull(),
      sourcedId: text('sourced_id').notNull(),
      /** Null for whoever is none. */
      learner: text('learner').references(() => learners.id, { onDelete: 'cascade' }),
      mentor: text('mentor').references(() => mentors.id, { onDelete: 'set null' }),
      isEnabled: flag('is_enabled').notNull(),
      name: text('name'),
      mail: text('mail'),
      externalIds: json<readonly ExternalId[]>('external_ids').notNull(),
      roles: json<readonly KeptRole[]>('roles').notNull(),
    },
    (row) => [
      uniqueIndex('roster_users_sourced_id').on(row.source, row.sourcedId),
      index('roster_users_learner').on(row.learner),
      index('roster_users_mentor').on(row.mentor),
    ],
  );

  const user = (name: string) =>
    text(name)
      .notNull()
      .references(() => rosterUsers.id, { onDelete: 'cascade' });

  const rosterAgents = table(
    'roster_agents',
    { user: user('user'), agent: user('agent') },
    (row) => [
      primaryKey({ columns: [row.user, row.agent] }),
      index('roster_agents_agent').on(row.agent),
    ],
  );

  const rosterEnrollments = table(
    'roster_enrollments',
    {
      source: text('source').notNull(),
      sourcedId: text('sourced_id').notNull(),
      class: text('class')
        .notNull()
        .references(() => rosterClasses.id, { onDelete: 'cascade' }),
      user: user('user'),
      role: text('role').notNull(),
      beginsOn: text('begins_on'),
      endsOn: text('ends_on'),
    },
    (row) => [
      primaryKey({ columns: [row.source, row.sourcedId] }),
      index('roster_enrollments_class').on(row.class),
      index('roster_enrollments_user').on(row.user),
    ],
  );

  return { rosters, rosterClasses, rosterUsers, rosterAgents, rosterEnrollments };
}
