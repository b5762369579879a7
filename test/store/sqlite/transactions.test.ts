import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Database as Connection } from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { Sqlite } from '../../../src/store/sqlite/driver.ts';
import { patiently, transactionsOver } from '../../../src/store/sqlite/transactions.ts';
import { StoreBusy } from '../../../src/store/store-busy.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

it('waits for another process without holding up this one', async () => {
  const [other, own] = await connections();
  other.exec('begin immediate');
  const write = transactionsOver(own)(async () => own.exec('create table songs (title text)'));
  let turns = 0;
  for (; turns < 5; turns += 1) await setTimeout(5);
  expect(own.inTransaction).toBe(false);
  other.exec('commit');
  await write;
  expect(other.prepare('select * from songs').all()).toEqual([]);
});

it('gives up at the deadline, with nothing done', async () => {
  const [other, own] = await connections();
  other.exec('begin immediate');
  const attempt = patiently(performance.now() + 20, () => own.exec('begin immediate'));
  await expect(attempt).rejects.toBeInstanceOf(StoreBusy);
  expect(own.inTransaction).toBe(false);
});

it('does not try again what fails for another reason', async () => {
  const [, own] = await connections();
  let attempts = 0;
  const attempt = patiently(performance.now() + 1000, () => {
    attempts += 1;
    own.exec('no SQL');
  });
  await expect(attempt).rejects.toThrow('syntax error');
  expect(attempts).toBe(1);
});

it('goes on after a failure that ended the transaction by itself', async () => {
  const [, own] = await connections();
  const transact = transactionsOver(own);
  const ended = transact(async () => {
    own.exec('rollback');
    throw new Error('the disk is full');
  });
  await expect(ended).rejects.toThrow('the disk is full');
  await transact(async () => own.exec('create table songs (title text)'));
  expect(own.inTransaction).toBe(false);
});

/** Two connections to one file, as two processes have them. */
async function connections(): Promise<[Connection, Connection]> {
  const path = join(await temporaryFolder(), 'cairn.db');
  const both: [Connection, Connection] = [
    new Sqlite(path, { timeout: 0 }),
    new Sqlite(path, { timeout: 0 }),
  ];
  both[0].pragma('journal_mode = WAL');
  onTestFinished(() => both.forEach((connection) => void connection.close()));
  return both;
}
