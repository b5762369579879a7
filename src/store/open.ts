import { readAddress } from './address.ts';
import { createStore, type Store } from './store.ts';

/**
 * Opens the database at `file:<path>` or `postgres://…`, and brings its tables up to date; a file is made where there
 * is none. Rejects with an `OpenFailure`, which has a sentence for whoever started the program, where that can't be.
 */
export async function openStore(address: string): Promise<Store> {
  const where = readAddress(address);
  return where.kind === 'file' ? openFile(where.path) : openServer(where.url);
}

/** Only the driver that is needed is loaded. */
async function openFile(path: string): Promise<Store> {
  const { openSqlite } = await import('./sqlite/open.ts');
  const tables = await import('./sqlite/tables.ts');
  return createStore(await openSqlite(path), tables);
}

async function openServer(url: string): Promise<Store> {
  const { openPostgres } = await import('./postgres/open.ts');
  const tables = await import('./postgres/tables.ts');
  return createStore(await openPostgres(url), tables);
}
