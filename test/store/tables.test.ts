import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  generateDrizzleJson,
  generateMigration,
  generateSQLiteDrizzleJson,
  generateSQLiteMigration,
} from 'drizzle-kit/api';
import { expect, it } from 'vitest';
import { migrationsFolder } from '../../src/store/migrate.ts';
import * as postgresTables from '../../src/store/postgres/tables.ts';
import * as sqliteTables from '../../src/store/sqlite/tables.ts';

it('are made by the migrations of SQLite; `npm run migrations` writes what is missing', async () => {
  const declared = await generateSQLiteDrizzleJson({ ...sqliteTables });
  expect(await generateSQLiteMigration(await newestSnapshot('sqlite'), declared)).toEqual([]);
});

it('are made by the migrations of Postgres; `npm run migrations` writes what is missing', async () => {
  const declared = generateDrizzleJson({ ...postgresTables });
  expect(await generateMigration(await newestSnapshot('postgres'), declared)).toEqual([]);
});

/** What drizzle-kit keeps of the tables as the newest migration leaves them. */
async function newestSnapshot<Snapshot>(dialect: 'sqlite' | 'postgres'): Promise<Snapshot> {
  const folder = join(migrationsFolder(dialect), 'meta');
  const names = (await readdir(folder)).filter((name) => name.endsWith('_snapshot.json'));
  return JSON.parse(await readFile(join(folder, names.sort().at(-1)!), 'utf8'));
}
