import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Curricula } from '../../src/actions/curricula.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { publishSeeds } from '../../src/actions/publish-seeds.ts';
import { newEnvironment } from '../support/environment.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('seeds', () => {
  it('are published where nothing is', async () => {
    const environment = await newEnvironment();
    const seeds = await written('Loops');
    expect(await publishSeeds(environment, seeds)).toMatchObject({
      kind: 'published',
      revision: { curriculum: 'seeded', number: 1, publishedBy: 'seeds', note: null },
      warnings: expect.any(Array),
    });
    expect(environment.curricula.snapshot().default?.graph.skill('loops')?.title).toBe('Loops');
  });

  it('are published again when they were edited, and only then', async () => {
    const environment = await newEnvironment();
    expect(await publishSeeds(environment, await written('Loops'))).toMatchObject({
      kind: 'published',
    });
    expect(await publishSeeds(environment, await written('Loops'))).toMatchObject({
      kind: 'unchanged',
      revision: { number: 1 },
    });
    expect(await publishSeeds(environment, await written('Repetition'))).toMatchObject({
      kind: 'published',
      revision: { number: 2 },
    });
  });

  it('never go over what somebody else published', async () => {
    const environment = await newEnvironment();
    await publishSeeds(environment, await written('Loops'));
    const edited = await publishAsAuthor(environment);
    const kept = { kind: 'kept', revision: edited };
    expect(await publishSeeds(environment, await written('Loops'))).toEqual(kept);
    expect(await publishSeeds(environment, await written('Repetition'))).toEqual(kept);
    expect(await environment.store.reads.curricula.heads()).toEqual([edited]);
  });

  it('do not go over what somebody publishes meanwhile', async () => {
    const environment = await newEnvironment();
    await publishSeeds(environment, await written('Loops'));
    const late = { ...environment, curricula: await Curricula.load(environment.store) };
    const edited = await publishAsAuthor(environment);
    expect(await publishSeeds(late, await written('Repetition'))).toEqual({
      kind: 'kept',
      revision: edited,
    });
  });

  it('are published once by servers that start together', async () => {
    const environment = await newEnvironment();
    const other = { ...environment, curricula: await Curricula.load(environment.store) };
    const seeds = await written('Loops');
    const results = await Promise.all([
      publishSeeds(environment, seeds),
      publishSeeds(other, seeds),
    ]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(['published', 'unchanged']);
    expect(other.curricula.snapshot().default?.revision.number).toBe(1);
  });

  it('that are defective publish nothing', async () => {
    const environment = await newEnvironment();
    expect(await publishSeeds(environment, await written('Loops', 'nowhere'))).toMatchObject({
      kind: 'defective',
      problems: [{ line: 4, message: expect.stringContaining('`nowhere`') }],
    });
    expect(await publishSeeds(environment, 'no/such/path')).toMatchObject({ kind: 'unreadable' });
    expect(await environment.store.reads.curricula.heads()).toEqual([]);
  });
});

/** The path of seeds with one skill of that title. */
async function written(title: string, area = 'basics'): Promise<string> {
  const path = join(await temporaryFolder(), 'seeds.yaml');
  await writeFile(
    path,
    `{ curriculum: seeded, title: Seeded, levels: [foundation],
      areas: [{ id: basics, title: Basics }],
      skills: [{ id: loops, title: ${title}, summary: Again., hours: 2,
        area: ${area} }] }`,
  );
  return path;
}

/** Publishes what is there, under another title. */
async function publishAsAuthor(environment: Environment) {
  const { curriculum } = environment.curricula.snapshot().default!.graph;
  const result = await publishCurriculum(environment, {
    curriculum: { ...curriculum, title: 'Edited' },
    publishedBy: 'an author',
    note: null,
  });
  return result.revision;
}
