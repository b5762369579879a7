import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database as Connection } from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate } from '../../src/store/migrate.ts';
import { Sqlite } from '../../src/store/sqlite/driver.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const songs = { '0000_songs': 'create table songs (title text)' };

const singers = `create table singers (name text);
--> statement-breakpoint
create table bands (name text);`;

it('runs what has not been run, in the order of the journal', async () => {
  const connection = new Sqlite(':memory:');
  expect(await migrated(connection, songs)).toEqual(['songs']);
  const more = { ...songs, '0001_singers': singers };
  expect(await migrated(connection, more)).toEqual(['bands', 'singers', 'songs']);
  expect(await migrated(connection, more)).toEqual(['bands', 'singers', 'songs']);
});

it('completes at the next start what was interrupted', async () => {
  const connection = new Sqlite(':memory:');
  await migrated(connection, songs);
  const broken = { ...songs, '0001_singers': `${singers}--> statement-breakpoint\nno SQL` };
  await expect(migrated(connection, broken)).rejects.toThrow('syntax error');
  expect(tables(connection)).toEqual(['songs']);
  const mended = { ...songs, '0001_singers': singers };
  expect(await migrated(connection, mended)).toEqual(['bands', 'singers', 'songs']);
});

it('leaves alone what a newer version made', async () => {
  const connection = new Sqlite(':memory:');
  await migrated(connection, { ...songs, '0001_singers': singers });
  await expect(migrated(connection, songs)).rejects.toThrow(
    'was made by a newer version: it has `0001_singers`',
  );
});

/** The tables that are there when these migrations have been run in one transaction, as opening a store does it. */
async function migrated(
  connection: Connection,
  migrations: Readonly<Record<string, string>>,
): Promise<string[]> {
  const folder = await written(migrations);
  connection.exec('begin');
  try {
    await migrate(folder, async (text) => {
      const statement = connection.prepare(text);
      if (statement.reader) return statement.all() as object[];
      statement.run();
      return [];
    });
    connection.exec('commit');
  } finally {
    if (connection.inTransaction) connection.exec('rollback');
  }
  return tables(connection);
}

async function written(migrations: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  const entries = Object.keys(migrations).map((tag) => ({ tag }));
  await mkdir(join(folder, 'meta'));
  await writeFile(join(folder, 'meta', '_journal.json'), JSON.stringify({ entries }));
  for (const [name, text] of Object.entries(migrations))
    await writeFile(join(folder, `${name}.sql`), text);
  return folder;
}

function tables(connection: Connection): string[] {
  const names = connection
    .prepare("select name from sqlite_master where type = 'table' and name <> 'migrations'")
    .pluck()
    .all();
  return (names as string[]).sort();
}
