import {
  deliveryStates,
  type WebhookEventData,
  type WebhookEventType,
  webhookEventTypes,
} from '../curriculum/webhook.ts';
import type { Dialect } from './dialect.ts';
import type { defineLearnerTables } from './learner-tables.ts';

/**
 * The tables of what other systems are told. What happened to learners and which revisions there are stands elsewhere
 * already: up to where that was read is kept here, so that nothing is written twice while it happens.
 */
export function defineWebhookTables(
  dialect: Dialect,
  { learners }: Pick<ReturnType<typeof defineLearnerTables>, 'learners'>,
) {
  const { table, text, integer, flag, instant, json, choice } = dialect;
  const { primaryKey, index } = dialect;

  const webhookEndpoints = table('webhook_endpoints', {
    id: text('id').primaryKey(),
    url: text('url').notNull(),
    title: text('title').notNull(),
    types: json<readonly WebhookEventType[]>('types').notNull(),
    /** As it was handed out, since whoever signs needs all of it. */
    secret: text('secret').notNull(),
    formerSecret: text('former_secret'),
    rotatesUntil: instant('rotates_until'),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    updatedAt: instant('updated_at').notNull(),
    disabledAt: instant('disabled_at'),
    disabledBecause: text('disabled_because'),
    lastDeliveredAt: instant('last_delivered_at'),
    pausedUntil: instant('paused_until'),
    /** The newest change of a learner when it was made: it is told of later ones. */
    afterSequence: integer('after_sequence').notNull(),
    /** So with the revision of each curriculum. */
    afterRevisions: json<Readonly<Record<string, number>>>('after_revisions').notNull(),
  });

  /** Up to where changes of learners and each curriculum's revisions were read; whoever reads them locks the first. */
  const webhookCursors = table('webhook_cursors', {
    name: text('name').primaryKey(),
    position: integer('position').notNull(),
  });

  const webhookEvents = table(
    'webhook_events',
    {
      id: text('id').primaryKey(),
      type: choice('type', webhookEventTypes).notNull(),
      learner: text('learner').references(() => learners.id, { onDelete: 'cascade' }),
      data: json<WebhookEventData[WebhookEventType]>('data').notNull(),
      at: instant('at').notNull(),
      /** Whether it is still to be addressed to those who are to be told. */
      isDue: flag('is_due').notNull(),
    },
    (row) => [
      index('webhook_events_due').on(row.isDue),
      index('webhook_events_learner').on(row.learner),
      index('webhook_events_at').on(row.at),
    ],
  );

  const webhookDeliveries = table(
    'webhook_deliveries',
    {
      id: text('id').primaryKey(),
      endpoint: text('endpoint')
        .notNull()
        .references(() => webhookEndpoints.id, { onDelete: 'cascade' }),
      event: text('event')
        .notNull()
        .references(() => webhookEvents.id, { onDelete: 'cascade' }),
      state: choice('state', deliveryStates).notNull(),
      /** While somebody tries, when another may take it that they no longer do. */
      nextAt: instant('next_at'),
      /** Names the try that is under way, or was last. */
      lease: text('lease'),
      attemptCount: integer('attempt_count').notNull(),
      /** So many were made since `queuedAt`. */
      triesMade: integer('tries_made').notNull(),
      /** When it was to be delivered at once: when it was made, or when somebody asked for it again. */
      queuedAt: instant('queued_at').notNull(),
      createdAt: instant('created_at').notNull(),
      endedAt: instant('ended_at'),
    },
    (row) => [
      index('webhook_deliveries_endpoint').on(row.endpoint, row.id),
      index('webhook_deliveries_next').on(row.endpoint, row.state, row.nextAt),
      index('webhook_deliveries_event').on(row.event),
    ],
  );

  const webhookAttempts = table(
    'webhook_attempts',
    {
      delivery: text('delivery')
        .notNull()
        .references(() => webhookDeliveries.id, { onDelete: 'cascade' }),
      number: integer('number').notNull(),
      at: instant('at').notNull(),
      milliseconds: integer('milliseconds').notNull(),
      status: integer('status'),
      problem: text('problem'),
    },
    (row) => [primaryKey({ columns: [row.delivery, row.number] })],
  );

  return { webhookEndpoints, webhookCursors, webhookEvents, webhookDeliveries, webhookAttempts };
}
