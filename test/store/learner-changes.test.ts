import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { LearnerChange } from '../../src/curriculum/adopted-roadmap.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { postgres, sqlite } from '../support/databases.ts';
import { newChange, newLearner } from '../support/learners.ts';
import { day } from '../support/random-evidence.ts';

describe.each([sqlite(), postgres()])('$name', (kind) => {
  let address: string;
  let store: Store;

  beforeAll(async () => {
    address = await kind.newAddress();
    store = await openStore(address);
  });
  afterAll(() => store.close());

  it('numbers the changes of a transaction as they were added, on from those before', async () => {
    const learner = await create();
    const head = await store.reads.learnerChanges.head();
    const changes = [
      newChange(learner, {
        kind: 'ROADMAP_CHANGED',
        roadmap: 'one',
        what: { added: ['flask@working'], 日: ['\0'] },
        cause: { evidence: 7 },
        at: day(1),
      }),
      newChange(learner),
    ];
    await add(store, ...changes);
    await add(store, newChange(learner));
    const all = await store.reads.learnerChanges.since([learner], { sequence: 0, limit: 9 });
    expect(all.map(({ sequence }) => sequence)).toEqual([head + 1, head + 2, head + 3]);
    expect(all.slice(0, 2)).toEqual(
      changes.map((change, index) => ({ ...change, sequence: head + 1 + index })),
    );
    expect(await store.reads.learnerChanges.head()).toBe(head + 3);
  });

  it('gives what came after a sequence, of some learners or of all, a page at a time', async () => {
    const [left, right, other] = [await create(), await create(), await create()];
    const head = await store.reads.learnerChanges.head();
    await add(store, ...[left, other, right, left].map((learner) => newChange(learner)));
    const { since, sinceForAll } = store.reads.learnerChanges;
    const places = (changes: readonly LearnerChange[]) =>
      changes.map(({ sequence }) => sequence - head);
    const both = [left, right];
    expect(places(await since(both, { sequence: head, limit: 9 }))).toEqual([1, 3, 4]);
    expect(places(await since(both, { sequence: head + 1, limit: 1 }))).toEqual([3]);
    expect(places(await since(both, { sequence: head + 4, limit: 9 }))).toEqual([]);
    expect(places(await since([], { sequence: 0, limit: 9 }))).toEqual([]);
    expect(places(await sinceForAll({ sequence: head + 1, limit: 2 }))).toEqual([2, 3]);
  });

  it('leaves out kinds that are not to be told of, and counts the rest', async () => {
    const learner = await create();
    const { since, count } = store.reads.learnerChanges;
    await add(store, newChange(learner), newChange(learner, { kind: 'NOTE_WRITTEN' }));
    const told = { sequence: 0, limit: 9, except: ['NOTE_WRITTEN'] as const };
    expect((await since([learner], told)).map(({ kind }) => kind)).toEqual(['LEARNER_UPDATED']);
    expect([await count(learner, told), await count(learner)]).toEqual([1, 2]);
  });

  it('skips no number where a transaction fails', async () => {
    const learner = await create();
    const head = await store.reads.learnerChanges.head();
    const failing = store.write(async ({ learnerChanges }) => {
      learnerChanges.add(newChange(learner));
      throw new Error('changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    await expect(add(store, newChange('nobody'))).rejects.toThrow();
    await add(store, newChange(learner));
    expect(await store.reads.learnerChanges.head()).toBe(head + 1);
  });

  it('shows whoever follows every change, however slow some writers are', async () => {
    const learners = await Promise.all(Array.from({ length: 8 }, create));
    const other = await openStore(address);
    onTestFinished(() => other.close());
    const head = await store.reads.learnerChanges.head();
    let isDone = false;
    const writing = Promise.all(
      learners.map(async (learner, index) => {
        for (let round = 0; round < 6; round += 1)
          await (index % 2 === 0 ? store : other).write(async (writes) => {
            await writes.learners.lock([learner]);
            writes.learnerChanges.add(newChange(learner));
            // As though there were much to do after a change was noted.
            await setTimeout((index * 7 + round * 3) % 10);
          });
      }),
    ).then(() => {
      isDone = true;
    });
    const seen: number[] = [];
    for (let isLast = false; !isLast; ) {
      isLast = isDone;
      const sequence = seen.at(-1) ?? head;
      const changes = await other.reads.learnerChanges.sinceForAll({ sequence, limit: 5 });
      seen.push(...changes.map((change) => change.sequence));
      isLast &&= changes.length === 0;
      await setTimeout(1);
    }
    await writing;
    expect(seen).toEqual(Array.from({ length: 48 }, (_, index) => head + 1 + index));
  });

  async function create(): Promise<string> {
    const learner = newLearner();
    await store.write(({ learners }) => learners.create([learner]));
    return learner.id;
  }
});

function add(store: Store, ...changes: ReturnType<typeof newChange>[]) {
  return store.write(async ({ learners, learnerChanges }) => {
    await learners.lock(changes.map(({ learner }) => learner));
    for (const change of changes) learnerChanges.add(change);
  });
}
