import type { WebhookDelivery, WebhookEndpoint } from '../curriculum/webhook.ts';
import type { UnknownNames } from '../planner/refusal.ts';
import type { DeliveryFilter } from '../store/webhook-deliveries.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { type Forbidden, forbids } from './permissions.ts';

type Store = Pick<Environment, 'store'>;

export interface WebhookEndpointList {
  readonly kind: 'webhook-endpoint-list';
  /** At most `limit` of those after the id, in the order in which they were made. */
  readonly read: (page: {
    readonly after?: string;
    readonly limit: number;
  }) => Promise<WebhookEndpoint[]>;
  readonly count: () => Promise<number>;
}

/** All addresses that are told what happens. */
export function listWebhookEndpoints(
  { store }: Store,
  actor: Actor,
): WebhookEndpointList | Forbidden {
  const { webhookEndpoints } = store.reads;
  return (
    forbids(actor, 'MANAGE_WEBHOOKS') ?? {
      kind: 'webhook-endpoint-list',
      read: (page) => webhookEndpoints.page(page),
      count: () => webhookEndpoints.count(),
    }
  );
}

/** Null where there is no such endpoint, or the actor may not know of it. */
export async function findWebhookEndpoint(
  { store }: Store,
  actor: Actor,
  id: string,
): Promise<WebhookEndpoint | null> {
  const isHidden = forbids(actor, 'MANAGE_WEBHOOKS') !== null || !isUuid(id);
  return isHidden ? null : store.reads.webhookEndpoints.byId(id);
}

/** Null where there is no such delivery, or the actor may not know of it. */
export async function findWebhookDelivery(
  { store }: Store,
  actor: Actor,
  id: string,
): Promise<WebhookDelivery | null> {
  if (forbids(actor, 'MANAGE_WEBHOOKS') !== null || !isUuid(id)) return null;
  return (await store.reads.webhookDeliveries.byIds([id])).get(id) ?? null;
}

export interface WebhookDeliveryList {
  readonly kind: 'webhook-delivery-list';
  /** The newest first; at most `limit` of those before the id. */
  readonly read: (page: {
    readonly after?: string;
    readonly limit: number;
  }) => Promise<WebhookDelivery[]>;
  readonly count: () => Promise<number>;
}

/** What was delivered to an endpoint, or is to be. */
export function listWebhookDeliveries(
  { store }: Store,
  actor: Actor,
  endpoint: string,
  filter: DeliveryFilter,
): WebhookDeliveryList | Forbidden {
  const { webhookDeliveries } = store.reads;
  return (
    forbids(actor, 'MANAGE_WEBHOOKS') ?? {
      kind: 'webhook-delivery-list',
      read: ({ after: before, limit }) =>
        webhookDeliveries.page(endpoint, { ...filter, before, limit }),
      count: () => webhookDeliveries.count(endpoint, filter),
    }
  );
}

export function unknownEndpoint(id: string): UnknownNames {
  return unknown('endpoint', 'webhook endpoint', id);
}

export function unknownDelivery(id: string): UnknownNames {
  return unknown('delivery', 'webhook delivery', id);
}

function unknown(path: string, what: string, id: string): UnknownNames {
  const name = id.slice(0, 200);
  const message = `There is no ${what} \`${name}\`.`;
  return { kind: 'unknown-names', message, names: [{ path, name, suggestions: [] }] };
}
