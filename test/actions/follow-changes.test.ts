import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import type { ChangeStream, StreamEvent } from '../../src/actions/change-stream.ts';
import { ChangeStreams } from '../../src/actions/change-streams.ts';
import type { Environment } from '../../src/actions/environment.ts';
import {
  type FollowResult,
  followCohort,
  followRoadmap,
} from '../../src/actions/follow-changes.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { postgres, sqlite } from '../support/databases.ts';
import { newEnvironment } from '../support/environment.ts';
import { newChange, newCohort, newLearner } from '../support/learners.ts';
import { dice } from '../support/random.ts';

const follower = {
  identity: { actor: operator, token: null, expiresAt: null },
  hangUp: () => undefined,
};

describe.each([sqlite(), postgres()])('on $name', (kind) => {
  it.each([1, 2, 3])(
    'streams give every change once and in order, whoever writes (%i)',
    async (seed) => {
      const { environment, other } = await open();
      const { cohort, members, stranger } = await newPeople(environment.store);
      const writers = [environment.store, other, environment.store, other];
      let isDone = false;
      const writing = Promise.all(
        writers.map(async (store, writer) => {
          const random = dice(100 * seed + writer);
          for (let round = 0; round < 25; round += 1) {
            const learners = [...members, stranger].filter(() => random.between(0, 2) > 0);
            await store.write(async (writes) => {
              await writes.learners.lock(learners);
              for (const learner of learners) writes.learnerChanges.add(changed(learner));
              // As though there were much to do after a change was noted.
              await setTimeout(random.between(0, 4));
            });
            await setTimeout(random.between(0, 10));
          }
        }),
      ).then(() => {
        isDone = true;
      });
      const [one = '', two = ''] = members;
      const followed = await Promise.all([
        collect(seed, () => followRoadmap(environment, follower, { learner: one, since: 0 })),
        collect(seed, () => followRoadmap(environment, follower, { learner: two, since: 0 })),
        collect(seed, () => followCohort(environment, follower, { cohort, since: 0 })),
        restart(seed, (since) => followCohort(environment, follower, { cohort, since })),
        restart(seed, (since) => followRoadmap(environment, follower, { learner: one, since })),
      ]);
      await writing;
      expect(isDone).toBe(true);
      const all = await other.reads.learnerChanges.sinceForAll({ sequence: 0, limit: 10_000 });
      const of = (...learners: string[]) =>
        all.filter(({ learner }) => learners.includes(learner)).map(({ sequence }) => sequence);
      await expect
        .poll(() => followed.map(({ seen }) => seen), { timeout: 10_000 })
        .toEqual([of(one), of(two), of(...members), of(...members), of(one)]);
      expect(of(stranger).length).toBeGreaterThan(0);
      for (const { stop } of followed) await stop();
      expect(environment.streams.size).toBe(0);
    },
  );

  it('who comes and goes meanwhile is told as one who asks later is told', async () => {
    const { environment, other } = await open();
    const { cohort, members, stranger } = await newPeople(environment.store);
    const [one = '', two = ''] = members;
    const live = await collect(0, () => followCohort(environment, follower, { cohort, since: 0 }));
    await write(other, one, { what: { by: 'one' } });
    await write(other, stranger, {});
    await other.write(async (writes) => {
      await writes.learners.lock([stranger]);
      await writes.cohorts.addMembers(cohort, [stranger], new Date('2026-06-01'));
      const joined = newChange(stranger, {
        kind: 'COHORT_JOINED',
        what: { cohort },
        at: new Date('2026-06-01'),
      });
      writes.learnerChanges.add(joined);
    });
    await write(other, stranger, { at: new Date('2026-06-02') });
    await expect.poll(() => live.seen.length).toBe(3);
    await other.write(async (writes) => {
      await writes.learners.lock([two]);
      await writes.cohorts.removeMembers(cohort, [two]);
      writes.learnerChanges.add(newChange(two, { kind: 'COHORT_LEFT', what: { cohort } }));
      // Of another cohort, which nobody here is told of.
      const elsewhere = { cohort: newCohort().id };
      writes.learnerChanges.add(newChange(two, { kind: 'COHORT_LEFT', what: elsewhere }));
    });
    await write(other, two, {});
    await write(other, one, {});
    await expect.poll(() => live.seen.length).toBe(5);
    const late = await collect(0, () => followCohort(environment, follower, { cohort, since: 0 }));
    await expect.poll(() => late.seen).toEqual(live.seen);
    for (const { stop } of [live, late]) await stop();
  });

  it('a long past comes page by page', async () => {
    const { environment, other } = await open();
    const { cohort, members } = await newPeople(environment.store);
    await other.write(async (writes) => {
      await writes.learners.lock(members);
      for (let index = 0; index < 350; index += 1) {
        const learner = members[index % 2]!;
        // Every third page of departures is full of those of other cohorts.
        const left = { kind: 'COHORT_LEFT', what: { cohort: 'another' } } as const;
        writes.learnerChanges.add(newChange(learner, index % 7 === 0 ? {} : left));
      }
    });
    const past = await collect(0, () => followCohort(environment, follower, { cohort, since: 0 }));
    const head = await other.reads.learnerChanges.head();
    const wanted = Array.from({ length: 50 }, (_, index) => head - 349 + 7 * index);
    await expect.poll(() => past.seen).toEqual(wanted);
    await past.stop();
  });

  async function open() {
    const address = await kind.newAddress();
    const plain = await newEnvironment(address);
    const other = await openStore(address);
    onTestFinished(() => other.close());
    const streams = new ChangeStreams(plain.store, { pollMs: 20, trustMs: 30 });
    return { environment: { ...plain, streams } satisfies Environment, other };
  }
});

