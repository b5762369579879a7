import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import { adoptRoadmap } from '../../src/actions/adopt-roadmap.ts';
import { claimDeliveries, deliver, pruneDeliveries } from '../../src/actions/deliver-webhooks.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { eraseLearner } from '../../src/actions/erase-learner.ts';
import { followWebhooks } from '../../src/actions/follow-webhooks.ts';
import { startImport } from '../../src/actions/import-jobs.ts';
import { importRoster } from '../../src/actions/import-roster.ts';
import { queueDeliveries } from '../../src/actions/queue-deliveries.ts';
import { recordEvidence } from '../../src/actions/record-evidence.ts';
import { replanRoadmap } from '../../src/actions/replan-roadmap.ts';
import {
  pingWebhookEndpoint,
  replayFailedDeliveries,
  replayWebhookDelivery,
} from '../../src/actions/replay-webhook-deliveries.ts';
import { runSomeImport } from '../../src/actions/run-imports.ts';
import {
  removeWebhookEndpoint,
  rotateWebhookSecret,
  updateWebhookEndpoint,
} from '../../src/actions/update-webhook-endpoint.ts';
import { webhookLimits } from '../../src/actions/webhook-limits.ts';
import { webhookEvents, webhookEventTypes } from '../../src/curriculum/webhook.ts';
import { typedId } from '../../src/util/typed-id.ts';
import { postgres, sqlite } from '../support/databases.ts';
import { newEnvironment } from '../support/environment.ts';
import { dice } from '../support/random.ts';
import { bulk, smallSchool } from '../support/rosters.ts';
import { isSigned, type Received, webhookReceiver } from '../support/webhook-receiver.ts';
import {
  day,
  endpointFor,
  hour,
  minute,
  publish,
  say,
  second,
  someLearner,
  tell,
  timed,
  timedEnvironment,
} from '../support/webhooks.ts';

const never = new AbortController().signal;

const typesIn = (received: readonly Received[]) => received.map(({ told }) => told.type);

async function adopt(environment: Environment, learner: string, skill: string): Promise<string> {
  const snapshot = environment.curricula.snapshot();
  const wanted = {
    learner,
    request: { goals: [{ skill }] },
    revision: snapshot.default!.revision.number,
  };
  const adopted = await adoptRoadmap(environment, snapshot, operator, wanted);
  if (adopted.kind !== 'roadmap-adopted') throw new Error(adopted.kind);
  return typedId('AdoptedRoadmap', [learner, adopted.id]);
}

async function deliveriesOf(environment: Environment, endpoint: string) {
  return environment.store.reads.webhookDeliveries.page(endpoint, { limit: 1_000 });
}

