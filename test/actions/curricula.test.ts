import { describe, expect, it } from 'vitest';
import { Curricula } from '../../src/actions/curricula.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { curriculum } from '../support/curricula.ts';
import { newEnvironment } from '../support/environment.ts';

describe('a snapshot', () => {
  it('has nothing before anything is published', async () => {
    const { curricula } = await newEnvironment();
    expect(curricula.snapshot()).toEqual({ heads: new Map(), default: null });
  });

  it('has every head, first the curriculum that came first, which is the default', async () => {
    const environment = await newEnvironment();
    for (const slug of ['pottery', 'acrobatics', 'music']) await publish(environment, 'a', slug);
    await publish(environment, 'a; b', 'pottery');
    const { heads, default: first } = environment.curricula.snapshot();
    expect([...heads.keys()]).toEqual(['pottery', 'acrobatics', 'music']);
    expect(first).toBe(heads.get('pottery'));
    expect(first?.revision.number).toBe(2);
    expect(first?.graph.curriculum.skills).toHaveLength(2);
  });

  it('stays as it is when a head moves', async () => {
    const environment = await newEnvironment();
    await publish(environment, 'a');
    const before = environment.curricula.snapshot();
    await publish(environment, 'a; b');
    expect(before.default?.revision.number).toBe(1);
    expect(environment.curricula.snapshot().default?.revision.number).toBe(2);
  });
});

describe('a refresh', () => {
  it('sees what another server has published, and compiles nothing else anew', async () => {
    const environment = await newEnvironment();
    await publish(environment, 'a', 'moving');
    await publish(environment, 'a', 'staying');
    const other = await Curricula.load(environment.store);
    const before = other.snapshot().heads;
    await publish(environment, 'a; b', 'moving');
    expect(other.snapshot().heads).toBe(before);
    await other.refresh();
    const after = other.snapshot().heads;
    expect(after.get('moving')?.revision.number).toBe(2);
    expect(after.get('staying')).toBe(before.get('staying'));
  });

  it('rejects where the database is gone, and leaves what is in memory', async () => {
    const environment = await newEnvironment();
    await publish(environment, 'a');
    const before = environment.curricula.snapshot();
    await environment.store.close();
    await expect(environment.curricula.refresh()).rejects.toThrow();
    await expect(environment.curricula.refresh()).rejects.toThrow();
    expect(environment.curricula.snapshot()).toBe(before);
  });
});

describe('an older revision', () => {
  it('is compiled when it is asked for, once', async () => {
    const environment = await newEnvironment();
    for (const drawing of ['a', 'a; b', 'a; b; c']) await publish(environment, drawing);
    const curricula = await Curricula.load(environment.store);
    const first = await curricula.at('drawn', 1);
    expect(first?.revision.number).toBe(1);
    expect(first?.graph.curriculum.skills.map(({ slug }) => slug)).toEqual(['a']);
    expect(await curricula.at('drawn', 1)).toBe(first);
    expect(await curricula.at('drawn', 3)).toBe(curricula.snapshot().default);
  });

  it('that was the head a moment ago is not compiled again', async () => {
    const environment = await newEnvironment();
    await publish(environment, 'a');
    const before = environment.curricula.snapshot().default;
    await publish(environment, 'a; b');
    expect(await environment.curricula.at('drawn', 1)).toBe(before);
  });

  it('makes room for others when it has not been asked for in a while', async () => {
    const environment = await newEnvironment();
    for (let count = 0; count < 12; count += 1) await publish(environment, `a ${count + 1}`);
    const curricula = await Curricula.load(environment.store);
    const [first, second] = [await curricula.at('drawn', 1), await curricula.at('drawn', 2)];
    for (let number = 3; number <= 9; number += 1) {
      await curricula.at('drawn', number);
      expect(await curricula.at('drawn', 1)).toBe(first);
    }
    expect(await curricula.at('drawn', 2)).not.toBe(second);
  });

  it.each([[0], [-1], [2], [1.5], [1e300], [Number.NaN]])(
    'number %d is null where there is none',
    async (number) => {
      const environment = await newEnvironment();
      await publish(environment, 'a');
      expect(await environment.curricula.at('drawn', number)).toBeNull();
      expect(await environment.curricula.at('nowhere', 1)).toBeNull();
    },
  );

  it('that another server has just published is found before the next refresh', async () => {
    const environment = await newEnvironment();
    await publish(environment, 'a');
    const other = await Curricula.load(environment.store);
    expect(await other.at('drawn', 2)).toBeNull();
    await publish(environment, 'a; b');
    expect((await other.at('drawn', 2))?.revision.number).toBe(2);
  });
});

async function publish(environment: Environment, drawing: string, slug = 'drawn'): Promise<void> {
  const { kind } = await publishCurriculum(environment, {
    curriculum: { ...curriculum(drawing), slug },
    publishedBy: 'an author',
    note: null,
  });
  expect(kind).toBe('published');
}
