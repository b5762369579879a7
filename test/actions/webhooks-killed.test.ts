import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import { createToken } from '../../src/actions/create-token.ts';
import { Sqlite } from '../../src/store/sqlite/driver.ts';
import { typedId } from '../../src/util/typed-id.ts';
import { newEnvironment } from '../support/environment.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { isSigned, webhookReceiver } from '../support/webhook-receiver.ts';
import { someLearner } from '../support/webhooks.ts';

const seeds = `
curriculum: small
title: Small
levels: [low]
areas: [{ id: core, title: Core }]
skills:
  - { id: variables, title: Variables, area: core, summary: Names for values., hours: 2 }
careerPaths:
  - { id: coder, title: Coder, summary: Writes programs., requires: [variables] }
`;

it('tells of all that was acknowledged, though killed amid telling, and two servers tell it once', async () => {
  const folder = await temporaryFolder();
  const [SEEDS, path] = [join(folder, 'seeds.yaml'), join(folder, 'cairn.db')];
  await writeFile(SEEDS, seeds);
  const environment = await newEnvironment(`file:${path}`);
  const learner = await someLearner(environment);
  const made = await createToken(environment, operator, { kind: 'ADMIN', title: 'Test' });
  if (made.kind !== 'token-created') throw new Error(made.message);
  await environment.store.close();
  const settings = { SEEDS, DATABASE_URL: `file:${path}`, PORT: '0', DEMO: 'off' };
  const env = { ...settings, PRIVATE_WEBHOOKS: 'on' };
  const start = async () => {
    const program = runProgram(['src/main.ts'], { env });
    const told = await program.until(/Ctrl\+C/);
    return { ...program, url: told.match(/(http:\S+)\/graphql/)![1]! };
  };
  const ask = async (url: string, query: string) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${made.secret}` },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = await (response.json() as Promise<{
      // biome-ignore lint/suspicious/noExplicitAny: an answer has whatever shape was asked for.
      data?: any;
      errors?: unknown;
    }>);
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  const receiver = await webhookReceiver(() => ({ afterMilliseconds: 30 }));
  const acknowledged: string[] = [];
  let count = 0;
  const say = async (url: string) => {
    count += 1;
    const item = `learner: "${typedId('Learner', [learner.id])}", kind: OBSERVED, source: "platform"`;
    const more = `externalId: "${count}", skill: "variables", occurredAt: "2026-09-01T00:00:00Z"`;
    const { recordEvidence } = await ask(
      url,
      `mutation { recordEvidence(input: { items: [{ ${item}, ${more} }] }) { ... on EvidenceRecorded { items { evidence } } } }`,
    );
    acknowledged.push(recordEvidence.items[0].evidence);
  };
  const come = () => receiver.received.map(({ told }) => told.data.evidence[0] as string);

  const first = await start();
  const { createWebhookEndpoint } = await ask(
    first.url,
    `mutation { createWebhookEndpoint(input: { url: "${receiver.url}", title: "a", types: [EVIDENCE_RECORDED] }) { ... on WebhookEndpointCreated { secret } } }`,
  );
  await say(first.url);
  const saying = (async () => {
    for (;;) {
      try {
        await say(first.url);
      } catch (error) {
        return error;
      }
    }
  })();
  await expect
    .poll(() => receiver.received.length, { interval: 1, timeout: 20_000 })
    .toBeGreaterThan(10);
  first.signal('SIGKILL');
  await first.ended;
  // It fails since nobody answers, and not since it was refused.
  expect(await saying).toBeInstanceOf(TypeError);
  expect(acknowledged.filter((id) => !come().includes(id))).not.toEqual([]);

  // What the killed one had taken is free when its lease ends; the test does not wait for that.
  const connection = new Sqlite(path);
  connection.exec("update webhook_deliveries set next_at = 0 where state = 'PENDING'");
  connection.close();
  const servers = [await start(), await start()];
  await expect
    .poll(() => acknowledged.filter((id) => !come().includes(id)), { timeout: 30_000 })
    .toEqual([]);
  for (const each of receiver.received)
    expect(isSigned(each, createWebhookEndpoint.secret)).toBe(true);

  receiver.received.length = 0;
  acknowledged.length = 0;
  for (let round = 0; round < 20; round += 1) await say(servers[round % 2]!.url);
  await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(20);
  expect([...new Set(come())].sort()).toEqual([...acknowledged].sort());
  for (const { signal } of servers) signal('SIGTERM');
  for (const { ended } of servers) expect(await ended).toMatchObject({ code: 0, problems: '' });
  expect(receiver.received).toHaveLength(20);
}, 120_000);
