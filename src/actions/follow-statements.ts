import { setTimeout as wait } from 'node:timers/promises';
import type { Environment } from './environment.ts';
import { readSomeStatements } from './read-statements.ts';

const intervalMilliseconds = 1_000;
const patienceMilliseconds = 30_000;

/** So many learners' mail addresses are hashed in one transaction. */
const hashedAtOnce = 500;

/**
 * Reads, every second, the statements of learning platforms that are still to be read. Which these are is told by the
 * database alone, so that nothing is forgotten where a process ends, and several processes may do it. Goes on until the
 * function that it returns is called, which resolves when no more is written.
 */
export function followStatements(
  environment: Environment,
  reportBug: (bug: unknown) => void,
): () => Promise<void> {
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<number> => {
    try {
      while (!isOver && (await readSomeStatements(environment))) await wait(0);
      return intervalMilliseconds;
    } catch (bug) {
      if (!isOver) reportBug(bug);
      return patienceMilliseconds;
    }
  };
  let looking: Promise<void>;
  const lookAgain = (begin: Promise<unknown>): void => {
    looking = begin.then(look).then((pause) => {
      if (!isOver) timer = setTimeout(() => lookAgain(Promise.resolve()), pause);
    });
  };
  lookAgain(hashMails(environment).catch(reportBug));
  return () => {
    isOver = true;
    clearTimeout(timer);
    return looking;
  };
}

/** Learners of databases from before have addresses that nobody hashed yet. */
async function hashMails({ store }: Environment): Promise<void> {
  for (;;) {
    const some = await store.reads.learners.withoutMailHash(hashedAtOnce);
    if (some.length === 0) return;
    await store.write(async ({ learners }) => {
      await learners.lock(some.map(({ id }) => id));
      const left = await learners.withoutMailHash(hashedAtOnce);
      await learners.keepMailHashes(left);
    });
  }
}
