import { Worker } from 'node:worker_threads';

/**
 * Starts a thread on a TypeScript file of ours. A thread doesn't take over how its parent reads TypeScript, so it is told.
 *
 * @param entry as `new URL('./file.ts', import.meta.url).href`.
 */
export function startThread(entry: string): Worker {
  return new Worker(startTypeScript, { eval: true, workerData: { entry } });
}

const startTypeScript = `
  import('tsx/esm/api').then(({ register }) => {
    register();
    return import(require('node:worker_threads').workerData.entry);
  });
`;
