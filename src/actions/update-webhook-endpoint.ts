import type { WebhookEndpoint, WebhookEventType } from '../curriculum/webhook.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import { newWebhookSecret, refuseEndpoint, typesOf } from './create-webhook-endpoint.ts';
import { disableEndpoint } from './disable-endpoint.ts';
import type { Environment } from './environment.ts';
import { unknownEndpoint } from './list-webhook-endpoints.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { ProblemList } from './problem-list.ts';
import { webhookLimits } from './webhook-limits.ts';

/** What is left out stays as it is. */
export interface UpdateWebhookEndpointInput {
  /** Its id. */
  readonly endpoint: string;
  readonly url?: string | null | undefined;
  readonly title?: string | null | undefined;
  readonly types?: readonly WebhookEventType[] | null | undefined;
  /** Whether it is told of anything. */
  readonly isEnabled?: boolean | null | undefined;
}

export type UpdateWebhookEndpointResult =
  | { readonly kind: 'webhook-endpoint-updated'; readonly endpoint: WebhookEndpoint }
  | Forbidden
  | UnknownNames
  | InvalidRequest;

/** Changes what is said of an endpoint, disables it, or enables it again. */
export async function updateWebhookEndpoint(
  environment: Environment,
  actor: Actor,
  { endpoint: id, url, title, types, isEnabled }: UpdateWebhookEndpointInput,
): Promise<UpdateWebhookEndpointResult> {
  const refusal =
    forbids(actor, 'MANAGE_WEBHOOKS') ?? (await refuseEndpoint(environment, { url, title }));
  if (refusal) return refusal;
  if (!isUuid(id)) return unknownEndpoint(id);
  const updatedAt = environment.now();
  return environment.store.write(async (writes) => {
    const { webhookEndpoints, webhookEvents } = writes;
    await webhookEvents.lock();
    if (!(await webhookEndpoints.byId(id))) return unknownEndpoint(id);
    if (isEnabled === false) await disableEndpoint(writes, id, updatedAt, 'Somebody disabled it.');
    await webhookEndpoints.update(id, {
      ...(url == null ? {} : { url }),
      ...(title == null ? {} : { title: title.trim() }),
      ...(types == null ? {} : { types: typesOf(types) }),
      ...(isEnabled ? { disabledAt: null, disabledBecause: null, pausedUntil: null } : {}),
      updatedAt,
    });
    return { kind: 'webhook-endpoint-updated', endpoint: (await webhookEndpoints.byId(id))! };
  });
}

export type RemoveWebhookEndpointResult =
  | { readonly kind: 'webhook-endpoint-removed'; readonly id: string }
  | Forbidden
  | UnknownNames;

/** Takes away an endpoint and the log of its deliveries; what is to be delivered to it is not. */
export async function removeWebhookEndpoint(
  environment: Environment,
  actor: Actor,
  id: string,
): Promise<RemoveWebhookEndpointResult> {
  const forbidden = forbids(actor, 'MANAGE_WEBHOOKS');
  if (forbidden) return forbidden;
  if (!isUuid(id)) return unknownEndpoint(id);
  return environment.store.write(async ({ webhookEndpoints, webhookEvents }) => {
    await webhookEvents.lock();
    if (!(await webhookEndpoints.byId(id))) return unknownEndpoint(id);
    await webhookEndpoints.remove(id);
    return { kind: 'webhook-endpoint-removed', id };
  });
}

export interface RotateWebhookSecretInput {
  /** Its id. */
  readonly endpoint: string;
  /** For so many hours the secret before signs, too; 0 where it is known to others. */
  readonly bothForHours?: number | null | undefined;
}

export type RotateWebhookSecretResult =
  /** The secret is not shown again. */
  | {
      readonly kind: 'webhook-secret-rotated';
      readonly endpoint: WebhookEndpoint;
      readonly secret: string;
    }
  | Forbidden
  | UnknownNames
  | InvalidRequest;

/** Gives an endpoint another secret. For a while both sign, so that nothing is lost while the receiver takes it over. */
export async function rotateWebhookSecret(
  environment: Environment,
  actor: Actor,
  { endpoint: id, bothForHours }: RotateWebhookSecretInput,
): Promise<RotateWebhookSecretResult> {
  const forbidden = forbids(actor, 'MANAGE_WEBHOOKS');
  if (forbidden) return forbidden;
  const hours = bothForHours ?? webhookLimits.rotationHoursByDefault;
  const problems = new ProblemList();
  if (!(Number.isInteger(hours) && hours >= 0 && hours <= webhookLimits.rotationHours))
    problems.add(
      'bothForHours',
      `\`bothForHours\` is ${hours}: it must be from 0 to ${webhookLimits.rotationHours}.`,
    );
  const refusal = problems.refusal();
  if (refusal) return refusal;
  if (!isUuid(id)) return unknownEndpoint(id);
  const secret = newWebhookSecret(environment);
  const at = environment.now();
  const until = new Date(Number(at) + hours * 3_600_000);
  return environment.store.write(async ({ webhookEndpoints }) => {
    await webhookEndpoints.rotate(id, { secret, until, at });
    const endpoint = await webhookEndpoints.byId(id);
    return endpoint ? { kind: 'webhook-secret-rotated', endpoint, secret } : unknownEndpoint(id);
  });
}
