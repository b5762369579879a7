import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportJob } from '../../src/curriculum/import-job.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { postgres, sqlite } from '../support/databases.ts';
import { newId } from '../support/learners.ts';
import { day } from '../support/random-evidence.ts';

describe.each([sqlite(), postgres()])('$name', (kind) => {
  let store: Store;

  beforeAll(async () => {
    store = await openStore(await kind.newAddress());
  });
  afterAll(() => store.close());

  const write = <Result>(work: (writes: StoreImports) => Promise<Result>) =>
    store.write(({ importJobs }) => work(importJobs));
  type StoreImports = Parameters<Parameters<Store['write']>[0]>[0]['importJobs'];

  async function create(): Promise<ImportJob> {
    const job: ImportJob = {
      ...{ id: newId(), kind: 'LEARNERS', options: { system: 'sis' }, state: 'RECEIVING' },
      actor: { kind: 'SERVICE', name: newId(), scopes: ['learners:write'] },
      ...{ parts: 0, characters: 0, total: null, message: null, createdAt: day(0) },
      ...{ processed: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 },
      ...{ startedAt: null, finishedAt: null },
    };
    await write((imports) => imports.create(job));
    return job;
  }

  it('of imports are taken on by one at a time, and by another where that one is not heard of', async () => {
    const { reads } = store;
    const job = await create();
    const { id } = job;
    expect(await reads.importJobs.byId(id)).toEqual(job);
    await write((imports) => imports.addPart(job, 'one, '));
    await write(async (imports) => imports.addPart((await imports.lock(id))!, 'two'));
    expect(await reads.importJobs.text(id)).toBe('one, two');
    expect(await reads.importJobs.waiting(day(1), 9)).toEqual([]);
    await write((imports) => imports.queue(id));
    const take = (name: string, now: Date, until: Date) =>
      write((imports) => imports.take({ job: id, name }, now, until));
    const both = await Promise.all([take('a', day(1), day(2)), take('b', day(1), day(2))]);
    expect(both.filter(Boolean)).toHaveLength(1);
    const [winner, loser] = both[0] ? ['a', 'b'] : ['b', 'a'];
    const refusals = [{ number: 1, row: 3, path: 'mail', message: 'wrong' }];
    const more = { processed: 2, created: 1, updated: 0, unchanged: 0, rejected: 1, refusals };
    const advance = (name: string) =>
      write((imports) => imports.advance({ job: id, name }, { ...more, total: 9 }, day(3)));
    expect([await advance(loser!), await advance(winner!)]).toEqual([false, true]);
    expect(await take('c', day(2), day(4))).toBe(false);
    expect(await take('c', day(4), day(6))).toBe(true);
    expect(await advance(winner!)).toBe(false);
    expect(await reads.importJobs.byId(id)).toMatchObject({
      ...{ state: 'RUNNING', startedAt: day(1), total: 9, parts: 2, characters: 8 },
      ...{ processed: 2, created: 1, rejected: 1 },
    });
    expect(await reads.importJobs.refusals(id, { after: 0, limit: 9 })).toEqual(refusals);
    const end = { state: 'DONE', message: null, at: day(5) } as const;
    const finish = (name: string) => write((imports) => imports.finish({ job: id, name }, end));
    expect([await finish(winner!), await finish('c'), await finish('c')]).toEqual([
      false,
      true,
      false,
    ]);
    expect(await write((imports) => imports.cancel(id, end))).toBe(false);
    expect(await reads.importJobs.text(id)).toBe('');
    expect(await reads.importJobs.byId(id)).toMatchObject({ state: 'DONE', finishedAt: day(5) });
  });

  it('of imports are listed by owner, counted while they are open, and removed', async () => {
    const { reads } = store;
    const [one, other] = [await create(), await create()];
    const { name } = one.actor;
    expect((await reads.importJobs.page(name, { limit: 9 })).map(({ id }) => id)).toEqual([one.id]);
    const [newest] = await reads.importJobs.page(null, { limit: 1 });
    expect(newest?.id).toBe(other.id);
    expect(await reads.importJobs.openCount(name)).toBe(1);
    await write((imports) => imports.cancel(one.id, { message: 'enough', at: day(1) }));
    expect(await reads.importJobs.openCount(name)).toBe(0);
    const old = await reads.importJobs.olderThan(day(1), ['CANCELLED'], 9);
    expect(old).toEqual([one.id]);
    await write((imports) => imports.remove(old));
    expect(await reads.importJobs.byId(one.id)).toBeNull();
  });
});
