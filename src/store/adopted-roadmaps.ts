import { and, asc, count, eq, gt, inArray, isNotNull, isNull, lt, or } from 'drizzle-orm';
import type { AdoptedRoadmap, ChangeKind } from '../curriculum/adopted-roadmap.ts';
import type { Reads, Writes } from './database.ts';
import type { NewChange } from './learner-changes.ts';
import { type PageAfter, readMany, writeMany } from './many.ts';
import type { Tables } from './tables.ts';
import { withPrototypes } from './with-prototypes.ts';

type Row = Tables['adoptedRoadmaps']['$inferSelect'];

export type RoadmapMark = Pick<
  AdoptedRoadmap,
  'learner' | 'id' | 'plannedAt' | 'dueSince' | 'checkedRevision' | 'checkedRelated'
>;

export function adoptedRoadmapReads(db: Reads, { adoptedRoadmaps }: Tables) {
  const isFollowed = isNull(adoptedRoadmaps.endedAt);

  return {
    /** Of each of the learners all that were ever adopted, in that order. */
    async ofLearners(learners: readonly string[]): Promise<ReadonlyMap<string, AdoptedRoadmap[]>> {
      const found = await readMany(
        learners,
        (some) =>
          db
            .select()
            .from(adoptedRoadmaps)
            .where(inArray(adoptedRoadmaps.learner, some))
            .orderBy(asc(adoptedRoadmaps.learner), asc(adoptedRoadmaps.id)),
        ({ learner }) => learner,
      );
      return new Map([...found].map(([learner, rows]) => [learner, rows.map(roadmapOf)]));
    },

    /** The one that each of the learners follows, by learner; those who follow none are left out. */
    async followedBy(learners: readonly string[]): Promise<ReadonlyMap<string, AdoptedRoadmap>> {
      const found = await readMany(
        learners,
        (some) =>
          db
            .select()
            .from(adoptedRoadmaps)
            .where(and(inArray(adoptedRoadmaps.learner, some), isFollowed)),
        ({ learner }) => learner,
      );
      return new Map([...found.values()].flat().map((row) => [row.learner, roadmapOf(row)]));
    },

    /**
     * Of the one that each of the learners follows what tells whether it is still as it was, without the roadmap itself; those
     * who follow none are left out.
     */
    async marks(learners: readonly string[]): Promise<ReadonlyMap<string, RoadmapMark>> {
      const { learner, id, plannedAt, dueSince, checkedRevision, checkedRelated } = adoptedRoadmaps;
      const found = await readMany(
        learners,
        (some) =>
          db
            .select({ learner, id, plannedAt, dueSince, checkedRevision, checkedRelated })
            .from(adoptedRoadmaps)
            .where(and(inArray(learner, some), isFollowed)),
        (row) => row.learner,
      );
      return new Map([...found.values()].flat().map((row) => [row.learner, row]));
    },

    async byId(learner: string, id: string): Promise<AdoptedRoadmap | null> {
      const [row] = await db
        .select()
        .from(adoptedRoadmaps)
        .where(and(eq(adoptedRoadmaps.learner, learner), eq(adoptedRoadmaps.id, id)));
      return row ? roadmapOf(row) : null;
    },

    /** Learners whose roadmap doesn't take into account all that there is by now, those first who wait longest. */
    async due({ limit }: { readonly limit: number }): Promise<string[]> {
      const { learner } = adoptedRoadmaps;
      const rows = await db
        .select({ learner })
        .from(adoptedRoadmaps)
        .where(and(isNotNull(adoptedRoadmaps.dueSince), isFollowed))
        .orderBy(asc(adoptedRoadmaps.dueSince), asc(learner))
        .limit(limit);
      return rows.map((row) => row.learner);
    },

    /** Learners whose roadmap on a curriculum was not yet held against a revision, or so many of related curricula. */
    async before(
      {
        curriculum,
        revision,
        related,
      }: { readonly curriculum: string; readonly revision: number; readonly related: number },
      { limit }: { readonly limit: number },
    ): Promise<string[]> {
      const { learner } = adoptedRoadmaps;
      const rows = await db
        .select({ learner })
        .from(adoptedRoadmaps)
        .where(
          and(
            eq(adoptedRoadmaps.curriculum, curriculum),
            isFollowed,
            or(
              lt(adoptedRoadmaps.checkedRevision, revision),
              related > 0 ? lt(adoptedRoadmaps.checkedRelated, related) : undefined,
            ),
          ),
        )
        .limit(limit);
      return rows.map((row) => row.learner);
    },

    /** Learners who follow a roadmap on one of the curricula, in order of id. */
    async followers(curricula: readonly string[], { after, limit }: PageAfter): Promise<string[]> {
      const { learner } = adoptedRoadmaps;
      const isLater = after === undefined ? undefined : gt(learner, after);
      const rows = await db
        .select({ learner })
        .from(adoptedRoadmaps)
        .where(and(inArray(adoptedRoadmaps.curriculum, [...curricula]), isFollowed, isLater))
        .orderBy(asc(learner))
        .limit(limit);
      return rows.map((row) => row.learner);
    },

    async countFollowers(curricula: readonly string[]): Promise<number> {
      const [row] = await db
        .select({ all: count() })
        .from(adoptedRoadmaps)
        .where(and(inArray(adoptedRoadmaps.curriculum, [...curricula]), isFollowed));
      return row!.all;
    },

    /** What the addresses of a learner's feeds are signed with, whichever roadmap it is; null where the learner never adopted a roadmap. */
    async feedKey(learner: string): Promise<string | null> {
      const [row] = await db
        .select({ feedKey: adoptedRoadmaps.feedKey })
        .from(adoptedRoadmaps)
        .where(eq(adoptedRoadmaps.learner, learner))
        .limit(1);
      return row?.feedKey ?? null;
    },
  };
}

