import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Actor, operator } from '../../src/actions/actor.ts';
import { type Change, type ChangePlace, readChanges } from '../../src/actions/read-changes.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { postgres, sqlite } from '../support/databases.ts';
import { newChange, newCohort, newLearner, newMentor } from '../support/learners.ts';
import { day } from '../support/random-evidence.ts';

describe.each([sqlite(), postgres()])('$name', (kind) => {
  let address: string;
  let store: Store;

  beforeAll(async () => {
    address = await kind.newAddress();
    store = await openStore(address);
  });
  afterAll(() => store.close());

  const list = async (since: ChangePlace | null, limit = 100) => {
    const result = await readChanges({ store }, operator, { since, limit });
    if (result.kind !== 'change-list') throw new Error(result.message);
    return result;
  };
  const head = async () => (await list(null, 1)).head;
  const kinds = (changes: readonly Change[]) => changes.map((change) => change.kind);

  it('are told of whatever happens, in that order and without gaps', async () => {
    const since = await head();
    const [learner, mentor, cohort] = [newLearner(), newMentor(), newCohort()];
    await store.write(({ learners }) => learners.create([learner]));
    await store.write(async ({ mentors, cohorts }) => {
      await mentors.create(mentor);
      await cohorts.create(cohort);
      await cohorts.addMentors(cohort.id, [mentor.id], day(1));
    });
    await store.write(async ({ learners, cohorts, learnerChanges }) => {
      await learners.lock([learner.id]);
      await cohorts.addMembers(cohort.id, [learner.id], day(1));
      learnerChanges.add(newChange(learner.id, { kind: 'COHORT_JOINED' }));
      await cohorts.update({ ...cohort, title: 'Summer' });
      learnerChanges.add(newChange(learner.id, { kind: 'NOTE_WRITTEN' }));
    });
    await store.write(async ({ mentors, cohorts }) => {
      await mentors.update({ ...mentor, name: 'Ada' });
      await cohorts.removeMentors(cohort.id, [mentor.id], day(1));
      await cohorts.remove(cohort.id, day(2));
    });
    const { changes, hasNext } = await list(since);
    expect(kinds(changes)).toEqual([
      ...['LEARNER_CREATED', 'MENTOR_CREATED', 'COHORT_CREATED', 'COHORT_UPDATED'],
      ...['COHORT_JOINED', 'COHORT_UPDATED', 'MENTOR_UPDATED', 'COHORT_UPDATED'],
      'COHORT_REMOVED',
    ]);
    expect(hasNext).toBe(false);
    const first = since.sequence + 1;
    // A note is nothing that others are told of.
    const told = [0, 1, 2, 3, 4, 5, 7, 8, 9].map((place) => first + place);
    expect(changes.map(({ sequence }) => sequence)).toEqual(told);
    const pages: Change[] = [];
    for (let place = since; ; ) {
      const page = await list(place, 2);
      pages.push(...page.changes);
      if (!page.hasNext) break;
      place = page.changes.at(-1)!;
    }
    expect(pages).toEqual(changes);
  });

  it('are followed from the head on', async () => {
    const since = await head();
    expect(await list(since)).toMatchObject({ changes: [], hasNext: false, head: since });
    await store.write(({ learners }) => learners.create([newLearner()]));
    expect(kinds((await list(since)).changes)).toEqual(['LEARNER_CREATED']);
  });

  it('of a learner go with the learner, and that they are gone stays', async () => {
    const since = await head();
    const learner = newLearner();
    await store.write(({ learners }) => learners.create([learner]));
    await store.write(async ({ learners, learnerChanges }) => {
      await learners.lock([learner.id]);
      learnerChanges.add(newChange(learner.id));
    });
    const seen = (await list(since)).changes.at(-1)!;
    await store.write(async ({ learners }) => {
      await learners.lock([learner.id]);
      await learners.erase(learner.id, day(3));
    });
    const gone = { kind: 'LEARNER_ERASED', subject: learner.id, what: {}, at: day(3) };
    expect((await list(since)).changes).toMatchObject([gone]);
    // The change at the place is gone, and the place still is one.
    expect((await list(seen)).changes).toMatchObject([gone]);
  });

  it('can be told no more where the database was set back', async () => {
    await store.write(({ learners }) => learners.create([newLearner({ createdAt: day(5) })]));
    const place = await head();
    const ask = (since: ChangePlace) =>
      readChanges({ store }, operator, { since, limit: 1 }).then((result) => result.kind);
    expect(await ask({ ...place, sequence: place.sequence + 1 })).toBe('cursor-expired');
    expect(await ask({ ...place, at: day(6) })).toBe('cursor-expired');
    expect(await ask({ ...place, at: null })).toBe('change-list');
    expect(await ask(place)).toBe('change-list');
  });

  it('are all seen by whoever follows, however slow some writers are', async () => {
    const learner = newLearner();
    await store.write(({ learners }) => learners.create([learner]));
    const other = await openStore(address);
    onTestFinished(() => other.close());
    let place = await head();
    const from = place.sequence;
    let isDone = false;
    const writing = Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        for (let round = 0; round < 6; round += 1)
          await (index % 2 === 0 ? store : other).write(async (writes) => {
            if (index < 3) await writes.learners.create([newLearner()]);
            else {
              await writes.learners.lock([learner.id]);
              writes.learnerChanges.add(newChange(learner.id));
            }
            await setTimeout((index * 7 + round * 3) % 10);
          });
      }),
    ).then(() => {
      isDone = true;
    });
    const seen: number[] = [];
    for (let isLast = false; !isLast; ) {
      isLast = isDone;
      const { changes } = await list(place, 5);
      seen.push(...changes.map(({ sequence }) => sequence));
      place = changes.at(-1) ?? place;
      isLast &&= changes.length === 0;
      await setTimeout(1);
    }
    await writing;
    expect(seen).toEqual(Array.from({ length: 36 }, (_, index) => from + 1 + index));
  });

  it('are for admins and for services that read learners', async () => {
    const ask = (actor: Actor) =>
      readChanges({ store }, actor, { since: null, limit: 1 }).then((result) => result.kind);
    const service = { kind: 'SERVICE', name: 'a mirror' } as const;
    expect(await ask({ ...service, scopes: ['learners:read'] })).toBe('change-list');
    expect(await ask({ ...service, scopes: ['cohorts:write'] })).toBe('forbidden');
    expect(await ask({ kind: 'MENTOR', name: 'a', mentor: 'a' })).toBe('forbidden');
  });
});
