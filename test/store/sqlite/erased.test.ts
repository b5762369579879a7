import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '../../../src/store/open.ts';
import { newLearner } from '../../support/learners.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

it('what is erased is in no file of the database any more once it is closed', async () => {
  const folder = await temporaryFolder();
  const store = await openStore(`file:${folder}/cairn.db`);
  const mail = 'ada-of-the-stones@example.org';
  const learners = Array.from({ length: 50 }, (_, index) =>
    newLearner(index === 20 ? { mail } : { name: `Learner ${index}` }),
  );
  await store.write((writes) => writes.learners.create(learners));
  expect(await filesWith(mail)).not.toEqual([]);
  await store.write((writes) => writes.learners.erase(learners[20]!.id, new Date(0)));
  await store.close();
  expect(await filesWith(mail)).toEqual([]);
  expect(await filesWith(learners[21]!.name!)).toEqual(['cairn.db']);

  async function filesWith(text: string): Promise<string[]> {
    const found: string[] = [];
    for (const name of await readdir(folder))
      if ((await readFile(join(folder, name))).includes(text)) found.push(name);
    return found;
  }
});
