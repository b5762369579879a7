import {
  and,
  asc,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  lt,
  lte,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { alias, type PgTable } from 'drizzle-orm/pg-core';
import type { Reads, Writes } from './database.ts';
import { isOneOf, readMany, writeMany } from './many.ts';
import type { Tables } from './tables.ts';

type Row = Tables['statements']['$inferSelect'];

/** A statement as it is kept. */
export type KeptStatement = Row;

/** A statement that is to be kept, with its number still to come. */
export type NewStatement = Omit<Row, 'sequence' | 'isVoided'> & {
  readonly isVoided: boolean;
  /** Who and what else it speaks of. */
  readonly terms: readonly string[];
};

/** Who acted, as far as a batch of statements tells. */
export interface SeenActor {
  readonly actor: string;
  readonly system: string;
  readonly externalId: string;
  readonly mailHash: string | null;
  readonly name: string | null;
  /** How many statements of the batch. */
  readonly statementCount: number;
  /** The place of the first of them among the new ones, from 1. */
  readonly firstSequence: number;
}

export interface SeenActivity {
  readonly activity: string;
  readonly iri: string;
  readonly name: string | null;
  readonly statementCount: number;
}

/** What statements are looked for by; each that is given must hold. */
export interface StatementFilter {
  /** Whose: an actor or object, or a member of a group that is one. */
  readonly agent?: { readonly key: string; readonly member: string; readonly isRelated: boolean };
  readonly activity?: { readonly key: string; readonly isRelated: boolean };
  readonly verb?: string;
  /** The term of it. */
  readonly registration?: string;
}

export interface StatementPage {
  readonly filter: StatementFilter;
  /** Stored after it. */
  readonly since?: Date;
  /** Stored no later. */
  readonly until?: Date;
  /** Beyond which number to go on. */
  readonly after?: number;
  /** No further than this number. */
  readonly upTo?: number;
  readonly isAscending: boolean;
  readonly limit: number;
}

/** So far are statements about statements about statements followed. */
const referenceDepth = 3;

/** Of those that are meant: what comes after a number, and how many at the most. */
interface Part {
  readonly after: number;
  readonly limit: number;
}

export function statementReads(db: Reads, tables: Tables) {
  const { statements, statementTerms, statementHeads } = tables;

  /** That a row matches the filter by itself. */
  function matches(source: string, row: typeof statements, filter: StatementFilter): SQL[] {
    const { agent, activity, verb, registration } = filter;
    const among = alias(statements as PgTable, 'among') as unknown as typeof statements;
    const numbered = (column: 'actor' | 'object', key: string) =>
      db
        .select({ sequence: among.sequence })
        .from(among)
        .where(and(eq(among.source, source), eq(among[column], key)));
    const termed = (terms: readonly string[]) =>
      db
        .select({ sequence: statementTerms.sequence })
        .from(statementTerms)
        .where(and(eq(statementTerms.source, source), inArray(statementTerms.term, [...terms])));
    // Numbers are looked up first: in the order of numbers a database would rather read all there is.
    return [
      ...(agent
        ? [
            inArray(
              row.sequence,
              numbered('actor', agent.key)
                .union(numbered('object', agent.key))
                .union(termed([agent.member, ...(agent.isRelated ? [agent.key] : [])])),
            ),
          ]
        : []),
      ...(activity
        ? [
            inArray(
              row.sequence,
              activity.isRelated
                ? numbered('object', activity.key).union(termed([activity.key]))
                : numbered('object', activity.key),
            ),
          ]
        : []),
      ...(verb === undefined ? [] : [eq(row.verb, verb)]),
      ...(registration === undefined ? [] : [inArray(row.sequence, termed([registration]))]),
    ];
  }

  /** That a row is about a statement that matches, or about one that is about one that matches, and so on. */
  function refersToMatch(
    source: string,
    row: typeof statements,
    filter: StatementFilter,
    depth = 1,
  ): SQL {
    const target = alias(statements as PgTable, `target${depth}`) as unknown as typeof statements;
    const itself = and(...matches(source, target, filter));
    const isMeant =
      depth === referenceDepth
        ? itself
        : or(itself, refersToMatch(source, target, filter, depth + 1));
    return and(
      isNotNull(row.refersTo),
      inArray(
        row.refersTo,
        db
          .select({ id: target.id })
          .from(target)
          .where(and(eq(target.source, source), eq(target.id, row.refersTo), isMeant)),
      ),
    )!;
  }

  /** In the order of their numbers. */
  async function rowsAfter(
    source: string,
    { after, limit }: Part,
    condition?: SQL,
  ): Promise<KeptStatement[]> {
    const isMeant = [eq(statements.source, source), gt(statements.sequence, after), condition];
    return db
      .select()
      .from(statements)
      .where(and(...isMeant))
      .orderBy(asc(statements.sequence))
      .limit(limit);
  }

  return {
    async byId(source: string, id: string): Promise<KeptStatement | null> {
      const [row] = await db
        .select()
        .from(statements)
        .where(and(eq(statements.source, source), eq(statements.id, id)));
      return row ?? null;
    },

    async byIds(source: string, ids: readonly string[]): Promise<ReadonlyMap<string, Row>> {
      const found = await readMany(
        ids,
        (some) =>
          db
            .select()
            .from(statements)
            .where(and(eq(statements.source, source), inArray(statements.id, some))),
        ({ id }) => id,
      );
      return new Map([...found.values()].flat().map((row) => [row.id, row]));
    },

    /** What is known of those that are here, without the statements themselves. */
    async briefByIds(source: string, ids: readonly string[]) {
      const { id, digest, occurredAt, isTimed } = statements;
      const found = await readMany(
        ids,
        (some) =>
          db
            .select({ id, digest, occurredAt, isTimed })
            .from(statements)
            .where(and(eq(statements.source, source), inArray(statements.id, some))),
        (row) => row.id,
      );
      return new Map([...found.values()].flat().map((row) => [row.id, row]));
    },

    /** The ids of statements that came without one, by what they are known again by. */
    async idsByRepetition(
      source: string,
      repetitions: readonly string[],
    ): Promise<ReadonlyMap<string, string>> {
      const { id, repetition } = statements;
      const found = await readMany(
        repetitions,
        (some) =>
          db
            .select({ id, repetition })
            .from(statements)
            .where(and(eq(statements.source, source), inArray(repetition, some)))
            .orderBy(asc(statements.sequence)),
        (row) => row.repetition!,
      );
      return new Map([...found].flatMap(([key, [first]]) => (first ? [[key, first.id]] : [])));
    },

    /** The verbs of what is here about each of the statements. */
    async verbsAbout(
      source: string,
      ids: readonly string[],
    ): Promise<ReadonlyMap<string, readonly string[]>> {
      const { verb, refersTo } = statements;
      const found = await readMany(
        ids,
        (some) =>
          db
            .select({ verb, refersTo })
            .from(statements)
            .where(and(eq(statements.source, source), inArray(refersTo, some))),
        (row) => row.refersTo!,
      );
      return new Map([...found].map(([id, rows]) => [id, rows.map((row) => row.verb)]));
    },

    /**
     * Those that are not voided and match, by themselves or by what they are about, in the order of their numbers. What
     * limits time limits only what is listed, not what that is about.
     */
    async page(source: string, page: StatementPage): Promise<KeptStatement[]> {
      const { filter, since, until, after, upTo, isAscending, limit } = page;
      const { sequence, storedAt } = statements;
      const isListed = [
        eq(statements.source, source),
        eq(statements.isVoided, false),
        ...(since ? [gt(storedAt, since)] : []),
        ...(until ? [lte(storedAt, until)] : []),
        ...(after === undefined ? [] : [isAscending ? gt(sequence, after) : lt(sequence, after)]),
        ...(upTo === undefined ? [] : [lte(sequence, upTo)]),
      ];
      const read = (condition: readonly SQL[]) =>
        db
          .select()
          .from(statements)
          .where(and(...isListed, ...condition))
          .orderBy(isAscending ? asc(sequence) : desc(sequence))
          .limit(limit);
      const own = matches(source, statements, filter);
      if (own.length === 0) return read([]);
      const referring = alias(statements as PgTable, 'referring') as unknown as typeof statements;
      const about = db
        .select({ sequence: referring.sequence })
        .from(referring)
        .where(and(eq(referring.source, source), refersToMatch(source, referring, filter)));
      const found = [...(await read(own)), ...(await read([inArray(sequence, about)]))];
      const bySequence = new Map(found.map((row) => [row.sequence, row]));
      const direction = isAscending ? 1 : -1;
      return [...bySequence.values()]
        .sort((one, two) => direction * (one.sequence - two.sequence))
        .slice(0, limit);
    },

    async head(source: string): Promise<number> {
      const [row] = await db.select().from(statementHeads).where(eq(statementHeads.source, source));
      return row?.sequence ?? 0;
    },

    /** Those after a number, in order, whatever they say. */
    after(source: string, after: number, limit: number): Promise<KeptStatement[]> {
      return rowsAfter(source, { after, limit });
    },

    /** Those after a number that are about an activity or belong to it. */
    ofActivity(source: string, activity: string, part: Part): Promise<KeptStatement[]> {
      const related = db
        .select({ sequence: statementTerms.sequence })
        .from(statementTerms)
        .where(and(eq(statementTerms.source, source), eq(statementTerms.term, activity)));
      const isAbout = eq(statements.object, activity);
      return rowsAfter(source, part, or(isAbout, inArray(statements.sequence, related)));
    },

    /** Those after a number in which somebody acts. */
    ofActor(source: string, actor: string, part: Part): Promise<KeptStatement[]> {
      return rowsAfter(source, part, eq(statements.actor, actor));
    },

    /** Those in which each acts on each, with one of the verbs where these are given; at most `limit`. */
    async ofPairs(
      source: string,
      pairs: readonly (readonly [actor: string, object: string])[],
      { verbs, limit }: { readonly verbs?: readonly string[]; readonly limit: number },
    ): Promise<KeptStatement[]> {
      const rows: KeptStatement[] = [];
      const list = pairs.map((pair) => [source, ...pair]);
      await writeMany(list, async (some) => {
        const isPair = isOneOf([statements.source, statements.actor, statements.object], some);
        const hasVerb = verbs && inArray(statements.verb, [...verbs]);
        if (rows.length < limit)
          rows.push(
            ...(await db.select().from(statements).where(and(isPair, hasVerb)).limit(limit)),
          );
      });
      return rows;
    },
  };
}

export function statementWrites(db: Writes, tables: Tables) {
  const { statements, statementTerms, statementHeads, statementActors, statementActivities } =
    tables;
  const { statementReadings } = tables;
  return {
    /** Locks the source until the transaction ends; the newest number, and when that was stored. */
    async lockSource(source: string, at: Date) {
      const [head] = await db
        .insert(statementHeads)
        .values({ source, sequence: 0, storedAt: new Date(0) })
        .onConflictDoUpdate({
          target: statementHeads.source,
          set: { sequence: sql`${statementHeads.sequence}` },
        })
        .returning();
      return {
        sequence: head!.sequence,
        storedAt: new Date(Math.max(Number(at), Number(head!.storedAt) + 1)),
      };
    },

    /** Adds statements to a source that is locked, in their order, after number `after`. */
    async add(
      source: string,
      after: number,
      added: readonly NewStatement[],
      { actors, activities }: { actors: readonly SeenActor[]; activities: readonly SeenActivity[] },
    ): Promise<void> {
      const [first] = added;
      if (!first) return;
      const rows = added.map(({ terms, ...row }, index) => ({
        ...row,
        sequence: after + index + 1,
      }));
      await writeMany(rows, (some) => db.insert(statements).values(some));
      const terms = added.flatMap(({ terms }, index) =>
        terms.map((term) => ({ source, term, sequence: after + index + 1 })),
      );
      await writeMany(terms, (some) => db.insert(statementTerms).values(some));
      const lastSeenAt = first.storedAt;
      await writeMany(
        actors.map((seen) => ({
          ...seen,
          source,
          learner: null,
          isDue: true,
          firstSequence: after + seen.firstSequence,
          lastSeenAt,
        })),
        (some) =>
          db
            .insert(statementActors)
            .values(some)
            .onConflictDoUpdate({
              target: [statementActors.source, statementActors.actor],
              set: {
                name: sql`coalesce(excluded.name, ${statementActors.name})`,
                statementCount: sql`${statementActors.statementCount} + excluded.statement_count`,
                lastSeenAt: sql`excluded.last_seen_at`,
              },
            }),
      );
      await writeMany(
        activities.map((seen) => ({ ...seen, source, lastSeenAt })),
        (some) =>
          db
            .insert(statementActivities)
            .values(some)
            .onConflictDoUpdate({
              target: [statementActivities.source, statementActivities.activity],
              set: {
                name: sql`coalesce(excluded.name, ${statementActivities.name})`,
                statementCount: sql`${statementActivities.statementCount} + excluded.statement_count`,
                lastSeenAt: sql`excluded.last_seen_at`,
              },
            }),
      );
      await db
        .insert(statementReadings)
        .values({ id: `new ${source}`, kind: 'NEW', source, term: '', after: 0 })
        .onConflictDoNothing();
      await db
        .update(statementHeads)
        .set({ sequence: after + added.length, storedAt: lastSeenAt })
        .where(eq(statementHeads.source, source));
    },

    /** Marks as taken back for good those of the statements that are here, unless they take back others. */
    async void(source: string, ids: readonly string[], voidedVerb: string): Promise<void> {
      await writeMany(ids, (some) =>
        db
          .update(statements)
          .set({ isVoided: true })
          .where(
            and(
              eq(statements.source, source),
              inArray(statements.id, some),
              sql`${statements.verb} <> ${voidedVerb}`,
            ),
          ),
      );
    },
  };
}
