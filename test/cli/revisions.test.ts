import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import { nativeJson, nativeYaml } from '../../src/exchange/curriculum/native/write-native.ts';
import { openStore } from '../../src/store/open.ts';
import { largeCurriculum } from '../bench/large-curriculum.ts';
import { curriculum as drawn } from '../support/curricula.ts';
import { newEnvironment } from '../support/environment.ts';
import { type Ended, runProgram } from '../support/run-program.ts';
import { summarized } from '../support/summarized.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A database with a curriculum in these states, one a revision. */
async function published(...drawings: readonly string[]) {
  const kept = await database();
  for (const drawing of drawings) await kept.publish(summarized(drawn(drawing)), `Says ${drawing}`);
  return kept;
}

/** An empty database, and a path beside it for a file. */
async function database() {
  const folder = await temporaryFolder();
  const address = `file:${join(folder, 'cairn.db')}`;
  const environment = await newEnvironment(address);
  const publish = (curriculum: Curriculum, note: string | null = null) =>
    publishCurriculum(environment, { curriculum, publishedBy: 'command-line', note });
  const path = join(folder, 'drawn.yaml');
  const close = () => environment.store.close();
  return { folder, env: { DATABASE_URL: address }, path, publish, close };
}

function cairn(args: readonly string[], env: Record<string, string>): Promise<Ended> {
  return runProgram(['src/cli/main.ts', ...args], { env }).ended;
}

describe('cairn revisions', () => {
  it('lists them, the newest first, for people and for programs', async () => {
    const { env } = await published('a', 'a; b: a; $path: b');
    const { code, output } = await cairn(['revisions'], env);
    expect(code).toBe(0);
    expect(output.split('\n').map((line) => line.trim())).toEqual([
      expect.stringMatching(/^2 {2}2026-01-01 00:00 {2}command-line$/),
      expect.stringMatching(/^2 skills, 0 projects, 1 career path, [0-9a-f]{12}$/),
      'Says a; b: a; $path: b',
      expect.stringMatching(/^1 {2}/),
      expect.stringMatching(/^1 skill, 0 projects, 0 career paths, /),
      'Says a',
      '',
    ]);
    const json = await cairn(['revisions', 'drawn', '--json'], env);
    expect(
      json.output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { number: 2, size: { skills: 2, careerPaths: 1 } },
      { number: 1, note: 'Says a', size: { skills: 1, careerPaths: 0 } },
    ]);
  });

  it('tells where there is no such curriculum', async () => {
    const { env } = await published('a');
    expect(await cairn(['revisions', 'drwan'], env)).toEqual({
      code: 2,
      output: '',
      problems: 'error: There is no published curriculum `drwan`. Did you mean `drawn`?\n',
    });
    expect(await cairn(['revisions'], (await database()).env)).toMatchObject({
      code: 2,
      problems: 'error: No curriculum has been published yet.\n',
    });
  });
});

describe('cairn revert', () => {
  it('brings a revision back as the next one, once', async () => {
    const { env } = await published('a', 'a; b');
    expect(await cairn(['revert', '1'], env)).toEqual({
      code: 0,
      output: 'Brought revision 1 of drawn back as revision 3.\n',
      problems: '',
    });
    expect((await cairn(['revert', '1', '--curriculum', 'drawn'], env)).output).toBe(
      'drawn is unchanged: revision 3 says the same as revision 1.\n',
    );
    const { output } = await cairn(['revert', '2', '--note', 'Why not', '--json'], env);
    expect(JSON.parse(output)).toMatchObject({
      kind: 'published',
      number: 4,
      note: 'Why not',
      publishedBy: 'command-line',
    });
  });

  it('brings back nothing that is not there, and nothing over what was not expected', async () => {
    const { env } = await published('a', 'a; b');
    for (const [args, code, problem] of [
      [['revert', '9'], 2, '`drawn` has no revision 9; its newest is 2.'],
      [['revert', 'x'], 2, '`x` is not the number of a revision.'],
      [
        ['revert', '1', '--expected-revision', '1'],
        1,
        '`drawn` is at revision 2, where revision 1',
      ],
    ] as const) {
      const ended = await cairn(args, env);
      expect(ended).toMatchObject({ code, output: '' });
      expect(ended.problems).toContain(`error: ${problem}`);
    }
  });
});

