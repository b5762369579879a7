import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Ended, runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const text = `
curriculum: small
title: Small
levels: [low, high]
areas: [{ id: core, title: Core }]
skills:
  - { id: variables, title: Variables, area: core, summary: Names for values., hours: 2 }
  - { id: loops, title: Loops, area: core, summary: Again and again., hours: { low: 3, high: 4.5 }, requires: [variables] }
  - { id: sums, title: Sums, area: core, summary: Counting., hours: 1 }
careerPaths:
  - { id: coder, title: Coder, summary: Writes programs., requires: [loops@high] }
`;

/** With more hours, another name and another requirement. */
const newer = text
  .replace('low: 3', 'low: 4')
  .replace('id: sums, title: Sums', 'id: counting, title: Counting, replaces: [sums]')
  .replace('[variables]', '[{ anyOf: [variables, counting] }]');

async function files(texts: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder();
  const paths = Object.keys(texts).map((name) => join(folder, `${name}.yaml`));
  for (const [index, each] of Object.values(texts).entries()) await writeFile(paths[index]!, each);
  return { paths, env: { DATABASE_URL: `file:${join(folder, 'cairn.db')}` } };
}

function cairn(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return runProgram(['src/cli/main.ts', ...args], { env }).ended;
}

const drawn = `1 skill has another name and 1 has changed.

Skills
  → Sums is Counting now.
  ~ Loops
      Its level Low takes 4 h now rather than 3 h.
      Its level Low no longer needs Variables as such: Variables or Counting
      will do.

What that means
  For whoever begins: of 1 goal, 1 takes as much by another way.

  ~ Coder takes 9.5 h as before: the cheapest way goes with Counting and without
    Variables. Ways to it may lead through Counting now.
`;

describe('cairn diff', () => {
  it('compares two files, with no database', async () => {
    const { paths } = await files({ old: text, newer });
    const env = { DATABASE_URL: 'file:/nowhere/cairn.db' };
    const ended = await cairn(['diff', ...paths], env);
    expect(ended).toMatchObject({ code: 0, problems: '' });
    expect(ended.output.split('\n\n').slice(1).join('\n\n')).toBe(drawn);
    expect(await cairn(['diff', ...paths, '--exit-code'], env)).toMatchObject({ code: 1 });
    const same = await cairn(['diff', paths[0]!, paths[0]!, '--exit-code'], env);
    expect(same).toMatchObject({ code: 0 });
    expect(same.output).toContain('Nothing differs.');
  });

  it('compares a file with what is published, and revisions with one another', async () => {
    const { paths, env } = await files({ old: text, newer });
    const [old, path] = paths as [string, string];
    expect(await cairn(['diff', old], env)).toMatchObject({
      code: 2,
      problems:
        'error: No curriculum `small` is published yet: name another by `--curriculum`, or a second path.\n',
    });
    await cairn(['publish', old], env);
    const beside = await cairn(['diff', path], env);
    expect(beside).toMatchObject({ code: 0, problems: '' });
    expect(beside.output).toMatch(/^Small, revision 1 → /);
    expect(beside.output).toContain(drawn);
    await cairn(['publish', path], env);
    const revisions = await cairn(['diff', '--from', '1'], env);
    expect(revisions.output).toBe(`Small, revision 1 → Small, revision 2\n\n${drawn}`);
    expect(await cairn(['diff', '--to', '9'], env)).toMatchObject({
      code: 2,
      problems: 'error: `small` has no revision 9; its newest is 2.\n',
    });
  });

  it('prints JSON', async () => {
    const { paths } = await files({ old: text, newer });
    const ended = await cairn(['diff', ...paths, '--json', '--goal', 'sums,loops@high']);
    const { kind, from, to, difference, effects } = JSON.parse(ended.output);
    expect({ kind, from, to }).toEqual({
      kind: 'difference',
      from: { curriculum: 'small', path: paths[0], revision: null },
      to: { curriculum: 'small', path: paths[1], revision: null },
    });
    expect(difference.alterations).toHaveLength(2);
    expect(effects.goals.map(({ fate }: { fate: string }) => fate)).toEqual([
      'SAME',
      'CHANGED',
      'CHANGED',
    ]);
  });

  it('tells what is only written otherwise', async () => {
    const nested = text.replace('[variables]', '[{ allOf: [variables] }]');
    const { paths } = await files({ old: text, nested });
    const ended = await cairn(['diff', ...paths]);
    expect(ended.output).toContain('Nothing differs but how it is written.');
  });

  it('refuses what has no meaning', async () => {
    const { paths } = await files({ old: text });
    expect(await cairn(['diff', paths[0]!, paths[0]!, '--from', '1'])).toMatchObject({
      code: 2,
      problems: 'error: `--from` has no meaning where two paths are compared.\n',
    });
    expect(await cairn(['diff', '--from', 'one'])).toMatchObject({ code: 2 });
    expect(await cairn(['diff', paths[0]!, paths[0]!, '--goal', 'nonsense'])).toMatchObject({
      code: 2,
      problems: 'error: There is no `nonsense` in this curriculum.\n',
    });
  });
});
