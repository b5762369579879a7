import { setImmediate } from 'node:timers/promises';
import { and, asc, count, eq, gt, inArray, isNull, lte, not, or, type SQL } from 'drizzle-orm';
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

/** So many rows a statement, since other requests want their turn; to write a row takes far longer than to read it. */
const rowsAtOnce = 200;
const rowsWrittenAtOnce = 40;

/** The rows that hold in a revision, in no order. Lets other requests through now and then. */
export async function readFacts<Noun extends RevisedNoun>(
  db: Reads,
  tables: Tables,
  noun: Noun,
  { curriculum, revision }: At,
): Promise<Fact<Noun>[]> {
  const table = tables[noun] as RevisedTable;
  const facts: Fact<Noun>[] = [];
  for (let after = ''; ; ) {
    const isNext = and(eq(table.curriculum, curriculum), gt(table.slug, after));
    const rows = await db
      .select()
      .from(table)
      .where(and(isNext, holds(table, revision)))
      .orderBy(asc(table.slug))
      .limit(rowsAtOnce);
    facts.push(...factsOf<Noun>(rows));
    if (rows.length < rowsAtOnce) return facts;
    after = rows.at(-1)!.slug;
    await setImmediate();
  }
}

/** By revision: how many rows hold in it, of each revision that brought or ended any. */
export async function countFacts(
  db: Reads,
  tables: Tables,
  noun: RevisedNoun,
  curriculum: string,
): Promise<ReadonlyMap<number, number>> {
  const table = tables[noun] as RevisedTable;
  const counted = async (column: typeof table.sinceRevision | typeof table.untilRevision) =>
    db
      .select({ revision: column, rows: count() })
      .from(table)
      .where(eq(table.curriculum, curriculum))
      .groupBy(column);
  const brought = await counted(table.sinceRevision);
  const ended = await counted(table.untilRevision);
  const changes = new Map<number, number>();
  const add = (revision: number | null, rows: number) => {
    if (revision !== null) changes.set(revision, (changes.get(revision) ?? 0) + rows);
  };
  for (const { revision, rows } of brought) add(revision, rows);
  for (const { revision, rows } of ended) add(revision, -rows);
  let sum = 0;
  return new Map(
    [...changes]
      .sort(([one], [two]) => one - two)
      .map(([revision, change]) => {
        sum += change;
        return [revision, sum] as const;
      }),
  );
}

/** How many rows hold in a revision, or `most` where there are as many or more: it looks no further. */
export async function countFactsUpTo(
  db: Reads,
  tables: Tables,
  noun: RevisedNoun,
  { curriculum, revision, most }: At & { readonly most: number },
): Promise<number> {
  const table = tables[noun] as RevisedTable;
  const rows = await db
    .select({ slug: table.slug })
    .from(table)
    .where(and(eq(table.curriculum, curriculum), holds(table, revision)))
    .limit(most);
  return rows.length;
}

interface At {
  readonly curriculum: string;
  readonly revision: number;
}

/**
 * Makes these the facts of a new revision, the newest: ends the rows that it drops or changes, adds what is new. Lets
 * other requests through now and then, and says how far it is, from 0 to 1.
 */
export async function writeFacts<Noun extends RevisedNoun>(
  db: Writes,
  tables: Tables,
  noun: Noun,
  { curriculum, revision, facts }: At & { readonly facts: readonly Fact<Noun>[] },
  progress: (share: number) => void,
): Promise<void> {
  const table = tables[noun] as RevisedTable;
  const wanted = bySlug(facts);
  invariant(wanted.size === facts.length, `${curriculum} has a slug twice among its ${noun}`);
  const known = bySlug(await readFacts(db, tables, noun, { curriculum, revision }));
  const differing: string[] = [];
  for (const slugs of chunks([...new Set([...known.keys(), ...wanted.keys()])], rowsAtOnce)) {
    differing.push(...slugs.filter((slug) => !isSame(known.get(slug), wanted.get(slug))));
    await setImmediate();
  }
  const ended = differing.filter((slug) => known.has(slug));
  const added = differing.flatMap((slug) => wanted.get(slug) ?? []);
  const toDo = ended.length + added.length;
  let done = 0;
  for (const slugs of chunks(ended, rowsAtOnce)) {
    const isEnded = and(eq(table.curriculum, curriculum), inArray(table.slug, slugs));
    const isOpen = isNull(table.untilRevision);
    await db.update(table).set({ untilRevision: revision }).where(and(isEnded, isOpen));
    done += slugs.length;
    progress(done / toDo);
    await setImmediate();
  }
  for (const some of chunks(added, rowsWrittenAtOnce)) {
    const range = { curriculum, sinceRevision: revision };
    const rows = some.map((fact) => ({ ...withPrototypes(fact), ...range }));
    await db.insert(table).values(rows as unknown as RevisedTable['$inferInsert'][]);
    done += some.length;
    progress(done / toDo);
    await setImmediate();
  }
}

/** The slugs of the rows that hold in one of two revisions and not in the other: of the first, and of the second. */
export async function readChangedSlugs(
  db: Reads,
  tables: Tables,
  noun: RevisedNoun,
  { curriculum, from, to }: { curriculum: string; from: number; to: number },
): Promise<[left: string[], right: string[]]> {
  const table = tables[noun] as RevisedTable;
  const only = async (here: number, there: number) => {
    const isOnly = and(holds(table, here), not(holds(table, there)));
    const rows = await db
      .select({ slug: table.slug })
      .from(table)
      .where(and(eq(table.curriculum, curriculum), isOnly));
    return rows.map(({ slug }) => slug);
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
