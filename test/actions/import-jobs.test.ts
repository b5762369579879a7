import { describe, expect, it } from 'vitest';
import { type Actor, operator } from '../../src/actions/actor.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { importJobLimits } from '../../src/actions/import-job-limits.ts';
import {
  appendToImport,
  cancelImport,
  findImport,
  type StartImportInput,
  startImport,
} from '../../src/actions/import-jobs.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { runSomeImport, tidyImports } from '../../src/actions/run-imports.ts';
import type { ImportJob } from '../../src/curriculum/import-job.ts';
import { newEnvironment } from '../support/environment.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const service: Actor = {
  kind: 'SERVICE',
  name: 'a platform',
  scopes: ['evidence:write', 'learners:write', 'learners:read'],
};

async function given(): Promise<Environment> {
  const environment = await newEnvironment();
  const curriculum = smallCurriculum();
  await publishCurriculum(environment, { curriculum, publishedBy: 'a test', note: null });
  return environment;
}

async function start(
  environment: Environment,
  input: Partial<StartImportInput>,
  actor: Actor = service,
): Promise<ImportJob> {
  const usual = { kind: 'LEARNERS', text: '', isComplete: true, options: {} } as const;
  const result = await startImport(environment, actor, { ...usual, ...input });
  if (result.kind !== 'import-started') throw new Error(result.message);
  return result.job;
}

async function run(environment: Environment, input: Partial<StartImportInput>, actor?: Actor) {
  const { id } = await start(environment, input, actor);
  expect(await runSomeImport(environment)).toBe(true);
  return jobOf(environment, id);
}

async function jobOf(environment: Environment, id: string) {
  const { byId, refusals, text } = environment.store.reads.importJobs;
  const job = (await byId(id))!;
  return { job, errors: await refusals(id, { after: 0, limit: 99 }), left: await text(id) };
}

const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({ system: 'sis', externalId: `p${from + index}`, name: `Person ${index}` }),
  ).join('\n');

describe('an import of learners', () => {
  it('takes in whom nobody knows, brings up to date whom somebody does, and says of the rest what is wrong', async () => {
    const environment = await given();
    const first = await run(environment, { text: people(3) });
    expect(first).toMatchObject({
      job: { state: 'DONE', total: 3, processed: 3, created: 3, rejected: 0 },
      left: '',
    });
    const csv = [
      'externalId;name;mail;hoursPerWeek;since',
      'p0;Ada;;;',
      'p1;Person 1;;;',
      'p2;;ben@example.org;2,5;2020-01-01',
      'p9;New;;;',
      ';Nobody;;;',
      'p8;Wrong;no address;;',
      'p7;Wrong;;many;',
    ].join('\r\n');
    const second = await run(environment, { text: csv, options: { system: 'sis' } });
    expect(second.job).toMatchObject({
      ...{ state: 'DONE', total: 7, processed: 7 },
      ...{ created: 1, updated: 2, unchanged: 1, rejected: 3 },
    });
    expect(second.errors).toEqual([
      {
        ...{ number: 1, row: 6, path: 'externalId' },
        message: 'Say by which `system` and `externalId` the learner is known.',
      },
      { number: 2, row: 7, path: 'mail', message: expect.stringMatching(/no address/) },
      { number: 3, row: 8, path: 'hoursPerWeek', message: '`hoursPerWeek` must be a number.' },
    ]);
    const { learners } = environment.store.reads;
    const ids = await learners.idsByExternalIds(
      ['p0', 'p1', 'p2', 'p9', 'p8'].map((externalId) => ({ system: 'sis', externalId })),
    );
    expect(ids[4]).toBeNull();
    const found = await learners.byIds(ids.filter((id) => id !== null));
    expect(
      [...found.values()].map(({ name, mail, hoursPerWeek }) => [name, mail, hoursPerWeek]),
    ).toEqual(
      expect.arrayContaining([
        ['Ada', null, null],
        ['Person 1', null, null],
        ['Person 2', 'ben@example.org', 2.5],
        ['New', null, null],
      ]),
    );
    const again = await run(environment, { text: csv, options: { system: 'sis' } });
    expect(again.job).toMatchObject({ created: 0, updated: 0, unchanged: 4, rejected: 3 });
  });

  it('knows learners by several names, and tells where these are of different ones', async () => {
    const environment = await given();
    const name = (externalId: string, system = 'sis') => ({ system, externalId });
    const rows = [
      { externalIds: [name('a'), name('a', 'mail')] },
      { ...name('b'), externalIds: [name('b', 'mail')] },
      { externalIds: [name('a', 'mail'), name('a', 'other')], name: 'Ada' },
      { externalIds: [name('a'), name('b')] },
      'no object',
      { ...name('c'), password: 'secret' },
    ];
    const text = rows
      .map((row) => (typeof row === 'string' ? row : JSON.stringify(row)))
      .join('\n');
    const { job, errors } = await run(environment, { text });
    expect(job).toMatchObject({ created: 2, rejected: 4, processed: 6 });
    expect(errors.map(({ row, path }) => [row, path])).toEqual([
      [3, 'externalIds'],
      [4, 'externalIds'],
      [5, ''],
      [6, 'password'],
    ]);
    const later = await run(environment, { text: JSON.stringify(rows[2]) });
    expect(later.job).toMatchObject({ updated: 1 });
    expect(await environment.store.reads.learners.count()).toBe(2);
  });
});

