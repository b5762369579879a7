import { and, asc, count, eq, gt, inArray, isNull } from 'drizzle-orm';
import type { Token } from '../curriculum/token.ts';
import type { Reads, Writes } from './database.ts';
import { type PageAfter, readMany } from './many.ts';
import type { Tables } from './tables.ts';

type Row = Tables['tokens']['$inferSelect'];

export function tokenReads(db: Reads, { tokens }: Tables) {
  return {
    /** The token whose secret has this SHA-256, in hexadecimal, whether or not it is still good. */
    async byHash(hash: string): Promise<Token | null> {
      const [row] = await db.select().from(tokens).where(eq(tokens.hash, hash));
      return row ? tokenOf(row) : null;
    },

    async byId(id: string): Promise<Token | null> {
      const [row] = await db.select().from(tokens).where(eq(tokens.id, id));
      return row ? tokenOf(row) : null;
    },

    /** Those that there are. */
    async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Token>> {
      const found = await readMany(
        ids,
        (some) => db.select().from(tokens).where(inArray(tokens.id, some)),
        ({ id }) => id,
      );
      return new Map([...found.values()].flat().map((row) => [row.id, tokenOf(row)]));
    },

    /** In the order in which they were made. */
    async page({ after, limit }: PageAfter): Promise<Token[]> {
      const isLater = after === undefined ? undefined : gt(tokens.id, after);
      const rows = await db
        .select()
        .from(tokens)
        .where(isLater)
        .orderBy(asc(tokens.id))
        .limit(limit);
      return rows.map(tokenOf);
    },

    async count(): Promise<number> {
      const [row] = await db.select({ all: count() }).from(tokens);
      return row!.all;
    },

    /** The tokens of each of the learners, in the order in which they were made. */
    async ofLearners(learners: readonly string[]): Promise<ReadonlyMap<string, readonly Token[]>> {
      const found = await readMany(
        learners,
        (some) =>
          db.select().from(tokens).where(inArray(tokens.learner, some)).orderBy(asc(tokens.id)),
        (row) => row.learner!,
      );
      return new Map([...found].map(([learner, rows]) => [learner, rows.map(tokenOf)]));
    },
  };
}

export function tokenWrites(db: Writes, { tokens }: Tables) {
  return {
    async create(token: Token, hash: string): Promise<void> {
      await db.insert(tokens).values({ ...token, hash });
    },

    /** From then on it is good for nothing; one that is revoked stays revoked since the first time. */
    async revoke(id: string, revokedAt: Date): Promise<void> {
      const isGood = and(eq(tokens.id, id), isNull(tokens.revokedAt));
      await db.update(tokens).set({ revokedAt }).where(isGood);
    },

    async noteUse(id: string, lastUsedAt: Date): Promise<void> {
      await db.update(tokens).set({ lastUsedAt }).where(eq(tokens.id, id));
    },
  };
}

function tokenOf({ hash, ...token }: Row): Token {
  return token;
}
