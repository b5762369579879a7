import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { backUpStore, restoreStore } from '../../src/store/keep.ts';
import { openStore } from '../../src/store/open.ts';
import { OpenFailure } from '../../src/store/open-failure.ts';
import { Sqlite } from '../../src/store/sqlite/driver.ts';
import { newLearner } from '../support/learners.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const quietly = () => undefined;
const now = new Date('2027-03-01T09:30:00.000Z');
const backUp = (path: string, file: string) => backUpStore(`file:${path}`, file, quietly);
const restore = (path: string, file: string) => restoreStore(`file:${path}`, file, now, quietly);

/** The path of a database that nobody has open, with so many learners. */
async function made(count: number): Promise<string> {
  const path = join(await temporaryFolder(), 'cairn.db');
  const store = await openStore(`file:${path}`);
  await store.write(({ learners }) => learners.create(many(count)));
  await store.close();
  return path;
}

const many = (count: number) => Array.from({ length: count }, () => newLearner());

function learnersIn(path: string): number {
  const connection = new Sqlite(path, { readonly: true });
  const count = connection.prepare('select count(*) from learners').pluck().get();
  connection.close();
  return count as number;
}

/** Checks that it is refused, and that no file in the folders has come, gone or changed by it. */
async function refuses(
  work: () => Promise<unknown>,
  sentence: string,
  ...folders: readonly string[]
) {
  const before = await contents(folders);
  const failure: unknown = await work().catch((error) => error);
  expect(failure).toBeInstanceOf(OpenFailure);
  expect((failure as Error).message).toContain(sentence);
  expect(await contents(folders)).toEqual(before);
}

async function contents(folders: readonly string[]) {
  const files = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(folder))
        .filter((name) => !/-(shm|wal)$/.test(name))
        .map((name) => join(folder, name)),
    ),
  );
  return Promise.all(files.flat().map(async (file) => [file, digestOf(await readFile(file))]));
}

const digestOf = (content: Buffer) => createHash('sha256').update(content).digest('hex');

describe('a backup', () => {
  it('is one sound file of all that was there, and for nobody else to read', async () => {
    const path = await made(3);
    await chmod(path, 0o600);
    const file = join(await temporaryFolder(), 'backup.db');
    const { sizeBytes } = await backUp(path, file);
    expect(await readdir(dirname(file))).toEqual(['backup.db']);
    expect(await stat(file)).toMatchObject({ size: sizeBytes, mode: 0o100_600 });
    expect(learnersIn(file)).toBe(3);
    expect(await readdir(dirname(file))).toEqual(['backup.db']);
  });

  it('is of one moment, while others write on', async () => {
    const path = await made(0);
    const store = await openStore(`file:${path}`);
    onTestFinished(() => store.close());
    // Two rows that come and go together, and enough of others for several portions.
    await store.write(({ learners }) => learners.create(many(20_000)));
    let isWriting = true;
    let written = 0;
    const writing = (async () => {
      for (; isWriting; written += 1) {
        await store.write(async ({ learners }) => {
          await learners.create(many(1));
          await learners.create(many(1));
        });
        await setImmediate();
      }
    })();
    const file = join(await temporaryFolder(), 'backup.db');
    const shares: number[] = [];
    const before = written;
    await backUpStore(`file:${path}`, file, (share) => shares.push(share));
    const during = written - before;
    isWriting = false;
    await writing;
    expect(shares.length).toBeGreaterThan(1);
    expect(during).toBeGreaterThan(0);
    expect(learnersIn(file) % 2).toBe(0);
    expect(learnersIn(file)).toBeLessThan(20_000 + 2 * written);
  });

  it('takes in what a process wrote that was killed', async () => {
    const path = await made(1);
    const script = `
      const { Sqlite } = await import('${new URL('../../src/store/sqlite/driver.ts', import.meta.url)}');
      const connection = new Sqlite(${JSON.stringify(path)});
      connection.exec("update learners set name = 'Ada'");
      process.kill(process.pid, 'SIGKILL');`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
    await once(child, 'exit');
    expect((await stat(`${path}-wal`)).size).toBeGreaterThan(0);
    const file = join(await temporaryFolder(), 'backup.db');
    await backUp(path, file);
    const copy = new Sqlite(file, { readonly: true });
    onTestFinished(() => void copy.close());
    expect(copy.prepare('select name from learners').pluck().get()).toBe('Ada');
  });

  it('takes the place of an earlier one, and of nothing else', async () => {
    const path = await made(2);
    const folder = await temporaryFolder();
    const file = join(folder, 'backup.db');
    await backUp(await made(1), file);
    await backUp(path, file);
    expect(learnersIn(file)).toBe(2);
    const notes = join(folder, 'notes.txt');
    await writeFile(notes, 'Dear diary, '.repeat(1000));
    const songs = join(folder, 'songs.db');
    new Sqlite(songs).exec('create table songs (title text)').close();
    const other = await made(1);
    await refuses(() => backUp(path, notes), 'is no SQLite database', folder);
    await refuses(() => backUp(path, songs), 'is a database of another program', folder);
    await refuses(() => backUp(path, path), 'is the database itself', dirname(path));
    await refuses(() => backUp(path, other), 'is a database, and no backup', dirname(other));
    await refuses(() => backUp(path, join(folder, 'none/backup.db')), 'there is no such folder');
  });

  it('is not made of nothing, nor of what is damaged', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'backup.db');
    const missing = join(folder, 'missing.db');
    await refuses(() => backUp(missing, file), 'There is no database', folder);
    const empty = join(folder, 'empty.db');
    new Sqlite(empty).exec('vacuum').close();
    await refuses(() => backUp(empty, file), 'There is n', folder);
    const path = await made(500);
    await backUp(path, file);
    await damage(path);
    await refuses(() => backUp(path, file), 'is damaged', folder);
    expect(learnersIn(file)).toBe(500);
  });

  it('is for Postgres to make itself', async () => {
    const backingUp = backUpStore('postgres://me:secret@host/db', 'backup.db', quietly);
    await expect(backingUp).rejects.toThrow(/means of its own .*\n\nhint: See `pg_dump`/);
  });
});

