import { CompileFailure } from './compile-thread.ts';
import type { Curricula } from './curricula.ts';

/**
 * Looks twice a second whether another process has published, until the function it returns is called. A look that fails
 * is made up for by the next: what is in memory stays good, and `/health/ready` tells of a database that is away. A
 * revision that can't be compiled is reported, and tried again less and less often.
 */
export function followHeads(
  curricula: Pick<Curricula, 'refresh'>,
  reportBug: (bug: unknown) => void,
): () => void {
  let isOver = false;
  let pause = intervalMilliseconds;
  let timer: NodeJS.Timeout;
  const look = async (): Promise<void> => {
    try {
      await curricula.refresh();
      pause = intervalMilliseconds;
    } catch (error) {
      if (error instanceof CompileFailure && !isOver) {
        reportBug(error);
        pause = Math.min(2 * pause, pauseMaxMilliseconds);
      }
    }
    lookAgain();
  };
  const lookAgain = (): void => {
    if (!isOver) timer = setTimeout(look, pause);
  };
  lookAgain();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

const intervalMilliseconds = 500;
const pauseMaxMilliseconds = 30_000;
