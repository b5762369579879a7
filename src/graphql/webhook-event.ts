import {
  type WebhookEvent,
  type WebhookEventType,
  webhookEvents,
  webhookEventTypes,
} from '../curriculum/webhook.ts';
import { builder } from './builder.ts';
import { expects } from './cost.ts';
import { enumOf } from './enum-of.ts';

/** `EVIDENCE_RECORDED` for `evidence.recorded`. */
type EnumName<Type extends string> = Type extends `${infer Noun}.${infer Verb}`
  ? `${Uppercase<Noun>}_${Uppercase<Verb>}`
  : never;

type WebhookEventName = EnumName<WebhookEventType>;

const entries = webhookEventTypes.map((type) => [nameOfType(type), type] as const);
const typesByName = Object.fromEntries(entries) as Record<WebhookEventName, WebhookEventType>;

export const WebhookEventTypeEnum = enumOf<WebhookEventName>(
  'WebhookEventType',
  'What others can be told of.',
  Object.fromEntries(
    entries.map(([name, type]) => [name, `\`${type}\`: ${webhookEvents[type].says}`]),
  ) as Record<WebhookEventName, string>,
);

export function nameOfType(type: WebhookEventType): WebhookEventName {
  return type.toUpperCase().replace('.', '_') as WebhookEventName;
}

export function typeOfName(name: WebhookEventName): WebhookEventType {
  return typesByName[name];
}

interface EventKind {
  readonly type: WebhookEventType;
}

const WebhookEventKindType = builder.objectRef<EventKind>('WebhookEventKind');

WebhookEventKindType.implement({
  description: 'What can be told, and how.',
  fields: (t) => ({
    type: t.field({
      type: WebhookEventTypeEnum,
      description: 'By which endpoints are told of it.',
      resolve: ({ type }) => nameOfType(type),
    }),
    name: t.string({
      description: 'Its `type` in what is sent: `evidence.recorded`.',
      resolve: ({ type }) => type,
    }),
    says: t.string({
      description: 'When it is told.',
      resolve: ({ type }) => webhookEvents[type].says,
    }),
    example: t.string({
      description: 'What is sent then, as JSON; about nobody.',
      resolve: ({ type }) => {
        const timestamp = '2027-03-01T09:30:00.000Z';
        return JSON.stringify({ type, timestamp, data: webhookEvents[type].example }, null, 2);
      },
    }),
  }),
});

builder.queryField('webhookEventKinds', (t) =>
  t.field({
    type: [WebhookEventKindType],
    description: 'Everything that other systems can be told of, each with an example.',
    extensions: expects(webhookEventTypes.length),
    resolve: () => webhookEventTypes.map((type) => ({ type })),
  }),
);

export const WebhookEventValue = builder.objectRef<WebhookEvent>('WebhookEvent');

WebhookEventValue.implement({
  description: 'Something that happened, as others are told.',
  fields: (t) => ({
    messageId: t.string({
      description: 'What the header `webhook-id` says: the same however often it is delivered.',
      resolve: ({ id }) => id,
    }),
    type: t.field({
      type: WebhookEventTypeEnum,
      description: 'What happened.',
      resolve: ({ type }) => nameOfType(type),
    }),
    at: t.field({ type: 'DateTime', description: 'When.', resolve: ({ at }) => at }),
    data: t.string({
      description: 'What is said of it beside, as JSON: ids.',
      resolve: ({ data }) => JSON.stringify(data),
    }),
  }),
});
