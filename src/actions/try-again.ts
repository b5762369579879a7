import { UniqueConflict } from '../store/unique-conflict.ts';

const triesMax = 3;

/**
 * Runs a write again where another was quicker to add what there can be only one of: this time it sees what the other
 * wrote, and says so instead.
 */
export async function tryAgain<Result>(write: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof UniqueConflict) || tries === triesMax) throw error;
    }
  }
}
