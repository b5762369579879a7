import { setTimeout as wait } from 'node:timers/promises';
import type { Environment } from './environment.ts';
import { runSomeImport, tidyImports } from './run-imports.ts';

const intervalMilliseconds = 1_000;
const patienceMilliseconds = 30_000;
const tidyEveryMilliseconds = 600_000;

/**
 * Works, one after the other, on imports that wait. Which these are is told by the database alone, so that none is forgotten
 * where a process ends, and several processes may do it. Goes on until the function that it returns is called, which
 * resolves when no more is written.
 */
export function followImports(
  environment: Environment,
  reportBug: (bug: unknown) => void,
): () => Promise<void> {
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  let tidyAt = 0;
  const look = async (): Promise<number> => {
    try {
      if (Number(environment.now()) >= tidyAt) {
        tidyAt = Number(environment.now()) + tidyEveryMilliseconds;
        await tidyImports(environment);
      }
      while (!isOver && (await runSomeImport(environment, () => isOver))) await wait(0);
      return intervalMilliseconds;
    } catch (bug) {
      if (!isOver) reportBug(bug);
      return patienceMilliseconds;
    }
  };
  let looking: Promise<void>;
  const lookAgain = (): void => {
    looking = look().then((pause) => {
      if (!isOver) timer = setTimeout(lookAgain, pause);
    });
  };
  lookAgain();
  return () => {
    isOver = true;
    clearTimeout(timer);
    return looking;
  };
}
