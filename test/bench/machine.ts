import { availableParallelism, cpus, totalmem } from 'node:os';

/** The machine in a phrase. */
export function machine(): string {
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  return `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, ${gibibytes} GiB, Node ${process.version}`;
}
