import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdoptedRoadmap } from '../../src/curriculum/adopted-roadmap.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { postgres, sqlite } from '../support/databases.ts';
import { newEvidence, newId, newLearner } from '../support/learners.ts';
import { contentOf, day, finding } from '../support/random-evidence.ts';

describe.each([sqlite(), postgres()])('$name', (kind) => {
  let store: Store;
  let learners: string[];

  beforeAll(async () => {
    store = await openStore(await kind.newAddress());
    const created = Array.from({ length: 7 }, () => newLearner());
    learners = created.map(({ id }) => id);
    await store.write((writes) => writes.learners.create(created));
  });
  afterAll(() => store.close());

  it('finds page by page who follows a roadmap on a curriculum', async () => {
    await store.write(async ({ adoptedRoadmaps }) => {
      for (const learner of learners.slice(0, 5))
        await adoptedRoadmaps.adopt(roadmap(learner), 'k');
      await adoptedRoadmaps.adopt(roadmap(learners[5]!, { curriculum: 'other' }), 'k');
      await adoptedRoadmaps.adopt(roadmap(learners[6]!, { endedAt: day(1) }), 'k');
      // Who has ended one and follows another is one follower.
      await adoptedRoadmaps.adopt(roadmap(learners[0]!, { endedAt: day(1) }), 'k');
    });
    const { followers, countFollowers } = store.reads.adoptedRoadmaps;
    expect(await countFollowers(['small'])).toBe(5);
    expect(await followers(['small'], { limit: 3 })).toEqual(learners.slice(0, 3));
    expect(await followers(['small'], { after: learners[2], limit: 3 })).toEqual(
      learners.slice(3, 5),
    );
    expect(await countFollowers(['none'])).toBe(0);
    expect(await followers(['none'], { limit: 3 })).toEqual([]);
  });

  it('lists ids alone, page by page', async () => {
    const { ids } = store.reads.learners;
    expect(await ids({ limit: 4 })).toEqual(learners.slice(0, 4));
    expect(await ids({ after: learners[3], limit: 4 })).toEqual(learners.slice(4));
  });

  it('finds of whom evidence names a skill of a curriculum', async () => {
    const said = (learner: string, curriculum: string, skill: string) => {
      const competency = { curriculum, skill, level: 'low' };
      return newEvidence(learner, contentOf(finding({ competency, externalId: skill })));
    };
    const [one, two, three] = learners as [string, string, string];
    await store.write((writes) =>
      writes.evidence.record(
        [
          ...[said(one, 'small', 'a'), said(one, 'small', 'b')],
          ...[said(two, 'small', 'b'), said(three, 'other', 'a')],
        ],
        { recordedAt: day(0), recordedBy: 'test' },
      ),
    );
    const { spokenOf } = store.reads.evidence;
    const find = async (curriculum: string, skills: readonly string[], among = learners) =>
      [...(await spokenOf(among, { curriculum, skills }))].sort();
    expect(await find('small', ['a'])).toEqual([one]);
    expect(await find('small', ['a', 'b', 'c'])).toEqual([one, two]);
    expect(await find('small', ['b'], [two, three])).toEqual([two]);
    expect(await find('other', ['a', 'b'])).toEqual([three]);
    const many = Array.from({ length: 12_000 }, (_, number) => `s${number}`);
    expect(await find('small', [...many, 'b'])).toEqual([one, two]);
    expect(await find('small', [])).toEqual([]);
  });
});

function roadmap(learner: string, given: Partial<AdoptedRoadmap> = {}): AdoptedRoadmap {
  return {
    ...{ learner, id: newId(), request: {}, curriculum: 'small', revision: 1, plan: {} },
    ...{ adoptedAt: day(0), plannedAt: day(0), endedAt: null, dueSince: null },
    checkedRevision: 1,
    checkedRelated: 0,
    ...given,
  };
}
