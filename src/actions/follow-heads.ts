import type { Curricula } from './curricula.ts';

/**
 * Looks every second whether another process has published, until the function it returns is called. A look that fails
 * is made up for by the next: what is in memory stays good, and `/health/ready` tells of a database that is away.
 */
export function followHeads(curricula: Curricula): () => void {
  const timer = setInterval(() => {
    curricula.refresh().catch(() => undefined);
  }, intervalMilliseconds);
  return () => clearInterval(timer);
}

const intervalMilliseconds = 1_000;
