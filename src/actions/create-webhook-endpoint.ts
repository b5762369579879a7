import type { WebhookEndpoint, WebhookEventType } from '../curriculum/webhook.ts';
import { wrongWebhookAddress } from '../outside/deliver-webhook.ts';
import { webhookSecretPrefix } from '../outside/sign-webhook.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import type { Actor } from './actor.ts';
import { type Environment, newId } from './environment.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { ProblemList } from './problem-list.ts';
import { addressDue } from './queue-deliveries.ts';
import { webhookLimits } from './webhook-limits.ts';

export interface WebhookEndpointInput {
  readonly url: string;
  readonly title: string;
  /** What it is to be told of; of everything where the list is empty or left out. */
  readonly types?: readonly WebhookEventType[] | null | undefined;
}

export type CreateWebhookEndpointResult =
  /** The secret is not shown again. */
  | {
      readonly kind: 'webhook-endpoint-created';
      readonly endpoint: WebhookEndpoint;
      readonly secret: string;
    }
  | Forbidden
  | InvalidRequest;

/** Lets an address of another system be told of what happens from now on. */
export async function createWebhookEndpoint(
  environment: Environment,
  actor: Actor,
  input: WebhookEndpointInput,
): Promise<CreateWebhookEndpointResult> {
  const forbidden = forbids(actor, 'MANAGE_WEBHOOKS');
  if (forbidden || actor.kind === 'ANONYMOUS') return forbidden!;
  const refusal = await refuseEndpoint(environment, input);
  if (refusal) return refusal;
  const at = environment.now();
  const secret = newWebhookSecret(environment);
  const endpoint: WebhookEndpoint = {
    id: newId(environment),
    url: input.url,
    title: input.title.trim(),
    types: typesOf(input.types),
    createdAt: at,
    createdBy: actor.name,
    updatedAt: at,
    disabledAt: null,
    disabledBecause: null,
    lastDeliveredAt: null,
    pausedUntil: null,
    rotatesUntil: null,
  };
  return environment.store.write(async (writes) => {
    const { webhookEndpoints, webhookEvents, learnerChanges, curricula } = writes;
    await webhookEvents.lock();
    const told = await webhookEndpoints.told();
    if (told.length >= webhookLimits.endpoints) return tooMany();
    // What happened before is for those alone that were here.
    await addressDue(writes, environment, told);
    const heads = await curricula.heads();
    await webhookEndpoints.create({
      ...endpoint,
      secret,
      formerSecret: null,
      afterSequence: await learnerChanges.head(),
      afterRevisions: Object.fromEntries(
        heads.map(({ curriculum, number }) => [curriculum, number]),
      ),
    });
    return { kind: 'webhook-endpoint-created', endpoint, secret };
  });
}

/** What is wrong with what is said of an endpoint; what is left out is not looked at. */
export async function refuseEndpoint(
  { calls = { mayBePrivate: false } }: Environment,
  {
    url,
    title,
  }: { readonly url?: string | null | undefined; readonly title?: string | null | undefined },
): Promise<InvalidRequest | null> {
  const problems = new ProblemList();
  problems.checkText('title', title, webhookLimits.title);
  problems.checkText('url', url, webhookLimits.url);
  const first = problems.refusal();
  if (first || url == null) return first;
  const wrong = await wrongWebhookAddress(url, calls);
  if (wrong !== null) problems.add('url', wrong);
  return problems.refusal();
}

/** Each once; of one that is told of everything the list is empty. */
export function typesOf(
  types: readonly WebhookEventType[] | null | undefined,
): readonly WebhookEventType[] {
  return [...new Set(types ?? [])];
}

/** 256 bits that nobody can guess, written as the specification wants. */
export function newWebhookSecret({ random }: Environment): string {
  return `${webhookSecretPrefix}${Buffer.from(random(32)).toString('base64')}`;
}

function tooMany(): InvalidRequest {
  const problems = new ProblemList();
  problems.add(
    'url',
    `There are ${webhookLimits.endpoints} endpoints already, and more there can't be. Remove one first.`,
  );
  return problems.refusal()!;
}