describe('cairn publish', () => {
  it('goes over no other revision than the one expected, and tells what changed', async () => {
    const { env, path } = await published('a', 'a; b; c');
    await writeFile(path, nativeYaml(summarized(drawn('a; d'))));
    const { code, output, problems } = await cairn(
      ['publish', path, '--expected-revision', '1'],
      env,
    );
    expect([code, output]).toEqual([1, '']);
    expect(problems).toContain('`drawn` is at revision 2, where revision 1 was expected');
    expect(problems).toMatch(/^ {2}2, .*, command-line: Says a; b; c$/m);
    expect(problems).toMatch(/2 skills/);
    expect(await cairn(['publish', path, '--expected-revision', '2'], env)).toMatchObject({
      output: 'Published Drawn as revision 3.\n',
    });
    expect(await cairn(['publish', path, '--expected-revision', 'two'], env)).toMatchObject({
      code: 2,
      problems: 'error: `--expected-revision` must be the number of a revision, or 0.\n',
    });
  });

  it('that is killed amid a large publish leaves the head as it was', async () => {
    const { folder, env, path } = await large(6_000);
    const before = await headOf(env.DATABASE_URL);
    const { ended, signal } = runProgram(['src/cli/main.ts', 'publish', path], { env });
    // SQLite's log, which is gone while nobody has the database open.
    await untilGrown(join(folder, 'cairn.db-wal'), 500_000);
    signal('SIGKILL');
    expect(await ended).toMatchObject({ code: null, output: '' });
    expect(await headOf(env.DATABASE_URL)).toEqual(before);
    expect(await cairn(['publish', path], env)).toMatchObject({
      code: 0,
      output: 'Published Other as revision 2.\n',
    });
  }, 120_000);
});

describe('cairn validate', () => {
  it('explains the rules that are broken, each once', async () => {
    const { path, env } = await published('a');
    const text = nativeYaml(summarized(drawn('a; b: a; c; $path: b')));
    await writeFile(path, text.replaceAll('area: area', 'area: aera'));
    const { code, problems } = await cairn(['validate', path, '--explain'], env);
    expect(code).toBe(1);
    expect(problems.match(/error There is no area/g)).toHaveLength(3);
    expect(problems).toContain('An area that is not there unknown-area\n  Every skill belongs');
    expect(problems.match(/An area that is not there/g)).toHaveLength(1);
    const { output } = await cairn(['validate', path, '--explain', '--json'], env);
    expect(JSON.parse(output).rules).toEqual({
      'unknown-area': {
        title: 'An area that is not there',
        meaning: expect.any(String),
        mending: expect.any(String),
      },
    });
  });
});

/** A database with a large curriculum, and a file with one in which everything has another title. */
async function large(skillCount: number) {
  const kept = await database();
  const path = join(kept.folder, 'large.json');
  const first = largeCurriculum(skillCount);
  await kept.publish(first);
  await kept.close();
  const skills = first.skills.map((skill) => ({ ...skill, title: `${skill.title}, anew` }));
  await writeFile(path, nativeJson({ ...first, title: 'Other', skills }));
  return { ...kept, path };
}

/** The newest revision as the database has it, read back whole. */
async function headOf(address: string) {
  const store = await openStore(address);
  const [head] = await store.reads.curricula.heads();
  const curriculum = await store.reads.curricula.at(head!.curriculum, head!.number);
  const after = await store.reads.curricula.at(head!.curriculum, head!.number + 1);
  await store.close();
  return { head, text: nativeJson(curriculum!), after };
}

async function untilGrown(path: string, bytes: number): Promise<void> {
  while ((await sizeOf(path)) <= bytes) await setTimeout(1);
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  return found?.size ?? 0;
}
