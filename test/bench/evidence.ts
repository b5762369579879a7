import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../../src/actions/actor.ts';
import { ChangeStreams } from '../../src/actions/change-streams.ts';
import { Curricula } from '../../src/actions/curricula.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { recordEvidence } from '../../src/actions/record-evidence.ts';
import type { NewEvidence } from '../../src/store/evidence.ts';
import { openStore } from '../../src/store/open.ts';
import { Sqlite } from '../../src/store/sqlite/driver.ts';
import type { Store } from '../../src/store/store.ts';
import { newEvidence, newLearner, newMentor } from '../support/learners.ts';
import { contentOf, day, finding } from '../support/random-evidence.ts';
import { seedCurriculum } from '../support/seeds.ts';
import { type Bench, type Line, line } from './bench.ts';
import { median, short, spread, times } from './measure.ts';

/** How near the store comes to the statements that it can't do without. */
export const evidence: Bench = {
  name: 'evidence',
  title: 'Evidence in, mentees out',
  method:
    'SQLite with synchronous = FULL. Peer: the same rows by prepared statements of the driver, one by one in one transaction of its own, on a file of its own with the same tables; batches take turns, and each is new. `As handed in` is the whole way of a batch of a service through `recordEvidence`, where its names are looked up on the seed curriculum, its rights, times and texts looked at, the learners found by what the service calls them, and changes noted; the peer records the same pieces without any of that. A page is 100 mentees with their evidence, 20 pieces each.',
  run,
};

const rounds = 15;

async function run(): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  const paths = ['ours', 'bare'].map((name) => join(folder, name, 'cairn.db')) as [string, string];
  const [store, other] = [await openStore(`file:${paths[0]}`), await openStore(`file:${paths[1]}`)];
  try {
    const learners = await fill(store, other);
    await other.close();
    const bare = new Sqlite(paths[1]);
    bare.pragma('synchronous = FULL');
    bare.pragma('secure_delete = ON');
    bare.pragma('foreign_keys = ON');
    const lines = [
      await ingest('500 pieces of one learner', store, bare, () => learners.slice(0, 1)),
      await ingest('500 pieces of 500 learners', store, bare, () => learners),
      await again(store, bare, learners),
      await handedIn('500 pieces of one learner, as handed in', store, bare, learners.slice(0, 1)),
      await handedIn('500 pieces of 500 learners, as handed in', store, bare, learners),
      await page(store, bare),
    ];
    bare.close();
    return lines;
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}

type Connection = InstanceType<typeof Sqlite>;

async function fill(...stores: readonly Store[]): Promise<string[]> {
  const learners = Array.from({ length: 500 }, () => newLearner());
  const ids = learners.map(({ id }) => id);
  const mentor = newMentor({ name: 'the mentor' });
  for (const store of stores) {
    await store.write((writes) => writes.learners.create(learners));
    await store.write((writes) => writes.mentors.create(mentor));
    await store.write((writes) => writes.mentors.entrust(mentor.id, ids.slice(0, 100), day(0)));
    for (let piece = 0; piece < 20; piece += 1) {
      const content = contentOf(finding({ source: 'before', externalId: `${piece}` }));
      await record(
        store,
        ids.map((id) => newEvidence(id, content)),
      );
    }
  }
  return ids;
}

let batches = 0;

function newBatch(learners: readonly string[]): NewEvidence[] {
  const batch = batches++;
  return Array.from({ length: 500 }, (_, index) => {
    const externalId = `https://example.org/quiz/${batch}/${index}`;
    const content = contentOf(finding({ externalId, score: index / 500, note: 'Passed.' }));
    return newEvidence(learners[index % learners.length]!, content);
  });
}

async function ingest(
  what: string,
  store: Store,
  bare: Connection,
  learners: () => readonly string[],
): Promise<Line> {
  const ours: number[] = [];
  const peers: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const batch = newBatch(learners());
    ours.push(await timed(() => record(store, batch)));
    peers.push(await timed(async () => recordBare(bare, batch)));
  }
  return compared(what, ours, peers);
}

/** What an integration does that isn't sure whether it was heard. */
async function again(store: Store, bare: Connection, learners: readonly string[]): Promise<Line> {
  const batch = newBatch(learners);
  await record(store, batch);
  recordBare(bare, batch);
  const ours: number[] = [];
  const peers: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await timed(() => record(store, batch)));
    peers.push(await timed(async () => recordBare(bare, batch)));
  }
  return compared('500 pieces that are here already', ours, peers);
}

