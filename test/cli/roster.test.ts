import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { newEnvironment } from '../support/environment.ts';
import { dice } from '../support/random.ts';
import {
  bulk,
  drawnSchool,
  type School,
  smallSchool,
  withLine,
  zipOf,
} from '../support/rosters.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** With a term that is long to come to its end, whenever this runs. */
const school: School = { ...smallSchool, terms: { autumn: '2126-02-01' } };

/** A folder with a database and a zip of the school. */
async function newPlace(of: School = school) {
  const folder = await temporaryFolder();
  const archive = join(folder, 'roster.zip');
  await writeFile(archive, await zipOf(bulk(of)));
  const address = `file:${join(folder, 'db', 'cairn.db')}`;
  const start = (...args: string[]) =>
    runProgram(['src/cli/main.ts', 'roster', ...args], { env: { DATABASE_URL: address } });
  return { folder, archive, address, start, run: (...args: string[]) => start(...args).ended };
}

describe('cairn roster', () => {
  it('tells what it would do, does it, and has nothing to do then', async () => {
    const { archive, run } = await newPlace();
    const dry = await run(archive, '--dry-run');
    expect(dry).toMatchObject({ code: 0, problems: '' });
    expect(dry.output).toMatch(
      /^This would be done, under `oneroster`\n {2}The class `algebra` becomes a cohort\./,
    );
    expect(dry.output).toContain('  `bob` joins the cohort of the class `chess`.');
    expect((await run(archive)).output).toBe(
      'This was done, under `oneroster`\nIn all: 2 cohorts made, 2 learners created, 4 mentors created, 3 seats in cohorts taken, 3 mentors given to cohorts and 1 learner given to mentors of their own.\n',
    );
    const again = await run(archive, '--json');
    expect(JSON.parse(again.output)).toMatchObject({ kind: 'roster-imported', changes: [] });
  });

  it('tells of each row that is wrong, of what would leave, and of what is not there', async () => {
    const { folder, archive, run } = await newPlace();
    await run(archive);
    const roster = join(folder, 'folder');
    await mkdir(roster);
    const wrong = withLine(bulk(school), 'enrollments.csv', 2, (text) => `${text}1/05/2023`);
    for (const { file, text } of wrong) await writeFile(join(roster, file), text);
    const refused = await run(roster, '--source', 'other');
    expect(refused).toMatchObject({ code: 1, output: '' });
    expect(refused.problems).toMatch(
      /^enrollments.csv:2:endDate `1\/05\/2023` is no day.*\n1 problem: nothing was changed.\n$/,
    );
    for (const { file, text } of bulk({ ...school, enrollments: {} }))
      await writeFile(join(roster, file), text);
    expect(await run(roster)).toMatchObject({
      code: 1,
      problems: expect.stringMatching(/Of the 2 learners/),
    });
    expect(await run(roster, '--force')).toMatchObject({ code: 0 });
    expect(await run(join(folder, 'nowhere'))).toMatchObject({ code: 2 });
    expect(await run(archive, '--format', 'lis')).toMatchObject({ code: 2 });
  });

  it('leaves everything as it was when it is killed amid its work', {
    timeout: 60_000,
  }, async () => {
    const large = {
      ...drawnSchool(dice(5), { classes: 300, users: 3_000, seats: 20_000 }),
      terms: { t0: '2126-02-01', t1: '2126-02-01' },
    };
    const { archive, address, start } = await newPlace(large);
    const environment = await newEnvironment(address);
    const { mentors, learners, cohorts, rosters } = environment.store.reads;
    const log = `${address.slice('file:'.length)}-wal`;
    const size = async () => (await stat(log)).size;
    const before = await size();
    const program = start(archive);
    // What doesn't fit into memory goes there before the transaction ends.
    while ((await size()) < before + 500_000) await setTimeout(2);
    program.signal('SIGKILL');
    expect((await program.ended).code).toBe(null);
    const counts = async () => [
      await learners.count(),
      await mentors.count(),
      await cohorts.count(),
    ];
    expect(await counts()).toEqual([0, 0, 0]);
    expect((await rosters.all('oneroster')).roster).toBe(null);
    expect((await start(archive).ended).code).toBe(0);
    expect(await cohorts.count()).toBe(300);
    const { output } = await start(archive).ended;
    expect(output).toMatch(/^Nothing changes/);
  });
});
