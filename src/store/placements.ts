import { and, asc, eq, inArray } from 'drizzle-orm';
import type { KeptPlacement } from '../curriculum/placement.ts';
import type { Reads, Writes } from './database.ts';
import { readMany, writeMany } from './many.ts';
import type { Tables } from './tables.ts';
import { withPrototypes } from './with-prototypes.ts';

export function placementReads(db: Reads, { placements }: Tables) {
  return {
    /** The placements of each of the learners, in the order in which they began. */
    ofLearners(learners: readonly string[]): Promise<ReadonlyMap<string, KeptPlacement[]>> {
      return readMany(
        learners,
        (some) =>
          db
            .select()
            .from(placements)
            .where(inArray(placements.learner, some))
            .orderBy(asc(placements.learner), asc(placements.id)),
        ({ learner }) => learner,
      );
    },

    async byId(learner: string, id: string): Promise<KeptPlacement | null> {
      const [placement] = await db
        .select()
        .from(placements)
        .where(and(eq(placements.learner, learner), eq(placements.id, id)));
      return placement ?? null;
    },
  };
}

export function placementWrites(db: Writes, { placements }: Tables) {
  return {
    /** Of a locked learner, as the writes below. */
    async add(placement: KeptPlacement): Promise<void> {
      await db.insert(placements).values(withPrototypes(placement));
    },

    async update({ learner, id, ...placement }: KeptPlacement): Promise<void> {
      await db
        .update(placements)
        .set(withPrototypes(placement))
        .where(and(eq(placements.learner, learner), eq(placements.id, id)));
    },

    async remove(learner: string, ids: readonly string[]): Promise<void> {
      await writeMany(ids, (some) =>
        db
          .delete(placements)
          .where(and(eq(placements.learner, learner), inArray(placements.id, some))),
      );
    },
  };
}