describe.each([sqlite(), postgres()])('what is told on $name', (kind) => {
  it('is what happened, signed, each once', async () => {
    const environment = await timedEnvironment(await kind.newAddress());
    const receiver = await webhookReceiver();
    const before = await someLearner(environment);
    await say(environment, before.id, 'html');
    const { secret } = await endpointFor(environment, { url: receiver.url });
    const learner = await someLearner(environment, [{ system: 'lms', externalId: '5' }]);
    const whom = {
      learner: typedId('Learner', [learner.id]),
      externalIds: [{ system: 'lms', externalId: '5' }],
    };
    const evidence = (number: number) => ({
      ...whom,
      evidence: [typedId('Evidence', [learner.id, String(number)])],
      count: 1,
    });
    const attained = (slug: string, level: string, provenance: string) => ({
      ...whom,
      ...{ skill: typedId('Skill', ['small', slug]), curriculum: 'small', slug, level, provenance },
    });
    const told = async () => {
      await tell(environment);
      const some = receiver.received.splice(0);
      for (const each of some) expect(isSigned(each, secret, environment.now())).toBe(true);
      return some
        .map(({ told: { type, data } }) => ({ type, data }))
        .sort((one, other) => {
          const key = ({ type, data }: typeof one) => `${type} ${data.slug}`;
          return key(one) < key(other) ? -1 : 1;
        });
    };

    expect(await told()).toEqual([]);
    const roadmap = { ...whom, roadmap: await adopt(environment, learner.id, 'css') };
    expect(await told()).toEqual([{ type: 'roadmap.adopted', data: roadmap }]);
    await say(environment, learner.id, 'functions@working');
    expect(await told()).toEqual([
      { type: 'evidence.recorded', data: evidence(1) },
      { type: 'skill.attained', data: attained('functions', 'working', 'OBSERVED') },
      { type: 'skill.attained', data: attained('variables', 'foundation', 'INFERRED') },
    ]);
    await say(environment, learner.id, 'css');
    await replanRoadmap(environment, learner.id);
    expect(await told()).toEqual([
      { type: 'evidence.recorded', data: evidence(2) },
      { type: 'roadmap.completed', data: roadmap },
      { type: 'skill.attained', data: attained('css', 'foundation', 'OBSERVED') },
      { type: 'skill.attained', data: attained('html', 'foundation', 'INFERRED') },
    ]);
    await say(environment, learner.id, 'css', 'RETRACTION');
    await replanRoadmap(environment, learner.id);
    expect(await told()).toEqual([{ type: 'evidence.retracted', data: evidence(3) }]);
    await publish(environment, 'other', { format: 'CASE', event: randomUUID() });
    const revision = { curriculum: typedId('Curriculum', ['small']), slug: 'small', revision: 2 };
    expect(await told()).toEqual([
      { type: 'curriculum.imported', data: { ...revision, format: 'CASE' } },
      { type: 'curriculum.published', data: revision },
    ]);
    expect(await told()).toEqual([]);
  });

  it('is asked for by type, and tells of nobody who is erased', async () => {
    const environment = await timedEnvironment(await kind.newAddress());
    const receiver = await webhookReceiver();
    const { url } = receiver;
    await endpointFor(environment, { url, types: ['evidence.retracted'] });
    const [ada, ben] = [await someLearner(environment), await someLearner(environment)];
    for (const { id } of [ada, ben]) await say(environment, id, 'html');
    await tell(environment);
    expect(receiver.received).toEqual([]);
    for (const { id } of [ada, ben]) await say(environment, id, 'html', 'RETRACTION');
    while (await queueDeliveries(environment));
    await eraseLearner(environment, operator, { id: ada.id });
    await tell(environment);
    expect(receiver.received.map(({ told }) => [told.type, told.data.learner])).toEqual([
      ['evidence.retracted', typedId('Learner', [ben.id])],
    ]);
  });

  it('is tried again as the schedule says, under the same id, until nobody listens', async () => {
    const environment = await timedEnvironment(await kind.newAddress());
    const receiver = await webhookReceiver(() => ({ status: 500 }));
    const types = ['evidence.recorded'] as const;
    const { endpoint, secret } = await endpointFor(environment, { url: receiver.url, types });
    const { id: learner } = await someLearner(environment);
    await say(environment, learner, 'html');
    for (const [index, wait] of webhookLimits.schedule.entries()) {
      if (index > 0) {
        environment.forward(wait - 200);
        expect(await tell(environment)).toBe(0);
        environment.forward(wait * webhookLimits.jitter + 200);
      }
      const at = environment.now();
      expect(await tell(environment)).toBe(1);
      expect(receiver.received).toHaveLength(index + 1);
      expect(isSigned(receiver.received.at(-1)!, secret, at)).toBe(true);
    }
    environment.forward(10 * day);
    expect(await tell(environment)).toBe(0);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    const [delivery] = await deliveriesOf(environment, endpoint.id);
    expect(delivery).toMatchObject({ state: 'FAILED', attemptCount: 10, nextAt: null });
    const { webhookDeliveries, webhookEndpoints } = environment.store.reads;
    const attempts = (await webhookDeliveries.attempts([delivery!.id])).get(delivery!.id)!;
    expect(attempts.map(({ number, status, problem }) => [number, status, problem])).toEqual(
      Array.from({ length: 10 }, (_, index) => [
        index + 1,
        500,
        'It answered with the status 500.',
      ]),
    );
    expect(await webhookEndpoints.byId(endpoint.id)).toMatchObject({
      disabledAt: expect.any(Date),
      disabledBecause: expect.stringMatching(/^Nothing could be delivered .* in 10 tries\.$/),
    });

    // What happens meanwhile is logged, and told when somebody asks for it.
    receiver.received.length = 0;
    receiver.reply = () => ({});
    await say(environment, learner, 'css');
    expect(await tell(environment)).toBe(0);
    const since = new Date(0);
    const replay = () =>
      replayFailedDeliveries(environment, operator, { endpoint: endpoint.id, since });
    expect(await replay()).toMatchObject({ kind: 'invalid-request' });
    await updateWebhookEndpoint(environment, operator, { endpoint: endpoint.id, isEnabled: true });
    expect(await tell(environment)).toBe(0);
    expect(await replay()).toMatchObject({ count: 2, hasMore: false });
    expect(await tell(environment)).toBe(2);
    expect(await replay()).toMatchObject({ count: 0 });
    expect(receiver.received.map(({ told }) => told.data.count)).toEqual([1, 1]);
    expect(await webhookEndpoints.byId(endpoint.id)).toMatchObject({ disabledBecause: null });
  });

  it('is told by one of two processes, and by the other when that one ends', async () => {
    const address = await kind.newAddress();
    const one = await timedEnvironment(address);
    const other = { ...timed(await newEnvironment(address)), now: one.now };
    const receiver = await webhookReceiver();
    const { endpoint } = await endpointFor(one, {
      url: receiver.url,
      types: ['evidence.recorded'],
    });
    const learners = await Promise.all(Array.from({ length: 30 }, () => someLearner(one)));
    for (const { id } of learners) await say(one, id, 'html');
    const ids = () => receiver.received.map(({ headers }) => headers['webhook-id']);
    await Promise.all([tell(one), tell(other), tell(one), tell(other)]);
    expect([ids().length, new Set(ids()).size]).toEqual([30, 30]);

    receiver.received.length = 0;
    for (const { id } of learners) await say(one, id, 'css');
    while (await queueDeliveries(one));
    // These never come to tell of what they took, though they look for it at the same time.
    const both = [one, other].map((each) => claimDeliveries(each, new Map()));
    const taken = (await Promise.all(both)).flat();
    expect(taken.length).toBeGreaterThanOrEqual(webhookLimits.atOnce);
    expect(new Set(taken.map(({ delivery }) => delivery.id)).size).toBe(taken.length);
    expect(await tell(other)).toBe(30 - taken.length);
    one.forward(webhookLimits.lease);
    expect(await tell(other)).toBe(taken.length);
    expect([ids().length, new Set(ids()).size]).toEqual([30, 30]);
    // Where it comes after all, what the other did stands.
    receiver.reply = () => ({ status: 500 });
    await deliver(one, taken[0]!, never);
    const states = (await deliveriesOf(one, endpoint.id)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['DELIVERED']));
  });

  it('is whatever the endpoints want of whatever happens, in whatever order', async () => {
    for (const seed of [1, 2, 3, 4]) {
      const environment = await timedEnvironment(await kind.newAddress());
      const missing = await randomHistory(environment, seed);
      expect({ seed, missing }).toEqual({ seed, missing: [] });
    }
  }, 60_000);

  it('is kept for thirty days, and for longer where it is pending', async () => {
    const environment = await timedEnvironment(await kind.newAddress());
    const receiver = await webhookReceiver();
    const { endpoint } = await endpointFor(environment, { url: receiver.url });
    await publish(environment, 'second');
    await tell(environment);
    receiver.reply = () => ({ status: 503, headers: { 'retry-after': '9999999' } });
    await publish(environment, 'third');
    await tell(environment);
    environment.forward(29 * day);
    await pruneDeliveries(environment);
    expect(await deliveriesOf(environment, endpoint.id)).toHaveLength(2);
    environment.forward(2 * day);
    await pruneDeliveries(environment);
    expect(await deliveriesOf(environment, endpoint.id)).toMatchObject([
      { state: 'PENDING', event: { data: { revision: 3 } } },
    ]);
    await removeWebhookEndpoint(environment, operator, endpoint.id);
    environment.forward(day);
    expect(await tell(environment)).toBe(0);
  });
});

