import { findWebhookDelivery, listWebhookDeliveries } from '../actions/list-webhook-endpoints.ts';
import {
  replayFailedDeliveries,
  replayWebhookDelivery,
} from '../actions/replay-webhook-deliveries.ts';
import { webhookLimits } from '../actions/webhook-limits.ts';
import type { DeliveryState, WebhookAttempt, WebhookDelivery } from '../curriculum/webhook.ts';
import { builder } from './builder.ts';
import { costs, expects } from './cost.ts';
import { enumOf } from './enum-of.ts';
import { orForbid } from './forbidden.ts';
import { findsNode, globalId, keyIn } from './ids.ts';
import { keyPageArguments, keyPageOf } from './key-page.ts';
import { type Unplaced, unplaced } from './placed.ts';
import { NodeType } from './refs.ts';
import { InvalidRequestType, refusedPlainly, UnknownNamesType } from './refusal.ts';
import { type OwnWebhookEndpoint, WebhookEndpointType } from './webhook-endpoint.ts';
import { typeOfName, WebhookEventTypeEnum, WebhookEventValue } from './webhook-event.ts';

export type OwnWebhookDelivery = Unplaced<WebhookDelivery, 'WebhookDelivery'>;

const DeliveryStateType = enumOf<DeliveryState>(
  'WebhookDeliveryState',
  'How far a delivery has come.',
  {
    PENDING: 'It is tried now, or will be.',
    DELIVERED: 'The endpoint answered with a status from 200 to 299.',
    FAILED: 'It was given up: after the last try, or since the endpoint is disabled.',
  },
);

const WebhookAttemptType = builder.objectRef<WebhookAttempt>('WebhookAttempt');

WebhookAttemptType.implement({
  description: 'One try to deliver.',
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'Among those of the delivery, from 1.' }),
    at: t.field({ type: 'DateTime', description: 'When it began.', resolve: ({ at }) => at }),
    milliseconds: t.exposeInt('milliseconds', { description: 'How long it took.' }),
    status: t.int({
      nullable: true,
      description: 'The HTTP status of the answer; null where there was none.',
      resolve: ({ status }) => status,
    }),
    problem: t.string({
      nullable: true,
      description: 'Why it failed; null where it did not.',
      resolve: ({ problem }) => problem,
    }),
  }),
});

export const WebhookDeliveryType = builder.objectRef<OwnWebhookDelivery>('WebhookDelivery');

WebhookDeliveryType.implement({
  description: `One event for one endpoint, however often it is tried. What is older than ${webhookLimits.log / 86_400_000} days is not kept, unless it is pending.`,
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({
      description: 'Never changes and is opaque: keep it, but do not read it.',
      resolve: ({ value }) => globalId('WebhookDelivery', value.id),
    }),
    event: t.field({
      type: WebhookEventValue,
      description: 'What is delivered.',
      resolve: ({ value }) => value.event,
    }),
    state: t.field({
      type: DeliveryStateType,
      description: 'How far it has come.',
      resolve: ({ value }) => value.state,
    }),
    nextAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it is tried next, at the earliest; null where it is not.',
      resolve: ({ value }) => value.nextAt,
    }),
    attemptCount: t.int({
      description: 'How often it was tried.',
      resolve: ({ value }) => value.attemptCount,
    }),
    attempts: t.field({
      type: [WebhookAttemptType],
      description: 'Every try, the first first.',
      extensions: expects(3),
      resolve: async ({ value }, _args, { loaders }) => [
        ...(await loaders.webhookAttempts.load(value.id)),
      ],
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it was first to be delivered.',
      resolve: ({ value }) => value.createdAt,
    }),
    endedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was delivered or given up; null while it is pending.',
      resolve: ({ value }) => value.endedAt,
    }),
  }),
});

findsNode('WebhookDelivery', async ({ environment, actor }, [id = '']) => {
  const delivery = await findWebhookDelivery(environment, actor, id);
  return delivery && unplaced('WebhookDelivery', delivery);
});

const WebhookDeliveryConnection = builder.connectionObject(
  {
    type: WebhookDeliveryType,
    name: 'WebhookDeliveryConnection',
    description: 'A page of deliveries.',
  },
  { name: 'WebhookDeliveryEdge', description: 'A delivery in a list.' },
);

