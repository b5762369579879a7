import { stat, writeFile } from 'node:fs/promises';
import { driverError } from '../driver-error.ts';

/** The file beside a database that tells one that lost its content from one that never was. */
export function markerOf(path: string): string {
  return `${path}.marker`;
}

export async function isMarked(path: string): Promise<boolean> {
  return (await sizeBytes(markerOf(path))) > 0;
}

/** Not again where it is: on a full disk that would be the end of it. */
export async function mark(path: string): Promise<void> {
  if (!(await isMarked(path))) await writeFile(markerOf(path), markerText);
}

const markerText =
  'While this file is here, an empty or missing database beside it is refused instead of being started over.\n';

/** Of a file; 0 where there is none. */
export async function sizeBytes(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (driverError(error)?.code === 'ENOENT') return 0;
    throw error;
  }
}
