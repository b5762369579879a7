import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('keeps the operations of a folder, and those that Relay and Apollo list', async () => {
  const folder = await temporaryFolder();
  const address = `file:${join(folder, 'cairn.db')}`;
  const cairn = (...args: string[]) =>
    runProgram(['src/cli/main.ts', 'operations', ...args], { env: { DATABASE_URL: address } })
      .ended;
  const written = async (name: string, text: string) => {
    const file = join(folder, 'mine', name);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, text);
    return file;
  };
  await written('viewer.graphql', '{ viewer { kind } }\n');
  await written('viewer.json', '{}');
  await written('skills/html.graphql', '{ skill(slug: "html") { slug } }');
  expect(await cairn(join(folder, 'mine'))).toEqual({
    code: 0,
    output: 'new       skills/html\nnew       viewer\n2 operations kept.\n',
    problems: '',
  });
  await written('viewer.graphql', '{ viewer { canPlan } }');
  const relay = await written('relay.json', JSON.stringify({ a1: '{ viewer { kind } }' }));
  const manifest = {
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: [
      { id: 'b2', name: 'Viewer', type: 'query', body: 'query Viewer { viewer { kind } }' },
    ],
  };
  const apollo = await written('apollo.json', JSON.stringify(manifest));
  const both = await Promise.all([cairn('--json', relay), cairn(apollo)]);
  expect(JSON.parse(both[0].output)).toMatchObject([{ name: 'a1', status: 'CREATED' }]);
  expect(both[1].output).toBe('new       b2\n1 operation kept.\n');
  expect((await cairn(join(folder, 'mine'))).output).toMatch(
    /^as before skills\/html\nreplaced {2}viewer/,
  );
  await written('viewer.graphql', '{ viewer { name kind } }');
  await written('wrong.graphql', '{ nothing }');
  expect(await cairn(join(folder, 'mine'))).toMatchObject({
    code: 1,
    problems: expect.stringMatching(/`wrong`: Cannot query field "nothing"/),
  });
  expect((await cairn(await written('other.json', '[1]'))).code).toBe(1);
  expect((await cairn(join(folder, 'nowhere'))).code).toBe(2);
  const store = await openStore(address);
  const kept = await store.reads.persistedOperations.page({ limit: 9 });
  expect(kept.map(({ name }) => name)).toEqual(['a1', 'b2', 'skills/html', 'viewer']);
  expect(kept[3]?.document).toBe('{ viewer { canPlan } }');
  await store.close();
}, 60_000);
