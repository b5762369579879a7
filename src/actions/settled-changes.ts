import { setTimeout } from 'node:timers/promises';
import { traceOfFiles } from './read-files.ts';

/**
 * Yields at once, and again after each change of the files at a path, until the signal. It looks at them several times a
 * second in place of being told, so that it makes no difference how an editor saves, or on what kind of disk; what is
 * written in one burst is one change.
 */
export async function* settledChanges(path: string, signal: AbortSignal): AsyncGenerator<void> {
  let told = await traceOfFiles(path);
  yield;
  let last = told;
  let unsettledLooks = 0;
  while (await pause(signal)) {
    const now = await traceOfFiles(path);
    unsettledLooks = now === last ? 0 : unsettledLooks + 1;
    last = now;
    if (now === told || (unsettledLooks > 0 && unsettledLooks < unsettledLooksMax)) continue;
    [told, unsettledLooks] = [now, 0];
    yield;
  }
}

/** Two looks that find the same make a change settled. */
const intervalMilliseconds = 150;
/** What is written all the time is a change every three seconds. */
const unsettledLooksMax = 20;

/** False where the signal came. */
async function pause(signal: AbortSignal): Promise<boolean> {
  return setTimeout(intervalMilliseconds, true, { signal }).catch(() => false);
}
