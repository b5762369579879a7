import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNull,
  lt,
  notInArray,
  or,
  type sql,
} from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Reads, Writes } from './database.ts';
import { isOneOf, writeMany } from './many.ts';
import type { Tables } from './tables.ts';

/** Somebody who acts in statements of a source. */
export type StatementActor = Tables['statementActors']['$inferSelect'];

/** An activity that statements of a source are about or belong to. */
export type StatementActivity = Tables['statementActivities']['$inferSelect'];

/** Where a list that is in order of how often something was seen goes on. */
export interface SeenAfter {
  readonly statementCount: number;
  readonly source: string;
  readonly key: string;
}

export function statementActorReads(db: Reads, tables: Tables) {
  const { statementActors, statementActivities, activityMappings } = tables;
  const isUnlinked = isNull(statementActors.learner);
  const isUnmapped = () =>
    notInArray(
      statementActivities.activity,
      db.select({ activity: activityMappings.activity }).from(activityMappings),
    );
  return {
    /** Whose statements are nobody's here, those with most statements first. */
    unlinked({ after, limit }: { after?: SeenAfter; limit: number }): Promise<StatementActor[]> {
      const { statementCount, source, actor } = statementActors;
      return db
        .select()
        .from(statementActors)
        .where(and(isUnlinked, after && isBeyond({ statementCount, source, key: actor }, after)))
        .orderBy(desc(statementCount), asc(source), asc(actor))
        .limit(limit);
    },

    async unlinkedCount(): Promise<number> {
      const [row] = await db.select({ all: count() }).from(statementActors).where(isUnlinked);
      return row!.all;
    },

    /** What nothing was said of yet, with most statements first. */
    unmapped({ after, limit }: { after?: SeenAfter; limit: number }): Promise<StatementActivity[]> {
      const { statementCount, source, activity } = statementActivities;
      return db
        .select()
        .from(statementActivities)
        .where(
          and(isUnmapped(), after && isBeyond({ statementCount, source, key: activity }, after)),
        )
        .orderBy(desc(statementCount), asc(source), asc(activity))
        .limit(limit);
    },

    async unmappedCount(): Promise<number> {
      const [row] = await db.select({ all: count() }).from(statementActivities).where(isUnmapped());
      return row!.all;
    },

    /** The sources whose statements are about an activity or belong to it. */
    async sourcesOf(activities: readonly string[]) {
      const { source, activity } = statementActivities;
      const rows: { source: string; activity: string }[] = [];
      await writeMany(activities, async (some) => {
        rows.push(
          ...(await db
            .select({ source, activity })
            .from(statementActivities)
            .where(inArray(activity, some))),
        );
      });
      return rows;
    },

    /** The learners that actors of a source are, for those of whom that is known. */
    async learnersOf(
      source: string,
      actors: readonly string[],
    ): Promise<ReadonlyMap<string, string>> {
      const found = new Map<string, string>();
      const { actor, learner } = statementActors;
      await writeMany([...new Set(actors)], async (some) => {
        const rows = await db
          .select({ actor, learner })
          .from(statementActors)
          .where(and(eq(statementActors.source, source), inArray(actor, some)));
        for (const row of rows) if (row.learner !== null) found.set(row.actor, row.learner);
      });
      return found;
    },

    /** Of whom it is to be looked up who they are, at most `limit`. */
    due(limit: number): Promise<StatementActor[]> {
      return db
        .select()
        .from(statementActors)
        .where(eq(statementActors.isDue, true))
        .orderBy(asc(statementActors.source), asc(statementActors.actor))
        .limit(limit);
    },
  };
}

function isBeyond(
  { statementCount, source, key }: Record<'statementCount' | 'source' | 'key', AnyPgColumn>,
  after: SeenAfter,
) {
  const isSame = eq(statementCount, after.statementCount);
  return or(
    lt(statementCount, after.statementCount),
    and(isSame, gt(source, after.source)),
    and(isSame, eq(source, after.source), gt(key, after.key)),
  );
}

export function statementActorWrites(db: Writes, { statementActors }: Tables) {
  return {
    /** Says who an actor is now, so that it need not be looked up any more. */
    async link({ source, actor }: StatementActor, learner: string | null): Promise<void> {
      await db
        .update(statementActors)
        .set({ learner, isDue: false })
        .where(and(eq(statementActors.source, source), eq(statementActors.actor, actor)));
    },

    /** The same for those who are nobody's as before. */
    async settle(actors: readonly StatementActor[]): Promise<void> {
      const keys = actors.map(({ source, actor }) => [source, actor]);
      await writeMany(keys, (some) =>
        db
          .update(statementActors)
          .set({ isDue: false })
          .where(isOneOf([statementActors.source, statementActors.actor], some)),
      );
    },
  };
}

/** Lets it be looked up anew who is meant, where other systems call learners otherwise than before. */
export async function markActorsDue(
  db: Writes,
  { statementActors }: Tables,
  meant: {
    readonly names?: readonly { readonly system: string; readonly externalId: string }[];
    readonly mailHashes?: readonly string[];
    readonly learners?: readonly string[];
  },
): Promise<void> {
  const { system, externalId, mailHash, learner } = statementActors;
  const mark = (condition: ReturnType<typeof sql> | ReturnType<typeof and>) =>
    db.update(statementActors).set({ isDue: true }).where(condition);
  // Home pages are kept without the slash that may end them.
  const names = (meant.names ?? []).map((name) => [
    name.system.replace(/\/+$/, ''),
    name.externalId,
  ]);
  await writeMany(names, (some) => mark(isOneOf([system, externalId], some)));
  await writeMany(meant.mailHashes ?? [], (some) => mark(inArray(mailHash, some)));
  await writeMany(meant.learners ?? [], (some) => mark(inArray(learner, some)));
}
