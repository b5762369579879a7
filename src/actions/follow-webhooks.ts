import { setTimeout as wait } from 'node:timers/promises';
import { type Claimed, claimDeliveries, deliver, pruneDeliveries } from './deliver-webhooks.ts';
import type { Environment } from './environment.ts';
import { queueDeliveries } from './queue-deliveries.ts';

const intervalMilliseconds = 1_000;
const patienceMilliseconds = 30_000;
const pruneMilliseconds = 3_600_000;

/** So long may deliveries that are under way go on when all else ends. */
const graceMilliseconds = 3_000;

/**
 * Tells other systems, every second, what happened: addresses it to endpoints, and delivers what is due. What is to be told
 * is known by the database alone, so that nothing is forgotten where a process ends, and several processes may do it. Goes
 * on until the function that it returns is called, which resolves when nothing more is sent or written.
 */
export function followWebhooks(
  environment: Environment,
  reportBug: (bug: unknown) => void,
): () => Promise<void> {
  const stop = new AbortController();
  const underWay = new Map<Promise<void>, string>();
  const pauses = new Pauses();
  let isOver = false;
  let prunedAt = 0;

  const begin = (claimed: Claimed): void => {
    const delivery = deliver(environment, claimed, stop.signal)
      // What was not stored is tried again when its lease ends.
      .catch((bug) => reportBug(bug))
      .finally(() => {
        underWay.delete(delivery);
        pauses.end();
      });
    underWay.set(delivery, claimed.endpoint.id);
  };

  const look = async (): Promise<number> => {
    try {
      // Where more happens all the time, what is addressed already is delivered nevertheless.
      const isMore = await queueDeliveries(environment);
      if (!isOver)
        for (const claimed of await claimDeliveries(environment, counted(underWay.values())))
          begin(claimed);
      const now = Number(environment.now());
      if (!isOver && now - prunedAt >= pruneMilliseconds) {
        prunedAt = now;
        await pruneDeliveries(environment);
      }
      return isMore ? 0 : intervalMilliseconds;
    } catch (bug) {
      if (!isOver) reportBug(bug);
      return patienceMilliseconds;
    }
  };

  const run = async (): Promise<void> => {
    while (!isOver) await pauses.pause(await look());
  };
  const running = run();
  return async () => {
    isOver = true;
    pauses.end();
    await running;
    const ended = Promise.all(underWay.keys());
    const grace = new AbortController();
    await Promise.race([ended, wait(graceMilliseconds, null, { signal: grace.signal })]);
    grace.abort();
    stop.abort();
    await ended;
  };
}

/** Pauses that whatever happens meanwhile ends; what happens before one begins ends it, too. */
class Pauses {
  #isEnded = false;
  #wake: () => void = () => undefined;

  async pause(milliseconds: number): Promise<void> {
    if (!this.#isEnded)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.#isEnded = false;
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }
}

function counted(endpoints: Iterable<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const endpoint of endpoints) counts.set(endpoint, (counts.get(endpoint) ?? 0) + 1);
  return counts;
}
