import { createWebhookEndpoint } from '../actions/create-webhook-endpoint.ts';
import { findWebhookEndpoint, listWebhookEndpoints } from '../actions/list-webhook-endpoints.ts';
import {
  removeWebhookEndpoint,
  rotateWebhookSecret,
  updateWebhookEndpoint,
} from '../actions/update-webhook-endpoint.ts';
import { webhookLimits } from '../actions/webhook-limits.ts';
import type { WebhookEndpoint } from '../curriculum/webhook.ts';
import { builder } from './builder.ts';
import { orForbid } from './forbidden.ts';
import { findsNode, globalId, keyIn } from './ids.ts';
import { keyPageArguments, keyPageOf } from './key-page.ts';
import { type Unplaced, unplaced } from './placed.ts';
import { NodeType } from './refs.ts';
import { InvalidRequestType, refusedPlainly, UnknownNamesType } from './refusal.ts';
import { nameOfType, typeOfName, WebhookEventTypeEnum } from './webhook-event.ts';

export type OwnWebhookEndpoint = Unplaced<WebhookEndpoint, 'WebhookEndpoint'>;

export const WebhookEndpointType = builder.objectRef<OwnWebhookEndpoint>('WebhookEndpoint');

WebhookEndpointType.implement({
  description:
    'An address of another system that is told what happens, by the Standard Webhooks specification. Its secret is not shown.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({
      description: 'Never changes and is opaque: keep it, but do not read it.',
      resolve: ({ value }) => globalId('WebhookEndpoint', value.id),
    }),
    url: t.string({ description: 'Where messages go.', resolve: ({ value }) => value.url }),
    title: t.string({
      description: 'What it is for, in the words of whoever made it.',
      resolve: ({ value }) => value.title,
    }),
    types: t.field({
      type: [WebhookEventTypeEnum],
      description: 'What it is told of; of everything where the list is empty.',
      resolve: ({ value }) => value.types.map(nameOfType),
    }),
    isEnabled: t.boolean({
      description: 'Whether it is told of anything.',
      resolve: ({ value }) => value.disabledAt === null,
    }),
    disabledAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Since when it is told of nothing; null while it is.',
      resolve: ({ value }) => value.disabledAt,
    }),
    disabledBecause: t.string({
      nullable: true,
      description: 'Why; null while it is told.',
      resolve: ({ value }) => value.disabledBecause,
    }),
    lastDeliveredAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When something was last delivered, to about a minute; null before.',
      resolve: ({ value }) => value.lastDeliveredAt,
    }),
    pausedUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when nothing is sent, since it asked for time; null where it did not.',
      resolve: ({ value }) => value.pausedUntil,
    }),
    rotatesUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when the secret before this one signs, too; null where there was none.',
      resolve: ({ value }) => value.rotatesUntil,
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it was made.',
      resolve: ({ value }) => value.createdAt,
    }),
    updatedAt: t.field({
      type: 'DateTime',
      description: 'When somebody last changed what is said here.',
      resolve: ({ value }) => value.updatedAt,
    }),
  }),
});

findsNode('WebhookEndpoint', async ({ environment, actor }, [id = '']) => {
  const endpoint = await findWebhookEndpoint(environment, actor, id);
  return endpoint && unplaced('WebhookEndpoint', endpoint);
});

const WebhookEndpointConnection = builder.connectionObject(
  {
    type: WebhookEndpointType,
    name: 'WebhookEndpointConnection',
    description: 'A page of webhook endpoints.',
  },
  { name: 'WebhookEndpointEdge', description: 'A webhook endpoint in a list.' },
);

const whoMay = 'For services with the scope `webhooks:manage`, and for admins.';

builder.queryField('webhookEndpoints', (t) =>
  t.field({
    type: WebhookEndpointConnection,
    description: `The addresses that are told what happens, in the order in which they were made. ${whoMay}`,
    args: keyPageArguments,
    resolve: (_root, args, { environment, actor }) => {
      const { read, count } = orForbid(listWebhookEndpoints(environment, actor));
      return keyPageOf(
        {
          name: 'webhookEndpoints',
          keyOf: ({ id }) => id,
          nodeOf: (endpoint) => unplaced('WebhookEndpoint', endpoint),
          read,
          count,
        },
        args,
      );
    },
  }),
);