async function newPeople(store: Store) {
  const [learners, cohort] = [[newLearner(), newLearner(), newLearner()], newCohort()];
  const [one, two, stranger] = learners.map(({ id }) => id) as [string, string, string];
  await store.write(async (writes) => {
    await writes.learners.create(learners);
    await writes.cohorts.create(cohort);
    await writes.learners.lock([one, two]);
    await writes.cohorts.addMembers(cohort.id, [one, two], new Date('2025-01-01'));
  });
  return { cohort: cohort.id, members: [one, two], stranger };
}

function changed(learner: string, given: Parameters<typeof newChange>[1] = {}) {
  return newChange(learner, { kind: 'ROADMAP_CHANGED', at: new Date('2026-02-01'), ...given });
}

function write(store: Store, learner: string, given: Parameters<typeof newChange>[1]) {
  return store.write(async ({ learners, learnerChanges }) => {
    await learners.lock([learner]);
    learnerChanges.add(changed(learner, given));
  });
}

interface Collected {
  readonly seen: readonly number[];
  readonly stop: () => Promise<void>;
}

/** Reads a stream now faster, now slower, until it is stopped. */
async function collect(seed: number, follow: () => Promise<FollowResult>): Promise<Collected> {
  const random = dice(seed);
  const seen: number[] = [];
  const stream = streamOf(await follow());
  const reading = (async () => {
    for await (const event of stream) {
      seen.push(sequenceOf(event));
      if (random.between(0, 4) === 0) await setTimeout(random.between(0, 5));
    }
  })();
  return {
    seen,
    stop: async () => {
      stream.close();
      await reading;
    },
  };
}

/** Reads a few changes, goes away, and comes again with the last sequence. */
async function restart(
  seed: number,
  follow: (since: number) => Promise<FollowResult>,
): Promise<Collected> {
  const random = dice(seed);
  const seen: number[] = [];
  let isOver = false;
  let stream = streamOf(await follow(0));
  const reading = (async () => {
    while (!isOver) {
      let left = random.between(1, 5);
      for await (const event of stream) {
        seen.push(sequenceOf(event));
        left -= 1;
        if (left === 0) break;
      }
      await setTimeout(random.between(0, 5));
      if (!isOver) stream = streamOf(await follow(seen.at(-1) ?? 0));
    }
  })();
  return {
    seen,
    stop: async () => {
      isOver = true;
      stream.close();
      await reading;
      stream.close();
    },
  };
}

function streamOf(result: FollowResult): ChangeStream {
  if (result.kind !== 'stream') throw new Error(result.message);
  return result.stream;
}

function sequenceOf(event: StreamEvent): number {
  if (event.kind === 'end') throw new Error(`${event.reason} ${event.cause}`);
  return event.change.sequence;
}
