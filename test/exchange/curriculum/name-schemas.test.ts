import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { curriculumJsonSchema } from '../../../src/exchange/curriculum/json-schema.ts';
import { runProgram } from '../../support/run-program.ts';
import { seedCurriculum } from '../../support/seeds.ts';
import { smallCurriculum } from '../../support/small-curriculum.ts';

/** In strict mode it refuses what no schema may have; it is told of the one key that only editors know. */
function compile(schema: object) {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  ajv.addVocabulary(['enumDescriptions']);
  return ajv.compile(schema);
}

const general = compile(curriculumJsonSchema());
const specific = compile(curriculumJsonSchema(await seedCurriculum()));

describe('the schema of the seeds', () => {
  it('allows every file of them, as the general one does', async () => {
    const files = (await readdir('seeds', { recursive: true })).filter((file) =>
      file.endsWith('.yaml'),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const document = parse(await readFile(join('seeds', file), 'utf8'));
      expect([file, general(document), general.errors]).toEqual([file, true, null]);
      expect([file, specific(document), specific.errors]).toEqual([file, true, null]);
    }
  });

  it.each([
    ['a skill', { requires: ['functoins'] }],
    ['a level', { requires: ['functions@workin'] }],
    ['a level that a skill has not', { requires: ['terminal@advanced'] }],
    ['a skill in an alternative', { requires: [{ anyOf: ['django', 'flsk'] }] }],
    ['a skill of a higher level', { requiresAt: { working: ['testin'] } }],
    ['a level of hours', { hours: { novice: 3 } }],
    ['a level of criteria', { criteria: { novice: ['bakes'] } }],
    ['a skill that helps', { recommends: ['gti'] }],
    ['a skill of a reason', { because: { functoins: 'They do.' } }],
    ['an area', { area: 'core-pyton' }],
    ['a side', { side: 'backside' }],
    ['a level of a resource', { resources: [{ title: 'Book', level: 'novice' }] }],
  ])('marks %s that is misspelt', (_, wrong) => {
    const document = { skills: [{ ...skill, ...wrong }] };
    expect(general(document)).toBe(true);
    expect(specific({ skills: [skill] })).toBe(true);
    expect(specific(document)).toBe(false);
  });

  it.each([
    ['an interest', { careerPaths: [{ ...careerPath, interests: ['bread'] }] }],
    ['what is preferred', { careerPaths: [{ ...careerPath, prefers: ['flsk@working'] }] }],
    ['what is practised', { projects: [{ ...project, practises: ['flsk'] }] }],
    ['the goal of advice', adviceWhen({ goal: 'backend-developr' })],
    ['the area of advice', adviceWhen({ all: [{ goalArea: 'core-pyton' }] })],
    ['the skill of advice', adviceWhen({ not: { lacks: 'functoins' } })],
    ['the level of what is on a roadmap', adviceWhen({ roadmapHas: 'functions@working' })],
  ])('marks %s that is misspelt', (_, document) => {
    expect(specific(document)).toBe(false);
  });

  it('leaves names that are given free, and those that are gone', () => {
    expect(specific({ skills: [{ ...skill, id: 'anything-else', replaces: ['long-gone'] }] })).toBe(
      true,
    );
    expect(specific(adviceWhen({ goal: 'backend-developer' }))).toBe(true);
  });

  it('tells the titles of what it lists', () => {
    const { $defs } = curriculumJsonSchema(smallCurriculum()) as {
      $defs: Record<string, { enum: string[]; enumDescriptions: string[] }>;
    };
    const { competencyName } = $defs;
    const titles = competencyName!.enum.map((name, index) => [
      name,
      competencyName!.enumDescriptions[index],
    ]);
    const { skills, levels } = smallCurriculum();
    const functions = skills.find(({ slug }) => slug === 'functions')!;
    const [lowest, higher] = functions.levels.map(({ level }) => level);
    expect(titles).toContainEqual(['functions', functions.title]);
    const titleOf = (level: string) => levels.find(({ slug }) => slug === level)!.title;
    for (const level of [lowest!, higher!])
      expect(titles).toContainEqual([
        `functions@${level}`,
        `${functions.title} (${titleOf(level)})`,
      ]);
  });

  it('is printed by the command line, for files', async () => {
    const line = ['src/cli/main.ts', 'schema', '--json-schema', '--curriculum', 'seeds'] as const;
    const { code, output } = await runProgram(line).ended;
    expect(code).toBe(0);
    expect(JSON.parse(output)).toEqual(
      JSON.parse(JSON.stringify(curriculumJsonSchema(await seedCurriculum()))),
    );
  });

  it('is asked for in the right words', async () => {
    const { code, problems } = await runProgram([
      ...(['src/cli/main.ts', 'schema', '--curriculum', 'seeds'] as const),
    ]).ended;
    expect([code, problems]).toEqual([2, expect.stringContaining('`--json-schema`')]);
  });
});

describe('a curriculum without sides and interests', () => {
  it('has a schema in which none can be named', () => {
    const bare = { ...smallCurriculum(), sides: [], interests: [] };
    const check = compile(curriculumJsonSchema(bare));
    expect(check({ areas: [{ id: 'web', title: 'Web' }] })).toBe(true);
    expect(check({ areas: [{ id: 'web', title: 'Web', side: 'backend' }] })).toBe(false);
  });
});

const skill = {
  id: 'decorators',
  title: 'Decorators',
  area: 'core-python',
  summary: 'What changes what functions do.',
  hours: { foundation: 3, working: 5 },
  requires: ['functions@working', { anyOf: ['django', 'flask@working'] }],
};
const named = { id: 'anything', title: 'Anything', summary: 'Whatever it is.' };
const careerPath = { ...named, requires: ['functions'] };
const project = { ...named, hours: 3 };

function adviceWhen(when: object) {
  return { advice: [{ id: 'beware', title: 'Beware', says: 'Beware.', when }] };
}
