import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { CompileFailure, CompileThread } from '../../src/actions/compile-thread.ts';
import { Curricula } from '../../src/actions/curricula.ts';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import type { CurriculumGraph } from '../../src/curriculum/graph.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { largeCurriculum } from '../bench/large-curriculum.ts';
import { postgres, sqlite } from '../support/databases.ts';
import { dice } from '../support/random.ts';
import { randomCurriculum } from '../support/random-curricula.ts';

const thread = new CompileThread();
afterAll(() => thread.close());

/** All that comes is compiled on the thread. */
const onThread = { largeSkills: 0, thread };
const inPlace = { largeSkills: 1_000_000 };

const file = sqlite();

describe.each([file, postgres()])('on $name', (kind) => {
  it('a revision is what it is where it is compiled in place, however it was edited', async () => {
    const store = await openAt(await kind.newAddress());
    const there = await Curricula.load(store, onThread);
    let revision = 0;
    for (const edited of edits(7, 12)) {
      revision += 1;
      await publish(store, edited, revision);
      await there.refresh();
      const here = await Curricula.load(store, inPlace);
      const [head, expected] = [there, here].map((one) => one.snapshot().default!);
      expect(head!.revision).toEqual(expected!.revision);
      expect(head!.graph.curriculum).toEqual(edited);
      check(head!.graph, expected!.graph);
      expect(head!.lineage).toEqual(expected!.lineage);
      expect(expected!.lineage).toBeDefined();
    }
    for (const number of [1, 3, 6]) {
      const expected = await (await Curricula.load(store, inPlace)).at('drawn', number);
      check((await there.at('drawn', number))!.graph, expected!.graph);
    }
  });

  it('a revision that comes while another is compiled is there after the next look', async () => {
    const store = await openAt(await kind.newAddress());
    const curriculum = largeCurriculum(1500);
    await publish(store, curriculum, 1);
    const curricula = await Curricula.load(store, onThread);
    const refreshed: Promise<unknown>[] = [];
    for (let number = 2; number <= 6; number += 1) {
      await publish(store, { ...curriculum, title: `Revision ${number}` }, number);
      refreshed.push(curricula.refresh());
    }
    await Promise.all(refreshed);
    const { revision, graph } = curricula.snapshot().default!;
    expect([revision.number, graph.curriculum.title]).toEqual([6, 'Revision 6']);
  });
});

describe('what stays as it was', () => {
  it('is not made anew in memory', async () => {
    const store = await openAt(await file.newAddress());
    const curriculum = largeCurriculum(300);
    await publish(store, curriculum, 1);
    const curricula = await Curricula.load(store, onThread);
    const before = curricula.snapshot().default!.graph.curriculum;
    const skills = curriculum.skills.map((skill, index) =>
      index === 100 ? { ...skill, title: 'Other' } : skill,
    );
    await publish(store, { ...curriculum, skills }, 2);
    await curricula.refresh();
    const after = curricula.snapshot().default!.graph.curriculum;
    expect(after.skills.filter((skill, index) => skill !== before.skills[index])).toEqual([
      skills[100],
    ]);
    expect(after.careerPaths).toBe(before.careerPaths);
  });
});

