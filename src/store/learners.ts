import { asc, count, eq, gt, inArray, sql } from 'drizzle-orm';
import type { ExternalId, Learner } from '../curriculum/learner.ts';
import type { Reads, Writes } from './database.ts';
import { isOneOf, type PageAfter, readMany, writeMany } from './many.ts';
import type { Tables } from './tables.ts';
import { withPrototypes } from './with-prototypes.ts';

export function learnerReads(db: Reads, { learners, externalIds }: Tables) {
  return {
    /** Those that there are. */
    async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Learner>> {
      const found = await readMany(
        ids,
        (some) => db.select().from(learners).where(inArray(learners.id, some)),
        ({ id }) => id,
      );
      return new Map([...found.values()].flat().map((learner) => [learner.id, learner]));
    },

    /** The ids of learners by what other systems call them; each of the names has its place in the answer. */
    async idsByExternalIds(names: readonly ExternalId[]): Promise<readonly (string | null)[]> {
      const nameOf = ({ system, externalId }: ExternalId) => JSON.stringify([system, externalId]);
      const found = await readMany(
        names.map(nameOf),
        (some) =>
          db
            .select()
            .from(externalIds)
            .where(
              isOneOf(
                [externalIds.system, externalIds.externalId],
                some.map((name) => JSON.parse(name)),
              ),
            ),
        nameOf,
      );
      return names.map((name) => found.get(nameOf(name))?.[0]?.learner ?? null);
    },

    /** What other systems call each of them. */
    async externalIds(ids: readonly string[]): Promise<ReadonlyMap<string, readonly ExternalId[]>> {
      const found = await readMany(
        ids,
        (some) =>
          db
            .select()
            .from(externalIds)
            .where(inArray(externalIds.learner, some))
            .orderBy(asc(externalIds.system), asc(externalIds.externalId)),
        ({ learner }) => learner,
      );
      return new Map(
        [...found].map(([learner, rows]) => [learner, rows.map(({ learner, ...name }) => name)]),
      );
    },

    /** In the order in which they came. */
    page({ after, limit }: PageAfter): Promise<Learner[]> {
      const isLater = after === undefined ? undefined : gt(learners.id, after);
      return db.select().from(learners).where(isLater).orderBy(asc(learners.id)).limit(limit);
    },

    /** Their ids alone, in the same order. */
    async ids({ after, limit }: PageAfter): Promise<string[]> {
      const isLater = after === undefined ? undefined : gt(learners.id, after);
      const rows = await db
        .select({ id: learners.id })
        .from(learners)
        .where(isLater)
        .orderBy(asc(learners.id))
        .limit(limit);
      return rows.map(({ id }) => id);
    },

    async count(): Promise<number> {
      const [row] = await db.select({ all: count() }).from(learners);
      return row!.all;
    },
  };
}

export function learnerWrites(db: Writes, tables: Tables) {
  const { learners, learnerHeads, externalIds, idempotencyKeys } = tables;
  return {
    async create(created: readonly Learner[]): Promise<void> {
      await writeMany(created.map(withPrototypes), (some) => db.insert(learners).values(some));
    },

    /** Ends in a `UniqueConflict` where another learner has one of the names. */
    async addExternalIds(learner: string, names: readonly ExternalId[]): Promise<void> {
      const rows = names.map((name) => ({ learner, ...name }));
      await writeMany(rows, (some) => db.insert(externalIds).values(some));
    },

    async removeExternalIds(names: readonly ExternalId[]): Promise<void> {
      const columns = [externalIds.system, externalIds.externalId];
      const texts = names.map(({ system, externalId }) => [system, externalId]);
      await writeMany(texts, (some) => db.delete(externalIds).where(isOneOf(columns, some)));
    },

    /**
     * Those of the learners that there are, who stay as they are until the transaction ends but for what it does itself.
     * Whoever writes what is a learner's locks the learner first, and all learners of a transaction at once: they are
     * locked in order, so that no two transactions wait for each other.
     */
    async lock(ids: readonly string[]): Promise<ReadonlyMap<string, Learner>> {
      const rows = [...new Set(ids)].sort().map((learner) => ({ learner, evidence: 0 }));
      await writeMany(rows, (some) =>
        db
          .insert(learnerHeads)
          .values(some)
          .onConflictDoUpdate({
            target: learnerHeads.learner,
            set: { evidence: sql`${learnerHeads.evidence}` },
          }),
      );
      const found = await learnerReads(db, tables).byIds(ids);
      const strangers = rows.map(({ learner }) => learner).filter((id) => !found.has(id));
      await writeMany(strangers, (some) =>
        db.delete(learnerHeads).where(inArray(learnerHeads.learner, some)),
      );
      return found;
    },

    /** Puts all of the learner, who is locked, in place of what there was. */
    async update({ id, ...learner }: Learner): Promise<void> {
      await db.update(learners).set(withPrototypes(learner)).where(eq(learners.id, id));
    },

    /** Takes away for good all that is the learner's, who is locked, and the learner. */
    async erase(id: string): Promise<void> {
      await db.delete(learnerHeads).where(eq(learnerHeads.learner, id));
      await db.delete(idempotencyKeys).where(eq(idempotencyKeys.owner, id));
      // All other rows that are the learner's go with this one.
      await db.delete(learners).where(eq(learners.id, id));
    },
  };
}
