import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Database as Connection } from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Database, Reads, Writes } from '../database.ts';
import { driverError } from '../driver-error.ts';
import { migrate, migrationsFolder } from '../migrate.ts';
import { OpenFailure } from '../open-failure.ts';
import { StoreBusy } from '../store-busy.ts';
import { UniqueConflict } from '../unique-conflict.ts';
import { Sqlite } from './driver.ts';
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
    // Not again where it is: on a full disk that would be the end of it.
    if ((await sizeBytes(marker(path))) === 0) await writeFile(marker(path), markerText);
    return database(connection, new Sqlite(path, { readonly: true, timeout: readMaxMs }));
  } catch (error) {
    connection?.close();
    throw openFailure(path, error);
  }
}

/** SQLite takes an empty file for a new database: a volume that lost its content would be started over silently. */
async function refuseEmptied(path: string): Promise<void> {
  const [had, bytes] = [await sizeBytes(marker(path)), await sizeBytes(path)];
  if (had === 0 || bytes > 0) return;
  throw new OpenFailure({
    problem: `The database \`${path}\` has lost its content: there was a database here, and now there is none.`,
    hint: `Restore it from a backup, or remove \`${marker(path)}\` to begin a new one.`,
  });
}

const marker = (path: string) => `${path}.marker`;

const markerText =
  'While this file is here, an empty or missing database beside it is refused instead of being started over.\n';

async function sizeBytes(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (driverError(error)?.code === 'ENOENT') return 0;
    throw error;
  }
}

async function prepare(connection: Connection, path: string): Promise<void> {
  const deadline = performance.now() + openMaxMs;
  await patiently(deadline, () => refuseForeign(connection, path));
  if ((await sizeBytes(path)) <= checkedMaxBytes)
    await patiently(deadline, () => refuseDamaged(connection, path));
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

function refuseForeign(connection: Connection, path: string): void {
  const names = connection.prepare('select name from sqlite_master').pluck().all();
  if (names.length === 0 || names.includes('migrations')) return;
  throw new OpenFailure({ problem: `\`${path}\` is a database of another program.` });
}

function refuseDamaged(connection: Connection, path: string): void {
  const found = connection.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw damaged(path, found);
}

function damaged(path: string, cause: unknown): OpenFailure {
  return new OpenFailure({
    problem: `The database \`${path}\` is damaged.`,
    hint: 'Restore it from a backup.',
    cause,
  });
}

function database(writer: Connection, reader: Connection): Database {
  const transact = transactionsOver(writer);
  const writes = drizzle({ client: writer }) as unknown as Writes;
  return {
    reads: drizzle({ client: reader }) as unknown as Reads,
    transaction: (work) =>
      transact(() => work(writes)).catch((error) => {
        throw uniqueConflict(error) ?? error;
      }),
    ping: async () => void reader.prepare('select 1').get(),
    close: async () => {
      reader.close();
      writer.close();
    },
  };
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

/** A sentence for what the driver or the system said; what is none of theirs is left as it is. */
function openFailure(path: string, error: unknown): unknown {
  const said = driverError(error);
  if (error instanceof StoreBusy)
    return new OpenFailure({
      problem: `The database \`${path}\` is held by another program.`,
      cause: error,
    });
  if (!said) return error;
  if (/^SQLITE_CORRUPT/.test(said.code)) return damaged(path, error);
  const [, problem] = reasons.find(([codes]) => codes.test(said.code)) ?? [];
  return new OpenFailure({
    problem: `The database \`${path}\` ${problem ?? `can't be opened: ${said.message}.`}`,
    cause: error,
  });
}

const reasons: readonly (readonly [codes: RegExp, problem: string])[] = [
  [/^SQLITE_NOTADB/, 'is no SQLite database, or a damaged one.'],
  [/^(SQLITE_READONLY|EACCES|EPERM|EROFS)/, "can't be written: it, or its folder, is read-only."],
  [/^(SQLITE_FULL|ENOSPC)/, "can't be written: the disk is full."],
  [
    /^(SQLITE_CANTOPEN|ENOTDIR|EEXIST|EISDIR)/,
    "can't be opened: a part of its path is no folder, or it is one itself.",
  ],
];
