import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import type { Requirement } from '../../src/curriculum/requirement.ts';
import type { Revision } from '../../src/curriculum/revision.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { canonicalJson } from '../../src/util/canonical-json.ts';
import { arbitraryRevisions } from '../support/arbitrary-curricula.ts';
import { curriculum } from '../support/curricula.ts';
import { postgres, sqlite } from '../support/databases.ts';

describe.each([
  { kind: sqlite(), runs: 60 },
  { kind: postgres(), runs: 10 },
])('$kind.name', ({ kind, runs }) => {
  let address: string;
  let store: Store;

  beforeAll(async () => {
    address = await kind.newAddress();
    store = await openStore(address);
  });
  afterAll(() => store.close());

  it('gives back every revision as it was published', () =>
    fc.assert(
      fc.asyncProperty(arbitraryRevisions, async (revisions) => {
        const slug = newSlug();
        const versions = revisions.map((version) => ({ ...version, slug }));
        for (const version of versions) await publish(store, version);
        for (const [index, version] of versions.entries())
          expect(await store.reads.curricula.at(slug, index + 1)).toEqual(version);
      }),
      { numRuns: runs },
    ));

  it('writes only what changed', async () => {
    const slug = newSlug();
    await publish(store, { ...curriculum('%one; a; b; c; !p: a; $job: b'), slug });
    await publish(store, { ...curriculum('%one; a; b 2; d; !p: a; $job: b'), slug });
    const database = await kind.open(address);
    onTestFinished(() => database.close());
    const written = async (noun: 'headings' | 'areas' | 'skills' | 'projects' | 'careerPaths') => {
      const rows = await database.reads
        .select()
        .from(kind.tables[noun] as typeof kind.tables.skills);
      return rows
        .filter((row) => row.curriculum === slug)
        .map(
          ({ slug, sinceRevision, untilRevision }) =>
            `${slug} ${sinceRevision}-${untilRevision ?? ''}`,
        )
        .sort();
    };
    expect(await written('skills')).toEqual(['a 1-', 'b 1-2', 'b 2-', 'c 1-2', 'd 2-']);
    expect(await written('headings')).toEqual([`${slug} 1-`]);
    expect(await written('areas')).toEqual(['one 1-']);
    expect(await written('projects')).toEqual(['p 1-']);
    expect(await written('careerPaths')).toEqual(['job 1-']);
  });

  it('keeps 10,000 skills, and one of them 2,000 groups deep', async () => {
    const slug = newSlug();
    let requires: Requirement = { kind: 'competency', skill: 'skill-00001', level: 'foundation' };
    for (let depth = 0; depth < 2000; depth += 1) requires = { kind: 'any-of', of: [requires] };
    const drawn = curriculum('skill');
    const [model] = drawn.skills;
    const skills = Array.from({ length: 10_000 }, (_, index) => ({
      ...model!,
      slug: `skill-${String(index).padStart(5, '0')}`,
      levels: [{ ...model!.levels[0]!, requires: index === 7 ? requires : null }],
    }));
    await publish(store, { ...drawn, slug, skills });
    const read = await store.reads.curricula.at(slug, 1);
    expect(canonicalJson(read)).toBe(canonicalJson({ ...drawn, slug, skills }));
  });

  it('knows the newest revision of each, in the order in which they first came', async () => {
    const [second, first] = [newSlug(), newSlug()];
    const drawn = curriculum('a');
    const earlier = await publish(store, { ...drawn, slug: first }, new Date(0));
    const later = await publish(store, { ...drawn, slug: second }, new Date(1));
    const newest = await publish(store, { ...curriculum('a; b'), slug: first }, new Date(2));
    const heads = await store.reads.curricula.heads();
    expect(heads.slice(0, 2)).toEqual([newest, later]);
    expect(await store.reads.revisions.byNumber(first, 1)).toEqual(earlier);
  });

  it('lists the revisions of a curriculum from the newest on, a page at a time', async () => {
    const slug = newSlug();
    for (let count = 0; count < 5; count += 1) await publish(store, { ...curriculum('a'), slug });
    const page = async (options: { before?: number; limit: number }) =>
      (await store.reads.revisions.page(slug, options)).map(({ number }) => number);
    expect(await page({ limit: 2 })).toEqual([5, 4]);
    expect(await page({ before: 4, limit: 2 })).toEqual([3, 2]);
    expect(await page({ before: 2, limit: 2 })).toEqual([1]);
    expect(await page({ before: 1, limit: 2 })).toEqual([]);
  });

  it('has nothing of a revision that was never published', async () => {
    const slug = newSlug();
    await publish(store, { ...curriculum('a'), slug });
    expect(await store.reads.curricula.at(slug, 2)).toBeNull();
    expect(await store.reads.curricula.at(slug, 0)).toBeNull();
    expect(await store.reads.curricula.at(newSlug(), 1)).toBeNull();
  });

  it('keeps nothing of a publication that fails', async () => {
    const slug = newSlug();
    const before = await store.reads.curricula.heads();
    const failing = store.write(async ({ curricula }) => {
      await curricula.reserve(slug, new Date(0));
      await curricula.publish({ ...curriculum('a'), slug }, revision(slug, 1));
      await curricula.publish({ ...curriculum('b'), slug }, revision(slug, 3));
    });
    await expect(failing).rejects.toThrow('has no revision 2');
    expect(await store.reads.curricula.heads()).toEqual(before);
    expect(await store.reads.curricula.at(slug, 1)).toBeNull();
  });

  it('lets publishers in several processes take turns', async () => {
    const slug = newSlug();
    const other = await openStore(address);
    onTestFinished(() => other.close());
    const drawn = { ...curriculum('a'), slug };
    const published = await Promise.all(
      [store, other, store, other, store].map((each, index) =>
        publish(each, { ...drawn, title: `Title ${index}` }),
      ),
    );
    expect(published.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it('ends the writes under way before it closes, and closes but once', async () => {
    const slug = newSlug();
    const closing = await openStore(address);
    const write = closing.write(async ({ curricula }) => {
      await setTimeout(10);
      await curricula.reserve(slug, new Date(0));
      await curricula.publish({ ...curriculum('a'), slug }, revision(slug, 1));
    });
    await Promise.all([closing.close(), closing.close(), write]);
    expect(await store.reads.curricula.at(slug, 1)).not.toBeNull();
  });
});

let slugs = 0;

function newSlug(): string {
  return `curriculum-${slugs++}`;
}

function revision(slug: string, number: number, publishedAt = new Date()): Revision {
  const digest = String(number).repeat(64).slice(0, 64);
  return { curriculum: slug, number, digest, publishedAt, publishedBy: 'nobody', note: null };
}

/** Publishes whatever it is as the next revision. */
function publish(store: Store, version: Curriculum, publishedAt?: Date): Promise<Revision> {
  return store.write(async ({ curricula }) => {
    await curricula.reserve(version.slug, publishedAt ?? new Date());
    const head = await curricula.lockHead(version.slug);
    const next = revision(version.slug, (head?.number ?? 0) + 1, publishedAt);
    await curricula.publish(version, next);
    return next;
  });
}