describe('an import of evidence', () => {
  it('records what is sound, versions of the same one after the other', async () => {
    const environment = await given();
    await run(environment, { text: people(2) });
    const later = (minutes: number) =>
      new Date(Number(environment.now()) + minutes * 60_000).toISOString();
    const item = (given: object) =>
      JSON.stringify({
        learnerExternalId: { system: 'sis', externalId: 'p0' },
        ...{ kind: 'observed', skill: 'html', externalId: 'quiz', occurredAt: later(0) },
        ...given,
      });
    const text = [
      item({ outcome: 'HELD', score: 0.9 }),
      item({ outcome: 'NOT_HELD', occurredAt: later(1) }),
      item({ externalId: 'other', skill: 'css', kind: 'PLACEMENT' }),
      item({ externalId: 'wrong', skill: 'cs' }),
      item({ externalId: 'kind', kind: 'seen' }),
      item({ externalId: 'who', learnerExternalId: { system: 'sis', externalId: 'p77' } }),
      item({ externalId: 'confirmed', kind: 'CONFIRMED' }),
    ].join('\n');
    const options = { source: 'moodle' };
    const first = await run(environment, { kind: 'EVIDENCE', text, options });
    expect(first.job).toMatchObject({ state: 'DONE', created: 2, updated: 1, rejected: 4 });
    expect(first.errors.map(({ row, path }) => [row, path])).toEqual([
      [4, 'skill'],
      [5, 'kind'],
      [6, 'learner'],
      [7, 'kind'],
    ]);
    const again = await run(environment, { kind: 'EVIDENCE', text, options });
    expect(again.job).toMatchObject({ created: 0, updated: 0, unchanged: 3, rejected: 4 });
    const csv = [
      'learnerSystem,learnerExternalId,source,externalId,kind,skill,level,occurredAt,note',
      `sis,p1,moodle,quiz,OBSERVED,functions,working,${later(0)},"said ""yes"""`,
    ].join('\n');
    const table = await run(environment, { kind: 'EVIDENCE', text: csv });
    expect(table).toMatchObject({ job: { created: 1 }, errors: [] });
  });
});

describe('an import of a curriculum', () => {
  it('publishes what is sound, and says of what is not what is wrong with it', async () => {
    const environment = await given();
    const author: Actor = { kind: 'AUTHOR', name: 'an author' };
    const csv = 'id,title,hours\nwalking,Walking,2\nrunning,Running,3\n';
    const { job } = await run(
      environment,
      { kind: 'CURRICULUM', text: csv, options: { curriculum: 'sports' } },
      author,
    );
    expect(job).toMatchObject({ state: 'DONE', created: 1 });
    expect(job.message).toMatch(/^It was published as revision 1 of `sports`\./);
    expect(await environment.store.reads.curricula.at('sports', 1)).not.toBeNull();
    const broken = await run(environment, { kind: 'CURRICULUM', text: 'nothing at all' }, author);
    expect(broken.job).toMatchObject({ state: 'FAILED', created: 0 });
    const unknown = { kind: 'CURRICULUM', text: csv, options: { format: 'NOTHING' } } as const;
    expect((await run(environment, unknown, author)).job.message).toMatch(/no format `NOTHING`/);
  });
});