export function adoptedRoadmapWrites(db: Writes, { adoptedRoadmaps }: Tables) {
  return {
    /** For a locked learner, as the next one. */
    async adopt(roadmap: AdoptedRoadmap, feedKey: string): Promise<void> {
      await db.insert(adoptedRoadmaps).values({ ...withPrototypes(roadmap), feedKey });
    },

    /** Puts all of it in place of what there was under its id: planned anew, wished for otherwise, or ended. */
    async update({ learner, id, ...roadmap }: AdoptedRoadmap): Promise<void> {
      await db
        .update(adoptedRoadmaps)
        .set(withPrototypes(roadmap))
        .where(and(eq(adoptedRoadmaps.learner, learner), eq(adoptedRoadmaps.id, id)));
    },

    /** Makes all addresses of a locked learner's feeds lead nowhere. */
    async setFeedKey(learner: string, feedKey: string): Promise<void> {
      await db.update(adoptedRoadmaps).set({ feedKey }).where(eq(adoptedRoadmaps.learner, learner));
    },
  };
}

/** What may make another roadmap the best one. */
const matters: ReadonlySet<ChangeKind> = new Set(['EVIDENCE_RECORDED', 'LEARNER_UPDATED']);

/**
 * Notes in the transaction of a change that the roadmap of the learner, who is locked, is to be looked at again: nothing
 * that happens later can make that forgotten.
 */
export async function markDue(
  db: Writes,
  { adoptedRoadmaps }: Tables,
  added: readonly NewChange[],
): Promise<void> {
  const mattering = added.filter(({ kind }) => matters.has(kind));
  const [first] = mattering;
  if (!first) return;
  const learners = [...new Set(mattering.map(({ learner }) => learner))];
  await writeMany(learners, (some) =>
    db
      .update(adoptedRoadmaps)
      .set({ dueSince: first.at })
      .where(and(inArray(adoptedRoadmaps.learner, some), isNull(adoptedRoadmaps.endedAt))),
  );
}

function roadmapOf({ feedKey, ...roadmap }: Row): AdoptedRoadmap {
  return roadmap;
}
