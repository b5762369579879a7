import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeptPlacement } from '../../src/curriculum/placement.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { postgres, sqlite } from '../support/databases.ts';
import { newLearner, newPlacement } from '../support/learners.ts';
import { day } from '../support/random-evidence.ts';

describe.each([sqlite(), postgres()])('$name', (kind) => {
  let store: Store;

  beforeAll(async () => {
    store = await openStore(await kind.newAddress());
  });
  afterAll(() => store.close());

  it('keeps placements, as they are by now, until they are removed', async () => {
    const [learner, other] = [newLearner(), newLearner()];
    const first = newPlacement(learner.id, { request: { answers: [], 日: '\0' } });
    const second = newPlacement(learner.id);
    const answered: KeptPlacement = {
      ...second,
      standing: { question: null },
      answeredAt: day(1),
      doneAt: day(2),
    };
    await store.write(async ({ learners, placements }) => {
      await learners.create([learner, other]);
      for (const placement of [second, first]) await placements.add(placement);
      await placements.update(answered);
    });
    const { placements } = store.reads;
    expect(await placements.byId(learner.id, second.id)).toEqual(answered);
    expect(await placements.byId(other.id, second.id)).toBeNull();
    expect(await placements.ofLearners([other.id, learner.id])).toEqual(
      new Map([
        [other.id, []],
        [learner.id, [first, answered]],
      ]),
    );
    await store.write((writes) => writes.placements.remove(learner.id, [first.id]));
    expect(await placements.byId(learner.id, first.id)).toBeNull();
    expect(await placements.byId(learner.id, second.id)).toEqual(answered);
  });
});