/**
 * Lets things happen in random order, told now and then by one of two processes while receivers fail now and then; gives
 * what was wanted and never came.
 */
async function randomHistory(
  environment: Awaited<ReturnType<typeof timedEnvironment>>,
  seed: number,
) {
  const random = dice(seed);
  const pick = (sides: number) => random.between(0, sides - 1);
  const receiver = await webhookReceiver(() => ({ status: [200, 204, 500, 503][pick(4)]! }));
  const expected: string[] = [];
  const wanting: { readonly path: string; readonly types: readonly string[] }[] = [];
  const happen = (type: string, what: string) => {
    for (const { path, types } of wanting)
      if (types.length === 0 || types.includes(type)) expected.push(`${path} ${type} ${what}`);
  };
  const learners = await Promise.all([1, 2, 3].map(() => someLearner(environment)));
  const numbers = new Map(learners.map(({ id }) => [id, 0]));
  const said = new Map(learners.map(({ id }) => [id, new Set<string>()]));
  let revision = 1;
  const kinds = ['evidence.recorded', 'evidence.retracted', 'curriculum.published'] as const;
  for (let step = 0; step < 40; step += 1) {
    const { id } = learners[pick(3)]!;
    const skill = ['html', 'css', 'http', 'variables'][pick(4)]!;
    const what = pick(12);
    if (what === 0 && wanting.length < 4) {
      const path = `/hooks${wanting.length}`;
      const types = kinds.slice(pick(3), 1 + pick(3) + 2).slice(0, 1 + pick(2));
      const url = receiver.url.replace('/hooks', path);
      await endpointFor(environment, { url, types: pick(4) === 0 ? [] : types });
      const { types: wanted } = (await environment.store.reads.webhookEndpoints.told()).at(-1)!;
      wanting.push({ path, types: wanted });
    } else if (what === 1) {
      revision += 1;
      await publish(environment, `title ${revision}`);
      happen('curriculum.published', String(revision));
    } else if (what < 8) {
      const isBack = said.get(id)!.has(skill) && pick(2) === 0;
      numbers.set(id, numbers.get(id)! + 1);
      said.get(id)!.add(skill);
      await say(environment, id, skill, isBack ? 'RETRACTION' : 'OBSERVED');
      const number = typedId('Evidence', [id, String(numbers.get(id))]);
      happen(isBack ? 'evidence.retracted' : 'evidence.recorded', number);
    } else if (what < 10) await queueDeliveries(environment);
    else await tell(environment);
  }
  for (let round = 0; round < 9; round += 1) {
    if (round === 6) receiver.reply = () => ({});
    await tell(environment);
    environment.forward(20 * minute * 2 ** round);
  }
  const come = new Set(
    receiver.received.map(({ path, told: { type, data } }) => {
      const what = type === 'curriculum.published' ? String(data.revision) : data.evidence?.[0];
      return `${path} ${type} ${what}`;
    }),
  );
  const known = new Set(expected);
  const wanted = [...come].filter((one) => /evidence\.|curriculum\.published/.test(one));
  expect(wanted.filter((one) => !known.has(one))).toEqual([]);
  return expected.filter((one) => !come.has(one));
}

