import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import { addCohortMembers, removeCohortMembers } from '../../src/actions/cohort-members.ts';
import { removeCohortMentors } from '../../src/actions/cohort-mentors.ts';
import { revokeToken } from '../../src/actions/revoke-token.ts';
import { typedId } from '../../src/util/typed-id.ts';
import {
  type EventStream,
  type Subscription,
  sendSubscription,
  subscribe,
} from '../support/event-stream.ts';
import { newChange, newCohort, newLearner, newMentor } from '../support/learners.ts';
import { type Answer, testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()], {
  streams: { pollMs: 50, trustMs: 50, idleMs: 200, stuckMs: 1_500 },
});

afterEach(async () => {
  expect(server.bugs).toEqual([]);
});

const roadmapOf = (learner: string, more = '') =>
  `subscription { roadmapChanged(learner: "${typedId('Learner', [learner])}"${more}) { sequence kind } }`;
const activityOf = (cohort: string, more = '') =>
  `subscription { cohortActivity(cohort: "${typedId('Cohort', [cohort])}"${more}) { sequence kind learner { id } } }`;

async function open(wanted: Subscription): Promise<EventStream> {
  const stream = await subscribe(server.url(), wanted);
  onTestFinished(() => stream.drop());
  return stream;
}

async function newPeople() {
  const [learner, other, mentor, cohort] = [newLearner(), newLearner(), newMentor(), newCohort()];
  const at = new Date('2026-01-01');
  await server.environment().store.write(async ({ learners, mentors, cohorts }) => {
    await learners.create([learner, other]);
    await learners.lock([learner.id]);
    await mentors.create(mentor);
    await cohorts.create(cohort);
    await cohorts.addMembers(cohort.id, [learner.id], at);
    await cohorts.addMentors(cohort.id, [mentor.id], at);
  });
  return {
    learner: learner.id,
    other: other.id,
    mentor: mentor.id,
    cohort: cohort.id,
    learnerSecret: await server.secretOf({ kind: 'LEARNER', learner: learner.id }),
    mentorSecret: await server.secretOf({ kind: 'MENTOR', mentor: mentor.id }),
  };
}

const at = new Date('2026-02-01');

function add(
  learner: string,
  ...kinds: ('ROADMAP_CHANGED' | 'LEARNER_UPDATED' | 'NOTE_WRITTEN')[]
) {
  return server.environment().store.write(async ({ learners, learnerChanges }) => {
    await learners.lock([learner]);
    for (const kind of kinds) learnerChanges.add(newChange(learner, { kind, at }));
  });
}

const head = () => server.environment().store.reads.learnerChanges.head();
const size = () => server.environment().streams.size;
const sequences = (answers: readonly Answer[]) =>
  answers.map(({ data }) => Object.values(data ?? {})[0]?.sequence);
const kinds = (answers: readonly Answer[]) =>
  answers.map(({ data }) => Object.values(data ?? {})[0]?.kind);
const codes = (answers: readonly Answer[]) =>
  answers.flatMap(({ errors }) => errors?.map(({ extensions }) => extensions?.['code']) ?? []);

