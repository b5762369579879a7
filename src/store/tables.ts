import { sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type {
  Advice,
  ExternalIds,
  Interest,
  ProficiencyLevel,
  Project,
  Resource,
  Side,
  Skill,
  SkillLevel,
} from '../curriculum/curriculum.ts';
import type { Competency, Requirement } from '../curriculum/requirement.ts';
import { defineCredentialTables } from './credential-tables.ts';
import type { Dialect } from './dialect.ts';
import { defineIntegrationTables } from './integration-tables.ts';
import { defineLearnerTables } from './learner-tables.ts';
import { defineRosterTables } from './roster-tables.ts';
import { defineWebhookTables } from './webhook-tables.ts';
import { defineXapiTables } from './xapi-tables.ts';

export type Tables = ReturnType<typeof defineTables>;

/**
 * Every table, once, for whichever database. What a curriculum consists of is kept in rows that say in which revisions
 * they hold; the rest of such a row is the value of the same name in `curriculum/`.
 */
export function defineTables(dialect: Dialect) {
  const learnerTables = defineLearnerTables(dialect);
  return {
    ...defineCurriculumTables(dialect),
    ...learnerTables,
    ...defineXapiTables(dialect),
    ...defineCredentialTables(dialect, learnerTables),
    ...defineWebhookTables(dialect, learnerTables),
    ...defineIntegrationTables(dialect, learnerTables),
    ...defineRosterTables(dialect, learnerTables),
  };
}

function defineCurriculumTables(dialect: Dialect) {
  const { table, text, integer, real, instant, json, primaryKey } = dialect;
  const curricula = table('curricula', {
    slug: text('slug').primaryKey(),
    /** The number of the newest revision; a publisher locks it first, so that publishers take turns. */
    head: integer('head').notNull(),
    createdAt: instant('created_at').notNull(),
  });

  const curriculum = () =>
    text('curriculum')
      .notNull()
      .references(() => curricula.slug);

  const revisions = table(
    'revisions',
    {
      curriculum: curriculum(),
      number: integer('number').notNull(),
      digest: text('digest').notNull(),
      publishedAt: instant('published_at').notNull(),
      publishedBy: text('published_by').notNull(),
      note: text('note'),
    },
    (row) => [primaryKey({ columns: [row.curriculum, row.number] })],
  );

  const revised = () => ({
    curriculum: curriculum(),
    /** The revision that brought the row. */
    sinceRevision: integer('since_revision').notNull(),
    /** The revision that ended it; null while it holds. */
    untilRevision: integer('until_revision'),
    slug: text('slug').notNull(),
    title: text('title').notNull(),
  });

  const revisedKey = (row: Record<'curriculum' | 'slug' | 'sinceRevision', AnyPgColumn>) => [
    primaryKey({ columns: [row.curriculum, row.slug, row.sinceRevision] }),
  ];

  const externalIds = () => json<ExternalIds>('external_ids').notNull().default(sql`'{}'`);

  /** What a curriculum says of itself; one row at a time, with the curriculum's slug. */
  const headings = table(
    'headings',
    {
      ...revised(),
      summary: text('summary'),
      externalIds: externalIds(),
      levels: json<readonly ProficiencyLevel[]>('levels').notNull(),
      sides: json<readonly Side[]>('sides').notNull(),
      interests: json<readonly Interest[]>('interests').notNull(),
    },
    revisedKey,
  );

  const areas = table(
    'areas',
    {
      ...revised(),
      /** In teaching order, from 0. */
      position: integer('position').notNull(),
      summary: text('summary'),
      side: text('side'),
      externalIds: externalIds(),
    },
    revisedKey,
  );

  const skills = table(
    'skills',
    {
      ...revised(),
      summary: text('summary').notNull(),
      area: text('area').notNull(),
      side: text('side'),
      sideNote: text('side_note'),
      levels: json<readonly SkillLevel[]>('levels').notNull(),
      recommends: json<readonly Competency[]>('recommends').notNull(),
      because: json<Skill['because']>('because').notNull(),
      resources: json<readonly Resource[]>('resources').notNull(),
      sameAs: json<readonly string[]>('same_as').notNull(),
      replaces: json<readonly string[]>('replaces').notNull(),
      externalIds: externalIds(),
      notes: json<readonly string[]>('notes').notNull().default(sql`'[]'`),
    },
    revisedKey,
  );

  const projects = table(
    'projects',
    {
      ...revised(),
      summary: text('summary').notNull(),
      hours: real('hours').notNull(),
      requires: json<Project['requires']>('requires'),
      practises: json<readonly Competency[]>('practises').notNull(),
      prefers: json<readonly string[]>('prefers').notNull(),
      replaces: json<readonly string[]>('replaces').notNull().default(sql`'[]'`),
      externalIds: externalIds(),
    },
    revisedKey,
  );

  const careerPaths = table(
    'career_paths',
    {
      ...revised(),
      summary: text('summary').notNull(),
      interests: json<readonly string[]>('interests').notNull(),
      requires: json<Requirement>('requires').notNull(),
      prefers: json<readonly string[]>('prefers').notNull(),
      replaces: json<readonly string[]>('replaces').notNull().default(sql`'[]'`),
      externalIds: externalIds(),
    },
    revisedKey,
  );

  const advice = table(
    'advice',
    {
      ...revised(),
      when: json<Advice['when']>('when').notNull(),
      says: text('says').notNull(),
    },
    revisedKey,
  );

  return { curricula, revisions, headings, areas, skills, projects, careerPaths, advice };
}
