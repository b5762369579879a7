import { and, asc, count, desc, eq, gte, inArray, lt, lte, sql } from 'drizzle-orm';
import type {
  DeliveryState,
  WebhookAttempt,
  WebhookDelivery,
  WebhookEventType,
} from '../curriculum/webhook.ts';
import type { Reads, Writes } from './database.ts';
import { readMany, writeMany } from './many.ts';
import type { Tables } from './tables.ts';
import { eventOf } from './webhook-events.ts';

export interface DeliveryFilter {
  readonly type?: WebhookEventType | undefined;
  readonly state?: DeliveryState | undefined;
}

/** A delivery that somebody tries, and nobody else meanwhile. */
export interface ClaimedDelivery extends WebhookDelivery {
  readonly lease: string;
  /** So many tries were made since `queuedAt`. */
  readonly triesMade: number;
  readonly queuedAt: Date;
}

/** What became of a delivery that was tried. */
export interface DeliveryProgress {
  readonly state: DeliveryState;
  readonly nextAt: Date | null;
  readonly endedAt: Date | null;
}

export function webhookDeliveryReads(db: Reads, tables: Tables) {
  const { webhookDeliveries, webhookEvents, webhookAttempts } = tables;
  const ofEndpoint = (endpoint: string, { type, state }: DeliveryFilter) =>
    and(
      eq(webhookDeliveries.endpoint, endpoint),
      type === undefined ? undefined : eq(webhookEvents.type, type),
      state === undefined ? undefined : eq(webhookDeliveries.state, state),
    );
  const rowsOf = () =>
    db
      .select({ delivery: webhookDeliveries, event: webhookEvents })
      .from(webhookDeliveries)
      .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.event));

  return {
    /** Those that there are. */
    async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, WebhookDelivery>> {
      const found = await readMany(
        ids,
        (some) => rowsOf().where(inArray(webhookDeliveries.id, some)),
        ({ delivery }) => delivery.id,
      );
      return new Map([...found.values()].flat().map((row) => [row.delivery.id, deliveryOf(row)]));
    },

    /** The newest first; of those before the id `before`, where it is given. */
    async page(
      endpoint: string,
      {
        before,
        limit,
        ...filter
      }: DeliveryFilter & { readonly before?: string | undefined; readonly limit: number },
    ): Promise<WebhookDelivery[]> {
      const isEarlier = before === undefined ? undefined : lt(webhookDeliveries.id, before);
      const rows = await rowsOf()
        .where(and(ofEndpoint(endpoint, filter), isEarlier))
        .orderBy(desc(webhookDeliveries.id))
        .limit(limit);
      return rows.map(deliveryOf);
    },

    async count(endpoint: string, filter: DeliveryFilter): Promise<number> {
      const [row] = await db
        .select({ all: count() })
        .from(webhookDeliveries)
        .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.event))
        .where(ofEndpoint(endpoint, filter));
      return row!.all;
    },

    /** Every try of each of the deliveries, in order. */
    async attempts(
      deliveries: readonly string[],
    ): Promise<ReadonlyMap<string, readonly WebhookAttempt[]>> {
      const found = await readMany(
        deliveries,
        (some) =>
          db
            .select()
            .from(webhookAttempts)
            .where(inArray(webhookAttempts.delivery, some))
            .orderBy(asc(webhookAttempts.delivery), asc(webhookAttempts.number)),
        ({ delivery }) => delivery,
      );
      return new Map(
        [...found].map(([delivery, rows]) => [
          delivery,
          rows.map(({ delivery, ...attempt }) => attempt),
        ]),
      );
    },

    /** The ids of those that are to be tried by then, at most `limit`, those that wait longest first. */
    async due(endpoint: string, { at, limit }: DueBy): Promise<string[]> {
      const isDue = and(
        eq(webhookDeliveries.endpoint, endpoint),
        eq(webhookDeliveries.state, 'PENDING'),
        lte(webhookDeliveries.nextAt, at),
      );
      const rows = await db
        .select({ id: webhookDeliveries.id })
        .from(webhookDeliveries)
        .where(isDue)
        .orderBy(asc(webhookDeliveries.nextAt), asc(webhookDeliveries.id))
        .limit(limit);
      return rows.map(({ id }) => id);
    },
  };
}

interface DueBy {
  readonly at: Date;
  readonly limit: number;
}

