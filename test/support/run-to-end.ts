import type { Work } from '../../src/planner/work.ts';
/** Runs work that yields now and then without a pause, and gives its result. */
export function runToEnd<Result>(work: Work<Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
