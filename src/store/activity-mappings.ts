import { asc, count, eq, gt, inArray } from 'drizzle-orm';
import type { ActivityMapping } from '../curriculum/activity-mapping.ts';
import type { Reads, Writes } from './database.ts';
import { type PageAfter, readMany } from './many.ts';
import type { Tables } from './tables.ts';

/** A mapping with who said so last. */
export interface KeptMapping extends ActivityMapping {
  /** The hash of the address. */
  readonly activity: string;
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

export function activityMappingReads(db: Reads, { activityMappings }: Tables) {
  return {
    /** By the hash of the activity. */
    async byActivities(activities: readonly string[]): Promise<ReadonlyMap<string, KeptMapping>> {
      const found = await readMany(
        activities,
        (some) =>
          db.select().from(activityMappings).where(inArray(activityMappings.activity, some)),
        ({ activity }) => activity,
      );
      return new Map([...found.values()].flat().map((row) => [row.activity, row]));
    },

    /** In an order of no meaning that never changes. */
    page({ after, limit }: PageAfter): Promise<KeptMapping[]> {
      const isLater = after === undefined ? undefined : gt(activityMappings.activity, after);
      return db
        .select()
        .from(activityMappings)
        .where(isLater)
        .orderBy(asc(activityMappings.activity))
        .limit(limit);
    },

    async count(): Promise<number> {
      const [row] = await db.select({ all: count() }).from(activityMappings);
      return row!.all;
    },
  };
}

export function activityMappingWrites(db: Writes, { activityMappings }: Tables) {
  return {
    /** Puts it in place of what was said of the activity before. */
    async put(mapping: KeptMapping): Promise<void> {
      const { activity, ...rest } = mapping;
      await db
        .insert(activityMappings)
        .values(mapping)
        .onConflictDoUpdate({ target: activityMappings.activity, set: rest });
    },

    async remove(activity: string): Promise<void> {
      await db.delete(activityMappings).where(eq(activityMappings.activity, activity));
    },
  };
}
