import { setTimeout } from 'node:timers/promises';
import type { Database as Connection } from 'better-sqlite3';
import { driverError } from '../driver-error.ts';
import { StoreBusy } from '../store-busy.ts';

/** How long a write waits for writes before it, in this process and in others. */
const waitMaxMs = 10_000;

/**
 * Transactions over the one connection that writes, one after the other: better-sqlite3's own can't wait for anything.
 * The lock is asked for again and again, since SQLite's own waiting would hold up the whole process.
 */
export function transactionsOver(connection: Connection): Transact {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const deadline = performance.now() + waitMaxMs;
    const result = last.then(() => runOne(connection, deadline, work));
    last = result.catch(() => undefined);
    return result;
  };
}

type Transact = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Tries until the database isn't busy with another process; rejects with `StoreBusy` at the deadline. */
export async function patiently<Result>(deadline: number, attempt: () => Result): Promise<Result> {
  for (let pauseMs = 1; ; pauseMs = Math.min(2 * pauseMs, 50)) {
    try {
      return attempt();
    } catch (error) {
      if (!driverError(error)?.code.startsWith('SQLITE_BUSY')) throw error;
      if (performance.now() > deadline) throw new StoreBusy(error);
    }
    await setTimeout(pauseMs);
  }
}

async function runOne<Result>(
  connection: Connection,
  deadline: number,
  work: () => Promise<Result>,
): Promise<Result> {
  await patiently(deadline, () => connection.exec('BEGIN IMMEDIATE'));
  try {
    const result = await work();
    connection.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk and the like have ended the transaction already.
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}
