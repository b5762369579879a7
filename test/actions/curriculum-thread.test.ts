import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CurriculumThread } from '../../src/actions/curriculum-thread.ts';
import { packCurriculum, unpackCurriculum } from '../../src/actions/packed-curriculum.ts';
import { lint } from '../../src/curriculum/lint.ts';
import { nativeJson, nativeYaml } from '../../src/exchange/curriculum/native/write-native.ts';
import { canonicalJson } from '../../src/util/canonical-json.ts';
import { arbitraryRevisions } from '../support/arbitrary-curricula.ts';
import { graph } from '../support/curricula.ts';
import { randomCurriculum } from '../support/random-curricula.ts';
import { runToEnd } from '../support/run-to-end.ts';
import { seedCurriculum } from '../support/seeds.ts';
import { summarized } from '../support/summarized.ts';

/** A thread that is gone with the test. */
function newThread(limits: ConstructorParameters<typeof CurriculumThread>[0] = {}) {
  const thread = new CurriculumThread(limits);
  onTestFinished(() => thread.close());
  return thread;
}

const tiny =
  'curriculum: tiny\ntitle: Tiny\nlevels: [low]\nareas: [{ id: a, title: A }]\nskills: [{ id: b, title: B, area: a, summary: s, hours: 1 }]\n';
const file = (text: string) => [{ file: 'text', text }];

describe('a curriculum that is packed', () => {
  it('is the same when it is unpacked', () =>
    fc.assert(
      fc.property(arbitraryRevisions, (revisions) => {
        for (const curriculum of revisions) {
          const packed = runToEnd(packCurriculum(curriculum));
          const unpacked = runToEnd(unpackCurriculum(packed));
          expect(canonicalJson(unpacked)).toBe(canonicalJson(curriculum));
        }
      }),
      { numRuns: 50 },
    ));
});

describe('a thread that works on curricula', () => {
  it('reads, lints and writes as one would in place', async () => {
    const thread = newThread();
    for (const curriculum of [await seedCurriculum(), randomCurriculum(7, 40)]) {
      const sound = summarized(curriculum);
      const [yaml, json] = [await thread.write(sound, 'YAML'), await thread.write(sound, 'JSON')];
      expect([yaml, json]).toEqual([nativeYaml(sound), nativeJson(sound)]);
      const warnings = lint(graph(sound));
      expect(await thread.lint(sound)).toMatchObject({ defectCount: warnings.length });
      for (const text of [yaml!, json!]) {
        const reading = await thread.read(file(text));
        expect(reading.kind === 'curriculum' && nativeYaml(reading.curriculum)).toBe(yaml);
      }
    }
  });

  it('tells errors rather than warnings where there are too many to tell', async () => {
    const thread = newThread();
    const twice = Array.from({ length: 1_200 }, () => 'b').join();
    const text = tiny.replace(
      'hours: 1 }',
      `hours: 1 }, { id: c, title: C, area: a, summary: s, hours: 1, requires: [${twice}, x] }`,
    );
    const reading = await thread.read(file(text));
    if (reading.kind !== 'defective') throw new Error(reading.kind);
    expect(reading.defectCount).toBe(1_200);
    expect(reading.defects).toHaveLength(1_000);
    const codes = reading.defects.map(({ code }) => code);
    expect([codes[0], codes.at(-1)]).toEqual(['duplicate-member', 'unknown-skill']);
  });

  it('gives up what takes too much memory, and reads the next text', async () => {
    const thread = newThread({ heapMegabytes: 40 });
    const greedy = `skills: [${'[a, b], '.repeat(400_000)}]`;
    expect(await thread.read(file(greedy))).toMatchObject({
      kind: 'defective',
      defects: [{ code: 'too-large', file: 'text', line: 1, column: 1 }],
    });
    expect(await thread.read(file(tiny))).toMatchObject({ kind: 'curriculum' });
  }, 60_000);

  it('gives up what takes too long', async () => {
    const thread = newThread({ milliseconds: 1 });
    expect(await thread.read(file(tiny))).toMatchObject({
      kind: 'defective',
      defects: [{ code: 'too-large' }],
    });
  });

  it('asks those to come back who come when many wait, and answers the others in turn', async () => {
    const thread = newThread({ waiting: 3 });
    const readings = await Promise.all([1, 2, 3, 4, 5].map(() => thread.read(file(tiny))));
    const kinds = readings.map(({ kind }) => kind);
    expect(kinds).toEqual(['curriculum', 'curriculum', 'curriculum', 'busy', 'busy']);
    expect(await thread.read(file(tiny))).toMatchObject({ kind: 'curriculum' });
  });

  it('is replaced when it has read much, and nobody notices', async () => {
    const thread = newThread({ charactersPerThread: 10 });
    for (const text of [tiny, 'a: [', tiny]) {
      const { kind } = await thread.read(file(text));
      expect(kind).toBe(text === tiny ? 'curriculum' : 'defective');
    }
  });

  it('that is closed gives up what waits', async () => {
    const thread = newThread();
    const reading = thread.read(file(tiny));
    await thread.close();
    expect(await reading).toMatchObject({ kind: 'defective' });
  });
});