interface WithSecret<Type extends string> {
  readonly type: Type;
  readonly endpoint: WebhookEndpoint;
  readonly secret: string;
}

const secretText =
  'What messages are signed with, as the libraries of Standard Webhooks take it. It is shown this once.';

const WebhookEndpointCreatedType =
  builder.objectRef<WithSecret<'WebhookEndpointCreated'>>('WebhookEndpointCreated');

WebhookEndpointCreatedType.implement({
  description: 'The address is told of what happens from now on.',
  fields: (t) => ({
    endpoint: t.field({
      type: WebhookEndpointType,
      description: 'The endpoint.',
      resolve: ({ endpoint }) => unplaced('WebhookEndpoint', endpoint),
    }),
    secret: t.exposeString('secret', { description: secretText }),
  }),
});

const CreateWebhookEndpointInput = builder.inputType('CreateWebhookEndpointInput', {
  description: 'An address that is to be told what happens.',
  fields: (t) => ({
    url: t.string({
      required: true,
      description:
        'Where messages are to go: `https://…`, on a host that is public. Redirects are not followed.',
    }),
    title: t.string({ required: true, description: 'What it is for, so that others know.' }),
    types: t.field({
      type: [WebhookEventTypeEnum],
      description: 'What it is to be told of; of everything where it is left out or empty.',
    }),
  }),
});

