import { pingWebhookEndpoint } from '../actions/replay-webhook-deliveries.ts';
import { builder } from './builder.ts';
import { orForbid } from './forbidden.ts';
import { keyIn } from './ids.ts';
import { unplaced } from './placed.ts';
import { refusedPlainly } from './refusal.ts';
import { WebhookDeliveryResultType } from './webhook-delivery.ts';

const SendWebhookPingInput = builder.inputType('SendWebhookPingInput', {
  description: 'An endpoint to be tried.',
  fields: (t) => ({ endpoint: t.id({ required: true, description: 'Its id.' }) }),
});

builder.mutationField('sendWebhookPing', (t) =>
  t.field({
    type: WebhookDeliveryResultType,
    description:
      'Sends an endpoint a `webhook.ping`, once, whatever it is told of otherwise. For services with the scope `webhooks:manage`, and for admins.',
    args: {
      input: t.arg({ type: SendWebhookPingInput, required: true, description: 'Which one.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const id = keyIn('WebhookEndpoint', 'endpoint', input.endpoint);
      const result = orForbid(await pingWebhookEndpoint(environment, actor, id));
      return result.kind === 'webhook-delivery-queued'
        ? unplaced('WebhookDeliveryQueued', result.delivery)
        : refusedPlainly(result);
    },
  }),
);
