import { describe, expect, it } from 'vitest';
import { readFiles } from '../../../src/actions/read-files.ts';
import { readImport } from '../../../src/actions/read-import.ts';
import { exercism } from '../../../src/exchange/curriculum/exercism.ts';
import type { SourceFile } from '../../../src/exchange/curriculum/native.ts';

const folder = 'test/exchange/curriculum/track';
const settings = { curriculum: null, hoursByDefault: 3 };

async function trackFiles(): Promise<readonly SourceFile[]> {
  const found = await readFiles(folder, exercism);
  if (found.kind === 'unreadable') throw new Error(found.message);
  return found.files;
}

async function trackOf(files?: readonly SourceFile[]) {
  const reading = exercism.read(files ?? (await trackFiles()), settings);
  if (reading.kind === 'defective') throw new Error(JSON.stringify(reading.defects));
  const { document, remarks, locate } = reading;
  const skills = new Map(document.skills!.map((skill) => [skill.id, skill]));
  const projects = new Map((document.projects ?? []).map((project) => [project.id, project]));
  return { document, skills, projects, remarks, locate };
}

/** A track with these exercises that teach concepts, each `concepts < prerequisites`. */
function track(...exercises: string[]): SourceFile {
  const concept = exercises.map((drawn, index) => {
    const [concepts, prerequisites] = drawn
      .split('<')
      .map((part) => part.trim().split(/\s+/).filter(Boolean));
    return {
      slug: `exercise-${index}`,
      name: `Exercise ${index}`,
      concepts,
      prerequisites: prerequisites ?? [],
    };
  });
  const names = [...new Set(exercises.flatMap((drawn) => drawn.match(/\w+/g) ?? []))];
  const concepts = names.map((slug) => ({ slug, name: slug.toUpperCase() }));
  return {
    file: 'config.json',
    text: JSON.stringify({ slug: 'drawn', exercises: { concept, practice: [] }, concepts }),
  };
}

async function needsOf(concept: string, ...exercises: string[]) {
  const { skills } = await trackOf([track(...exercises)]);
  return skills.get(concept)!.requires ?? [];
}

describe('a track in its folder', () => {
  it('reads what it needs of the folder and no more', async () =>
    expect((await trackFiles()).map(({ file }) => file)).toEqual([
      `${folder}/concepts/loops/.meta/config.json`,
      `${folder}/concepts/loops/links.json`,
      `${folder}/config.json`,
      `${folder}/exercises/practice/leap-year/.meta/config.json`,
    ]));

  it('makes a skill of a concept, with what it is about, where to read on and what it is called there', async () =>
    expect((await trackOf()).skills.get('loops')).toEqual({
      id: 'loops',
      title: 'Loops',
      area: 'concepts',
      summary: 'Doing it again and again.',
      hours: 3,
      requires: ['basics', { anyOf: ['numbers', { allOf: ['texts', 'lists'] }] }],
      resources: [
        { title: 'All about loops', url: 'https://example.org/loops' },
        {
          title: 'Round and Round',
          url: 'https://exercism.org/tracks/pebble/exercises/round-and-round',
          kind: 'PRACTISE',
        },
        {
          title: 'Again',
          url: 'https://exercism.org/tracks/pebble/exercises/again',
          kind: 'PRACTISE',
        },
      ],
      externalIds: { exercism: 'c-5' },
    }));

  it('makes projects of practice exercises, the harder the longer', async () =>
    expect([...(await trackOf()).projects.values()]).toEqual([
      {
        id: 'leap-year',
        title: 'Leap Year',
        summary:
          'Tell whether a year is a leap year. Difficulty 5 of 10 on Exercism. Topics: dates, arithmetic.',
        hours: 6,
        requires: ['numbers', 'loops'],
        practises: ['numbers'],
        externalIds: { exercism: 'u-7' },
      },
      {
        id: 'loops-exercise',
        title: 'Many Loops',
        summary: 'Difficulty 1 of 10 on Exercism.',
        hours: 3,
        requires: ['loops'],
        practises: ['loops'],
        externalIds: { exercism: 'u-8', 'exercism-slug': 'loops' },
      },
      {
        id: 'hello',
        title: 'Hello',
        summary: 'Difficulty 10 of 10 on Exercism.',
        hours: 9,
        externalIds: { exercism: 'u-11' },
      },
    ]));

  it('keeps as notes what a skill has no place for', async () => {
    const { skills } = await trackOf();
    expect(skills.get('numbers')!.notes).toEqual([
      'On Exercism the exercise that teaches this is still being worked on: Unfinished.',
    ]);
    expect(skills.get('texts')!.notes).toEqual([
      'The exercise Pairs asks for `streams`, which is not in this curriculum.',
    ]);
    expect(skills.get('error-handling')!.notes![0]).toMatch(/no exercise teaches this concept/);
    expect(skills.get('error-handling')!.externalIds).toEqual({
      exercism: 'c-6',
      'exercism-slug': 'Error Handling',
    });
  });

  it('tells all that did not come over as it was, each with its line', async () => {
    const { remarks } = await trackOf();
    const lines = remarks.map(
      ({ file, line, kind, subject }) =>
        `${file.slice(folder.length + 1)}:${line} ${kind} ${subject}`,
    );
    expect(lines).toEqual([
      'concepts/loops/links.json:3 DROPPED links',
      'config.json:1 DEFAULTED hours',
      'config.json:1 DEFAULTED levels',
      'config.json:4 DROPPED active',
      'config.json:6 DROPPED version',
      'config.json:33 DROPPED exercises.concept[3]',
      'config.json:46 DROPPED exercises.concept[4].prerequisites',
      'config.json:46 EXTERNAL exercises.concept[4].prerequisites[2]',
      'config.json:67 CHANGED exercises.practice[1]',
      'config.json:72 DROPPED exercises.practice[1].prerequisites[1]',
      'config.json:75 DROPPED exercises.practice[2]',
      'config.json:84 DROPPED exercises.practice[3]',
      'config.json:96 EXTERNAL exercises.practice[4].practices[0]',
      'config.json:101 DROPPED exercises.foregone',
      'config.json:105 NOTED concepts[1]',
      'config.json:109 CHANGED concepts[5]',
      'config.json:109 NOTED concepts[5]',
      'config.json:110 DROPPED concepts[6]',
      'config.json:111 DROPPED concepts[7]',
      'config.json:113 DROPPED key_features',
      'config.json:114 DROPPED tags',
    ]);
  });
});

