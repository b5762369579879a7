import { mkdtemp, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Database as Connection } from 'better-sqlite3';
import { driverError } from '../driver-error.ts';
import type { CopyProgress } from '../keep.ts';
import { OpenFailure } from '../open-failure.ts';
import { Sqlite } from './driver.ts';
import { sizeBytes } from './marker.ts';
import { openFailure, refuseDamaged, refuseForeign } from './refusals.ts';

/**
 * Copies a database as it is at one moment into a new file near another, has the rest done with the copy, and removes what
 * is still there of it. The copy has been read through and needs no file beside it. Rejects with an `OpenFailure` where
 * there is no sound database of ours to copy, or no room.
 */
export async function withCopy<Result>(
  from: string,
  near: string,
  progress: CopyProgress,
  use: (copy: string) => Promise<Result>,
): Promise<Result> {
  if ((await sizeBytes(from).catch(() => 0)) === 0)
    throw new OpenFailure({ problem: `There is no database \`${from}\`.` });
  const folder = await mkdtemp(`${near}.partial-`).catch((error) => {
    throw cantWrite(near, error);
  });
  try {
    const copy = join(folder, 'copy.db');
    await copyAll(from, copy, progress).catch((error) => {
      throw ofTarget.test(driverError(error)?.code ?? '')
        ? cantWrite(near, error)
        : openFailure(from, error);
    });
    refuseUnsound(from, copy);
    return await use(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Makes what was renamed in the folder of a file survive a power cut too. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path));
  await folder.sync().finally(() => folder.close());
}

/** How long opening waits for another process that mends the file. */
const openMaxMs = 10_000;

/** Between two such portions, of 4 KB a page, progress is shown. */
const portionPages = 500;

async function copyAll(from: string, to: string, progress: CopyProgress): Promise<void> {
  let connection: Connection | undefined;
  try {
    connection = new Sqlite(from, { readonly: true, timeout: openMaxMs });
    refuseForeign(connection, from);
    // What others write while this is being read doesn't belong to the moment, and would make the copy begin anew.
    connection.exec('begin');
    connection.prepare('select count(*) from sqlite_master').get();
    await connection.backup(to, {
      progress({ totalPages, remainingPages }) {
        progress(totalPages === 0 ? 0 : 1 - remainingPages / totalPages);
        return portionPages;
      },
    });
  } finally {
    connection?.close();
  }
}

/** Only the copy is written to. */
const ofTarget = /^(SQLITE_(FULL|IOERR_(WRITE|FSYNC|TRUNCATE))|ENOSPC|EDQUOT|EFBIG)/;

function cantWrite(path: string, error: unknown): unknown {
  const said = driverError(error);
  if (!said) return error;
  const [, reason = said.message] = reasons.find(([codes]) => codes.test(said.code)) ?? [];
  return new OpenFailure({
    problem: `\`${path}\` can't be written: ${reason}.`,
    cause: error,
  });
}

const reasons: readonly (readonly [codes: RegExp, reason: string])[] = [
  [/^(ENOENT|ENOTDIR)/, 'there is no such folder'],
  [/^(EACCES|EPERM|EROFS|SQLITE_READONLY)/, 'it is read-only'],
  [ofTarget, 'the disk is full'],
];

/** The copy has to hold together in all its parts, and be of ours; what is said is said of what was copied. */
function refuseUnsound(from: string, copy: string): void {
  const connection = new Sqlite(copy);
  try {
    connection.pragma('journal_mode = DELETE');
    refuseDamaged(connection, from, 'integrity_check');
    if (tableNames(connection).length === 0)
      throw new OpenFailure({ problem: `There is nothing in the database \`${from}\`.` });
    const strays = connection.pragma('foreign_key_check') as unknown[];
    if (strays.length > 0)
      throw new OpenFailure({
        problem: `The database \`${from}\` is damaged: ${strays.length} rows belong to nothing that is there.`,
      });
  } catch (error) {
    throw openFailure(from, error);
  } finally {
    connection.close();
  }
}

function tableNames(connection: Connection): unknown[] {
  return connection.prepare("select name from sqlite_master where type = 'table'").pluck().all();
}
