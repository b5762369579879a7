import { and, eq, gt, isNotNull, lte, or, sql } from 'drizzle-orm';
import type { History, HistoryRevision, NamedRange } from '../curriculum/history.ts';
import type { Reads } from './database.ts';
import type { Tables } from './tables.ts';

interface Range {
  readonly curriculum: string;
  /** The number of the newest revision that counts. */
  readonly upTo: number;
}

/** What a curriculum had names for: only of what changed or replaces something, since all else always meant itself. */
export async function readHistory(db: Reads, tables: Tables, range: Range): Promise<History> {
  return {
    revisions: await readRevisions(db, tables, range),
    names: {
      skills: await readSkills(db, tables, range),
      projects: await readItems(db, tables.projects, range),
      careerPaths: await readItems(db, tables.careerPaths, range),
    },
  };
}

async function readRevisions(
  db: Reads,
  { revisions, headings }: Tables,
  { curriculum, upTo }: Range,
): Promise<HistoryRevision[]> {
  const { number, digest, publishedAt } = revisions;
  const rows = await db
    .select({ number, digest, publishedAt })
    .from(revisions)
    .where(and(eq(revisions.curriculum, curriculum), lte(number, upTo)))
    .orderBy(number);
  const scales = await db
    .select({ since: headings.sinceRevision, levels: headings.levels })
    .from(headings)
    .where(eq(headings.curriculum, curriculum))
    .orderBy(headings.sinceRevision);
  return rows.map((row) => {
    const scale = scales.findLast(({ since }) => since <= row.number);
    return { ...row, levels: (scale?.levels ?? []).map(({ slug }) => slug) };
  });
}

async function readSkills(
  db: Reads,
  { skills }: Tables,
  { curriculum, upTo }: Range,
): Promise<NamedRange[]> {
  const { slug, title, replaces, sameAs, sinceRevision, untilRevision } = skills;
  const rows = await db
    .select({ slug, title, replaces, sameAs, sinceRevision, untilRevision })
    .from(skills)
    .where(
      and(
        eq(skills.curriculum, curriculum),
        lte(sinceRevision, upTo),
        or(gt(sinceRevision, 1), isNotNull(untilRevision), sql`cast(${replaces} as text) <> '[]'`),
      ),
    );
  return rows.map((row) => upToThen(row, upTo));
}

async function readItems(
  db: Reads,
  table: Tables['projects'] | Tables['careerPaths'],
  { curriculum, upTo }: Range,
): Promise<NamedRange[]> {
  const { slug, title, replaces, sinceRevision, untilRevision } = table;
  const rows = await db
    .select({ slug, title, replaces, sinceRevision, untilRevision })
    .from(table as Tables['projects'])
    .where(
      and(
        eq(table.curriculum, curriculum),
        lte(sinceRevision, upTo),
        or(gt(sinceRevision, 1), isNotNull(untilRevision), sql`cast(${replaces} as text) <> '[]'`),
      ),
    );
  return rows.map((row) => upToThen({ ...row, sameAs: [] }, upTo));
}

/** What ends only later goes on. */
function upToThen(range: NamedRange, upTo: number): NamedRange {
  const { untilRevision } = range;
  return untilRevision !== null && untilRevision > upTo ? { ...range, untilRevision: null } : range;
}
