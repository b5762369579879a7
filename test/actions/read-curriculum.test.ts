import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCurriculum } from '../../src/actions/read-curriculum.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const heading = `curriculum: pottery
title: Pottery
levels: [foundation]
areas:
  - { id: clay, title: Clay }
`;

const skills = `skills:
  - { id: wedging, title: Wedging, area: clay, summary: Air out., hours: 2 }
  - { id: throwing, title: Throwing, area: clay, summary: On the wheel., hours: 20, requires: [wedging] }
careerPaths:
  - { id: potter, title: Potter, summary: Makes pots., requires: [throwing] }
`;

const glazing = `  - { id: glazing, title: Glazing, area: clay, summary: Colour., hours: 9,
      requires: [throwing, wedging] }
`;

describe('a curriculum', () => {
  it('is read from one file', async () => {
    const reading = await readCurriculum(
      await written({ 'pottery.yaml': heading + skills }, 'pottery.yaml'),
    );
    expect(reading.kind === 'curriculum' && reading.curriculum.slug).toBe('pottery');
    expect(reading.kind === 'curriculum' && reading.graph.skill('throwing')?.title).toBe(
      'Throwing',
    );
  });

  it('is read from the files of a folder', async () => {
    const reading = await readCurriculum(await written({ 'a.yaml': heading, 'b/c.yml': skills }));
    expect(reading.kind === 'curriculum' && reading.curriculum.skills).toHaveLength(2);
  });

  it('is the same from YAML and JSON', async () => {
    const document = {
      curriculum: 'pottery',
      title: 'Pottery',
      levels: ['foundation'],
      areas: [{ id: 'clay', title: 'Clay' }],
    };
    const [json, yaml] = [
      await readCurriculum(await written({ 'a.json': JSON.stringify(document) })),
      await readCurriculum(await written({ 'a.yaml': heading })),
    ];
    expect(json.kind === 'curriculum' && json.curriculum).toEqual(
      yaml.kind === 'curriculum' && yaml.curriculum,
    );
  });
});

it('what is worth another look is told with its place, in order', async () => {
  const folder = await written({
    'a.yaml': heading,
    'b.yaml': skills.replace('careerPaths', `${glazing}careerPaths`),
  });
  const reading = await readCurriculum(folder);
  expect(reading.kind === 'curriculum' && reading.warnings).toMatchObject([
    { severity: 'warning', file: `${folder}/b.yaml`, line: 4, column: 5 },
    { severity: 'warning', file: `${folder}/b.yaml`, line: 5, column: 28 },
  ]);
});

describe('what is wrong is told with its place:', () => {
  it('the syntax', () => check({ 'a.yaml': `${heading}skills: [` }, ['a.yaml:6:10']));

  it('the shape', () =>
    check({ 'a.yaml': heading, 'b.yaml': skills.replace('hours: 20', 'hours: many') }, [
      'b.yaml:3:81',
    ]));

  it('the names', () =>
    check({ 'a.yaml': heading, 'b.yaml': skills.replace('[wedging]', '[wedgin]') }, [
      'b.yaml:3:96',
    ]));

  it('what can never be learned', () =>
    check(
      {
        'a.yaml': heading,
        'b.yaml': skills.replace('hours: 2 ', 'hours: 2, requires: [throwing] '),
      },
      ['b.yaml:3:96'],
    ));

  it('all of it at once', () =>
    check(
      {
        'a.yaml': heading.replace('title: Pottery', 'tittle: Pottery'),
        'b.yaml': skills.replace('[wedging]', '[wedgin]'),
      },
      ['a.yaml:1:1', 'a.yaml:2:1', 'b.yaml:3:96'],
    ));
});

it('what is not there is unreadable', async () =>
  expect(await readCurriculum(join(await temporaryFolder(), 'nowhere'))).toMatchObject({
    kind: 'unreadable',
    message: expect.stringContaining('there is no such file or folder'),
  }));

/** The places of all that is wrong with these files. */
async function check(texts: Readonly<Record<string, string>>, places: readonly string[]) {
  const folder = await written(texts);
  const reading = await readCurriculum(folder);
  const problems = reading.kind === 'defective' ? reading.problems : [];
  expect(
    problems.map(({ file, line, column }) => `${file.slice(folder.length + 1)}:${line}:${column}`),
  ).toEqual(places);
}

async function written(texts: Readonly<Record<string, string>>, path = ''): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'b'));
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
  return join(folder, path);
}