/** By a service, of learners whom it knows by names of its own. */
async function handedIn(
  what: string,
  store: Store,
  bare: Connection,
  learners: readonly string[],
): Promise<Line> {
  const environment = await environmentOf(store);
  const service: Actor = { kind: 'SERVICE', name: 'bench', scopes: ['evidence:write'] };
  const ours: number[] = [];
  const peers: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const batch = newBatch(learners);
    const items = batch.map(({ learner, content }) => {
      const { source, externalId, note } = content;
      const name = { externalId: { system: 'bench', externalId: learner } };
      const occurredAt = environment.now();
      const about = { kind: 'OBSERVED' as const, skill: 'functions', score: 0.5 };
      return { learner: name, source, externalId, note, occurredAt, ...about };
    });
    ours.push(
      await timed(async () => {
        const recorded = await recordEvidence(environment, service, { items });
        const isAll =
          recorded.kind === 'evidence-recorded' &&
          recorded.items.every(({ status }) => status === 'CREATED');
        if (!isAll) throw new Error('not all was recorded');
      }),
    );
    peers.push(await timed(async () => recordBare(bare, batch)));
  }
  return compared(what, ours, peers);
}

let prepared: Environment | undefined;

async function environmentOf(store: Store): Promise<Environment> {
  if (prepared) return prepared;
  const ids = (await store.reads.learners.page({ limit: 500 })).map(({ id }) => id);
  await store.write(async ({ learners }) => {
    await learners.lock(ids);
    for (const id of ids) await learners.addExternalIds(id, [{ system: 'bench', externalId: id }]);
  });
  prepared = {
    store,
    curricula: await Curricula.load(store),
    streams: new ChangeStreams(store),
    now: () => day(30),
    random: randomBytes,
  };
  const curriculum = await seedCurriculum();
  await publishCurriculum(prepared, { curriculum, publishedBy: 'bench', note: null });
  return prepared;
}

async function record(store: Store, batch: readonly NewEvidence[]): Promise<void> {
  await store.write(async (writes) => {
    await writes.learners.lock(batch.map(({ learner }) => learner));
    await writes.evidence.record(batch, { recordedAt: day(0), recordedBy: 'a service' });
  });
}

function recordBare(bare: Connection, batch: readonly NewEvidence[]): void {
  const versions = bare.prepare(
    'select digest, number from evidence where learner = ? and source = ? and external_id = ?',
  );
  const head = bare.prepare('select evidence from learner_heads where learner = ?').pluck();
  const move = bare.prepare('update learner_heads set evidence = ? where learner = ?');
  const insert = bare.prepare(
    `insert into evidence (learner, number, source, external_id, digest, kind, curriculum, skill, level, outcome, score,
      strength, occurred_at, recorded_at, recorded_by, note, data) values (${Array(17).fill('?').join(', ')})`,
  );
  bare.transaction(() => {
    for (const { learner, digest, content } of batch) {
      const known = versions.all(learner, content.source, content.externalId) as {
        digest: string;
      }[];
      if (known.some((version) => version.digest === digest)) continue;
      if (content.kind === 'RETRACTION') continue;
      const number = (head.get(learner) as number) + 1;
      const { curriculum, skill, level } = content.competency;
      insert.run(
        ...[learner, number, content.source, content.externalId, digest, content.kind],
        ...[curriculum, skill, level, content.outcome, content.score, content.strength],
        ...[Number(content.occurredAt), Number(day(0)), 'a service', content.note, null],
      );
      move.run(number, learner);
    }
  })();
}

async function page(store: Store, bare: Connection): Promise<Line> {
  const [mentor] = await store.reads.mentors.page({ limit: 1 });
  const mentees = bare.prepare(
    'select id from learners where id in (select learner from mentees where mentor = ?) order by id limit 100',
  );
  const of = bare.prepare('select * from evidence where learner = ? order by number');
  const read = async () => {
    const ids = (await store.reads.mentors.mentees(mentor!.id, { limit: 100 })).map(({ id }) => id);
    return [...(await store.reads.evidence.ofLearners(ids)).values()].map((list) => list.length);
  };
  const readBare = () =>
    (mentees.pluck().all(mentor!.id) as string[]).map((id) => of.all(id).length);
  const isSame = isDeepStrictEqual(await read(), readBare());
  const ours: number[] = [];
  const peers: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await timed(read));
    peers.push(await timed(async () => readBare()));
  }
  const what = `a page of 100 mentees with their evidence${isSame ? '' : ' (not the same!)'}`;
  return compared(what, ours, peers);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function compared(what: string, ours: readonly number[], peers: readonly number[]): Line {
  const ratio = median(ours) / median(peers);
  return line(what, `${spread(ours)}, ${times(ratio)}`, `p50 ${short(median(peers))} ms`);
}
