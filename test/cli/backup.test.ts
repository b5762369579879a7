import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { newLearner } from '../support/learners.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('backs up under a server that goes on, and restores once it has stopped', async () => {
  const folder = await temporaryFolder();
  const [path, file] = [join(folder, 'cairn.db'), join(folder, 'monday.db')];
  const address = `file:${path}`;
  const cairn = (...args: string[]) =>
    runProgram(['src/cli/main.ts', ...args], { env: { DATABASE_URL: address } }).ended;
  const store = await openStore(address);
  const learner = newLearner();
  await store.write(({ learners }) => learners.create([learner]));
  expect(await cairn('backup', file)).toEqual({
    code: 0,
    output: expect.stringMatching(/^Backed up \S+cairn\.db to \S+monday\.db: \d+ kB, read through/),
    problems: '',
  });
  await store.write(({ learners }) => learners.erase(learner.id, new Date(0)));
  expect(await cairn('restore', file)).toEqual({
    code: 1,
    output: '',
    problems: expect.stringMatching(/is open in another program\.\n +hint: Stop the server/),
  });
  await store.close();
  expect(await cairn('restore', file)).toEqual({
    code: 0,
    output: expect.stringMatching(/^Restored \S+cairn\.db from \S+monday\.db\.\n$/),
    problems: expect.stringMatching(/^The database that was there is kept at \S+\.replaced-/),
  });
  const restored = await openStore(address);
  expect((await restored.reads.learners.byIds([learner.id])).size).toBe(1);
  await restored.close();
});

it('makes no database where there is none to back up', async () => {
  const folder = await temporaryFolder();
  const env = { DATABASE_URL: `file:${join(folder, 'none.db')}` };
  const backup = runProgram(['src/cli/main.ts', 'backup', join(folder, 'monday.db')], { env });
  expect(await backup.ended).toMatchObject({ code: 1, output: '' });
  expect(await readdir(folder)).toEqual([]);
});
