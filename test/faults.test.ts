import { execFileSync } from 'node:child_process';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { operator } from '../src/actions/actor.ts';
import { createToken } from '../src/actions/create-token.ts';
import { nativeJson } from '../src/exchange/curriculum/native/write-native.ts';
import { Sqlite } from '../src/store/sqlite/driver.ts';
import { typedId } from '../src/util/typed-id.ts';
import { largeCurriculum } from './bench/large-curriculum.ts';
import { newEnvironment } from './support/environment.ts';
import { newLearner } from './support/learners.ts';
import { type Program, runProgram } from './support/run-program.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

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

interface Place {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  /** Of a token that may do all. */
  readonly secret: string;
  /** Who is there from the beginning. */
  readonly learner: string;
}

/** A database with an admin and a learner, for servers to be started on. */
async function newPlace(): Promise<Place> {
  const folder = await temporaryFolder();
  const [SEEDS, path] = [join(folder, 'seeds.yaml'), join(folder, 'cairn.db')];
  await writeFile(SEEDS, seeds);
  const environment = await newEnvironment(`file:${path}`);
  const learner = newLearner();
  await environment.store.write(({ learners }) => learners.create([learner]));
  const made = await createToken(environment, operator, { kind: 'ADMIN', title: 'Test' });
  if (made.kind !== 'token-created') throw new Error(made.message);
  await environment.store.close();
  const env = { SEEDS, DATABASE_URL: `file:${path}`, PORT: '0', DEMO: 'off' };
  return { path, env, secret: made.secret, learner: learner.id };
}

async function start({ env }: Place, first?: string): Promise<Program & { readonly url: string }> {
  const program = runProgram(['src/main.ts'], { env, ...(first && { first }) });
  const told = await program.until(/Ctrl\+C/);
  return { ...program, url: told.match(/http:\S+\/graphql/)![0] };
}

/** Everything that a client wrote: by its key, what was answered; null where no answer came. */
type Written = Map<string, string | null>;

/** Writes one thing after the other until the server answers no more, or all are written. */
async function writeOn(place: Place, url: string, client: string, written: Written, count = 1e6) {
  for (let done = 0; done < count; done += 1) {
    const key = `${client}-${written.size}`;
    written.set(key, null);
    try {
      written.set(key, await write(place, url, key));
    } catch {
      return;
    }
  }
}

/** Records a piece of evidence, or creates a learner, by turns; repeating it is to do nothing. */
async function write(place: Place, url: string, key: string): Promise<string> {
  const isEvidence = Number(key.split('-')[1]) % 2 === 0;
  const query = isEvidence
    ? `mutation ($key: String!) { recordEvidence(input: { idempotencyKey: $key, items: [{
        learner: "${place.learner}", kind: OBSERVED, source: "test", externalId: $key, skill: "variables"
      }] }) { ... on EvidenceRecorded { items { status evidence problem { message } } } ... on Refusal { message } } }`
    : `mutation ($key: String!) { createLearner(input: { idempotencyKey: $key, name: $key }) {
        ... on LearnerCreated { learner { id name } } ... on Refusal { message } } }`;
  return ask(place, url, query, { key });
}

async function ask({ secret }: Place, url: string, query: string, variables = {}): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
    body: JSON.stringify({ query, variables }),
  });
  return response.text();
}

/** How often each key was written, read past the server. */
function keysIn({ path }: Place): string[] {
  const connection = new Sqlite(path);
  const keys = connection
    .prepare(
      'select external_id as key from evidence union all select name from learners where name is not null',
    )
    .pluck()
    .all() as string[];
  connection.close();
  return keys.sort();
}

const acknowledged = (written: Written) =>
  [...written].flatMap(([key, answer]) => (answer === null ? [] : [key]));

describe('a server that ends amid a stream of mutations', () => {
  it.each<NodeJS.Signals>(['SIGKILL', 'SIGTERM'])(
    'by %s loses nothing that it had acknowledged, and doubles nothing that is sent again',
    async (signal) => {
      const place = await newPlace();
      const clients = ['a', 'b', 'c', 'd'];
      const written = new Map(clients.map((client) => [client, new Map() as Written]));
      for (const enough of [3, 60]) {
        const server = await start(place);
        const before = acknowledged(allOf(written)).length;
        const writing = Promise.all(
          clients.map((client) => writeOn(place, server.url, client, written.get(client)!)),
        );
        await expect
          .poll(() => acknowledged(allOf(written)).length - before, {
            interval: 1,
            timeout: 20_000,
          })
          .toBeGreaterThanOrEqual(enough);
        server.signal(signal);
        const { code } = await server.ended;
        expect(code).toBe(signal === 'SIGTERM' ? 0 : null);
        await writing;
        const kept = keysIn(place);
        expect(kept).toEqual(expect.arrayContaining(acknowledged(allOf(written))));
        expect(new Set(kept).size).toBe(kept.length);
      }
      const all = allOf(written);
      expect([...all.values()].filter((answer) => answer?.includes('message":'))).toEqual([]);
      const server = await start(place);
      for (const [key, answer] of all) {
        const again = await write(place, server.url, key);
        expect(again).toBe(answer ?? again);
      }
      expect(keysIn(place)).toEqual([...all.keys()].sort());
    },
    120_000,
  );
});

