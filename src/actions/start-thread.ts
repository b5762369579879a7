import { type ResourceLimits, Worker } from 'node:worker_threads';

/**
 * Starts a thread on a TypeScript file of ours. A thread doesn't take over how its parent reads TypeScript, so it is told.
 *
 * @param entry as `new URL('./file.ts', import.meta.url).href`.
 * @param resourceLimits what it may take before it dies; as much as any other where left out.
 */
export function startThread(entry: string, resourceLimits?: ResourceLimits): Worker {
  const limits = resourceLimits && { resourceLimits };
  return new Worker(startTypeScript, { eval: true, workerData: { entry }, ...limits });
}

const startTypeScript = `
  import('tsx/esm/api').then(({ register }) => {
    register();
    return import(require('node:worker_threads').workerData.entry);
  });
`;