describe('an import', () => {
  it('comes in parts, in order, each as often as need be', async () => {
    const environment = await given();
    const [one, two, three] = [people(2).slice(0, 30), people(2).slice(30), `\n${people(1, 2)}`];
    const { id } = await start(environment, { text: one!, isComplete: false });
    const append = (part: number, text: string, isComplete = false) =>
      appendToImport(environment, service, { job: id, part, text, isComplete });
    expect(await runSomeImport(environment)).toBe(false);
    expect(await append(3, three)).toMatchObject({ message: '`part` is 3: part 2 comes next.' });
    expect((await append(2, two!)).kind).toBe('import-job');
    expect(await append(2, 'other')).toMatchObject({ kind: 'invalid-request' });
    expect(await append(2, two!)).toMatchObject({ job: { parts: 2 } });
    expect(await append(3, three, true)).toMatchObject({ job: { parts: 3, state: 'QUEUED' } });
    expect(await append(3, three, true)).toMatchObject({ job: { parts: 3, state: 'QUEUED' } });
    expect(await append(4, three)).toMatchObject({ kind: 'invalid-request' });
    await runSomeImport(environment);
    expect((await jobOf(environment, id)).job).toMatchObject({ state: 'DONE', created: 3 });
  });

  it('is gone on with where whoever worked on it was cut off, and nothing is taken in twice', async () => {
    const environment = await given();
    const rows = 3 * importJobLimits.rowsAtOnce;
    const { id } = await start(environment, { text: people(rows) });
    const { store } = environment;
    // The process is killed between two transactions: nobody gives the job back.
    let writes = 0;
    const killed = {
      ...environment,
      store: {
        ...store,
        write: (async (work) => {
          writes += 1;
          // To take it on, to count, and one lot of rows.
          if (writes > 3) return new Promise(() => undefined);
          return store.write(work);
        }) as typeof store.write,
      },
    };
    void runSomeImport(killed);
    await expect.poll(() => writes).toBe(4);
    const half = (await jobOf(environment, id)).job;
    expect(half).toMatchObject({ state: 'RUNNING', processed: 500, created: 500, total: rows });
    expect(await runSomeImport(environment)).toBe(false);
    const late = (ms: number) => ({
      ...environment,
      now: () => new Date(Number(environment.now()) + ms),
    });
    expect(await runSomeImport(late(importJobLimits.leaseMs + 1_000))).toBe(true);
    expect((await jobOf(environment, id)).job).toMatchObject({
      ...{ state: 'DONE', processed: rows, created: rows, unchanged: 0 },
    });
    expect(await store.reads.learners.count()).toBe(rows);
  });

  it('that another took on meanwhile is left to the other, and so is one that was cancelled', async () => {
    const environment = await given();
    const { store } = environment;
    const { id } = await start(environment, { text: people(1_200) });
    let writes = 0;
    const slow = {
      ...environment,
      store: {
        ...store,
        write: (async (work) => {
          writes += 1;
          if (writes === 4) await cancelImport(environment, service, id);
          return store.write(work);
        }) as typeof store.write,
      },
    };
    expect(await runSomeImport(slow)).toBe(true);
    const { job, left } = await jobOf(environment, id);
    expect(job).toMatchObject({ state: 'CANCELLED', processed: 500, created: 500 });
    expect(left).toBe('');
    // What was under way when it was cancelled was taken back.
    expect(await store.reads.learners.count()).toBe(500);
    expect(await runSomeImport(environment)).toBe(false);
    expect(await cancelImport(environment, service, id)).toMatchObject({ job });
  });

  it('lets go where the server stops, so that another goes on at once', async () => {
    const environment = await given();
    const { id } = await start(environment, { text: people(1_200) });
    await runSomeImport(environment, () => true);
    expect((await jobOf(environment, id)).job).toMatchObject({ state: 'RUNNING', processed: 500 });
    await runSomeImport(environment);
    expect((await jobOf(environment, id)).job).toMatchObject({ state: 'DONE', created: 1_200 });
  });

  it('is for whoever started it', async () => {
    const environment = await given();
    const { id } = await start(environment, { text: people(1) });
    const other: Actor = { ...service, name: 'another' };
    expect(await findImport(environment, other, id)).toBeNull();
    expect((await cancelImport(environment, other, id)).kind).toBe('unknown-names');
    expect(await findImport(environment, operator, id)).not.toBeNull();
    const blind: Actor = { kind: 'SERVICE', name: 'blind', scopes: ['learners:read'] };
    const input = { kind: 'LEARNERS', text: people(1), isComplete: true, options: {} } as const;
    expect((await startImport(environment, blind, input)).kind).toBe('forbidden');
    expect((await startImport(environment, service, { ...input, kind: 'CURRICULUM' })).kind).toBe(
      'forbidden',
    );
  });

  it('is one of few, and says what is wrong with it', async () => {
    const environment = await given();
    for (let open = 0; open < importJobLimits.open; open += 1)
      await start(environment, { text: people(1) });
    const input = { kind: 'LEARNERS', text: people(1), isComplete: true } as const;
    expect(await startImport(environment, service, { ...input, options: {} })).toMatchObject({
      message: '10 imports of yours are not over: wait for one to end, or cancel it.',
    });
    const wrong = { ...input, text: ' ', options: { system: 'x'.repeat(201), format: 'a' } };
    const refused = await startImport(environment, service, wrong);
    if (refused.kind !== 'invalid-request') throw new Error(refused.kind);
    expect(refused.problems.map(({ path }) => path).sort()).toEqual(['format', 'system', 'text']);
    await tidyImports({ ...environment, now: () => new Date(Date.UTC(2100)) });
    expect(await environment.store.reads.importJobs.openCount(service.name)).toBe(10);
  });

  it('is given up where its parts do not come, and forgotten when it is old', async () => {
    const environment = await given();
    const { id } = await start(environment, { text: people(1), isComplete: false });
    const at = (ms: number) => ({
      ...environment,
      now: () => new Date(Number(environment.now()) + ms),
    });
    await tidyImports(environment);
    expect((await jobOf(environment, id)).job.state).toBe('RECEIVING');
    await tidyImports(at(importJobLimits.receivingMs + 60_000));
    expect(await jobOf(environment, id)).toMatchObject({ job: { state: 'CANCELLED' }, left: '' });
    await tidyImports(at(importJobLimits.keptMs + 60_000));
    expect(await environment.store.reads.importJobs.byId(id)).toBeNull();
  });
});
