import { describe, expect, it } from 'vitest';
import type { Environment } from '../../src/actions/environment.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { curriculum } from '../support/curricula.ts';
import { newEnvironment } from '../support/environment.ts';

describe('a curriculum', () => {
  it('is published as the next revision, and seen at once', async () => {
    const environment = await newEnvironment();
    expect(await publish(environment, 'a')).toMatchObject({
      kind: 'published',
      revision: {
        curriculum: 'drawn',
        number: 1,
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        publishedAt: new Date('2026-01-01T00:00:00Z'),
        publishedBy: 'an author',
        note: 'Why not.',
      },
    });
    expect(await publish(environment, 'a; b: a')).toMatchObject({ revision: { number: 2 } });
    const head = environment.curricula.snapshot().heads.get('drawn')!;
    expect(head.revision.number).toBe(2);
    expect(head.graph.skill('b')).toBeDefined();
  });

  it('is not published again while nothing differs', async () => {
    const environment = await newEnvironment();
    const first = await publish(environment, 'a; b: a');
    expect(await publish(environment, 'a; b: a')).toEqual({ ...first, kind: 'unchanged' });
    expect(await environment.store.reads.revisions.page('drawn', { limit: 10 })).toHaveLength(1);
  });

  it('can go back to what it was', async () => {
    const environment = await newEnvironment();
    const digests = [];
    for (const drawing of ['a', 'a; b', 'a'])
      digests.push((await publish(environment, drawing)).revision?.digest);
    expect(digests[2]).toBe(digests[0]);
    expect(digests[1]).not.toBe(digests[0]);
    expect(environment.curricula.snapshot().heads.get('drawn')?.revision.number).toBe(3);
  });

  it('is not published unsound', async () => {
    const environment = await newEnvironment();
    await expect(publish(environment, 'a: b; b: a')).rejects.toThrow('This is a bug');
    expect(await environment.store.reads.curricula.heads()).toEqual([]);
  });
});

it('who publishes much is told how far it is', async () => {
  const environment = await newEnvironment();
  const many = (hours: number) =>
    curriculum(Array.from({ length: 500 }, (_, at) => `s${at} ${at < 300 ? 1 : hours}`).join('; '));
  for (const hours of [1, 2]) {
    const shares: number[] = [];
    const said = { publishedBy: 'an author', note: null };
    const publication = {
      ...said,
      curriculum: many(hours),
      progress: (share: number) => shares.push(share),
    };
    expect((await publishCurriculum(environment, publication)).kind).toBe('published');
    expect(shares.length).toBeGreaterThan(5);
    expect(shares).toEqual([...shares].sort((one, other) => one - other));
    expect(shares.every((share) => share > 0 && share <= 1)).toBe(true);
  }
});

describe('a publisher who expects a revision', () => {
  it('publishes over that', async () => {
    const environment = await newEnvironment();
    expect(await publish(environment, 'a', 0)).toMatchObject({ kind: 'published' });
    expect(await publish(environment, 'b', 1)).toMatchObject({ kind: 'published' });
  });

  it('publishes over no other', async () => {
    const environment = await newEnvironment();
    const { revision } = await publish(environment, 'a');
    for (const expected of [0, 2, 0.5])
      expect(await publish(environment, 'b', expected)).toEqual({ kind: 'head-moved', revision });
  });

  it('publishes nothing where there is no such curriculum', async () => {
    const environment = await newEnvironment();
    expect(await publish(environment, 'a', 3)).toEqual({ kind: 'head-moved', revision: null });
    expect(await publish(environment, 'a', 0)).toMatchObject({ kind: 'published' });
  });

  it('is alone in publishing over it', async () => {
    const environment = await newEnvironment();
    await publish(environment, 'a');
    const results = await Promise.all(
      ['b', 'c', 'd'].map((drawing) => publish(environment, drawing, 1)),
    );
    expect(results.map(({ kind }) => kind).sort()).toEqual([
      'head-moved',
      'head-moved',
      'published',
    ]);
  });
});

function publish(environment: Environment, drawing: string, expectedRevision?: number) {
  return publishCurriculum(environment, {
    curriculum: curriculum(drawing),
    publishedBy: 'an author',
    note: 'Why not.',
    expectedRevision,
  });
}
