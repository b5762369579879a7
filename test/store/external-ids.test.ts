import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import type { Store, StoreWrites } from '../../src/store/store.ts';
import { UniqueConflict } from '../../src/store/unique-conflict.ts';
import { postgres, sqlite } from '../support/databases.ts';
import { newCohort, newMentor } from '../support/learners.ts';

describe.each([sqlite(), postgres()])('$name', (kind) => {
  let store: Store;

  beforeAll(async () => {
    store = await openStore(await kind.newAddress());
  });
  afterAll(() => store.close());

  describe.each(['cohorts', 'mentors'] as const)('external ids of %s', (noun) => {
    const name = (externalId: string, system = 'sis') => ({ system, externalId });

    async function create(): Promise<string> {
      const [cohort, mentor] = [newCohort(), newMentor()];
      await store.write(async ({ cohorts, mentors }) => {
        if (noun === 'cohorts') await cohorts.create(cohort);
        else await mentors.create(mentor);
      });
      return noun === 'cohorts' ? cohort.id : mentor.id;
    }

    const write = (work: (writes: StoreWrites[typeof noun]) => Promise<void>) =>
      store.write((writes) => work(writes[noun]));

    it('are found by, read in order, and let go of', async () => {
      const [one, other] = [await create(), await create()];
      await write(async ({ addExternalIds }) => {
        await addExternalIds(one, [name('b'), name('a'), name("quote'", 'other system')]);
        await addExternalIds(other, [name('c'), name('a', 'other system')]);
      });
      const { idsByExternalIds, externalIds } = store.reads[noun];
      const names = [name('c'), name('nobody'), name('a'), name('a', 'other system'), name('c')];
      expect(await idsByExternalIds(names)).toEqual([other, null, one, other, other]);
      expect((await externalIds([one, 'nobody'])).get(one)).toEqual([
        name("quote'", 'other system'),
        name('a'),
        name('b'),
      ]);
      await write(({ removeExternalIds }) => removeExternalIds([name('a'), name('c')]));
      expect(await idsByExternalIds(names)).toEqual([null, null, null, other, null]);
      await write(({ removeExternalIds }) =>
        removeExternalIds([name('b'), name("quote'", 'other system'), name('a', 'other system')]),
      );
    });

    it('are of one alone', async () => {
      const [one, other] = [await create(), await create()];
      await write(({ addExternalIds }) => addExternalIds(one, [name('mine')]));
      const taken = write(({ addExternalIds }) => addExternalIds(other, [name('mine')]));
      await expect(taken).rejects.toThrow(UniqueConflict);
      expect(await store.reads[noun].idsByExternalIds([name('mine')])).toEqual([one]);
    });
  });
});
