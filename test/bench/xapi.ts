import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../../src/actions/actor.ts';
import { ChangeStreams } from '../../src/actions/change-streams.ts';
import { Curricula } from '../../src/actions/curricula.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { mapActivities } from '../../src/actions/map-activities.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { receiveStatements } from '../../src/actions/receive-statements.ts';
import { openStore } from '../../src/store/open.ts';
import { Sqlite } from '../../src/store/sqlite/driver.ts';
import type { Store } from '../../src/store/store.ts';
import { newLearner } from '../support/learners.ts';
import { day } from '../support/random-evidence.ts';
import { seedCurriculum } from '../support/seeds.ts';
import { account, course, partOf, quiz, said, site, verbs } from '../support/statements.ts';
import { type Bench, type Line, line } from './bench.ts';
import { median, short, spread, times } from './measure.ts';

/** How fast statements of learning platforms come in. */
export const xapi: Bench = {
  name: 'xapi',
  title: 'Statements in',
  method:
    'SQLite with synchronous = FULL. Statements as Moodle sends them, without ids, 1.3 kB each, with two parents and a category, of 500 actors about 50 activities, the whole way of a batch through `receiveStatements`: read from text, checked by every rule of xAPI 1.0.3, compared with what is here, stored and read for evidence. Peer: the same rows of the same tables by prepared statements of the driver, one by one in one transaction, on a file of its own; batches take turns, and each is new. Where they become evidence every second statement is about a mapped activity and all actors are learners.',
  run,
};

const rounds = 12;
const service: Actor = { kind: 'SERVICE', name: 'bench', scopes: ['evidence:write'] };

async function run(): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  const paths = ['ours', 'bare', 'read'].map((name) => join(folder, name, 'cairn.db')) as [
    string,
    string,
    string,
  ];
  const [store, other, learning] = [
    await openStore(`file:${paths[0]}`),
    await openStore(`file:${paths[1]}`),
    await openStore(`file:${paths[2]}`),
  ];
  await other.close();
  const bare = new Sqlite(paths[1]);
  bare.pragma('synchronous = FULL');
  bare.pragma('secure_delete = ON');
  try {
    const environment = await environmentOf(store);
    const lines = [];
    for (const size of [30, 1_000]) lines.push(await ingest(size, environment, paths[0], bare));
    lines.push(await again(environment), await evidence(await environmentOf(learning)));
    return lines;
  } finally {
    bare.close();
    await store.close();
    await learning.close();
    await rm(folder, { recursive: true });
  }
}

async function environmentOf(store: Store): Promise<Environment> {
  return {
    store,
    curricula: await Curricula.load(store),
    streams: new ChangeStreams(store),
    now: () => day(30),
    random: randomBytes,
  };
}

let batches = 0;

function newBatch(size: number): string {
  const batch = batches++;
  const list = Array.from({ length: size }, (_, index) => {
    const iri = `${quiz}&number=${index % 50}`;
    return said({
      actor: account(`${index % 500}`),
      verb: { id: verbs.passed, display: { en: 'passed' } },
      object: { objectType: 'Activity', id: iri, definition: { name: { en: 'Quiz' } } },
      result: { score: { raw: 8, min: 0, max: 10, scaled: 0.6 }, success: true, duration: 'PT10M' },
      context: {
        ...partOf(`${site}/section.php?id=4`, course),
        extensions: { [site]: 'x'.repeat(300) },
      },
      timestamp: new Date(Number(day(1)) + batch * 10_000 + index).toISOString(),
    });
  });
  return JSON.stringify(list);
}

async function receive(environment: Environment, text: string): Promise<void> {
  const delivery = { source: 'moodle', version: '1.0.3', text, id: null, address: site } as const;
  const result = await receiveStatements(environment, service, delivery);
  if (result.kind !== 'statements-received') throw new Error(result.kind);
}

async function ingest(
  size: number,
  environment: Environment,
  path: string,
  bare: InstanceType<typeof Sqlite>,
): Promise<Line> {
  const ours: number[] = [];
  const peers: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const text = newBatch(size);
    ours.push(await timed(() => receive(environment, text)));
    const rows = rowsOf(path, size);
    peers.push(await timed(async () => insertBare(bare, rows)));
  }
  const perSecond = Math.round((size * 1000) / median(ours));
  const peer = Math.round((size * 1000) / median(peers));
  return line(
    `${size} statements at a time`,
    `${perSecond} a second, ${spread(ours)}`,
    `${peer} bare rows with their terms a second, ${times(median(ours) / median(peers))} as long`,
    size === 1_000 ? { figure: perSecond, atLeast: 2_000, unit: ' a second' } : undefined,
  );
}

/** What a platform does that isn't sure whether it was heard. */
async function again(environment: Environment): Promise<Line> {
  const text = newBatch(1_000);
  await receive(environment, text);
  const ours: number[] = [];
  for (let round = 0; round < rounds; round += 1)
    ours.push(await timed(() => receive(environment, text)));
  const perSecond = Math.round(1_000_000 / median(ours));
  return line('1,000 that are here already', `${perSecond} a second, ${spread(ours)}`, '');
}

async function evidence(environment: Environment): Promise<Line> {
  const { store } = environment;
  const curriculum = await seedCurriculum();
  await publishCurriculum(environment, { curriculum, publishedBy: 'bench', note: null });
  const learners = Array.from({ length: 500 }, () => newLearner());
  await store.write(async (writes) => {
    await writes.learners.create(learners);
    await writes.learners.lock(learners.map(({ id }) => id));
    for (const [index, { id }] of learners.entries())
      await writes.learners.addExternalIds(id, [{ system: site, externalId: `${index}` }]);
  });
  const mappings = Array.from({ length: 25 }, (_, index) => ({
    activity: `${quiz}&number=${2 * index}`,
    competencies: [{ skill: 'functions' }],
  }));
  await mapActivities(environment, service, mappings);
  const ours: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const text = newBatch(1_000);
    ours.push(await timed(() => receive(environment, text)));
  }
  const perSecond = Math.round(1_000_000 / median(ours));
  const what = '1,000 statements, of which 500 become evidence';
  return line(what, `${perSecond} a second, ${spread(ours)}`, `p50 ${short(median(ours))} ms`);
}

type Rows = readonly (readonly [table: string, rows: readonly Record<string, unknown>[]])[];

/** The rows that the newest statements are. */
function rowsOf(path: string, size: number): Rows {
  const reader = new Sqlite(path, { readonly: true });
  try {
    const statements = reader
      .prepare('select * from statements order by sequence desc limit ?')
      .all(size) as Record<string, unknown>[];
    const first = statements.at(-1)!['sequence'];
    const terms = reader.prepare('select * from statement_terms where sequence >= ?').all(first);
    return [
      ['statements', statements.reverse()],
      ['statement_terms', terms as Record<string, unknown>[]],
    ];
  } finally {
    reader.close();
  }
}

function insertBare(bare: InstanceType<typeof Sqlite>, tables: Rows): void {
  bare.transaction(() => {
    for (const [table, rows] of tables) {
      const names = Object.keys(rows[0]!);
      const insert = bare.prepare(
        `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
      );
      for (const row of rows) insert.run(...Object.values(row));
    }
  })();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
