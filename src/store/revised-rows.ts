import { setImmediate } from 'node:timers/promises';
import { and, eq, gt, inArray, isNull, lte, not, or, type SQL } from 'drizzle-orm';
import { canonicalJson } from '../util/canonical-json.ts';
import { chunks } from '../util/chunks.ts';
import { invariant } from '../util/invariant.ts';
import type { Reads, Writes } from './database.ts';
import type { Tables } from './tables.ts';
import { withPrototypes } from './with-prototypes.ts';

/** The tables whose rows hold from one revision to another. */
export type RevisedNoun = 'headings' | 'areas' | 'skills' | 'projects' | 'careerPaths' | 'advice';

type RangeKey = 'curriculum' | 'sinceRevision' | 'untilRevision';

/** A row without its range of revisions. */
export type Fact<Noun extends RevisedNoun> = Omit<Tables[Noun]['$inferSelect'], RangeKey>;

/** All that differ in their own columns are one to the functions here, which know the range alone. */
type RevisedTable = Tables['headings'];

/** So many rows a statement: SQLite takes 32,766 values at a time, and other requests want their turn. */
const rowsAtOnce = 500;

/** The rows that hold in a revision, in no order. */
export async function readFacts<Noun extends RevisedNoun>(
  db: Reads,
  tables: Tables,
  noun: Noun,
  { curriculum, revision }: At,
): Promise<Fact<Noun>[]> {
  const table = tables[noun] as RevisedTable;
  const rows = await db
    .select()
    .from(table)
    .where(and(eq(table.curriculum, curriculum), holds(table, revision)));
  return factsOf<Noun>(rows);
}

interface At {
  readonly curriculum: string;
  readonly revision: number;
}

/** Makes these the facts of a new revision, the newest: ends the rows that it drops or changes, adds what is new. */
export async function writeFacts<Noun extends RevisedNoun>(
  db: Writes,
  tables: Tables,
  noun: Noun,
  { curriculum, revision, facts }: At & { readonly facts: readonly Fact<Noun>[] },
): Promise<void> {
  const table = tables[noun] as RevisedTable;
  const wanted = bySlug(facts);
  invariant(wanted.size === facts.length, `${curriculum} has a slug twice among its ${noun}`);
  const known = bySlug(await readFacts(db, tables, noun, { curriculum, revision }));
  const differing = [...new Set([...known.keys(), ...wanted.keys()])].filter(
    (slug) => !isSame(known.get(slug), wanted.get(slug)),
  );
  const ended = differing.filter((slug) => known.has(slug));
  const added = differing.flatMap((slug) => wanted.get(slug) ?? []);
  for (const slugs of chunks(ended, rowsAtOnce)) {
    const isEnded = and(eq(table.curriculum, curriculum), inArray(table.slug, slugs));
    const isOpen = isNull(table.untilRevision);
    await db.update(table).set({ untilRevision: revision }).where(and(isEnded, isOpen));
    await setImmediate();
  }
  for (const some of chunks(added, rowsAtOnce)) {
    const range = { curriculum, sinceRevision: revision };
    const rows = some.map((fact) => ({ ...withPrototypes(fact), ...range }));
    await db.insert(table).values(rows as unknown as RevisedTable['$inferInsert'][]);
    await setImmediate();
  }
}

/** The rows that hold in one of two revisions and not in the other: those of the first, and those of the second. */
export async function readChanges<Noun extends RevisedNoun>(
  db: Reads,
  tables: Tables,
  noun: Noun,
  { curriculum, from, to }: { curriculum: string; from: number; to: number },
): Promise<[left: Fact<Noun>[], right: Fact<Noun>[]]> {
  const table = tables[noun] as RevisedTable;
  const only = async (here: number, there: number) => {
    const isOnly = and(holds(table, here), not(holds(table, there)));
    const rows = await db
      .select()
      .from(table)
      .where(and(eq(table.curriculum, curriculum), isOnly));
    return factsOf<Noun>(rows);
  };
  return [await only(from, to), await only(to, from)];
}

function isSame(left: object | undefined, right: object | undefined): boolean {
  return left && right ? canonicalJson(left) === canonicalJson(right) : left === right;
}

function holds(table: RevisedTable, revision: number): SQL {
  const isOpen = or(isNull(table.untilRevision), gt(table.untilRevision, revision));
  return and(lte(table.sinceRevision, revision), isOpen)!;
}

function factsOf<Noun extends RevisedNoun>(rows: readonly RevisedTable['$inferSelect'][]) {
  return rows.map(
    ({ curriculum, sinceRevision, untilRevision, ...fact }) => fact,
  ) as unknown as Fact<Noun>[];
}

function bySlug<Item extends { readonly slug: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.slug, item]));
}
