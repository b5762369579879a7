import { asc, count, eq, gt, inArray } from 'drizzle-orm';
import type { PersistedOperation } from '../curriculum/persisted-operation.ts';
import type { Reads, Writes } from './database.ts';
import { type PageAfter, readMany, writeMany } from './many.ts';
import type { Tables } from './tables.ts';

export function persistedOperationReads(db: Reads, { persistedOperations }: Tables) {
  return {
    async byName(name: string): Promise<PersistedOperation | null> {
      const [row] = await db
        .select()
        .from(persistedOperations)
        .where(eq(persistedOperations.name, name));
      return row ?? null;
    },

    /** One of those with the document that has this SHA-256, in hexadecimal. */
    async byHash(hash: string): Promise<PersistedOperation | null> {
      const [row] = await db
        .select()
        .from(persistedOperations)
        .where(eq(persistedOperations.hash, hash))
        .limit(1);
      return row ?? null;
    },

    /** Those that there are. */
    async byNames(names: readonly string[]): Promise<ReadonlyMap<string, PersistedOperation>> {
      const found = await readMany(
        names,
        (some) =>
          db.select().from(persistedOperations).where(inArray(persistedOperations.name, some)),
        ({ name }) => name,
      );
      return new Map([...found.values()].flat().map((each) => [each.name, each]));
    },

    /** In order of name, as the database has it. */
    page({ after, limit }: PageAfter): Promise<PersistedOperation[]> {
      const isLater = after === undefined ? undefined : gt(persistedOperations.name, after);
      return db
        .select()
        .from(persistedOperations)
        .where(isLater)
        .orderBy(asc(persistedOperations.name))
        .limit(limit);
    },

    async count(): Promise<number> {
      const [row] = await db.select({ all: count() }).from(persistedOperations);
      return row!.all;
    },
  };
}

export function persistedOperationWrites(db: Writes, { persistedOperations }: Tables) {
  return {
    /** Registers what none has the name of. */
    async add(operations: readonly PersistedOperation[]): Promise<void> {
      await writeMany([...operations], (some) => db.insert(persistedOperations).values(some));
    },

    /** Gives the names of those that there were. */
    async remove(names: readonly string[]): Promise<string[]> {
      const removed: string[] = [];
      await writeMany(names, async (some) => {
        const rows = await db
          .delete(persistedOperations)
          .where(inArray(persistedOperations.name, some))
          .returning();
        removed.push(...rows.map(({ name }) => name));
      });
      return removed;
    },
  };
}