describe('a stream', () => {
  it('tells what happens from now on, of what it is about', async () => {
    const { learner, other, learnerSecret: secret } = await newPeople();
    await add(learner, 'ROADMAP_CHANGED');
    const before = await head();
    const stream = await open({ query: roadmapOf(learner), secret });
    expect(stream.response.headers['content-type']).toBe('text/event-stream');
    await add(other, 'ROADMAP_CHANGED');
    await add(learner, 'LEARNER_UPDATED', 'ROADMAP_CHANGED', 'ROADMAP_CHANGED');
    expect(await stream.until(2)).toEqual(
      [before + 3, before + 4].map((sequence) => ({
        data: { roadmapChanged: { sequence, kind: 'ROADMAP_CHANGED' } },
      })),
    );
  });

  it('goes on where an earlier one ended, and misses nothing', async () => {
    const { learner, learnerSecret: secret } = await newPeople();
    const start = await head();
    const first = await open({ query: roadmapOf(learner), secret });
    await add(learner, 'ROADMAP_CHANGED');
    expect(sequences(await first.until(1))).toEqual([start + 1]);
    first.drop();
    await add(learner, 'ROADMAP_CHANGED', 'ROADMAP_CHANGED');
    const second = await open({ query: roadmapOf(learner, `, since: ${start + 1}`), secret });
    await second.until(2);
    await add(learner, 'ROADMAP_CHANGED');
    expect(sequences(await second.until(3))).toEqual([start + 2, start + 3, start + 4]);
  });

  it('can be begun where something was read', async () => {
    const { learner, learnerSecret: secret } = await newPeople();
    const { viewer } = await server.read('{ viewer { latestSequence } }', {}, secret);
    expect(viewer.latestSequence).toBe(await head());
    await add(learner, 'ROADMAP_CHANGED');
    const since = `, since: ${viewer.latestSequence}`;
    const stream = await open({ query: roadmapOf(learner, since), secret });
    expect(sequences(await stream.until(1))).toEqual([viewer.latestSequence + 1]);
  });

  it('can be asked for by GET, as browsers do', async () => {
    const { learner } = await newPeople();
    const secret = await server.secretOf({ kind: 'ADMIN' });
    await add(learner, 'ROADMAP_CHANGED');
    const query = encodeURIComponent(roadmapOf(learner, ', since: 0'));
    const response = await fetch(`${server.url()}/graphql?query=${query}`, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${secret}` },
    });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('ROADMAP_CHANGED')) text += (await reader.read()).value;
    await reader.cancel();
  });

  it('is fresh in every event', async () => {
    const { learner, learnerSecret: secret } = await newPeople();
    const query = roadmapOf(learner).replace('sequence', 'sequence learner { name }');
    const stream = await open({ query, secret });
    for (const name of ['Ada', 'Grace']) {
      await server.environment().store.write(async ({ learners, learnerChanges }) => {
        const known = (await learners.lock([learner])).get(learner)!;
        await learners.update({ ...known, name });
        learnerChanges.add(newChange(learner, { kind: 'ROADMAP_CHANGED' }));
      });
      const answers = await stream.until(name === 'Ada' ? 1 : 2);
      expect(answers.at(-1)!.data!['roadmapChanged'].learner).toEqual({ name });
    }
  });

  it('keeps the connection alive, longer than it may be idle', async () => {
    const { learner, learnerSecret: secret } = await newPeople();
    const stream = await open({ query: roadmapOf(learner), secret });
    await expect.poll(() => stream.pings(), { timeout: 5_000 }).toBeGreaterThan(4);
    await add(learner, 'ROADMAP_CHANGED');
    expect(await stream.until(1)).toHaveLength(1);
  });
});

describe('the activity of a cohort', () => {
  it('is what happens to its members since they joined, and who leaves', async () => {
    const { learner, other, cohort, mentorSecret: secret } = await newPeople();
    const environment = server.environment();
    await add(other, 'LEARNER_UPDATED');
    const start = await head();
    const stream = await open({ query: activityOf(cohort), secret });
    await add(learner, 'LEARNER_UPDATED');
    await add(other, 'LEARNER_UPDATED');
    await addCohortMembers(environment, operator, { cohort, learners: [other] });
    const late = environment.now();
    await environment.store.write(async ({ learners, learnerChanges }) => {
      await learners.lock([other]);
      learnerChanges.add(newChange(other, { kind: 'ROADMAP_CHANGED', at: late }));
    });
    // What is told of a learner is told of members: afterwards it would be too late.
    await stream.until(3);
    await removeCohortMembers(environment, operator, { cohort, learners: [learner] });
    await add(learner, 'LEARNER_UPDATED');
    await stream.until(4);
    expect(kinds(stream.answers)).toEqual([
      'LEARNER_UPDATED',
      'COHORT_JOINED',
      'ROADMAP_CHANGED',
      'COHORT_LEFT',
    ]);
    const people = stream.answers.map(({ data }) => data!['cohortActivity'].learner?.id);
    // Whom the mentor looks after no more, the mentor sees no more.
    const [one, two] = [learner, other].map((id) => typedId('Learner', [id]));
    expect(people).toEqual([one, two, two, undefined]);
    const again = await open({ query: activityOf(cohort, `, since: ${start}`), secret });
    await again.until(3);
    expect(sequences(again.answers)).toEqual(sequences(stream.answers).slice(1));
  });

  it('has notes for those alone who may read them, and of learners what may be read', async () => {
    const { learner, other, cohort, mentorSecret } = await newPeople();
    const [leads, reads] = await Promise.all([
      server.secretOf({ kind: 'SERVICE', scopes: ['cohorts:write'] }),
      server.secretOf({ kind: 'SERVICE', scopes: ['cohorts:write', 'learners:read'] }),
    ]);
    const streams = await Promise.all(
      [mentorSecret, reads, leads].map((secret) => open({ query: activityOf(cohort), secret })),
    );
    await add(learner, 'NOTE_WRITTEN', 'LEARNER_UPDATED');
    await addCohortMembers(server.environment(), operator, { cohort, learners: [other] });
    await Promise.all(streams.map((stream, index) => stream.until(3 - index)));
    expect(streams.map((stream) => kinds(stream.answers))).toEqual([
      ['NOTE_WRITTEN', 'LEARNER_UPDATED', 'COHORT_JOINED'],
      ['LEARNER_UPDATED', 'COHORT_JOINED'],
      ['COHORT_JOINED'],
    ]);
    expect(streams[2]!.answers[0]!.data!['cohortActivity'].learner).toBeNull();
  });
});

describe('a stream is refused', () => {
  async function refusal(wanted: Subscription): Promise<readonly Answer[]> {
    const stream = await open(wanted);
    await stream.ended;
    expect(stream.isComplete()).toBe(true);
    expect(size()).toBe(0);
    return stream.answers;
  }

  it('to whoever may not read what it is about, as if it were not there', async () => {
    const { learner, cohort, other, mentorSecret, learnerSecret } = await newPeople();
    for (const [query, secret] of [
      [roadmapOf(learner), undefined],
      [roadmapOf(other), mentorSecret],
      [roadmapOf(newLearner().id), mentorSecret],
      [activityOf(cohort), learnerSecret],
      [activityOf(newCohort().id), mentorSecret],
    ] as const)
      expect(codes(await refusal({ query, secret })), query).toEqual(['FORBIDDEN']);
  });

  it('where nothing can be meant by what is asked', async () => {
    const { learner, cohort } = await newPeople();
    const secret = await server.secretOf({ kind: 'ADMIN' });
    for (const [query, code] of [
      [roadmapOf(newLearner().id), 'BAD_USER_INPUT'],
      [activityOf(newCohort().id), 'BAD_USER_INPUT'],
      [roadmapOf(learner, ', since: -1'), 'BAD_USER_INPUT'],
      [roadmapOf(learner, `, since: ${(await head()) + 1}`), 'CURSOR_EXPIRED'],
      [roadmapOf(learner).replace(/"[^"]+"/, `"${typedId('Cohort', [cohort])}"`), 'BAD_USER_INPUT'],
      [roadmapOf(learner).replace(/"[^"]+"/, '"x"'), 'BAD_USER_INPUT'],
    ] as const)
      expect(codes(await refusal({ query, secret })), query).toEqual([code]);
  });

  it('where the answer cannot be a stream', async () => {
    const { learner, learnerSecret: secret } = await newPeople();
    const headers = { accept: 'application/json' };
    const { response } = await open({ query: roadmapOf(learner), secret, headers });
    expect(response.statusCode).toBe(406);
    expect(size()).toBe(0);
  });

  it('where it is not the only one in its operation, or would cost too much', async () => {
    const { learner, learnerSecret: secret } = await newPeople();
    const one = roadmapOf(learner).slice('subscription { '.length, -' }'.length);
    const two = `subscription { ${one} two: ${one} }`;
    expect((await refusal({ query: two, secret }))[0]!.errors![0]!.message).toMatch(
      /one top level/,
    );
    const page = 'learner { changes(first: 100) { nodes { says inner } } }';
    const wide = roadmapOf(learner).replace(
      'sequence',
      page.replace('inner', page).replace('inner', ''),
    );
    expect(codes(await refusal({ query: wide, secret }))).toEqual(['TOO_COSTLY']);
  });

  it('to whoever has too many open, until one is closed', async () => {
    const { learner, learnerSecret: secret } = await newPeople();
    const query = roadmapOf(learner);
    const streams = await Promise.all(Array.from({ length: 10 }, () => open({ query, secret })));
    expect(size()).toBe(10);
    const refused = await open({ query, secret });
    await refused.ended;
    expect(codes(refused.answers)).toEqual(['TOO_MANY_STREAMS']);
    streams[0]!.drop();
    await expect.poll(size).toBe(9);
    await open({ query, secret });
    expect(size()).toBe(10);
    for (const stream of streams) stream.drop();
    await expect.poll(size).toBe(1);
  });
});

describe('a stream ends', () => {
  it('when its token is revoked', async () => {
    const { learner } = await newPeople();
    const secret = await server.secretOf({ kind: 'LEARNER', learner });
    const environment = server.environment();
    const stream = await open({ query: roadmapOf(learner), secret });
    const mine = (await environment.store.reads.tokens.ofLearners([learner])).get(learner)!;
    for (const { id } of mine) await revokeToken(environment, operator, id);
    await stream.ended;
    expect(codes(stream.answers)).toEqual(['UNAUTHENTICATED']);
    expect(stream.isComplete()).toBe(true);
  });

  it('when its token expires', async () => {
    const { learner } = await newPeople();
    const expiresAt = new Date(Number(server.environment().now()) + 200);
    const secret = await server.secretOf({ kind: 'LEARNER', learner, expiresAt });
    const stream = await open({ query: roadmapOf(learner), secret });
    // The clock of the server goes on as often as it is looked at.
    for (let looks = 0; looks < 300; looks += 1) server.environment().now();
    await stream.ended;
    expect(codes(stream.answers)).toEqual(['UNAUTHENTICATED']);
  });

  it('when the mentor looks after the cohort no more, and tells nothing that comes later', async () => {
    const { learner, mentor, cohort, mentorSecret: secret } = await newPeople();
    const streams = [
      await open({ query: activityOf(cohort), secret }),
      await open({ query: roadmapOf(learner), secret }),
    ];
    const environment = server.environment();
    await removeCohortMentors(environment, operator, { cohort, mentors: [mentor] });
    await setTimeout(60);
    await add(learner, 'ROADMAP_CHANGED');
    await Promise.all(streams.map(({ ended }) => ended));
    for (const { answers } of streams) expect(codes(answers)).toEqual(['FORBIDDEN']);
    expect(streams.map(({ answers }) => answers.length)).toEqual([1, 1]);
  });

  it('when the learner is erased', async () => {
    const { learner, learnerSecret } = await newPeople();
    const secret = await server.secretOf({ kind: 'ADMIN' });
    const streams = [
      await open({ query: roadmapOf(learner), secret }),
      await open({ query: roadmapOf(learner), secret: learnerSecret }),
    ];
    await server.read(
      `mutation { eraseLearner(input: { learner: "${typedId('Learner', [learner])}" }) { __typename } }`,
      {},
      secret,
    );
    await Promise.all(streams.map(({ ended }) => ended));
    expect(streams.map(({ answers }) => codes(answers))).toEqual([
      ['FORBIDDEN'],
      ['UNAUTHENTICATED'],
    ]);
  });
});

describe('whoever goes away', () => {
  it('leaves nothing behind, a thousand times', async () => {
    const { learner } = await newPeople();
    const secrets = await Promise.all(
      Array.from({ length: 100 }, () => server.secretOf({ kind: 'ADMIN' })),
    );
    const timers = () =>
      process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    for (let round = 0; round < 10; round += 1) {
      const streams = await Promise.all(
        secrets.map((secret) => subscribe(server.url(), { query: roadmapOf(learner), secret })),
      );
      expect(size()).toBe(100);
      if (round % 2 === 0) await add(learner, 'ROADMAP_CHANGED');
      for (const stream of streams) stream.drop();
      await expect.poll(size, { interval: 10 }).toBe(0);
    }
    await expect.poll(timers, { timeout: 5_000 }).toBeLessThanOrEqual(before + 5);
  });

  it('before the answer begins leaves nothing behind either', async () => {
    const { learner, learnerSecret: secret } = await newPeople();
    for (let wait = 0; wait < 20; wait += 1) {
      const outgoing = sendSubscription(server.url(), { query: roadmapOf(learner), secret });
      outgoing.on('error', () => undefined);
      await setTimeout(wait / 2);
      outgoing.destroy();
    }
    await expect.poll(size).toBe(0);
    await setTimeout(100);
    expect(size()).toBe(0);
  });
});

describe('whoever reads slowly', () => {
  /** More than the buffers of a connection hold. */
  async function fill(learner: string, count: number): Promise<void> {
    const says = 'x'.repeat(20_000);
    for (let done = 0; done < count; done += 1_000)
      await server.environment().store.write(async ({ learners, learnerChanges }) => {
        await learners.lock([learner]);
        for (let index = 0; index < 1_000; index += 1)
          learnerChanges.add(
            newChange(learner, { kind: 'ROADMAP_CHANGED', what: { says }, cause: {} }),
          );
      });
  }

  it('holds up nothing, and gets everything in the end', async () => {
    const { learner, learnerSecret: secret } = await newPeople();
    const start = await head();
    const query = roadmapOf(learner).replace('sequence', 'sequence says');
    const stream = await open({ query, secret });
    stream.response.pause();
    await fill(learner, 2_000);
    await setTimeout(300);
    stream.response.resume();
    const answers = await stream.until(2_000);
    expect(sequences(answers)).toEqual(
      Array.from({ length: 2_000 }, (_, index) => start + 1 + index),
    );
  });

  it('and goes away leaves nothing behind', async () => {
    const { learner, learnerSecret: secret } = await newPeople();
    await fill(learner, 2_000);
    const timers = () =>
      process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const query = roadmapOf(learner, ', since: 0').replace('sequence', 'sequence says');
    const streams = await Promise.all(Array.from({ length: 10 }, () => open({ query, secret })));
    for (const { response } of streams) response.pause();
    await setTimeout(300);
    for (const stream of streams) stream.drop();
    await expect.poll(size).toBe(0);
    await expect.poll(timers, { timeout: 5_000 }).toBeLessThanOrEqual(before + 1);
  });

  it('and then not at all is cut off, and whoever has nothing to read is not', async () => {
    const { learner, learnerSecret: secret } = await newPeople();
    await fill(learner, 2_000);
    const query = roadmapOf(learner, ', since: 0').replace('sequence', 'sequence says');
    const idle = await open({ query: roadmapOf(learner), secret });
    const stuck = await open({ query, secret });
    stuck.response.pause();
    await expect.poll(size, { timeout: 10_000 }).toBe(1);
    await add(learner, 'ROADMAP_CHANGED');
    expect(await idle.until(1)).toHaveLength(1);
    stuck.response.resume();
    await stuck.ended;
    expect(stuck.isComplete()).toBe(false);
  });
});
