import type { HardPart, HardPartAnswer } from './select/hard-part.ts';

/**
 * Planning as work that can be interrupted: it yields nothing where others may have a turn, and a hard part where it would
 * have one solved elsewhere. Whoever runs it answers a hard part with the next call, or with nothing: the work then goes on
 * with the best plan that it has, and says so in its proof.
 */
export type Work<Result> = Generator<HardPart | undefined, Result, HardPartAnswer | undefined>;
