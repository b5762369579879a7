import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { contentText, type Evidence, type EvidenceContent } from '../../src/curriculum/evidence.ts';
import { lastWords } from '../../src/curriculum/last-words.ts';
import { openStore } from '../../src/store/open.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { countStatements } from '../support/counted-statements.ts';
import { postgres, sqlite } from '../support/databases.ts';
import { newEvidence, newLearner } from '../support/learners.ts';
import { dice } from '../support/random.ts';
import {
  arrived,
  contentOf,
  day,
  finding,
  randomContents,
  retraction,
} from '../support/random-evidence.ts';

describe.each([sqlite(), postgres()])('$name', (kind) => {
  let address: string;
  let store: Store;

  beforeAll(async () => {
    address = await kind.newAddress();
    store = await openStore(address);
  });
  afterAll(() => store.close());

  it('gives back what was recorded, in that order', async () => {
    const learner = await create(store);
    const full = contentOf(
      finding({ score: 0.75, strength: 0.9, note: 'Naïve 日本語', data: { verb: ['\0', 1] } }),
    );
    const bare = contentOf(retraction({ externalId: 'two', occurredAt: new Date(-1) }));
    await record(store, learner, [full], day(7));
    await record(store, learner, [bare], day(3));
    const by = { recordedBy: 'a test' };
    const expected = [
      { ...full, number: 1, recordedAt: day(7), ...by },
      { ...bare, number: 2, recordedAt: day(3), ...by },
    ];
    expect(await evidenceOf(learner)).toEqual(expected);
    expect(await store.reads.evidence.byNumber(learner, 2)).toEqual(expected[1]);
    expect(await store.reads.evidence.byNumber(learner, 3)).toBeNull();
  });

  it('tells what a source said, and when something last came about of a learner alone', async () => {
    const [learner, other] = [await create(store), await create(store)];
    const own = contentOf(finding({ source: 'a', externalId: 'one', occurredAt: day(4) }));
    const older = contentOf(finding({ source: 'b', externalId: 'two', occurredAt: day(2) }));
    const taken = contentOf(retraction({ source: 'a', externalId: 'one', occurredAt: day(8) }));
    const baseline = contentOf(finding({ source: 'baseline:spring', occurredAt: day(9) }));
    await record(store, learner, [own, older, baseline, taken]);
    await record(store, other, [baseline]);
    const { ofSource, lastOccurred } = store.reads.evidence;
    const said = await ofSource([learner, other], 'a');
    expect(said.get(learner)!.map(({ kind }) => kind)).toEqual([own.kind, 'RETRACTION']);
    expect(said.get(other)).toEqual([]);
    expect(await lastOccurred([learner, other])).toEqual(new Map([[learner, day(4)]]));
  });

  it('says of each item whether it is new, a new version, or here already', async () => {
    const learner = await create(store);
    const first = contentOf(finding());
    const corrected = contentOf(finding({ outcome: 'NOT_HELD' }));
    const other = contentOf(finding({ externalId: 'two' }));
    const taken = contentOf(retraction());
    expect(await record(store, learner, [first, other])).toEqual(['CREATED 1', 'CREATED 2']);
    expect(await record(store, learner, [other, corrected])).toEqual(['UNCHANGED 2', 'UPDATED 3']);
    expect(await record(store, learner, [first, corrected])).toEqual([
      'UNCHANGED 1',
      'UNCHANGED 3',
    ]);
    expect(await record(store, learner, [taken, taken])).toEqual(['UPDATED 4', 'UNCHANGED 4']);
    expect(await evidenceOf(learner)).toHaveLength(4);
  });

  it('keeps learners, sources and external ids apart', async () => {
    const [left, right] = [await create(store), await create(store)];
    const contents = [
      contentOf(finding({ source: 'a', externalId: 'b' })),
      contentOf(finding({ source: 'b', externalId: 'a' })),
      contentOf(finding({ source: "a'", externalId: 'b' })),
    ];
    for (const learner of [left, right])
      expect(await record(store, learner, contents)).toEqual([
        'CREATED 1',
        'CREATED 2',
        'CREATED 3',
      ]);
  });

  it('takes texts as long as they may be', async () => {
    const learner = await create(store);
    const long = contentOf(finding({ source: '日'.repeat(100), externalId: '本'.repeat(500) }));
    expect(await record(store, learner, [long])).toEqual(['CREATED 1']);
    expect(await record(store, learner, [long])).toEqual(['UNCHANGED 1']);
  });

  it('keeps one row of each version, in whatever order and however often they come', async () => {
    const competencies = [{ curriculum: 'drawn', skill: 'a', level: 'foundation' }];
    for (let seed = 0; seed < 20; seed += 1) {
      const learner = await create(store);
      const contents = randomContents(seed, competencies);
      const { pick } = dice(seed);
      for (const some of [pick(contents, 5), pick(contents, 99), pick(contents, 3)])
        await record(store, learner, some);
      const digests = new Set(contents.map((content) => newEvidence(learner, content).digest));
      const kept = await evidenceOf(learner);
      expect(kept.map(({ number }) => number)).toEqual([...digests].map((_, index) => index + 1));
      const words = (evidence: readonly Evidence[]) =>
        lastWords(evidence)
          .map((one) => contentText(one))
          .sort();
      expect(words(kept)).toEqual(words(arrived(contents)));
    }
  });

  it('records once what several processes hand in at once', async () => {
    const learners = [await create(store), await create(store), await create(store)];
    const other = await openStore(address);
    onTestFinished(() => other.close());
    const contents = Array.from({ length: 20 }, (_, index) =>
      contentOf(finding({ externalId: `${index}` })),
    );
    const rounds = await Promise.all(
      [store, other, store, other, store, other].map((each, round) => {
        // Each round has the learners in another order, as senders do.
        const items = [...learners.slice(round % 3), ...learners.slice(0, round % 3)].flatMap(
          (learner) => contents.map((content) => newEvidence(learner, content)),
        );
        return each.write(async ({ learners: locked, evidence }) => {
          await locked.lock(items.map(({ learner }) => learner));
          await setTimeout(5);
          return evidence.record(items, { recordedAt: day(0), recordedBy: `${round}` });
        });
      }),
    );
    const statuses = rounds.flat().map(({ status }) => status);
    expect(statuses.filter((status) => status === 'CREATED')).toHaveLength(60);
    expect(statuses.filter((status) => status === 'UNCHANGED')).toHaveLength(300);
    for (const learner of learners)
      expect((await evidenceOf(learner)).map(({ number }) => number)).toEqual(
        contents.map((_, index) => index + 1),
      );
  });

  it('leaves nothing of a transaction that fails', async () => {
    const learner = await create(store);
    const failing = store.write(async ({ learners, evidence }) => {
      await learners.lock([learner]);
      const by = { recordedAt: day(0), recordedBy: 'a test' };
      await evidence.record([newEvidence(learner, contentOf(finding()))], by);
      throw new Error('changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    expect(await evidenceOf(learner)).toEqual([]);
    expect(await record(store, learner, [contentOf(finding())])).toEqual(['CREATED 1']);
  });

  it('refuses evidence of nobody', async () => {
    await expect(record(store, 'nobody', [contentOf(finding())])).rejects.toThrow();
  });

  it('lists the newest first, a page at a time', async () => {
    const learner = await create(store);
    const contents = Array.from({ length: 5 }, (_, index) =>
      contentOf(finding({ externalId: `${index}` })),
    );
    await record(store, learner, contents);
    const page = async (options: { before?: number; limit: number }) =>
      (await store.reads.evidence.page(learner, options)).map(({ number }) => number);
    expect(await page({ limit: 2 })).toEqual([5, 4]);
    expect(await page({ before: 4, limit: 2 })).toEqual([3, 2]);
    expect(await page({ before: 2, limit: 2 })).toEqual([1]);
  });

  it('lists the newest of many at once', async () => {
    const [left, right, idle] = [await create(store), await create(store), await create(store)];
    const contents = Array.from({ length: 5 }, (_, index) =>
      contentOf(finding({ externalId: `${index}` })),
    );
    await record(store, left, contents);
    await record(store, right, contents.slice(0, 1));
    const found = await store.reads.evidence.newest([left, idle, right, 'nobody'], 2);
    expect([...found].map(([id, list]) => [id, list.map(({ number }) => number)])).toEqual([
      [left, [5, 4]],
      [idle, []],
      [right, [1]],
      ['nobody', []],
    ]);
    expect(found.get(right)).toEqual(await evidenceOf(right));
  });

  it('tells how far the evidence of many goes; repetition takes none of them further', async () => {
    const [left, right] = [await create(store), await create(store)];
    await record(store, left, [contentOf(finding()), contentOf(retraction())]);
    await record(store, left, [contentOf(finding())]);
    expect(await store.reads.evidence.heads([left, right, 'nobody'])).toEqual(
      new Map([
        [left, 2],
        [right, 0],
        ['nobody', 0],
      ]),
    );
  });

  it('takes few statements for 500 items of 500 learners', async () => {
    const counted = countStatements(await kind.open(address));
    const countedStore = createStore(counted, kind.tables);
    onTestFinished(() => countedStore.close());
    const ids = await createMany(store, 500);
    const statements = async (some: readonly string[]) => {
      const before = counted.statements();
      const items = some.map((learner) => newEvidence(learner, contentOf(finding())));
      await countedStore.write(async ({ learners, evidence }) => {
        await learners.lock(some);
        await evidence.record(items, { recordedAt: day(0), recordedBy: 'a test' });
      });
      return counted.statements() - before;
    };
    expect(await statements(ids.slice(0, 1))).toBe(6);
    expect(await statements(ids)).toBeLessThanOrEqual(11);
    const before = counted.statements();
    const read = await countedStore.reads.evidence.ofLearners(ids);
    expect(counted.statements() - before).toBe(1);
    expect([...read.values()].flat()).toHaveLength(500);
  });

  const evidenceOf = async (learner: string) =>
    (await store.reads.evidence.ofLearners([learner])).get(learner)!;
});

async function create(store: Store): Promise<string> {
  const [id] = await createMany(store, 1);
  return id!;
}

async function createMany(store: Store, count: number): Promise<string[]> {
  const created = Array.from({ length: count }, () => newLearner());
  await store.write(({ learners }) => learners.create(created));
  return created.map(({ id }) => id);
}

/** Records it in one transaction; what came of each, as `status number`. */
async function record(
  store: Store,
  learner: string,
  contents: readonly EvidenceContent[],
  recordedAt: Date = day(0),
): Promise<string[]> {
  const items = contents.map((content) => newEvidence(learner, content));
  const recordings = await store.write(async ({ learners, evidence }) => {
    await learners.lock([learner]);
    return evidence.record(items, { recordedAt, recordedBy: 'a test' });
  });
  return recordings.map(({ status, number }) => `${status} ${number}`);
}
