import { and, asc, eq, inArray, lt, notExists, sql } from 'drizzle-orm';
import type { WebhookEvent } from '../curriculum/webhook.ts';
import type { Reads, Writes } from './database.ts';
import { writeMany } from './many.ts';
import type { Tables } from './tables.ts';
import { withPrototypes } from './with-prototypes.ts';

export function webhookEventReads(db: Reads, { webhookEvents, webhookCursors }: Tables) {
  return {
    /** Those that are still to be addressed to endpoints, at most `limit`, the first first. */
    async due(limit: number): Promise<WebhookEvent[]> {
      const rows = await db
        .select()
        .from(webhookEvents)
        .where(eq(webhookEvents.isDue, true))
        .orderBy(asc(webhookEvents.id))
        .limit(limit);
      return rows.map(eventOf);
    },

    /** Up to where was read, by name: `changes` for those of learners, and the slug of each curriculum after a space. */
    async cursors(): Promise<ReadonlyMap<string, number>> {
      const rows = await db.select().from(webhookCursors);
      return new Map(rows.map(({ name, position }) => [name, position]));
    },
  };
}

export function webhookEventWrites(db: Writes, tables: Tables) {
  const { webhookEvents, webhookDeliveries, webhookCursors } = tables;
  return {
    /**
     * Lets others be told of something, in the transaction in which it happens: nothing that comes later can make that
     * forgotten. Where it tells of a learner, the learner is locked.
     */
    async add(event: WebhookEvent): Promise<void> {
      await db.insert(webhookEvents).values({ ...withPrototypes(event), isDue: true });
    },

    /** Keeps what was addressed already. */
    async keep(events: readonly WebhookEvent[]): Promise<void> {
      const rows = events.map((event) => ({ ...withPrototypes(event), isDue: false }));
      await writeMany(rows, (some) => db.insert(webhookEvents).values(some));
    },

    async addressed(ids: readonly string[]): Promise<void> {
      await writeMany(ids, (some) =>
        db.update(webhookEvents).set({ isDue: false }).where(inArray(webhookEvents.id, some)),
      );
    },

    /**
     * Waits until nobody else addresses events or changes who is told of what, and keeps it so until the transaction ends.
     * It comes before learners are locked.
     */
    async lock(): Promise<void> {
      await db
        .insert(webhookCursors)
        .values({ name: 'changes', position: 0 })
        .onConflictDoUpdate({
          target: webhookCursors.name,
          set: { position: sql`${webhookCursors.position}` },
        });
    },

    /** Notes, under the lock, up to where was read. */
    async advance(cursors: ReadonlyMap<string, number>): Promise<void> {
      const rows = [...cursors].map(([name, position]) => ({ name, position }));
      await writeMany(rows, (some) =>
        db
          .insert(webhookCursors)
          .values(some)
          .onConflictDoUpdate({
            target: webhookCursors.name,
            set: { position: sql`excluded.position` },
          }),
      );
    },

    /** Removes at most `limit` events from before then, with their deliveries, unless one is pending; how many it were. */
    async removeBefore(at: Date, limit: number): Promise<number> {
      const pending = db
        .select({ id: webhookDeliveries.id })
        .from(webhookDeliveries)
        .where(
          and(
            eq(webhookDeliveries.event, webhookEvents.id),
            eq(webhookDeliveries.state, 'PENDING'),
          ),
        );
      const rows = await db
        .select({ id: webhookEvents.id })
        .from(webhookEvents)
        .where(and(lt(webhookEvents.at, at), notExists(pending)))
        .limit(limit);
      await writeMany(
        rows.map(({ id }) => id),
        (some) => db.delete(webhookEvents).where(inArray(webhookEvents.id, some)),
      );
      return rows.length;
    },
  };
}

export function eventOf({
  isDue,
  ...event
}: Tables['webhookEvents']['$inferSelect']): WebhookEvent {
  return event as WebhookEvent;
}