const CreateWebhookEndpointResult = builder.unionType('CreateWebhookEndpointResult', {
  description: 'The endpoint with its secret, or why there is none.',
  types: [WebhookEndpointCreatedType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.mutationField('createWebhookEndpoint', (t) =>
  t.field({
    type: CreateWebhookEndpointResult,
    description: `Lets another system be told of what happens from now on, ${webhookLimits.endpoints} addresses at the most. Whoever sends it twice gets two, since the secret of the first is not shown again. ${whoMay}`,
    args: {
      input: t.arg({
        type: CreateWebhookEndpointInput,
        required: true,
        description: 'Where to, and of what.',
      }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const wanted = { ...input, types: input.types?.map(typeOfName) };
      const result = orForbid(await createWebhookEndpoint(environment, actor, wanted));
      if (result.kind !== 'webhook-endpoint-created') return refusedPlainly(result);
      const { endpoint, secret } = result;
      return { type: 'WebhookEndpointCreated' as const, endpoint, secret };
    },
  }),
);

const WebhookEndpointUpdatedType =
  builder.objectRef<Unplaced<WebhookEndpoint, 'WebhookEndpointUpdated'>>('WebhookEndpointUpdated');

WebhookEndpointUpdatedType.implement({
  description: 'This is what holds from now on.',
  fields: (t) => ({
    endpoint: t.field({
      type: WebhookEndpointType,
      description: 'The endpoint.',
      resolve: ({ value }) => unplaced('WebhookEndpoint', value),
    }),
  }),
});

const UpdateWebhookEndpointInput = builder.inputType('UpdateWebhookEndpointInput', {
  description: 'What is to be said of an endpoint; what is left out stays.',
  fields: (t) => ({
    endpoint: t.id({ required: true, description: 'Its id.' }),
    url: t.string({ description: 'Where messages are to go.' }),
    title: t.string({ description: 'What it is for.' }),
    types: t.field({
      type: [WebhookEventTypeEnum],
      description: 'What it is to be told of; of everything where the list is empty.',
    }),
    isEnabled: t.boolean({
      description:
        'False disables it, and gives up what is still to be delivered; true enables it again, from then on. What it missed is in its log as failed: `replayFailedWebhookDeliveries` delivers that.',
    }),
  }),
});

const UpdateWebhookEndpointResult = builder.unionType('UpdateWebhookEndpointResult', {
  description: 'The endpoint, or why nothing was changed.',
  types: [WebhookEndpointUpdatedType, UnknownNamesType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.mutationField('updateWebhookEndpoint', (t) =>
  t.field({
    type: UpdateWebhookEndpointResult,
    description: `Changes what is said of an endpoint, disables it or enables it again. ${whoMay}`,
    args: {
      input: t.arg({ type: UpdateWebhookEndpointInput, required: true, description: 'What.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const endpoint = keyIn('WebhookEndpoint', 'endpoint', input.endpoint);
      const wanted = { ...input, endpoint, types: input.types?.map(typeOfName) };
      const result = orForbid(await updateWebhookEndpoint(environment, actor, wanted));
      return result.kind === 'webhook-endpoint-updated'
        ? unplaced('WebhookEndpointUpdated', result.endpoint)
        : refusedPlainly(result);
    },
  }),
);

interface EndpointRemoved {
  readonly type: 'WebhookEndpointRemoved';
  readonly id: string;
}

const WebhookEndpointRemovedType = builder.objectRef<EndpointRemoved>('WebhookEndpointRemoved');

WebhookEndpointRemovedType.implement({
  description: 'The address is told of nothing any more, and the log of its deliveries is gone.',
  fields: (t) => ({
    id: t.id({
      description: 'The id that it had.',
      resolve: ({ id }) => globalId('WebhookEndpoint', id),
    }),
  }),
});

const RemoveWebhookEndpointInput = builder.inputType('RemoveWebhookEndpointInput', {
  description: 'An endpoint to be removed.',
  fields: (t) => ({ endpoint: t.id({ required: true, description: 'Its id.' }) }),
});

const RemoveWebhookEndpointResult = builder.unionType('RemoveWebhookEndpointResult', {
  description: 'The id, or why nothing came of it.',
  types: [WebhookEndpointRemovedType, UnknownNamesType],
  resolveType: ({ type }) => type,
});

builder.mutationField('removeWebhookEndpoint', (t) =>
  t.field({
    type: RemoveWebhookEndpointResult,
    description: `Removes an endpoint with the log of its deliveries. ${whoMay}`,
    args: {
      input: t.arg({ type: RemoveWebhookEndpointInput, required: true, description: 'Which one.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const id = keyIn('WebhookEndpoint', 'endpoint', input.endpoint);
      const result = orForbid(await removeWebhookEndpoint(environment, actor, id));
      return result.kind === 'webhook-endpoint-removed'
        ? { type: 'WebhookEndpointRemoved' as const, id }
        : refusedPlainly(result);
    },
  }),
);

const WebhookSecretRotatedType =
  builder.objectRef<WithSecret<'WebhookSecretRotated'>>('WebhookSecretRotated');

WebhookSecretRotatedType.implement({
  description: 'The new secret signs from now on, and for a while the one before it, too.',
  fields: (t) => ({
    endpoint: t.field({
      type: WebhookEndpointType,
      description: 'The endpoint; `rotatesUntil` says until when both sign.',
      resolve: ({ endpoint }) => unplaced('WebhookEndpoint', endpoint),
    }),
    secret: t.exposeString('secret', { description: secretText }),
  }),
});

const RotateWebhookSecretInput = builder.inputType('RotateWebhookSecretInput', {
  description: 'An endpoint that is to have another secret.',
  fields: (t) => ({
    endpoint: t.id({ required: true, description: 'Its id.' }),
    bothForHours: t.int({
      defaultValue: webhookLimits.rotationHoursByDefault,
      description: `For so many hours the secret before signs, too, 0 to ${webhookLimits.rotationHours}; 0 where others know it.`,
    }),
  }),
});

const RotateWebhookSecretResult = builder.unionType('RotateWebhookSecretResult', {
  description: 'The endpoint with its new secret, or why it has none.',
  types: [WebhookSecretRotatedType, UnknownNamesType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.mutationField('rotateWebhookSecret', (t) =>
  t.field({
    type: RotateWebhookSecretResult,
    description: `Gives an endpoint another secret. While both sign, each message has two signatures, and is good by either. ${whoMay}`,
    args: {
      input: t.arg({ type: RotateWebhookSecretInput, required: true, description: 'Which one.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const endpoint = keyIn('WebhookEndpoint', 'endpoint', input.endpoint);
      const result = orForbid(
        await rotateWebhookSecret(environment, actor, { ...input, endpoint }),
      );
      if (result.kind !== 'webhook-secret-rotated') return refusedPlainly(result);
      return {
        type: 'WebhookSecretRotated' as const,
        endpoint: result.endpoint,
        secret: result.secret,
      };
    },
  }),
);