function allOf(written: ReadonlyMap<string, Written>): Written {
  return new Map([...written.values()].flatMap((one) => [...one]));
}

describe('a server that is killed amid a publish', () => {
  it('leaves the revision that there was, and does what was asked once when it is asked again', async () => {
    const place = await newPlace();
    const text = nativeJson({ ...largeCurriculum(5_000), slug: 'small' });
    const publishes = `mutation ($input: PublishCurriculumInput!) { publishCurriculum(input: $input) {
      __typename ... on CurriculumPublished { revision { number } } ... on Refusal { message } } }`;
    const input = { text, idempotencyKey: 'once' };
    const killed = await start(place);
    const answered = ask(place, killed.url, publishes, { input }).catch(() => null);
    const log = `${place.path}-wal`;
    while (((await stat(log).catch(() => null))?.size ?? 0) < 500_000) await setTimeout(1);
    killed.signal('SIGKILL');
    expect(await answered).toBeNull();
    await killed.ended;

    const { url, signal, ended } = await start(place);
    const head = '{ curriculum(slug: "small") { title revision } }';
    const before = { title: 'Small', revision: 1 };
    expect(JSON.parse(await ask(place, url, head))).toEqual({ data: { curriculum: before } });
    const published = { __typename: 'CurriculumPublished', revision: { number: 2 } };
    for (let time = 0; time < 2; time += 1)
      expect(JSON.parse(await ask(place, url, publishes, { input }))).toEqual({
        data: { publishCurriculum: published },
      });
    signal('SIGTERM');
    await ended;
  }, 120_000);
});

describe('two servers on one file', () => {
  it('take turns, and do once what both are asked at the same time', async () => {
    const place = await newPlace();
    const [left, right] = await Promise.all([start(place), start(place)]);
    const written: Written[] = [new Map(), new Map(), new Map(), new Map()];
    await Promise.all([
      writeOn(place, left.url, 'left', written[0]!, 20),
      writeOn(place, right.url, 'right', written[1]!, 20),
      writeOn(place, left.url, 'both', written[2]!, 20),
      writeOn(place, right.url, 'both', written[3]!, 20),
    ]);
    expect([...written[2]!]).toEqual([...written[3]!]);
    const all = new Map(written.flatMap((one) => [...one]));
    expect(acknowledged(all)).toHaveLength(60);
    expect(keysIn(place)).toEqual([...all.keys()].sort());
    // What one wrote the other knows at once.
    const [, learner] = all.get('left-1')!.match(/"id":"([^"]+)"/)!;
    const query = `{ learner(id: "${learner}") { name } }`;
    expect(await ask(place, right.url, query)).toBe('{"data":{"learner":{"name":"left-1"}}}');
  }, 60_000);
});

describe.skipIf(!canLimit())('a server for which the disk is full', () => {
  it('says so, reads on, and writes again when there is room', async () => {
    const place = await newPlace();
    const server = await start(place, 'ulimit -S -f 2600');
    let answer = '';
    const note = 'x'.repeat(2_000);
    const items = Array.from({ length: 40 }, (_, index) => ({
      ...{ learner: place.learner, kind: 'OBSERVED', source: 'test', skill: 'variables' },
      ...{ externalId: String(index), note },
    }));
    const record = `mutation ($items: [EvidenceItemInput!]!) { recordEvidence(input: { items: $items }) {
      ... on EvidenceRecorded { items { status } } ... on Refusal { message } } }`;
    let batches = 0;
    for (; !answer.includes('errors'); batches += 1) {
      expect(batches).toBeLessThan(60);
      const batch = items.map((item) => ({ ...item, externalId: `${batches}-${item.externalId}` }));
      answer = await ask(place, server.url, record, { items: batch });
    }
    expect(JSON.parse(answer)).toMatchObject({
      data: null,
      errors: [
        {
          message:
            'The disk of the database is full. Nothing was changed; try again when there is room.',
          extensions: { code: 'UNAVAILABLE' },
        },
      ],
    });
    const whole = () => keysIn(place).length / items.length;
    expect(whole()).toBe(batches - 1);
    const query = `{ learner(id: "${typedId('Learner', [place.learner])}") { name } }`;
    expect(await ask(place, server.url, query)).not.toContain('errors');
    execFileSync('prlimit', ['--pid', String(server.id), '--fsize=unlimited:unlimited']);
    const batch = items.map((item) => ({ ...item, externalId: `after-${item.externalId}` }));
    answer = await ask(place, server.url, record, { items: batch });
    expect(JSON.parse(answer).data.recordEvidence.items).toHaveLength(40);
    expect(whole()).toBe(batches);
    server.signal('SIGTERM');
    expect((await server.ended).code).toBe(0);
  }, 60_000);
});

/** Whether the largest size of a file can be set for a process that runs, which stands for a disk that is full. */
function canLimit(): boolean {
  try {
    execFileSync('prlimit', ['--version']);
    return true;
  } catch {
    console.warn('No prlimit here: what a server does on a full disk is not tried.');
    return false;
  }
}