export function webhookDeliveryWrites(db: Writes, tables: Tables) {
  const { webhookDeliveries, webhookEvents, webhookAttempts } = tables;
  return {
    /** Lets events be delivered at once; where they are lost, since the endpoint is disabled, notes that instead. */
    async queue(
      deliveries: readonly {
        readonly id: string;
        readonly endpoint: string;
        readonly event: string;
      }[],
      { at, isLost }: { readonly at: Date; readonly isLost: boolean },
    ): Promise<void> {
      const rows = deliveries.map((delivery) => ({
        ...delivery,
        state: isLost ? ('FAILED' as const) : ('PENDING' as const),
        nextAt: isLost ? null : at,
        lease: null,
        attemptCount: 0,
        triesMade: 0,
        queuedAt: at,
        createdAt: at,
        endedAt: isLost ? at : null,
      }));
      await writeMany(rows, (some) => db.insert(webhookDeliveries).values(some));
    },

    /**
     * Those of the deliveries that are still to be tried by `at`, which are the caller's alone until `until`; from then on
     * another may try them.
     */
    async claim(
      ids: readonly string[],
      { lease, at, until }: { readonly lease: string; readonly at: Date; readonly until: Date },
    ): Promise<ClaimedDelivery[]> {
      const isDue = and(
        inArray(webhookDeliveries.id, [...ids]),
        eq(webhookDeliveries.state, 'PENDING'),
        lte(webhookDeliveries.nextAt, at),
      );
      const claimed = await db
        .update(webhookDeliveries)
        .set({ nextAt: until, lease })
        .where(isDue)
        .returning();
      const events = await readMany(
        claimed.map(({ event }) => event),
        (some) => db.select().from(webhookEvents).where(inArray(webhookEvents.id, some)),
        ({ id }) => id,
      );
      return claimed
        .map((delivery) => {
          const { triesMade, queuedAt } = delivery;
          const event = events.get(delivery.event)![0]!;
          return { ...deliveryOf({ delivery, event }), lease, triesMade, queuedAt };
        })
        .sort((one, other) => (one.id < other.id ? -1 : 1));
    },

    /**
     * Logs a try and what became of it. Where another has taken the delivery since, it stays with that one, unless it was
     * delivered. False where the delivery is gone.
     */
    async record(
      { id, lease }: Pick<ClaimedDelivery, 'id' | 'lease'>,
      attempt: Omit<WebhookAttempt, 'number'>,
      progress: DeliveryProgress,
    ): Promise<boolean> {
      const [counted] = await db
        .update(webhookDeliveries)
        .set({ attemptCount: sql`${webhookDeliveries.attemptCount} + 1` })
        .where(eq(webhookDeliveries.id, id))
        .returning();
      if (!counted) return false;
      const { attemptCount: number, triesMade } = counted;
      await db.insert(webhookAttempts).values({ delivery: id, number, ...attempt });
      const isOwn = and(eq(webhookDeliveries.lease, lease), eq(webhookDeliveries.state, 'PENDING'));
      const isDelivered = progress.state === 'DELIVERED';
      await db
        .update(webhookDeliveries)
        .set({ ...progress, triesMade: triesMade + 1 })
        .where(and(eq(webhookDeliveries.id, id), isDelivered ? undefined : isOwn));
      return true;
    },

    /** Gives back what was claimed and not tried, to whoever is next. */
    async release(
      { id, lease }: Pick<ClaimedDelivery, 'id' | 'lease'>,
      nextAt: Date,
    ): Promise<void> {
      const isOwn = and(eq(webhookDeliveries.lease, lease), eq(webhookDeliveries.state, 'PENDING'));
      await db
        .update(webhookDeliveries)
        .set({ nextAt })
        .where(and(eq(webhookDeliveries.id, id), isOwn));
    },

    /** Gives up all that is still to be delivered to an endpoint. */
    async giveUp(endpoint: string, endedAt: Date): Promise<void> {
      const isPending = eq(webhookDeliveries.state, 'PENDING');
      await db
        .update(webhookDeliveries)
        .set({ state: 'FAILED', nextAt: null, endedAt })
        .where(and(eq(webhookDeliveries.endpoint, endpoint), isPending));
    },

    /** Lets deliveries be tried again from the first try on, at once. */
    async again(ids: readonly string[], at: Date): Promise<void> {
      await writeMany(ids, (some) =>
        db
          .update(webhookDeliveries)
          .set({
            ...{ state: 'PENDING', nextAt: at, lease: null },
            ...{ triesMade: 0, queuedAt: at, endedAt: null },
          })
          .where(inArray(webhookDeliveries.id, some)),
      );
    },

    /** The ids of those that failed for an endpoint and were made since then, at most `limit`, the first first. */
    async failedSince(endpoint: string, since: Date, limit: number): Promise<string[]> {
      const isMeant = and(
        eq(webhookDeliveries.endpoint, endpoint),
        eq(webhookDeliveries.state, 'FAILED'),
        gte(webhookDeliveries.createdAt, since),
      );
      const rows = await db
        .select({ id: webhookDeliveries.id })
        .from(webhookDeliveries)
        .where(isMeant)
        .orderBy(asc(webhookDeliveries.id))
        .limit(limit);
      return rows.map(({ id }) => id);
    },
  };
}

function deliveryOf({
  delivery,
  event,
}: {
  readonly delivery: Tables['webhookDeliveries']['$inferSelect'];
  readonly event: Tables['webhookEvents']['$inferSelect'];
}): WebhookDelivery {
  const { id, endpoint, state, nextAt, attemptCount, createdAt, endedAt } = delivery;
  return { id, endpoint, event: eventOf(event), state, nextAt, attemptCount, createdAt, endedAt };
}
