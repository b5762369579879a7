import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printedSchema } from '../../src/graphql/print-schema.ts';
import { type Ended, runProgram } from '../support/run-program.ts';
import { root } from '../support/sources.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const curriculum = `
curriculum: small
title: Small
levels: [low, high]
areas: [{ id: core, title: Core }]
skills:
  - { id: variables, title: Variables, area: core, summary: Names for values., hours: 2 }
  - { id: loops, title: Loops, area: core, summary: Again and again., hours: { low: 3, high: 4.5 }, requires: [variables] }
careerPaths:
  - { id: coder, title: Coder, summary: Writes programs., requires: [loops@high] }
`;

/** A folder with a sound curriculum in it, and a database to be. */
async function surroundings() {
  const folder = await temporaryFolder();
  const path = join(folder, 'small.yaml');
  await writeFile(path, curriculum);
  return { folder, path, env: { DATABASE_URL: `file:${join(folder, 'cairn.db')}`, SEEDS: path } };
}

function cairn(
  args: readonly string[],
  env: Record<string, string> = {},
  input = '',
): Promise<Ended> {
  return runProgram(['src/cli/main.ts', ...args], { env, input }).ended;
}

/** A command line that is wrong, and the first line that is said about it. */
async function refuses(args: readonly string[], problem: string) {
  const ended = await cairn(args);
  expect(ended).toMatchObject({ code: 2, output: '' });
  expect(ended.problems.split('\n')[0]).toBe(`error: ${problem}`);
}

describe('cairn', () => {
  it('tells what it can do', async () => {
    const help = await cairn([]);
    expect(help).toMatchObject({ code: 0, problems: '' });
    for (const name of ['serve', 'plan', 'compare', 'validate', 'publish', 'token', 'schema'])
      expect(help.output).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    expect(await cairn(['help', 'plan'])).toEqual(await cairn(['plan', '--help']));
  });

  it('tells its version', async () => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    expect(await cairn(['--version'])).toEqual({ code: 0, output: `${version}\n`, problems: '' });
  });

  it('refuses what it does not know', async () => {
    await refuses(
      ['paln'],
      'There is no command `paln`. Did you mean `plan`? `cairn --help` lists them.',
    );
    await refuses(['plan', '--gaol', 'x'], 'There is no option `--gaol`. Did you mean `--goal`?');
    await refuses(['validate'], '`cairn validate` needs <path>.');
  });
});

describe('cairn compare', () => {
  it('tells what goals cost and share', async () => {
    const { env } = await surroundings();
    const drawn = await cairn(['compare', 'coder', 'loops', '--know', 'variables'], env);
    expect(drawn).toMatchObject({ code: 0, problems: '' });
    expect(drawn.output).toMatch(/^Coder or Loops \(low\)\nThey share 3 h/);
    const { code, output } = await cairn(['compare', 'coder', 'loops', '--json'], env);
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      kind: 'goal-comparison',
      totalHours: 9.5,
      goals: [{ goal: { careerPath: 'coder' } }, { goal: { skill: 'loops', level: 'low' } }],
    });
  });

  it('tells why goals cannot be compared', async () => {
    const { env } = await surroundings();
    expect(await cairn(['compare', 'coder', 'loops', '--exclude', 'loops'], env)).toMatchObject({
      code: 1,
      output: '',
    });
    await refuses(['compare'], '`cairn compare` needs <goal …>.');
    await refuses(
      ['compare', 'backend-developer'],
      '`cairn compare` needs at least two goals; `cairn plan` tells what one takes.',
    );
  });
});

describe('cairn plan', () => {
  it('draws a roadmap, of the seeds where nothing else is named', async () => {
    const { env, path } = await surroundings();
    const drawn = await cairn(
      ['plan', 'coder', '--hours-per-week', '7', '--start-on', '2027-01-04'],
      env,
    );
    expect(drawn).toMatchObject({ code: 0, problems: '' });
    expect(drawn.output).toMatch(/^Roadmap to Coder\n9\.5 h /);
    expect(drawn.output).toMatch(/^ {3}1 {2}Variables +2 h {2}4 Jan to 5 Jan$/m);
    expect(
      await cairn([
        'plan',
        '--goal',
        'coder',
        '--hours-per-week=7',
        '--start-on=2027-01-04',
        '--curriculum',
        path,
      ]),
    ).toEqual(drawn);
  });

  it('answers in JSON', async () => {
    const { env } = await surroundings();
    const { code, output } = await cairn(['plan', 'coder', '--know', 'variables', '--json'], env);
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      kind: 'roadmap',
      curriculum: 'small',
      revision: null,
      totalHours: 7.5,
      steps: [
        { skill: 'loops', level: 'low', hours: 3 },
        { skill: 'loops', level: 'high', hours: 4.5 },
      ],
    });
  });

  it('tells why there is no roadmap', async () => {
    const { env } = await surroundings();
    expect(await cairn(['plan', 'codr'], env)).toEqual({
      code: 1,
      output: '',
      problems: 'error: There is no `codr` in this curriculum. Did you mean `coder`?\n',
    });
    const json = await cairn(['plan', 'coder', '--exclude', 'variables', '--json'], env);
    expect(json).toMatchObject({ code: 1, problems: '' });
    expect(JSON.parse(json.output)).toMatchObject({ kind: 'unreachable-goals' });
  });

  it('answers one line for each request, in order, whatever the lines hold', async () => {
    const { env, folder } = await surroundings();
    const requests = [
      '{"curriculum":"small","goals":[{"careerPath":"coder"}]}',
      '',
      '{"goals":[{"skill":"loop"}]}',
      '{"goals":[{"careerPath":"coder"}],"excludes":["variables"]}',
      'nonsense',
      '{"goals":[],"goal":1}',
      '{"goals":[{"skill":"variables"}]}',
    ].join('\r\n');
    const answered = await cairn(['plan', '--requests', '-', '--json'], env, requests);
    expect(answered).toMatchObject({ code: 0, problems: '' });
    const answers = answered.output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map(({ kind }) => kind)).toEqual([
      'roadmap',
      'unknown-names',
      'unreachable-goals',
      'invalid-request',
      'invalid-request',
      'roadmap',
    ]);
    const file = join(folder, 'requests.jsonl');
    await writeFile(file, requests);
    expect(await cairn(['plan', '--requests', file], env)).toEqual(answered);
  });

  it('writes a roadmap in any of the formats, to the last byte', async () => {
    const { env } = await surroundings();
    const dates = ['--hours-per-week', '7', '--start-on', '2027-01-04'];
    const begins = {
      markdown: '# Roadmap to Coder\n',
      svg: '<svg xmlns="http://www.w3.org/2000/svg"',
      icalendar: 'BEGIN:VCALENDAR\r\n',
      csv: '\ufeffposition,milestone,key,',
      mermaid: '%% Roadmap to Coder: 3 steps, 9.5 h\nflowchart TD\n',
      dot: 'digraph roadmap {\n',
      json: '{\n  "kind": "roadmap",',
    };
    const written = await Promise.all(
      Object.keys(begins).map((format) => cairn(['plan', 'coder', ...dates, '--as', format], env)),
    );
    for (const [index, begin] of Object.values(begins).entries()) {
      expect(written[index]).toMatchObject({ code: 0, problems: '' });
      expect(written[index]!.output.slice(0, begin.length)).toBe(begin);
    }
    const [, , calendar, table] = written.map(({ output }) => output);
    expect(calendar).toMatch(/[^\r\n]\r\nEND:VCALENDAR\r\n$/);
    expect(table).toMatch(/[^\r\n]\r\n$/);
    const json = await cairn(['plan', 'coder', ...dates, '--json'], env);
    expect(written.at(-1)).toEqual(json);
  });

  it('refuses formats that it does not have, beside other ways to answer, and without what they need', async () => {
    await refuses(
      ['plan', 'coder', '--as', 'pdf'],
      '`--as pdf` must be one of `markdown`, `svg`, `icalendar`, `csv`, `mermaid`, `dot`, `json`.',
    );
    await refuses(
      ['plan', 'coder', '--as', 'svg', '--json'],
      '`--as` and `--json` are two ways to print a roadmap: choose one.',
    );
    await refuses(
      ['plan', '--requests', '-', '--as', 'svg'],
      'With `--requests` the answers are JSON: `--as` is for a single roadmap.',
    );
    const { env } = await surroundings();
    expect(await cairn(['plan', 'coder', '--as', 'icalendar'], env)).toEqual({
      code: 2,
      output: '',
      problems: 'error: `--as icalendar` needs dates: give `--hours-per-week` and `--start-on`.\n',
    });
    expect(await cairn(['plan', 'codr', '--as', 'svg'], env)).toMatchObject({
      code: 1,
      output: '',
    });
  });

  it('refuses goals beside requests, requests that are not there, and curricula that nobody knows', async () => {
    const { env } = await surroundings();
    await refuses(
      ['plan', 'coder', '--requests', '-'],
      'With `--requests`, goals and wishes stand in the requests.',
    );
    await refuses(
      ['plan', 'coder', '--jobs', '2'],
      '`--jobs` goes with `--requests`: one roadmap is planned at once.',
    );
    await refuses(
      ['plan', '--requests', '-', '--jobs', '0'],
      '`--jobs` is a whole number from 1 to 99.',
    );
    await refuses(
      ['plan', '--requests', 'nowhere.jsonl'],
      'There is no file `nowhere.jsonl` that can be read.',
    );
    const unknown = await cairn(['plan', 'coder', '--curriculum', 'smal'], env);
    expect(unknown).toMatchObject({
      code: 2,
      problems: 'error: There is no file, folder or published curriculum `smal`.\n',
    });
  });
});

describe('cairn validate', () => {
  it('finds a sound curriculum without fault', async () => {
    const { path } = await surroundings();
    const output = 'No problems: Small has 2 skills, 0 projects, 1 career path.\n';
    expect(await cairn(['validate', path])).toEqual({ code: 0, output, problems: '' });
  });

  it('tells every problem with its place', async () => {
    const { path } = await surroundings();
    await writeFile(
      path,
      curriculum.replace('[variables]', '[variable]').replace('hours: 2', 'hours: 0'),
    );
    const { code, output, problems } = await cairn(['validate', path]);
    expect({ code, output }).toEqual({ code: 1, output: '' });
    const lines = problems.split('\n');
    expect(lines[0]).toMatch(new RegExp(`^${path}:7:\\d+ error .*hours`));
    expect(lines[1]).toMatch(
      new RegExp(`^${path}:8:\\d+ error .*\`variable\`.*Did you mean \`variables\`\\?$`),
    );
    expect(lines.slice(2)).toEqual(['', '2 errors: no curriculum can be made of this.', '']);

    const json = await cairn(['validate', path, '--json']);
    expect(json).toMatchObject({ code: 1, problems: '' });
    expect(JSON.parse(json.output)).toMatchObject({
      problems: [
        {
          file: path,
          line: 7,
          column: expect.any(Number),
          severity: 'error',
          message: expect.any(String),
          suggestions: [],
        },
        { file: path, line: 8, severity: 'error', suggestions: ['variables'] },
      ],
    });
  });

  it('lets warnings pass', async () => {
    const { path } = await surroundings();
    await writeFile(path, curriculum.replace('[loops@high]', '[loops]'));
    const { code, output, problems } = await cairn(['validate', path]);
    expect({ code, output }).toEqual({
      code: 0,
      output: '1 warning, no error: Small has 2 skills, 0 projects, 1 career path.\n',
    });
    expect(problems).toMatch(new RegExp(`^${path}:8:\\d+ warning `));
  });

  it('needs something to check', () =>
    refuses(['validate', 'nowhere'], "`nowhere` can't be read: there is no such file or folder."));
});