builder.objectField(WebhookEndpointType, 'deliveries', (t) =>
  t.field({
    type: WebhookDeliveryConnection,
    description: 'What was delivered to it, or is to be, the newest first.',
    // Those of each endpoint are read by themselves.
    extensions: costs(20),
    args: {
      ...keyPageArguments,
      type: t.arg({
        type: WebhookEventTypeEnum,
        description: 'Those alone that tell of this; all where it is left out.',
      }),
      state: t.arg({
        type: DeliveryStateType,
        description: 'Those alone that have come so far; all where it is left out.',
      }),
    },
    resolve: ({ value }, { type, state, ...args }, { environment, actor }) => {
      const filter = { type: type ? typeOfName(type) : undefined, state: state ?? undefined };
      const { read, count } = orForbid(listWebhookDeliveries(environment, actor, value.id, filter));
      return keyPageOf(
        {
          name: `deliveries of ${value.id} ${filter.type} ${filter.state}`,
          keyOf: ({ id }: WebhookDelivery) => id,
          nodeOf: (delivery: WebhookDelivery) => unplaced('WebhookDelivery', delivery),
          read,
          count,
        },
        args,
      );
    },
  }),
);

const WebhookDeliveryQueuedType =
  builder.objectRef<Unplaced<WebhookDelivery, 'WebhookDeliveryQueued'>>('WebhookDeliveryQueued');

WebhookDeliveryQueuedType.implement({
  description: 'It is delivered within seconds; ask for the delivery again to see what came of it.',
  fields: (t) => ({
    delivery: t.field({
      type: WebhookDeliveryType,
      description: 'The delivery, which is pending.',
      resolve: ({ value }) => unplaced('WebhookDelivery', value),
    }),
  }),
});

export const WebhookDeliveryResultType = builder.unionType('WebhookDeliveryResult', {
  description: 'The delivery, or why there is none.',
  types: [WebhookDeliveryQueuedType, UnknownNamesType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

const ReplayWebhookDeliveryInput = builder.inputType('ReplayWebhookDeliveryInput', {
  description: 'A delivery to be made again.',
  fields: (t) => ({ delivery: t.id({ required: true, description: 'Its id.' }) }),
});

builder.mutationField('replayWebhookDelivery', (t) =>
  t.field({
    type: WebhookDeliveryResultType,
    description:
      'Delivers an event again, whether or not it was delivered before, under the same `webhook-id`. For services with the scope `webhooks:manage`, and for admins.',
    args: {
      input: t.arg({ type: ReplayWebhookDeliveryInput, required: true, description: 'Which one.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const id = keyIn('WebhookDelivery', 'delivery', input.delivery);
      const result = orForbid(await replayWebhookDelivery(environment, actor, id));
      return result.kind === 'webhook-delivery-queued'
        ? unplaced('WebhookDeliveryQueued', result.delivery)
        : refusedPlainly(result);
    },
  }),
);

interface FailedQueued {
  readonly type: 'WebhookDeliveriesQueued';
  readonly endpoint: OwnWebhookEndpoint;
  readonly count: number;
  readonly hasMore: boolean;
}

const WebhookDeliveriesQueuedType = builder.objectRef<FailedQueued>('WebhookDeliveriesQueued');

WebhookDeliveriesQueuedType.implement({
  description: 'They are delivered again, from now on.',
  fields: (t) => ({
    endpoint: t.expose('endpoint', { type: WebhookEndpointType, description: 'To which.' }),
    count: t.exposeInt('count', {
      description: `How many; ${webhookLimits.replay} at the most, those that are oldest.`,
    }),
    hasMore: t.exposeBoolean('hasMore', {
      description: 'Whether there are more: then ask again.',
    }),
  }),
});

const ReplayFailedInput = builder.inputType('ReplayFailedWebhookDeliveriesInput', {
  description: 'Deliveries to be made again.',
  fields: (t) => ({
    endpoint: t.id({ required: true, description: 'The id of the endpoint.' }),
    since: t.field({
      type: 'DateTime',
      required: true,
      description: 'Those that failed and were made at that time or later.',
    }),
  }),
});

const ReplayFailedResultType = builder.unionType('ReplayFailedWebhookDeliveriesResult', {
  description: 'How many are delivered again, or why none is.',
  types: [WebhookDeliveriesQueuedType, UnknownNamesType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.mutationField('replayFailedWebhookDeliveries', (t) =>
  t.field({
    type: ReplayFailedResultType,
    description:
      'Delivers again what could not be delivered to an endpoint. For services with the scope `webhooks:manage`, and for admins.',
    args: {
      input: t.arg({ type: ReplayFailedInput, required: true, description: 'Which ones.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const endpoint = keyIn('WebhookEndpoint', 'endpoint', input.endpoint);
      const { since } = input;
      const result = orForbid(
        await replayFailedDeliveries(environment, actor, { endpoint, since }),
      );
      if (result.kind !== 'webhook-deliveries-queued') return refusedPlainly(result);
      return {
        type: 'WebhookDeliveriesQueued' as const,
        endpoint: unplaced('WebhookEndpoint', result.endpoint),
        count: result.count,
        hasMore: result.hasMore,
      };
    },
  }),
);
