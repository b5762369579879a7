import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import type { Dialect } from '../../src/store/dialect.ts';
import { postgresDialect } from '../../src/store/postgres/dialect.ts';
import { openPostgres } from '../../src/store/postgres/open.ts';
import * as postgresTables from '../../src/store/postgres/tables.ts';
import { sqliteDialect } from '../../src/store/sqlite/dialect.ts';
import { Sqlite } from '../../src/store/sqlite/driver.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import * as sqliteTables from '../../src/store/sqlite/tables.ts';
import type { Tables } from '../../src/store/tables.ts';
import { type Postgres, startPostgres } from './postgres.ts';

/** One of the databases that the store runs on, as a test sees it. */
export interface Kind {
  readonly name: string;
  readonly dialect: Dialect;
  readonly tables: Tables;
  /** The address of a database that isn't there yet, or is empty. */
  newAddress(): Promise<string>;
  open(address: string): Promise<Database>;
  /** Runs SQL past the store. */
  execute(address: string, statements: string): Promise<void>;
}

/** SQLite in files that are there as long as the test file that calls this runs. */
export function sqlite(): Kind {
  let folder: string;
  let databases = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cairn-sqlite-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return {
    name: 'SQLite',
    dialect: sqliteDialect,
    tables: sqliteTables,
    newAddress: async () => `file:${join(folder, String(databases++), 'cairn.db')}`,
    open: (address) => openSqlite(pathOf(address)),
    async execute(address, statements) {
      const connection = new Sqlite(pathOf(address));
      connection.exec(statements);
      connection.close();
    },
  };
}

const pathOf = (address: string) => address.slice('file:'.length);

/** Postgres on a server that is there as long as the test file that calls this runs. */
export function postgres(): Kind & { server(): Postgres } {
  let server: Postgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());
  return {
    name: 'Postgres',
    dialect: postgresDialect,
    tables: postgresTables,
    server: () => server,
    newAddress: () => server.createDatabase(),
    open: openPostgres,
    async execute(address, statements) {
      const client = new pg.Client({ connectionString: address });
      await client.connect();
      await client.query(statements);
      await client.end();
    },
  };
}
