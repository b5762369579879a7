import { dayMs } from './learner-limits.ts';

/** How much may be imported as jobs. */
export const importJobLimits = {
  /** Characters of one job, in as many parts as it takes. */
  characters: 50_000_000,
  /** Parts of one job; each is as long as a request may be. */
  parts: 1_000,
  /** Jobs of whoever starts them of which something is still to come. */
  open: 10,
  /** Why rows were not taken in: so many are kept of a job, and all are counted. */
  refusals: 1_000,
  /** Characters of an option. */
  option: 200,
  /** Rows of one transaction. */
  rowsAtOnce: 500,
  /** So long is a job whoever works on it may not be heard of before another takes it on. */
  leaseMs: 30_000,
  /** So long may a job wait for its parts. */
  receivingMs: dayMs,
  /** So long is a job kept that is over. */
  keptMs: 30 * dayMs,
} as const;