describe('a receiver', () => {
  const setUp = async (reply?: Parameters<typeof webhookReceiver>[0]) => {
    const environment = await timedEnvironment();
    const receiver = await webhookReceiver(reply);
    const { secret, endpoint: made } = await endpointFor(environment, { url: receiver.url });
    const { id } = made;
    const endpoint = async () => (await environment.store.reads.webhookEndpoints.byId(id))!;
    return { environment, receiver, id, endpoint, secret };
  };

  it('that is gone is told of nothing more, at once', async () => {
    const { environment, receiver, id, endpoint } = await setUp(() => ({ status: 410 }));
    await publish(environment, 'second');
    await tell(environment);
    expect(await endpoint()).toMatchObject({ disabledBecause: expect.stringContaining('410') });
    await publish(environment, 'third');
    environment.forward(30 * day);
    await tell(environment);
    expect(receiver.received).toHaveLength(1);
    expect((await deliveriesOf(environment, id)).map(({ state }) => state)).toEqual([
      'FAILED',
      'FAILED',
    ]);
  });

  it.each([
    ['seconds', '120', 120 * second],
    ['a date', 'Mon, 01 Mar 2027 02:00:00 GMT', 2 * hour],
    ['too much', '99999999', day],
    ['nonsense', 'soon', null],
  ])('that asks for time in %s is left alone so long', async (_, header, wait) => {
    const headers = { 'retry-after': header };
    const { environment, receiver, endpoint } = await setUp(() => ({ status: 429, headers }));
    const began = Number(environment.now());
    await publish(environment, 'second');
    await tell(environment);
    const until = (await endpoint()).pausedUntil;
    receiver.reply = () => ({});
    await publish(environment, 'third');
    if (wait === null) {
      expect(Number(until)).toBeLessThan(began + 10 * second);
      return;
    }
    expect(Math.abs(Number(until) - began - wait)).toBeLessThan(second);
    environment.forward(wait - second);
    await tell(environment);
    expect(receiver.received).toHaveLength(1);
    environment.forward(2 * second);
    await tell(environment);
    expect(receiver.received).toHaveLength(3);
  });

  it('that asks for time though it has enough of it gets it, for this one alone', async () => {
    const headers = { 'retry-after': '600' };
    const { environment, receiver, endpoint } = await setUp(() => ({ status: 500, headers }));
    await publish(environment, 'second');
    await tell(environment);
    expect(await endpoint()).toMatchObject({ pausedUntil: null });
    environment.forward(599 * second);
    expect(await tell(environment)).toBe(0);
    environment.forward(2 * second);
    expect(await tell(environment)).toBe(1);
    expect(receiver.received).toHaveLength(2);
  });

  it('that leads elsewhere has failed, and nothing is sent there', async () => {
    const elsewhere = await webhookReceiver();
    const headers = { location: elsewhere.url };
    const { environment, id } = await setUp(() => ({ status: 302, headers }));
    await publish(environment, 'second');
    await tell(environment);
    expect(elsewhere.received).toEqual([]);
    expect(await deliveriesOf(environment, id)).toMatchObject([
      { state: 'PENDING', attemptCount: 1 },
    ]);
  });

  it('that came to be at a private address is not called', async () => {
    const { environment, receiver, id } = await setUp();
    await publish(environment, 'second');
    await tell({ ...environment, calls: { mayBePrivate: false } });
    expect(receiver.received).toEqual([]);
    const [delivery] = await deliveriesOf(environment, id);
    const { attempts } = environment.store.reads.webhookDeliveries;
    expect((await attempts([delivery!.id])).get(delivery!.id)).toMatchObject([
      { status: null, problem: expect.stringContaining('https:') },
    ]);
  });

  it('that takes other things is not disabled by one that it never takes', async () => {
    const { environment, receiver, endpoint } = await setUp();
    receiver.reply = ({ told }) => (told.data.revision === 2 ? { status: 500 } : {});
    for (const title of ['second', ...Array.from({ length: 12 }, (_, index) => `t${index}`)]) {
      await publish(environment, title);
      environment.forward(day);
      await tell(environment);
    }
    expect(receiver.received.filter(({ told }) => told.data.revision === 2)).toHaveLength(10);
    expect(await endpoint()).toMatchObject({ disabledAt: null });
  });

  it('may take over a new secret while both sign', async () => {
    const { environment, receiver, id, secret } = await setUp();
    const rotated = await rotateWebhookSecret(environment, operator, { endpoint: id });
    if (rotated.kind !== 'webhook-secret-rotated') throw new Error(rotated.message);
    const believed = async (title: string) => {
      const at = environment.now();
      await publish(environment, title);
      await tell(environment);
      const received = receiver.received.at(-1)!;
      return [secret, rotated.secret].map((one) => isSigned(received, one, at));
    };
    expect(await believed('second')).toEqual([true, true]);
    expect(receiver.received.at(-1)!.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
    environment.forward(day);
    expect(await believed('third')).toEqual([false, true]);
    const input = { endpoint: id, bothForHours: 0 };
    const again = await rotateWebhookSecret(environment, operator, input);
    if (again.kind !== 'webhook-secret-rotated') throw new Error(again.message);
    expect(await believed('fourth')).toEqual([false, false]);
    expect(isSigned(receiver.received.at(-1)!, again.secret, environment.now())).toBe(true);
  });

  it('is pinged once, whatever it wants to be told of, and hears again what it had', async () => {
    const { environment, receiver, id } = await setUp();
    await updateWebhookEndpoint(environment, operator, { endpoint: id, types: ['import.failed'] });
    receiver.reply = () => ({ status: 500 });
    await pingWebhookEndpoint(environment, operator, id);
    await tell(environment);
    environment.forward(day);
    await tell(environment);
    expect(typesIn(receiver.received)).toEqual(['webhook.ping']);
    const [ping] = await deliveriesOf(environment, id);
    expect(ping).toMatchObject({ state: 'FAILED', attemptCount: 1 });
    receiver.reply = () => ({});
    await replayWebhookDelivery(environment, operator, ping!.id);
    await tell(environment);
    expect(await deliveriesOf(environment, id)).toMatchObject([
      { state: 'DELIVERED', attemptCount: 2 },
    ]);
    const [first, second] = receiver.received;
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(second!.body).toBe(first!.body);
  });
});

describe('what happens', () => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });

  it('is told by a server within seconds, and one receiver that is slow holds up no other', async () => {
    const environment = await timedEnvironment();
    const slow = await webhookReceiver(() => ({ afterMilliseconds: 800 }));
    const quick = await webhookReceiver();
    for (const { url } of [slow, quick])
      await endpointFor(environment, { url, types: ['evidence.recorded'] });
    const learners = await Promise.all(Array.from({ length: 40 }, () => someLearner(environment)));
    for (const { id } of learners) await say(environment, id, 'html');
    const bugs: unknown[] = [];
    const stop = followWebhooks(environment, (bug) => bugs.push(bug));
    stops.push(stop);
    await expect.poll(() => quick.received.length, { timeout: 10_000 }).toBe(40);
    expect(slow.received.length).toBeLessThan(40);
    await stop();
    // What was under way came to its end, and nothing begins any more.
    const { length } = slow.received;
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(slow.received).toHaveLength(length);
    const [endpoint] = await environment.store.reads.webhookEndpoints.told();
    const states = (await deliveriesOf(environment, endpoint!.id)).map(({ state }) => state);
    expect(states.filter((state) => state === 'DELIVERED')).toHaveLength(length);
    expect(bugs).toEqual([]);
  });

  it('and is given back by a server that stops goes on from there', async () => {
    const environment = await timedEnvironment();
    const receiver = await webhookReceiver(() => ({ afterMilliseconds: 60_000 }));
    const { endpoint } = await endpointFor(environment, { url: receiver.url });
    await publish(environment, 'second');
    while (await queueDeliveries(environment));
    const [claimed] = await claimDeliveries(environment, new Map());
    const stop = new AbortController();
    const patient = { ...environment, calls: { mayBePrivate: true } };
    const delivery = deliver(patient, claimed!, stop.signal);
    await expect.poll(() => receiver.received.length).toBe(1);
    stop.abort();
    await delivery;
    receiver.reply = () => ({});
    expect(await tell(environment)).toBe(1);
    expect(await deliveriesOf(environment, endpoint.id)).toMatchObject([
      { state: 'DELIVERED', attemptCount: 1 },
    ]);
  });

  it('is told in less than 20,000 bytes, however much there is to say', async () => {
    const environment = await timedEnvironment();
    const receiver = await webhookReceiver();
    await endpointFor(environment, { url: receiver.url });
    const names = Array.from({ length: 20 }, (_, index) => ({
      system: `${index} ${'\u0001'.repeat(90)}`,
      externalId: '\u2028漢"'.repeat(160),
    }));
    const learner = await someLearner(environment, names);
    const items = Array.from({ length: 500 }, (_, index) => ({
      ...{ learner: { id: learner.id }, kind: 'OBSERVED' as const, source: 'platform' },
      ...{ externalId: String(index), skill: 'html', occurredAt: environment.now() },
    }));
    await recordEvidence(environment, operator, { items });
    await tell(environment);
    expect(typesIn(receiver.received).sort()).toEqual(['evidence.recorded', 'skill.attained']);
    for (const { body } of receiver.received) expect(Buffer.byteLength(body)).toBeLessThan(20_000);
    const recorded = receiver.received.find(({ told }) => told.type === 'evidence.recorded')!;
    expect(recorded.told.data).toMatchObject({ count: 500 });
    expect(recorded.told.data.evidence).toHaveLength(webhookLimits.evidence);
    expect(recorded.told.data.externalIds.length).toBeGreaterThan(0);
  });

  it('is a roster, too, where it changes something', async () => {
    const environment = await timedEnvironment();
    const receiver = await webhookReceiver();
    await endpointFor(environment, { url: receiver.url, types: ['roster.synced'] });
    for (let round = 0; round < 2; round += 1) {
      await importRoster(environment, operator, { files: bulk(smallSchool), dryRun: true });
      const result = await importRoster(environment, operator, { files: bulk(smallSchool) });
      expect(result.kind).toBe('roster-imported');
      await tell(environment);
    }
    expect(receiver.received).toHaveLength(1);
    const { data } = receiver.received[0]!.told;
    expect(Object.keys(data)).toEqual(Object.keys(webhookEvents['roster.synced'].example).sort());
    expect(data).toMatchObject({ source: 'oneroster', learnersLeft: 0 });
    expect(data.learnersJoined).toBeGreaterThan(0);
  });

  it('is an import that fails, too', async () => {
    const environment = await timedEnvironment();
    const receiver = await webhookReceiver();
    await endpointFor(environment, { url: receiver.url, types: ['import.failed'] });
    const input = { kind: 'CURRICULUM', text: 'nothing at all', isComplete: true } as const;
    const started = await startImport(environment, operator, { ...input, options: {} });
    if (started.kind !== 'import-started') throw new Error(started.message);
    await runSomeImport(environment);
    await tell(environment);
    expect(receiver.received.map(({ told }) => told.data)).toEqual([
      {
        kind: 'CURRICULUM',
        importJob: typedId('ImportJob', [started.job.id]),
        message: expect.stringMatching(/^[A-Z\d`].*\.$/s),
      },
    ]);
  });

  it('is described, with an example that is as it is told', () => {
    for (const type of webhookEventTypes) {
      expect(type).toMatch(/^[a-z]+\.[a-z]+$/);
      expect(webhookEvents[type].says).toMatch(/^[A-Z].*\.$/);
      expect(Buffer.byteLength(JSON.stringify(webhookEvents[type].example))).toBeLessThan(20_000);
    }
  });
});
