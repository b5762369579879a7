import { readAddress } from './address.ts';
import { OpenFailure } from './open-failure.ts';

/** How much of a copy is done, from 0 to 1. */
export type CopyProgress = (share: number) => void;

export interface BackUp {
  /** Of the database. */
  readonly path: string;
  readonly sizeBytes: number;
}

/**
 * Copies the embedded database, as it is at one moment, into a file, whoever works with it meanwhile. An earlier backup of
 * that name is replaced once the new one is found sound; where this rejects, with an `OpenFailure`, it stays as it was.
 */
export async function backUpStore(
  address: string,
  file: string,
  progress: CopyProgress,
): Promise<BackUp> {
  const path = fileOf(address, 'pg_dump');
  const { backUpSqlite } = await import('./sqlite/back-up.ts');
  return { path, sizeBytes: await backUpSqlite(path, file, progress) };
}

export interface Restored {
  /** Of the database. */
  readonly path: string;
  /** Where the database is now that was there before; null where there was none. */
  readonly replaced: string | null;
}

/**
 * Puts a backup in the place of the embedded database, once it is found sound. Rejects with an `OpenFailure`, and leaves
 * all as it was, where it isn't or where somebody has the database open. What was there is kept beside it, named by now.
 */
export async function restoreStore(
  address: string,
  file: string,
  now: Date,
  progress: CopyProgress,
): Promise<Restored> {
  const path = fileOf(address, 'pg_restore');
  const { restoreSqlite } = await import('./sqlite/restore.ts');
  return { path, replaced: await restoreSqlite(path, file, now, progress) };
}

function fileOf(address: string, tool: string): string {
  const where = readAddress(address);
  if (where.kind === 'file') return where.path;
  throw new OpenFailure({
    problem: 'The database is on a Postgres server, which has means of its own for this.',
    hint: `See \`${tool}\`.`,
  });
}