describe('cairn publish', () => {
  it('makes a revision that can be planned on, once, and none of what is defective', async () => {
    const { env, path } = await surroundings();
    const publish = () => cairn(['publish', path, '--note', 'The first'], env);
    expect(await publish()).toEqual({
      code: 0,
      output: 'Published Small as revision 1.\n',
      problems: '',
    });
    expect((await publish()).output).toBe('Small is unchanged: revision 1 is the same already.\n');
    await writeFile(path, curriculum.replace('[variables]', '[variable]'));
    expect(await publish()).toMatchObject({ code: 1, output: '' });
    const planned = await cairn(['plan', 'coder', '--curriculum', 'small', '--json'], env);
    expect(JSON.parse(planned.output)).toMatchObject({ kind: 'roadmap', revision: 1 });
    const unknown = await cairn(['plan', 'coder', '--curriculum', 'smal'], env);
    expect(unknown.problems).toContain('Did you mean `small`?');
  });

  it('tells the revision in JSON', async () => {
    const { env, path } = await surroundings();
    const { output } = await cairn(['publish', path, '--json'], env);
    expect(JSON.parse(output)).toMatchObject({
      kind: 'published',
      curriculum: 'small',
      number: 1,
      publishedBy: 'command-line',
      note: null,
      publishedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });
});

describe('cairn schema', () => {
  it('prints what outsiders rely on', async () => {
    const [api, curriculum] = await Promise.all([
      cairn(['schema']),
      cairn(['schema', '--json-schema']),
    ]);
    expect(api.output).toBe(printedSchema());
    expect(curriculum.output).toBe(
      await readFile(join(root, 'schema/curriculum.schema.json'), 'utf8'),
    );
  });
});
