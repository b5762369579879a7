import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Program, runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const skill = '  - { id: bread, title: Bread, area: baking, summary: Loaves., hours: 2 }\n';
const sound = `curriculum: bakery
title: The bakery
levels: [novice]
areas:
  - { id: baking, title: Baking }
skills:
${skill}careerPaths:
  - { id: baker, title: Baker, summary: Bakes., requires: [bread] }
`;
const misspelt = sound.replace('area: baking', 'area: bakin');

/** Watches a path, and gives all problems of each check: a line of JSON each. */
function watch(path: string): Program & { checks(count: number): Promise<Problem[][]> } {
  const program = runProgram(['src/cli/main.ts', 'validate', path, '--watch', '--json']);
  return {
    ...program,
    async checks(count) {
      const output = await program.until(new RegExp(`^(.*\n){${count}}$`));
      return output
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).problems);
    },
  };
}

interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

it('checks a file now and after each save, and ends well with Ctrl+C', async () => {
  const file = join(await temporaryFolder(), 'bakery.yaml');
  await writeFile(file, sound);
  const program = watch(file);
  expect(await program.checks(1)).toEqual([[]]);
  await writeFile(file, misspelt);
  expect((await program.checks(2))[1]).toMatchObject([{ file, line: 7, column: 38 }]);
  await writeFile(file, sound);
  expect((await program.checks(3))[2]).toEqual([]);
  program.signal('SIGINT');
  expect(await program.ended).toMatchObject({ code: 0, problems: '' });
});

it('takes a burst of saves for one, and a file in the place of another for a save', async () => {
  const file = join(await temporaryFolder(), 'bakery.yaml');
  await writeFile(file, sound);
  const program = watch(file);
  await program.checks(1);
  for (let count = 0; count < 10; count += 1) await writeFile(file, sound.slice(0, 20 * count));
  await writeFile(`${file}~`, misspelt);
  await rename(`${file}~`, file);
  expect((await program.checks(2))[1]).toHaveLength(1);
  // Nothing else comes after it.
  await setTimeout(600);
  await program.checks(2);
});

it('sees files of a folder come, go and come back, in folders of their own too', async () => {
  const folder = join(await temporaryFolder(), 'bakery');
  await mkdir(folder);
  await writeFile(join(folder, 'bakery.yaml'), sound);
  const program = watch(folder);
  expect(await program.checks(1)).toEqual([[]]);
  await mkdir(join(folder, 'more'));
  const other = join(folder, 'more', 'other.yaml');
  await writeFile(other, `skills:\n${skill}`);
  expect((await program.checks(2))[1]).not.toEqual([]);
  await rm(other);
  expect((await program.checks(3))[2]).toEqual([]);
  await writeFile(join(folder, 'notes.txt'), 'nothing to do with it');
  await rename(folder, `${folder}-away`);
  expect((await program.checks(4))[3]).toEqual([]);
  await rename(`${folder}-away`, folder);
  expect((await program.checks(5))[4]).toEqual([]);
});

it('tells what is new and what is mended, wherever it stands by now', async () => {
  const file = join(await temporaryFolder(), 'bakery.yaml');
  await writeFile(file, misspelt);
  const program = runProgram(['src/cli/main.ts', 'validate', file, '--watch']);
  await program.untilTold(/Watching/);
  await writeFile(file, `# A comment\n${misspelt.replace('Loaves.', "''")}`);
  const told = await program.untilTold(/Watching[\s\S]*Watching/);
  const [, second] = told.split('Watching');
  expect(second).toMatch(new RegExp(`^${file}:8:38 error There is no area \`bakin\``, 'm'));
  expect(second!.match(/^(new|mended) .*/gm)).toEqual([
    expect.stringMatching(new RegExp(`^new ${file}:8:\\d+ .*summary`)),
  ]);
  await writeFile(file, sound);
  const last = (await program.untilTold(/(Watching[\s\S]*){3}/)).split('Watching')[2]!;
  expect(last.match(/^(new|mended) .*/gm)).toHaveLength(2);
  expect(last).toMatch(/^mended .*There is no area `bakin`/m);
  program.signal('SIGINT');
  expect((await program.ended).code).toBe(0);
});

it('does not wait for what is not there', async () => {
  const { code } = await runProgram(['src/cli/main.ts', 'validate', 'nowhere.yaml', '--watch'])
    .ended;
  expect(code).toBe(2);
});
