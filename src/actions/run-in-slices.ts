import { setImmediate } from 'node:timers/promises';
import type { HardPartAnswer } from '../planner/select/hard-part.ts';
import type { Work } from '../planner/work.ts';
import { type HardPartSolver, sharedHardPartSolver } from './hard-part-solver.ts';

/** How long work may hold the event loop before others get a turn. */
const sliceMilliseconds = 8;

/** Runs work that yields now and then, letting other requests through between slices, and has hard parts solved elsewhere. */
export async function runInSlices<Result>(
  work: Work<Result>,
  solver: HardPartSolver = sharedHardPartSolver,
): Promise<Result> {
  let sliceEnd = performance.now() + sliceMilliseconds;
  let answer: HardPartAnswer | undefined;
  for (;;) {
    const { done, value } = work.next(answer);
    if (done) return value;
    if (value === undefined && performance.now() < sliceEnd) continue;
    answer = value === undefined ? await setImmediate(undefined) : await solver.solve(value);
    sliceEnd = performance.now() + sliceMilliseconds;
  }
}