describe('where it can not be compiled', () => {
  it('because the thread dies, the old head stays, and the next look has another thread', async () => {
    const store = await openAt(await file.newAddress());
    const curriculum = largeCurriculum(3000);
    await publish(store, curriculum, 1);
    const own = new CompileThread();
    onTestFinished(() => own.close());
    const curricula = await Curricula.load(store, { largeSkills: 0, thread: own });
    const before = curricula.snapshot();
    await publish(store, { ...curriculum, title: 'Other' }, 2);
    await endAmid(own, curricula);
    expect(curricula.snapshot().default).toBe(before.default);
    await curricula.refresh();
    expect(curricula.snapshot().default?.graph.curriculum.title).toBe('Other');
  });

  it('because it says nothing any more, the thread is given up', async () => {
    const store = await openAt(await file.newAddress());
    await publish(store, largeCurriculum(3000), 1);
    const own = new CompileThread({ idleMilliseconds: 1_000, silenceMilliseconds: 1 });
    await expect(Curricula.load(store, { largeSkills: 0, thread: own })).rejects.toThrow(
      CompileFailure,
    );
  });

  it('because the database is not where it was, that is what is said', async () => {
    const store = await openAt(await file.newAddress());
    const curriculum = largeCurriculum(10);
    await publish(store, curriculum, 1);
    const address = 'file:nowhere/at/all.db';
    const loaded = Curricula.load({ ...store, address }, onThread);
    await expect(loaded).rejects.toThrow(/^Revision 1 of large could not be compiled: /);
  });

  it('the other curricula move all the same', async () => {
    const store = await openAt(await file.newAddress());
    const [big, small] = [largeCurriculum(200), { ...largeCurriculum(20), slug: 'small' }];
    await publish(store, big, 1);
    await publish(store, small, 1);
    const own = new CompileThread();
    onTestFinished(() => own.close());
    const curricula = await Curricula.load(store, { largeSkills: 100, thread: own });
    await publish(store, { ...big, title: 'Big' }, 2);
    await publish(store, { ...small, title: 'Small' }, 2);
    await endAmid(own, curricula);
    const heads = [...curricula.snapshot().heads.values()];
    expect(heads.map(({ graph }) => graph.curriculum.title)).toEqual(['Large', 'Small']);
    await curricula.refresh();
    expect(curricula.snapshot().default?.graph.curriculum.title).toBe('Big');
  });
});

it('ends a thread of which nothing is asked', async () => {
  const store = await openAt(await file.newAddress());
  await publish(store, largeCurriculum(10), 1);
  const own = new CompileThread({ idleMilliseconds: 1, silenceMilliseconds: 60_000 });
  const curricula = await Curricula.load(store, { largeSkills: 0, thread: own });
  await setTimeout(100);
  await publish(store, { ...largeCurriculum(10), title: 'Other' }, 2);
  await curricula.refresh();
  expect(curricula.snapshot().default?.graph.curriculum.title).toBe('Other');
});

/** Ends the thread while it compiles: it takes a while to start, so that is soon after it was asked. */
async function endAmid(own: CompileThread, curricula: Curricula): Promise<void> {
  await own.close();
  const failed = expect(curricula.refresh()).rejects.toThrow(
    /^The thread that compiles revision 2 of large stopped/,
  );
  await setTimeout(20);
  await own.close();
  await failed;
}

function check(graph: CurriculumGraph, expected: CurriculumGraph): void {
  expect(graph.nodes).toEqual(expected.nodes);
  expect(graph.depth).toEqual(expected.depth);
  expect(graph.skillsInTeachingOrder).toEqual(expected.skillsInTeachingOrder);
}

/** A curriculum, and what it is after each of some random edits: items that change, come, go and come back. */
function edits(seed: number, count: number): Curriculum[] {
  const { pick, chance, between } = dice(seed);
  const whole = randomCurriculum(seed, 24);
  const found: Curriculum[] = [whole];
  while (found.length < count) {
    const last = found.at(-1)!;
    const other = randomCurriculum(seed + found.length, between(4, 24));
    const renamed = new Set(pick(last.skills, 3).map(({ slug }) => slug));
    const skills = last.skills.map((skill) =>
      renamed.has(skill.slug) ? { ...skill, title: `Edit ${found.length}` } : skill,
    );
    found.push(chance(0.4) ? other : chance(0.3) ? whole : { ...last, skills });
  }
  return found;
}

async function openAt(address: string): Promise<Store> {
  const store = await openStore(address);
  onTestFinished(() => store.close());
  return store;
}

async function publish(store: Store, curriculum: Curriculum, number: number): Promise<void> {
  const { slug } = curriculum;
  const publishedAt = new Date(Date.UTC(2026, 0, 1, 0, 0, number));
  await store.write(async ({ curricula }) => {
    await curricula.reserve(slug, publishedAt);
    await curricula.lockHead(slug);
    await curricula.publish(curriculum, {
      ...{ curriculum: slug, number, digest: `revision ${number}`, publishedAt },
      ...{ publishedBy: 'test', note: null },
    });
  });
}
