import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCurriculum } from '../src/actions/read-curriculum.ts';
import { plan } from '../src/planner/plan.ts';
import { runProgram } from './support/run-program.ts';
import { runToEnd } from './support/run-to-end.ts';
import { seedCurriculum } from './support/seeds.ts';
import { testServer } from './support/server.ts';

let readme: string;
let seeds: string;

beforeAll(async () => {
  readme = await readFile('README.md', 'utf8');
  seeds = await mkdtemp(join(tmpdir(), 'cairn-readme-'));
  await cp('seeds', seeds, { recursive: true });
});

afterAll(() => rm(seeds, { recursive: true, force: true }));

/** The blocks of code of a language, in order; of none for plain ones. */
function blocks(language: string): string[] {
  const found = readme.matchAll(/^```(\w*)\n(.*?)^```$/gms);
  return [...found].filter(([, own]) => own === language).map(([, , text]) => text!);
}

describe('the first query', () => {
  const server = testServer(async () => [await seedCurriculum()]);

  it('is answered as the README says', async () => {
    const [query] = blocks('graphql');
    const [answer] = blocks('json');
    expect(await server.ask(query!)).toEqual(JSON.parse(answer!));
  });
});

it('has operations that the schema knows', async () => {
  const schema = buildSchema(await readFile('schema/curriculum.graphql', 'utf8'));
  const wrong = blocks('graphql').flatMap((block) =>
    validate(schema, parse(block)).map(({ message }) => message),
  );
  expect(wrong).toEqual([]);
});

it('draws the same roadmap as the README does', async () => {
  const drawn = blocks('').find((block) => block.startsWith('Roadmap to '))!;
  const line =
    'plan request-routing --know web-frameworks,apis,type-hints --hours-per-week 6 --start-on 2027-01-04';
  const { output } = await runProgram(['src/cli/main.ts', ...line.split(' ')]).ended;
  expect(output.slice(0, drawn.length)).toBe(drawn);
});

it('has recipes that work as written', async () => {
  const [skill, careerPath] = blocks('yaml');
  await writeFile(join(seeds, 'skills', 'recipe-skill.yaml'), skill!);
  await writeFile(join(seeds, 'recipe-career-path.yaml'), careerPath!);
  const reading = await readCurriculum(seeds);
  if (reading.kind !== 'curriculum') throw new Error(JSON.stringify(reading));
  const goals = [{ skill: 'decorators', level: 'working' }, { careerPath: 'api-developer' }];
  const result = runToEnd(plan(reading.graph, { goals, projects: 'NONE' }));
  if (result.kind !== 'roadmap') throw new Error(result.message);
  const keys = result.steps.map(({ key }) => key);
  expect(keys).toContain('decorators@working');
  expect(keys).toContain('fastapi@working');
});

it('has a curriculum of its own to begin with', async () => {
  const file = join(seeds, 'bakery.yaml');
  await writeFile(file, blocks('yaml')[2]!);
  const reading = await readCurriculum(file);
  await rm(file);
  if (reading.kind !== 'curriculum') throw new Error(JSON.stringify(reading));
  expect(reading.warnings).toEqual([]);
  const result = runToEnd(plan(reading.graph, { goals: [{ careerPath: 'baker' }] }));
  expect(result).toMatchObject({ kind: 'roadmap', totalHours: 15 });
});

it('tells mistakes as the README does', async () => {
  const file = join(seeds, 'skills', 'core-python.yaml');
  const text = await readFile(file, 'utf8');
  const broken = text
    .replace('area: core-python', 'area: core-pyton')
    .replace('requires: [running-python]', 'requires: [runing-python]')
    .replace('resources:', 'resorces:');
  await writeFile(file, broken);
  const reading = await readCurriculum(seeds);
  if (reading.kind !== 'defective') throw new Error('nothing is wrong');
  const told = reading.problems.map(
    ({ file, line, column, severity, message }) =>
      `seeds/${file.replace(`${seeds}/`, '')}:${line}:${column} ${severity} ${message}`,
  );
  expect(blocks('').at(-1)!.trim().split('\n')).toEqual(told);
});
