import { and, asc, count, eq, gt, isNull, lt, or } from 'drizzle-orm';
import type { WebhookEndpoint } from '../curriculum/webhook.ts';
import type { Reads, Writes } from './database.ts';
import type { PageAfter } from './many.ts';
import type { Tables } from './tables.ts';
import { withPrototypes } from './with-prototypes.ts';

type Row = Tables['webhookEndpoints']['$inferSelect'];

/** What it is told with and of: nobody but those who tell it may see the secrets. */
export type ToldEndpoint = WebhookEndpoint &
  Pick<Row, 'secret' | 'formerSecret' | 'afterSequence' | 'afterRevisions'>;

export function webhookEndpointReads(db: Reads, { webhookEndpoints }: Tables) {
  return {
    async byId(id: string): Promise<WebhookEndpoint | null> {
      const [row] = await db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, id));
      return row ? endpointOf(row) : null;
    },

    /** In the order in which they were made. */
    async page({ after, limit }: PageAfter): Promise<WebhookEndpoint[]> {
      const isLater = after === undefined ? undefined : gt(webhookEndpoints.id, after);
      const rows = await db
        .select()
        .from(webhookEndpoints)
        .where(isLater)
        .orderBy(asc(webhookEndpoints.id))
        .limit(limit);
      return rows.map(endpointOf);
    },

    async count(): Promise<number> {
      const [row] = await db.select({ all: count() }).from(webhookEndpoints);
      return row!.all;
    },

    /** All of them, with what they are told with. */
    async told(): Promise<ToldEndpoint[]> {
      return db.select().from(webhookEndpoints).orderBy(asc(webhookEndpoints.id));
    },
  };
}

export function webhookEndpointWrites(db: Writes, { webhookEndpoints }: Tables) {
  return {
    async create(endpoint: ToldEndpoint): Promise<void> {
      await db.insert(webhookEndpoints).values(withPrototypes(endpoint));
    },

    /** Puts these in the place of what there was. */
    async update(
      id: string,
      changed: Partial<Omit<ToldEndpoint, 'id' | 'afterSequence' | 'afterRevisions'>>,
    ): Promise<void> {
      await db
        .update(webhookEndpoints)
        .set(withPrototypes(changed))
        .where(eq(webhookEndpoints.id, id));
    },

    /** Makes the secret the one that signs; the one before it does so, too, until then. */
    async rotate(
      id: string,
      { secret, until, at }: { readonly secret: string; readonly until: Date; readonly at: Date },
    ): Promise<void> {
      await db
        .update(webhookEndpoints)
        .set({ formerSecret: webhookEndpoints.secret, secret, rotatesUntil: until, updatedAt: at })
        .where(eq(webhookEndpoints.id, id));
    },

    /** Notes that something was delivered, where the last time is before `notedBefore`. */
    async noteDelivered(id: string, at: Date, notedBefore: Date): Promise<void> {
      const { lastDeliveredAt } = webhookEndpoints;
      const isOld = or(isNull(lastDeliveredAt), lt(lastDeliveredAt, notedBefore));
      await db
        .update(webhookEndpoints)
        .set({ lastDeliveredAt: at })
        .where(and(eq(webhookEndpoints.id, id), isOld));
    },

    /** Takes away the endpoint and all that was delivered to it. */
    async remove(id: string): Promise<void> {
      await db.delete(webhookEndpoints).where(eq(webhookEndpoints.id, id));
    },
  };
}

function endpointOf({
  secret,
  formerSecret,
  afterSequence,
  afterRevisions,
  ...endpoint
}: Row): WebhookEndpoint {
  return endpoint;
}
