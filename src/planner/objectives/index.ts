import type { Objective } from './objective.ts';
import { oneAreaAtATime } from './one-area-at-a-time.ts';

/** Every objective a learner can choose; the first is the default. The API, the terminal and the tests read this list. */
export const objectives = [oneAreaAtATime] as const satisfies readonly Objective[];

export type ObjectiveName = (typeof objectives)[number]['name'];
