import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Database as Connection } from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Database, Reads, Writes } from '../database.ts';
import { driverError } from '../driver-error.ts';
import { migrate, migrationsFolder } from '../migrate.ts';
import { OpenFailure } from '../open-failure.ts';
import { StoreFull } from '../store-full.ts';
import { UniqueConflict } from '../unique-conflict.ts';
import { Sqlite } from './driver.ts';
import { isMarked, mark, markerOf, sizeBytes } from './marker.ts';
import { openFailure, refuseDamaged, refuseForeign } from './refusals.ts';
import { patiently, transactionsOver } from './transactions.ts';

/** How long opening waits for another process that is at the same, and a read for one that mends the file. */
const openMaxMs = 30_000;
const readMaxMs = 1000;

/** Files up to this size are read through at the start, to find damage early; it takes about a second. */
const checkedMaxBytes = 256 * 1024 * 1024;

/**
 * Opens a database file, which is made with its folders where there is none. Rejects with an `OpenFailure`, and leaves
 * the file as it is, where it can't be used. A marker beside the file tells an emptied database from a new one.
 */
export async function openSqlite(path: string): Promise<Database> {
  let connection: Connection | undefined;
  try {
    await refuseEmptied(path);
    await mkdir(dirname(path), { recursive: true });
    connection = new Sqlite(path, { timeout: 0 });
    await prepare(connection, path);
    await mark(path);
    return database(connection, new Sqlite(path, { readonly: true, timeout: readMaxMs }));
  } catch (error) {
    connection?.close();
    throw openFailure(path, error);
  }
}

/** The same file for one that only reads, while a `Database` has it open. */
export function openSqliteReads(path: string): Pick<Database, 'reads' | 'close'> {
  const reader = new Sqlite(path, { readonly: true, timeout: readMaxMs });
  return {
    reads: drizzle({ client: reader }) as unknown as Reads,
    close: async () => void reader.close(),
  };
}

/** SQLite takes an empty file for a new database: a volume that lost its content would be started over silently. */
async function refuseEmptied(path: string): Promise<void> {
  if (!(await isMarked(path)) || (await sizeBytes(path)) > 0) return;
  throw new OpenFailure({
    problem: `The database \`${path}\` has lost its content: there was a database here, and now there is none.`,
    hint: `Restore it from a backup, or remove \`${markerOf(path)}\` to begin a new one.`,
  });
}

async function prepare(connection: Connection, path: string): Promise<void> {
  const deadline = performance.now() + openMaxMs;
  await patiently(deadline, () => refuseForeign(connection, path));
  if ((await sizeBytes(path)) <= checkedMaxBytes)
    await patiently(deadline, () => refuseDamaged(connection, path, 'quick_check'));
  await patiently(deadline, () => connection.pragma('journal_mode = WAL'));
  // SQLite opens a read-only file all the same, and says so only when something is written.
  await patiently(deadline, () =>
    connection.exec('begin immediate; pragma user_version = 1; rollback'),
  );
  connection.pragma('synchronous = FULL');
  // What is erased is written over, not only forgotten.
  connection.pragma('secure_delete = ON');
  // A migration may make a table anew that others refer to.
  connection.pragma('foreign_keys = OFF');
  await transactionsOver(connection)(() =>
    migrate(migrationsFolder('sqlite'), async (text) => {
      const statement = connection.prepare(text);
      if (statement.reader) return statement.all() as object[];
      statement.run();
      return [];
    }),
  );
  connection.pragma('foreign_keys = ON');
}

function database(writer: Connection, reader: Connection): Database {
  const transact = transactionsOver(writer);
  const writes = drizzle({ client: writer }) as unknown as Writes;
  return {
    reads: drizzle({ client: reader }) as unknown as Reads,
    transaction: (work) =>
      transact(() => work(writes)).catch((error) => {
        throw uniqueConflict(error) ?? full(error) ?? error;
      }),
    ping: async () => void reader.prepare('select 1').get(),
    close: async () => {
      reader.close();
      writer.close();
    },
  };
}

/** A limit on the size of files is told as an error of writing. */
function full(error: unknown): StoreFull | null {
  const isFull = /^SQLITE_(FULL|IOERR_(WRITE|TRUNCATE|SHMSIZE))/.test(
    driverError(error)?.code ?? '',
  );
  return isFull ? new StoreFull(error) : null;
}

/** SQLite names what conflicts in its message alone: `UNIQUE constraint failed: revisions.curriculum, revisions.number`. */
function uniqueConflict(error: unknown): UniqueConflict | null {
  const said = driverError(error);
  if (!/^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(said?.code ?? '')) return null;
  const names = said?.message.split(': ')[1]?.split(', ') ?? [];
  return new UniqueConflict({
    table: names[0]?.split('.')[0] ?? '',
    columns: names.map((name) => name.split('.')[1] ?? ''),
    cause: error,
  });
}