describe('a restored database', () => {
  it('is what was backed up, and the replaced one is kept', async () => {
    const path = await made(3);
    const file = join(await temporaryFolder(), 'backup.db');
    await backUp(path, file);
    const store = await openStore(`file:${path}`);
    await store.write(({ learners }) => learners.create(many(4)));
    await store.close();
    const { replaced } = await restore(path, file);
    expect(replaced).toBe(`${path}.replaced-20270301T093000000Z`);
    expect([learnersIn(path), learnersIn(replaced!)]).toEqual([3, 7]);
    const names = [basename(path), `${basename(path)}.marker`, basename(replaced!)];
    expect((await readdir(dirname(path))).sort()).toEqual(names.sort());
    const restored = await openStore(`file:${path}`);
    await restored.write(({ learners }) => learners.create(many(1)));
    await restored.close();
    expect([learnersIn(path), learnersIn(file)]).toEqual([4, 3]);
  });

  it('comes back where it was lost, emptied or damaged, and takes nothing in that was beside it', async () => {
    const file = join(await temporaryFolder(), 'backup.db');
    await backUp(await made(3), file);
    const missing = join(await temporaryFolder(), 'new', 'cairn.db');
    expect(await restore(missing, file)).toEqual({ path: missing, replaced: null });
    const emptied = await made(1);
    await truncate(emptied, 0);
    const damaged = await made(1);
    await writeFile(damaged, 'x'.repeat(10_000));
    for (const path of [emptied, damaged]) {
      await writeFile(`${path}-wal`, 'left behind');
      await restore(path, file);
    }
    for (const path of [missing, emptied, damaged]) {
      const names = await readdir(dirname(path));
      expect(names.filter((name) => /db-(wal|shm)$/.test(name))).toEqual([]);
      expect(learnersIn(path)).toBe(3);
      await rm(path);
      // It is known that there was one.
      await expect(openStore(`file:${path}`)).rejects.toThrow('has lost its content');
    }
  });

  it.each<[sentence: string, spoil: (file: string) => Promise<void> | void]>([
    ['There is no database', (file) => rm(file)],
    ['There is no database', (file) => truncate(file, 0)],
    ['is no SQLite database', (file) => writeFile(file, 'Dear diary, '.repeat(1000))],
    ['is damaged', damage],
    ['is damaged', (file) => truncate(file, 3 * 4096)],
    ['is damaged', (file) => run(file, "insert into external_ids values ('x', 'y', 'z')")],
    ['was made by a newer version', (file) => run(file, "insert into migrations values ('9999')")],
    ['is a database of another program', (file) => run(file, 'drop table migrations')],
  ])('is not one of which it is said that it %s', async (sentence, spoil) => {
    const path = await made(1);
    const file = join(await temporaryFolder(), 'backup.db');
    await backUp(await made(500), file);
    await spoil(file);
    await refuses(() => restore(path, file), sentence, dirname(path));
    expect(learnersIn(path)).toBe(1);
  });

  it('replaces none that somebody has open, however idle, nor that of another program', async () => {
    const path = await made(1);
    const file = join(await temporaryFolder(), 'backup.db');
    await backUp(path, file);
    const store = await openStore(`file:${path}`);
    const sentence = 'is open in another program.\n\nhint: Stop the server';
    await refuses(() => restore(path, file), sentence, dirname(path));
    await store.write(({ learners }) => learners.create(many(1)));
    await store.close();
    expect(learnersIn(path)).toBe(2);
    await refuses(() => restore(path, path), 'is the database itself', dirname(path));
    const songs = join(await temporaryFolder(), 'songs.db');
    new Sqlite(songs).exec('create table songs (title text)').close();
    await refuses(() => restore(songs, file), 'of another program', dirname(songs));
  });
});

/** In the middle, where the header doesn't tell of it. */
async function damage(path: string): Promise<void> {
  const file = await open(path, 'r+');
  const { size } = await file.stat();
  const page = Math.floor(size / 4096 / 2);
  await file.write(Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
  await file.close();
}

function run(path: string, statement: string): void {
  const connection = new Sqlite(path);
  connection.pragma('foreign_keys = OFF');
  connection.exec(statement);
  connection.close();
}
