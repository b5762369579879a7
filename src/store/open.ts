import { fileURLToPath } from 'node:url';
import { OpenFailure } from './open-failure.ts';
import { createStore, type Store } from './store.ts';

/**
 * Opens the database at `file:<path>` or `postgres://…`, and brings its tables up to date; a file is made where there
 * is none. Rejects with an `OpenFailure`, which has a sentence for whoever started the program, where that can't be.
 */
export async function openStore(address: string): Promise<Store> {
  const [, scheme = '', rest = ''] = address.match(/^(file|postgres|postgresql):(.*)$/s) ?? [];
  if (scheme === 'file') return openFile(rest);
  if (scheme !== '') return openServer(address);
  throw new OpenFailure({
    problem: 'The address of the database is neither `file:<path>` nor `postgres://…`.',
  });
}

/** Only the driver that is needed is loaded. */
async function openFile(path: string): Promise<Store> {
  if (path === '' || path === ':memory:' || path.endsWith('/'))
    throw new OpenFailure({
      problem: `The address of the database, \`file:${path}\`, names no file.`,
    });
  const { openSqlite } = await import('./sqlite/open.ts');
  const tables = await import('./sqlite/tables.ts');
  return createStore(await openSqlite(localPath(path)), tables);
}

async function openServer(address: string): Promise<Store> {
  const { openPostgres } = await import('./postgres/open.ts');
  const tables = await import('./postgres/tables.ts');
  return createStore(await openPostgres(address), tables);
}

/** `file:data/cairn.db` and `file:/var/cairn.db` are paths as they stand; `file:///var/cairn.db` is an address. */
function localPath(path: string): string {
  return path.startsWith('//') ? fileURLToPath(`file:${path}`) : path;
}
