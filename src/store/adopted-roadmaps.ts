import { and, asc, eq, inArray } from 'drizzle-orm';
import type { AdoptedRoadmap } from '../curriculum/adopted-roadmap.ts';
import type { Reads, Writes } from './database.ts';
import { readMany } from './many.ts';
import type { Tables } from './tables.ts';
import { withPrototypes } from './with-prototypes.ts';

export function adoptedRoadmapReads(db: Reads, { adoptedRoadmaps }: Tables) {
  return {
    /** Of each of the learners all that were ever adopted, in that order. */
    ofLearners(learners: readonly string[]): Promise<ReadonlyMap<string, AdoptedRoadmap[]>> {
      return readMany(
        learners,
        (some) =>
          db
            .select()
            .from(adoptedRoadmaps)
            .where(inArray(adoptedRoadmaps.learner, some))
            .orderBy(asc(adoptedRoadmaps.learner), asc(adoptedRoadmaps.id)),
        ({ learner }) => learner,
      );
    },

    async byId(learner: string, id: string): Promise<AdoptedRoadmap | null> {
      const [roadmap] = await db
        .select()
        .from(adoptedRoadmaps)
        .where(and(eq(adoptedRoadmaps.learner, learner), eq(adoptedRoadmaps.id, id)));
      return roadmap ?? null;
    },
  };
}

export function adoptedRoadmapWrites(db: Writes, { adoptedRoadmaps }: Tables) {
  return {
    /** For a locked learner, as the next one. */
    async adopt(roadmap: AdoptedRoadmap): Promise<void> {
      await db.insert(adoptedRoadmaps).values(withPrototypes(roadmap));
    },

    /** Puts all of it in place of what there was under its id: planned anew, wished for otherwise, or ended. */
    async update({ learner, id, ...roadmap }: AdoptedRoadmap): Promise<void> {
      await db
        .update(adoptedRoadmaps)
        .set(withPrototypes(roadmap))
        .where(and(eq(adoptedRoadmaps.learner, learner), eq(adoptedRoadmaps.id, id)));
    },
  };
}
