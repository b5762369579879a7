import { chmod, mkdir, realpath, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { driverError } from '../driver-error.ts';
import type { CopyProgress } from '../keep.ts';
import { migrationsFolder, readMigrations, refuseNewer } from '../migrate.ts';
import { OpenFailure } from '../open-failure.ts';
import { syncFolder, withCopy } from './copy.ts';
import { Sqlite } from './driver.ts';
import { mark, sizeBytes } from './marker.ts';
import { openFailure, refuseForeign } from './refusals.ts';

/** Puts a backup in the place of the database at a path, and gives the path at which that one is kept, if there was one. */
export async function restoreSqlite(
  path: string,
  file: string,
  now: Date,
  progress: CopyProgress,
): Promise<string | null> {
  const isThere = (await sizeBytes(path)) > 0;
  if (isThere && (await realpath(file).catch(() => null)) === (await realpath(path)))
    throw new OpenFailure({ problem: `\`${file}\` is the database itself.` });
  await mkdir(dirname(path), { recursive: true });
  return withCopy(file, path, progress, async (copy) => {
    await refuseCopyOfNewer(copy);
    if (isThere) await chmod(copy, (await stat(path)).mode & 0o777);
    if (isThere) refuseHeld(path);
    // Should the power go between the renames, no new database is begun: the marker says that there was one.
    await mark(path);
    const aside = await setAside(path, now);
    await rename(copy, path);
    await syncFolder(path);
    return aside;
  });
}

async function refuseCopyOfNewer(copy: string): Promise<void> {
  const known = await readMigrations(migrationsFolder('sqlite'));
  const connection = new Sqlite(copy, { readonly: true });
  try {
    refuseNewer(known, connection.prepare('select name from migrations').pluck().all() as string[]);
  } finally {
    connection.close();
  }
}

/**
 * Throws an `OpenFailure` where another process has the database open, or where it is none of ours; one that is damaged is
 * to be replaced. What was written last is in the one file then, and in none beside it.
 */
function refuseHeld(path: string): void {
  try {
    const connection = new Sqlite(path, { timeout: heldMs });
    try {
      refuseForeign(connection, path);
      // Takes the lock of the whole file, which nobody gets while others have it open.
      connection.pragma('journal_mode = DELETE');
    } finally {
      connection.close();
    }
  } catch (error) {
    const code = driverError(error)?.code ?? '';
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return;
    if (!/^SQLITE_BUSY/.test(code)) throw openFailure(path, error);
    throw new OpenFailure({
      problem: `The database \`${path}\` is open in another program.`,
      hint: 'Stop the server, restore, and start it again.',
      cause: error,
    });
  }
}

/** Another process may be at it for a moment without holding it. */
const heldMs = 1_000;

/** Together with what a damaged database has beside it, which would be taken for changes to the one that comes. */
async function setAside(path: string, now: Date): Promise<string | null> {
  const aside = `${path}.replaced-${now.toISOString().replace(/[-:.]/g, '')}`;
  const moved = [];
  for (const suffix of ['-wal', '-shm', '-journal', ''])
    moved.push(await moveIfThere(path + suffix, aside + suffix));
  return moved.at(-1) ? aside : null;
}

async function moveIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (driverError(error)?.code === 'ENOENT') return false;
    throw error;
  }
}
