import type { WebhookDelivery, WebhookEndpoint, WebhookEvent } from '../curriculum/webhook.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import { typedId } from '../util/typed-id.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import { type Environment, newId } from './environment.ts';
import { unknownDelivery, unknownEndpoint } from './list-webhook-endpoints.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { ProblemList } from './problem-list.ts';
import { webhookLimits } from './webhook-limits.ts';

export type WebhookDeliveryResult =
  | { readonly kind: 'webhook-delivery-queued'; readonly delivery: WebhookDelivery }
  | Forbidden
  | UnknownNames
  | InvalidRequest;

/** Sends an endpoint something that tells of nothing, once, whatever else it is told of. */
export async function pingWebhookEndpoint(
  environment: Environment,
  actor: Actor,
  id: string,
): Promise<WebhookDeliveryResult> {
  const forbidden = forbids(actor, 'MANAGE_WEBHOOKS');
  if (forbidden) return forbidden;
  if (!isUuid(id)) return unknownEndpoint(id);
  const at = environment.now();
  const event: WebhookEvent<'webhook.ping'> = {
    id: newId(environment),
    type: 'webhook.ping',
    learner: null,
    data: { endpoint: typedId('WebhookEndpoint', [id]) },
    at,
  };
  const delivery = newId(environment);
  return environment.store.write(async ({ webhookEndpoints, webhookEvents, webhookDeliveries }) => {
    await webhookEvents.lock();
    const endpoint = await webhookEndpoints.byId(id);
    if (!endpoint) return unknownEndpoint(id);
    const refusal = refuseDisabled(endpoint);
    if (refusal) return refusal;
    await webhookEvents.keep([event]);
    const ping = { id: delivery, endpoint: id, event: event.id };
    await webhookDeliveries.queue([ping], { at, isLost: false });
    const queued = await webhookDeliveries.byIds([delivery]);
    return { kind: 'webhook-delivery-queued', delivery: queued.get(delivery)! };
  });
}

/** Delivers an event again, whether or not it was delivered, with the id that it had. */
export async function replayWebhookDelivery(
  environment: Environment,
  actor: Actor,
  id: string,
): Promise<WebhookDeliveryResult> {
  const forbidden = forbids(actor, 'MANAGE_WEBHOOKS');
  if (forbidden) return forbidden;
  if (!isUuid(id)) return unknownDelivery(id);
  const at = environment.now();
  return environment.store.write(async ({ webhookEndpoints, webhookEvents, webhookDeliveries }) => {
    await webhookEvents.lock();
    const delivery = (await webhookDeliveries.byIds([id])).get(id);
    if (!delivery) return unknownDelivery(id);
    const refusal = refuseDisabled((await webhookEndpoints.byId(delivery.endpoint))!);
    if (refusal) return refusal;
    await webhookDeliveries.again([id], at);
    const queued = await webhookDeliveries.byIds([id]);
    return { kind: 'webhook-delivery-queued', delivery: queued.get(id)! };
  });
}

export interface ReplayFailedInput {
  /** Its id. */
  readonly endpoint: string;
  /** What failed before is left as it is. */
  readonly since: Date;
}

export type ReplayFailedResult =
  | {
      readonly kind: 'webhook-deliveries-queued';
      readonly endpoint: WebhookEndpoint;
      readonly count: number;
      /** Whether there are more than are tried again at once. */
      readonly hasMore: boolean;
    }
  | Forbidden
  | UnknownNames
  | InvalidRequest;

/** Delivers again what could not be delivered to an endpoint since a moment, the first first. */
export async function replayFailedDeliveries(
  environment: Environment,
  actor: Actor,
  { endpoint: id, since }: ReplayFailedInput,
): Promise<ReplayFailedResult> {
  const forbidden = forbids(actor, 'MANAGE_WEBHOOKS');
  if (forbidden) return forbidden;
  if (!isUuid(id)) return unknownEndpoint(id);
  const at = environment.now();
  const most = webhookLimits.replay;
  return environment.store.write(async ({ webhookEndpoints, webhookEvents, webhookDeliveries }) => {
    await webhookEvents.lock();
    const endpoint = await webhookEndpoints.byId(id);
    if (!endpoint) return unknownEndpoint(id);
    const refusal = refuseDisabled(endpoint);
    if (refusal) return refusal;
    const failed = await webhookDeliveries.failedSince(id, since, most + 1);
    const replayed = failed.slice(0, most);
    await webhookDeliveries.again(replayed, at);
    return {
      kind: 'webhook-deliveries-queued',
      endpoint,
      count: replayed.length,
      hasMore: failed.length > most,
    };
  });
}

function refuseDisabled({ disabledAt }: WebhookEndpoint): InvalidRequest | null {
  if (disabledAt === null) return null;
  const problems = new ProblemList();
  problems.add('endpoint', 'The endpoint is disabled. Enable it first.');
  return problems.refusal();
}
