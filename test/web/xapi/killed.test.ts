import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { operator } from '../../../src/actions/actor.ts';
import { createToken } from '../../../src/actions/create-token.ts';
import { Sqlite } from '../../../src/store/sqlite/driver.ts';
import { newEnvironment } from '../../support/environment.ts';
import { newLearner } from '../../support/learners.ts';
import { runProgram } from '../../support/run-program.ts';
import { account, course, said, site, verbs } from '../../support/statements.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const seeds = `
curriculum: small
title: Small
levels: [low]
areas: [{ id: core, title: Core }]
skills:
  - { id: variables, title: Variables, area: core, summary: Names for values., hours: 2 }
careerPaths:
  - { id: coder, title: Coder, summary: Writes programs., requires: [variables] }
`;

it('loses no statement that it had acknowledged when killed, and makes evidence of each once', async () => {
  const folder = await temporaryFolder();
  const [SEEDS, path] = [join(folder, 'seeds.yaml'), join(folder, 'cairn.db')];
  await writeFile(SEEDS, seeds);
  const environment = await newEnvironment(`file:${path}`);
  const learner = newLearner();
  await environment.store.write(async ({ learners }) => {
    await learners.create([learner]);
    await learners.addExternalIds(learner.id, [{ system: site, externalId: '5' }]);
  });
  const made = await createToken(environment, operator, { kind: 'ADMIN', title: 'Test' });
  if (made.kind !== 'token-created') throw new Error(made.message);
  await environment.store.close();
  const env = { SEEDS, DATABASE_URL: `file:${path}`, PORT: '0', DEMO: 'off' };
  const acknowledged: string[] = [];
  const start = async () => {
    const program = runProgram(['src/main.ts'], { env });
    const told = await program.until(/Ctrl\+C/);
    return { ...program, url: told.match(/(http:\S+)\/graphql/)![1]! };
  };
  const headers = {
    authorization: `Basic ${Buffer.from(`moodle:${made.secret}`).toString('base64')}`,
    'x-experience-api-version': '1.0.3',
    'content-type': 'application/json',
  };
  const send = async (url: string, statements: readonly { id: string }[]) => {
    const body = JSON.stringify(statements);
    const response = await fetch(`${url}/xapi/statements`, { method: 'POST', headers, body });
    expect(response.status).toBe(200);
    acknowledged.push(...((await response.json()) as string[]));
  };
  const newBatch = () =>
    Array.from({ length: 20 }, () => ({
      ...said({ actor: account('5'), verb: { id: verbs.passed }, object: { id: course } }),
      id: randomUUID(),
    }));
  const unsure: { id: string }[][] = [];
  for (const enough of [40, 200]) {
    const server = await start();
    const before = acknowledged.length;
    if (before === 0)
      await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${made.secret}` },
        body: JSON.stringify({
          query: `mutation { mapActivities(input: { mappings: [{ activity: "${course}", competencies: [{ skill: "variables" }] }] }) { __typename } }`,
        }),
      });
    const sending = Promise.all(
      ['a', 'b', 'c'].map(async () => {
        for (;;) {
          const batch = newBatch();
          unsure.push(batch);
          try {
            await send(server.url, batch);
          } catch {
            return;
          }
        }
      }),
    );
    await expect
      .poll(() => acknowledged.length - before, { interval: 1, timeout: 20_000 })
      .toBeGreaterThanOrEqual(enough);
    server.signal('SIGKILL');
    await server.ended;
    await sending;
  }
  const server = await start();
  for (const batch of unsure.slice(-3)) await send(server.url, batch);
  const read = (statement: string) => {
    const connection = new Sqlite(path, { readonly: true });
    const rows = connection.prepare(statement).pluck().all() as string[];
    connection.close();
    return rows.sort();
  };
  const kept = read('select id from statements');
  expect(kept).toEqual(expect.arrayContaining(acknowledged));
  await expect
    .poll(() => read('select external_id from evidence'), { timeout: 20_000 })
    .toEqual(kept);
  server.signal('SIGTERM');
  expect((await server.ended).code).toBe(0);
}, 90_000);
