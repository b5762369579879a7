import { chmod, realpath, rename, stat } from 'node:fs/promises';
import type { CopyProgress } from '../keep.ts';
import { OpenFailure } from '../open-failure.ts';
import { syncFolder, withCopy } from './copy.ts';
import { Sqlite } from './driver.ts';
import { isMarked, sizeBytes } from './marker.ts';
import { openFailure, refuseForeign } from './refusals.ts';

/** Backs up the database at a path into a file, and gives its size in bytes. */
export function backUpSqlite(path: string, file: string, progress: CopyProgress): Promise<number> {
  return withCopy(path, file, progress, async (copy) => {
    await refuseOther(path, file);
    // It holds as much that is nobody's business as the database does.
    await chmod(copy, (await stat(path)).mode & 0o777);
    await rename(copy, file);
    await syncFolder(file);
    return sizeBytes(file);
  });
}

/** Nothing but an earlier backup may be replaced. */
async function refuseOther(path: string, file: string): Promise<void> {
  const bytes = await sizeBytes(file);
  if (bytes > 0 && (await realpath(file)) === (await realpath(path)))
    throw new OpenFailure({ problem: `\`${file}\` is the database itself.` });
  if (await isMarked(file))
    throw new OpenFailure({ problem: `\`${file}\` is a database, and no backup of one.` });
  if (bytes === 0) return;
  try {
    const earlier = new Sqlite(file, { readonly: true });
    try {
      refuseForeign(earlier, file);
    } finally {
      earlier.close();
    }
  } catch (error) {
    throw openFailure(file, error);
  }
}
