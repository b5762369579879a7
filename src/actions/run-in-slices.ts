import { setImmediate } from 'node:timers/promises';
import type { Work } from '../planner/work.ts';

/** How long work may hold the event loop before others get a turn. */
const sliceMilliseconds = 8;

/** Runs work that yields now and then, letting other requests through between slices. */
export async function runInSlices<Result>(work: Work<Result>): Promise<Result> {
  let sliceEnd = performance.now() + sliceMilliseconds;
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() < sliceEnd) continue;
    await setImmediate();
    sliceEnd = performance.now() + sliceMilliseconds;
  }
}
