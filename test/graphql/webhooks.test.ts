import { expect, it } from 'vitest';
import { webhookEventTypes } from '../../src/curriculum/webhook.ts';
import { testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';
import { isSigned, webhookReceiver } from '../support/webhook-receiver.ts';
import { publish, tell } from '../support/webhooks.ts';

const server = testServer(() => [smallCurriculum()]);

it('lets a service make an endpoint, try it, see what became of it, and take it away', async () => {
  const receiver = await webhookReceiver();
  const secret = await server.secretOf({ kind: 'SERVICE', scopes: ['webhooks:manage'] });
  const open = { ...server.environment(), calls: { mayBePrivate: true } };
  const ask = (query: string) => server.read(query, {}, secret);

  // A server that is open to the world calls no address that is not.
  const refused = await ask(
    `mutation { createWebhookEndpoint(input: { url: "${receiver.url}", title: " " }) { ... on InvalidRequest { problems { path message } } } }`,
  );
  expect(refused).toEqual({
    createWebhookEndpoint: { problems: [{ path: 'title', message: '`title` is empty.' }] },
  });
  const { createWebhookEndpoint: private_ } = await ask(
    'mutation { createWebhookEndpoint(input: { url: "https://169.254.169.254/", title: "a" }) { ... on InvalidRequest { problems { path message } } } }',
  );
  expect(private_.problems).toEqual([
    {
      path: 'url',
      message:
        'The host `169.254.169.254` is on this machine or in a network that is not public, and is not called.',
    },
  ]);

  const { createWebhookEndpoint: made } = await ask(
    'mutation { createWebhookEndpoint(input: { url: "https://8.8.8.8/hooks", title: "LMS", types: [CURRICULUM_PUBLISHED] }) { ... on WebhookEndpointCreated { secret endpoint { id url types isEnabled } } } }',
  );
  expect(made).toEqual({
    secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    endpoint: {
      id: expect.any(String),
      url: 'https://8.8.8.8/hooks',
      types: ['CURRICULUM_PUBLISHED'],
      isEnabled: true,
    },
  });
  const { id } = made.endpoint;
  const { updateWebhookEndpoint: stayed } = await ask(
    `mutation { updateWebhookEndpoint(input: { endpoint: "${id}", url: "http://10.0.0.1/" }) { ... on InvalidRequest { problems { path } } } }`,
  );
  expect(stayed).toEqual({ problems: [{ path: 'url' }] });

  // In the place of the public address, the receiver of this test.
  const [told] = await open.store.reads.webhookEndpoints.told();
  await open.store.write(({ webhookEndpoints }) =>
    webhookEndpoints.update(told!.id, { url: receiver.url }),
  );
  const { sendWebhookPing: ping } = await ask(
    `mutation { sendWebhookPing(input: { endpoint: "${id}" }) { ... on WebhookDeliveryQueued { delivery { id state event { messageId type } } } } }`,
  );
  expect(ping.delivery).toMatchObject({ state: 'PENDING', event: { type: 'WEBHOOK_PING' } });
  await publish(open, 'Small and new');
  await tell(open);
  const seen = await ask(
    `{ node(id: "${ping.delivery.id}") { ... on WebhookDelivery { state attempts { number status problem } } } }`,
  );
  expect(seen.node).toEqual({
    state: 'DELIVERED',
    attempts: [{ number: 1, status: 204, problem: null }],
  });
  expect(receiver.received).toHaveLength(2);
  for (const each of receiver.received) expect(isSigned(each, made.secret, open.now())).toBe(true);
  expect(receiver.received[0]!.headers['webhook-id']).toBe(ping.delivery.event.messageId);

  const log = async (filter: string) => {
    const { webhookEndpoints } = await ask(
      `{ webhookEndpoints { totalCount nodes { lastDeliveredAt deliveries${filter} { totalCount pageInfo { endCursor hasNextPage } nodes { id event { type data } } } } } }`,
    );
    expect(webhookEndpoints.totalCount).toBe(1);
    return webhookEndpoints.nodes[0].deliveries;
  };
  const first = await log('(first: 1)');
  expect(first).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
  const next = await log(`(first: 1, after: "${first.pageInfo.endCursor}")`);
  expect(next.pageInfo.hasNextPage).toBe(false);
  expect(next.nodes[0].id).not.toBe(first.nodes[0].id);
  const published = await log('(type: CURRICULUM_PUBLISHED, state: DELIVERED)');
  expect(published.nodes.map(({ event }: (typeof published.nodes)[0]) => event.type)).toEqual([
    'CURRICULUM_PUBLISHED',
  ]);
  expect(JSON.parse(published.nodes[0].event.data)).toMatchObject({ slug: 'small', revision: 2 });
  expect(await log('(state: FAILED)')).toMatchObject({ totalCount: 0 });

  const { replayWebhookDelivery } = await ask(
    `mutation { replayWebhookDelivery(input: { delivery: "${ping.delivery.id}" }) { ... on WebhookDeliveryQueued { delivery { state nextAt endedAt } } } }`,
  );
  expect(replayWebhookDelivery.delivery).toMatchObject({ state: 'PENDING', endedAt: null });
  const { updateWebhookEndpoint: disabled } = await ask(
    `mutation { updateWebhookEndpoint(input: { endpoint: "${id}", isEnabled: false }) { ... on WebhookEndpointUpdated { endpoint { isEnabled disabledBecause deliveries(state: FAILED) { totalCount } } } } }`,
  );
  expect(disabled.endpoint).toEqual({
    isEnabled: false,
    disabledBecause: 'Somebody disabled it.',
    deliveries: { totalCount: 1 },
  });
  const since = '2020-01-01T00:00:00Z';
  const replay = `mutation { replayFailedWebhookDeliveries(input: { endpoint: "${id}", since: "${since}" }) { ... on InvalidRequest { message } ... on WebhookDeliveriesQueued { count hasMore } } }`;
  expect(await ask(replay)).toEqual({
    replayFailedWebhookDeliveries: { message: 'The endpoint is disabled. Enable it first.' },
  });
  await ask(
    `mutation { updateWebhookEndpoint(input: { endpoint: "${id}", isEnabled: true }) { __typename } }`,
  );
  expect(await ask(replay)).toEqual({
    replayFailedWebhookDeliveries: { count: 1, hasMore: false },
  });
  const { rotateWebhookSecret: rotated } = await ask(
    `mutation { rotateWebhookSecret(input: { endpoint: "${id}" }) { ... on WebhookSecretRotated { secret endpoint { rotatesUntil } } } }`,
  );
  expect(rotated.secret).not.toBe(made.secret);
  expect(rotated.endpoint.rotatesUntil).toEqual(expect.any(String));
  expect(
    await ask(
      `mutation { rotateWebhookSecret(input: { endpoint: "${id}", bothForHours: 169 }) { __typename } }`,
    ),
  ).toEqual({ rotateWebhookSecret: { __typename: 'InvalidRequest' } });
  const remove = `mutation { removeWebhookEndpoint(input: { endpoint: "${id}" }) { __typename } }`;
  expect(await ask(remove)).toEqual({
    removeWebhookEndpoint: { __typename: 'WebhookEndpointRemoved' },
  });
  expect(await ask(remove)).toEqual({ removeWebhookEndpoint: { __typename: 'UnknownNames' } });
  expect(await ask(`{ node(id: "${ping.delivery.id}") { id } }`)).toEqual({ node: null });
  expect(server.bugs).toEqual([]);
});

it('tells strangers what can be told, and how', async () => {
  const { webhookEventKinds } = await server.read('{ webhookEventKinds { type name example } }');
  expect(webhookEventKinds.map(({ name }: { name: string }) => name)).toEqual(webhookEventTypes);
  for (const { type, name, example } of webhookEventKinds) {
    expect(type).toBe(name.toUpperCase().replace('.', '_'));
    expect(JSON.parse(example)).toMatchObject({ type: name, data: expect.any(Object) });
  }
});
