import { execFile } from 'node:child_process';
import { chmod, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../src/store/open.ts';
import { OpenFailure } from '../../../src/store/open-failure.ts';
import { Sqlite } from '../../../src/store/sqlite/driver.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('refuses', () => {
  it('a file that is no database, and leaves it as it is', async () => {
    const path = join(await temporaryFolder(), 'notes.txt');
    await writeFile(path, 'Dear diary, '.repeat(1000));
    await refuses(path, 'is no SQLite database, or a damaged one.');
    expect(await readFile(path, 'utf8')).toBe('Dear diary, '.repeat(1000));
  });

  it("another program's database, and leaves it as it is", async () => {
    const path = join(await temporaryFolder(), 'other.db');
    new Sqlite(path).exec('create table songs (title text)').close();
    const before = await readFile(path);
    await refuses(path, 'is a database of another program.');
    expect(await readFile(path)).toEqual(before);
  });

  it('a database that was made by a newer version', async () => {
    const path = await made();
    new Sqlite(path).exec("insert into migrations values ('9999_more')").close();
    await refuses(path, 'was made by a newer version: it has `9999_more`');
  });

  it('a database with damage in the middle', async () => {
    const path = await made();
    const file = await open(path, 'r+');
    await file.write(Buffer.alloc(4096, 0xa5), 0, 4096, 2 * 4096);
    await file.close();
    await refuses(path, 'is damaged.');
  });

  it('a database that was cut off', async () => {
    const path = await made();
    await truncate(path, 3 * 4096);
    await refuses(path, 'is damaged.');
  });

  it('a database that was emptied, until the marker beside it goes', async () => {
    const path = await made();
    await truncate(path, 0);
    await refuses(path, 'has lost its content');
    expect((await stat(path)).size).toBe(0);
    await rm(`${path}.marker`);
    await opens(path);
  });

  it('to start over where a database is missing', async () => {
    const path = await made();
    await rm(path);
    await refuses(path, 'has lost its content');
  });

  it('a path through a file, and a folder', async () => {
    const path = await made();
    await refuses(join(path, 'cairn.db'), 'is no folder, or it is one itself.');
    await refuses(dirname(path), 'is no folder, or it is one itself.');
  });

  it.each([
    ['a file that is read-only', 0o444, 0o777],
    ['a folder that is read-only', 0o666, 0o555],
  ])('%s', async (_, fileMode, folderMode) => {
    const path = await made();
    await chmod(path, fileMode);
    await chmod(dirname(path), folderMode);
    expect(await openWithoutRights(path)).toContain(
      "can't be written: it, or its folder, is read-only.",
    );
  });
});

describe('opens', () => {
  it('a file that was closed', async () => opens(await made()));

  it('a file that is empty and always was', async () => {
    const path = join(await temporaryFolder(), 'cairn.db');
    await writeFile(path, '');
    await opens(path);
  });
});

async function made(): Promise<string> {
  const path = join(await temporaryFolder(), 'cairn.db');
  await opens(path);
  return path;
}

async function opens(path: string): Promise<void> {
  const store = await openStore(`file:${path}`);
  expect(await store.reads.curricula.heads()).toEqual([]);
  await store.close();
}

async function refuses(path: string, sentence: string): Promise<void> {
  const failure = await openStore(`file:${path}`).catch((error) => error);
  expect(failure).toBeInstanceOf(OpenFailure);
  expect(failure.message).toContain(sentence);
}

/** Root may write whatever it likes, so another process opens the file. */
async function openWithoutRights(path: string): Promise<string> {
  const script = fileURLToPath(new URL('../../support/open-without-rights.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, path]);
  return stdout;
}
