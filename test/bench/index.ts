import type { Bench } from './bench.ts';
import { evidence } from './evidence.ts';

/** Every bench, in the order in which they run. */
export const benches: readonly Bench[] = [evidence];
