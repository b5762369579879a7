import { readAddress } from './address.ts';
import type { Database } from './database.ts';
import { createStore, type Store, type StoreReads, storeReads } from './store.ts';
import type { Tables } from './tables.ts';

/**
 * Opens the database at `file:<path>` or `postgres://…`, and brings its tables up to date; a file is made where there
 * is none. Rejects with an `OpenFailure`, which has a sentence for whoever started the program, where that can't be.
 */
export async function openStore(address: string): Promise<Store> {
  const where = readAddress(address);
  const { database, tables } = await (where.kind === 'file'
    ? openFile(where.path)
    : openServer(where.url));
  return createStore(database, tables, address);
}

/**
 * Opens a database that this process has open already once more, for a thread that only reads. Neither is it looked over
 * nor are its tables brought up to date; that was done.
 */
export async function openReads(address: string): Promise<StoreOfReads> {
  const where = readAddress(address);
  const { database, tables } = await (where.kind === 'file'
    ? openFileReads(where.path)
    : openServerReads(where.url));
  return { reads: storeReads(database.reads, tables), close: () => database.close() };
}

export interface StoreOfReads {
  readonly reads: StoreReads;
  readonly close: () => Promise<void>;
}

interface Opened<Part extends keyof Database> {
  readonly database: Pick<Database, Part>;
  readonly tables: Tables;
}

/** Only the driver that is needed is loaded. */
async function openFile(path: string): Promise<Opened<keyof Database>> {
  const { openSqlite } = await import('./sqlite/open.ts');
  return { database: await openSqlite(path), tables: await import('./sqlite/tables.ts') };
}

async function openServer(url: string): Promise<Opened<keyof Database>> {
  const { openPostgres } = await import('./postgres/open.ts');
  return { database: await openPostgres(url), tables: await import('./postgres/tables.ts') };
}

async function openFileReads(path: string): Promise<Opened<'reads' | 'close'>> {
  const { openSqliteReads } = await import('./sqlite/open.ts');
  return { database: openSqliteReads(path), tables: await import('./sqlite/tables.ts') };
}

async function openServerReads(url: string): Promise<Opened<'reads' | 'close'>> {
  const { openPostgresReads } = await import('./postgres/open.ts');
  return { database: openPostgresReads(url), tables: await import('./postgres/tables.ts') };
}