describe('what a concept needs', () => {
  it('is what its exercise asks for', async () =>
    expect(await needsOf('c', 'a', 'b', 'c < a b')).toEqual(['a', 'b']));

  it('is what one of its exercises asks for, where several teach it', async () =>
    expect(await needsOf('c', 'a', 'b', 'c < a', 'c < b')).toEqual([{ anyOf: ['a', 'b'] }]));

  it('is once what two of its exercises ask for alike', async () =>
    expect(await needsOf('d', 'a', 'b', 'c', 'd < a b', 'd < b a', 'd < c a')).toEqual([
      'a',
      { anyOf: ['b', 'c'] },
    ]));

  it('is only what all of its exercises ask for, where one asks for no more', async () =>
    expect(await needsOf('c', 'a', 'b', 'c < a', 'c < a b')).toEqual(['a']));

  it('is nothing, where one of its exercises asks for nothing', async () =>
    expect(await needsOf('c', 'a', 'c < a', 'c')).toEqual([]));

  it('is not what an unfinished exercise asks for, where a ready one teaches it', async () => {
    const drawn = track('a', 'b', 'c < a', 'c < a b');
    const unready = drawn.text.replace('"exercise-2"', '"exercise-2","status":"wip"');
    const { skills } = await trackOf([{ ...drawn, text: unready }]);
    expect(skills.get('c')!.requires).toEqual(['a', 'b']);
  });

  it('is not what is learned together with it', async () =>
    expect(await needsOf('b', 'a', 'b c < a c')).toEqual(['a']));
});

it('tells of a circle where it stands, and that an alternative leads out of one', () => {
  const files = [track('a < b', 'b < a')];
  const reading = readImport(files, 'EXERCISM', settings);
  const [problem] = reading.kind === 'defective' ? reading.problems : [];
  expect(problem).toMatchObject({
    code: 'cycle',
    file: 'config.json',
    line: 1,
    column: expect.any(Number),
  });
  expect(files[0]!.text.slice(problem!.column - 1)).toMatch(/^"[ab]"\]/);
  expect(readImport([track('a < b', 'b < a', 'c', 'a < c')], 'EXERCISM', settings).kind).toBe(
    'curriculum',
  );
});

it('refuses what is no track, or has no concepts, or is two', () => {
  const codeOf = (...files: SourceFile[]) => {
    const reading = exercism.read(files, settings);
    return reading.kind === 'defective' && reading.defects.map(({ code }) => code);
  };
  const one = track('a');
  expect(codeOf({ file: 'config.json', text: '{"concepts":[]}' })).toEqual(['wrong-type']);
  expect(codeOf({ file: 'config.json', text: '{"exercises":{},"concepts":[]}' })).toEqual([
    'too-few',
  ]);
  expect(codeOf({ file: 'config.json', text: `${one.text},` })).toEqual(['syntax']);
  expect(codeOf(one, { ...one, file: 'other/config.json' })).toEqual(['second-heading']);
});
