import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operator } from '../../src/actions/actor.ts';
import { ChangeStreams } from '../../src/actions/change-streams.ts';
import { Curricula } from '../../src/actions/curricula.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { importRoster } from '../../src/actions/import-roster.ts';
import type { RosterFile } from '../../src/exchange/roster/roster.ts';
import { openStore } from '../../src/store/open.ts';
import { Sqlite } from '../../src/store/sqlite/driver.ts';
import { dice } from '../support/random.ts';
import { day } from '../support/random-evidence.ts';
import { bulk, delta, drawnSchool } from '../support/rosters.ts';
import { type Bench, type Line, line } from './bench.ts';

/** How long a school's roster takes. */
export const roster: Bench = {
  name: 'roster',
  title: 'Rosters in',
  method:
    'SQLite with synchronous = FULL. A school of 2,000 classes, 10,000 users and 50,000 enrollments (seed 1), the whole way through `importRoster`: read from text, checked, compared with what is here, stored. Peer: the rows that it leaves, all of them, by prepared statements of the driver, one by one in one transaction, on a file of its own.',
  run,
};

async function run(): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  const [ours, bare] = ['ours', 'bare'].map((name) => join(folder, name, 'cairn.db')) as [
    string,
    string,
  ];
  const [store, other] = [await openStore(`file:${ours}`), await openStore(`file:${bare}`)];
  await other.close();
  try {
    const environment: Environment = {
      store,
      curricula: await Curricula.load(store),
      streams: new ChangeStreams(store),
      now: () => day(30),
      random: randomBytes,
    };
    const drawn = drawnSchool(dice(1), { classes: 2_000, users: 10_000, seats: 50_000 });
    const school = { ...drawn, terms: { t0: '2126-01-01', t1: '2126-01-01' } };
    const enrollments = Object.fromEntries(Object.entries(school.enrollments).slice(0, 49_900));
    const first = await imported(environment, bulk(school));
    const { rows, milliseconds } = copied(ours, bare);
    const again = await imported(environment, bulk(school));
    const few = await imported(environment, delta(school, { ...school, enrollments }));
    const ratio = first / milliseconds;
    return [
      line(
        'a whole roster, of which nothing is here',
        seconds(first),
        `${seconds(milliseconds)} for ${rows} bare rows: ${ratio.toFixed(1)} times`,
        { figure: ratio, atMost: 10, unit: ' times' },
      ),
      line('the same again', seconds(again), ''),
      line('a hundred enrollments that end', seconds(few), ''),
    ];
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}

async function imported(environment: Environment, files: readonly RosterFile[]): Promise<number> {
  const start = performance.now();
  const { kind } = await importRoster(environment, operator, { files, force: true });
  if (kind !== 'roster-imported') throw new Error(kind);
  return performance.now() - start;
}

/** Copies all rows from one database into another whose tables are empty. */
function copied(from: string, to: string) {
  const [source, target] = [new Sqlite(from), new Sqlite(to)];
  target.pragma('synchronous = FULL');
  target.pragma('foreign_keys = OFF');
  const names = source
    .prepare(
      "select name from sqlite_master where type = 'table' and name not like '\\_\\_%' escape '\\'",
    )
    .all() as { name: string }[];
  const tables = names.map(({ name }) => ({
    name,
    rows: source.prepare(`select * from "${name}"`).raw().all() as unknown[][],
  }));
  const start = performance.now();
  target.exec('begin immediate');
  for (const { name, rows } of tables) {
    const [first] = rows;
    if (first === undefined || name === 'migrations' || name.startsWith('sqlite_')) continue;
    const insert = target.prepare(
      `insert into "${name}" values (${first.map(() => '?').join(', ')})`,
    );
    for (const row of rows) insert.run(...row);
  }
  target.exec('commit');
  const milliseconds = performance.now() - start;
  source.close();
  target.close();
  return { rows: tables.reduce((sum, { rows }) => sum + rows.length, 0), milliseconds };
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
