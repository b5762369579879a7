import { closeToUse } from './close-to-use.ts';
import { earlyValue } from './early-value.ts';
import type { Objective } from './objective.ts';
import { oneAreaAtATime } from './one-area-at-a-time.ts';
import { quickWins } from './quick-wins.ts';

/** Every objective a learner can choose; the first is the default. The API, the terminal and the tests read this list. */
export const objectives = [
  oneAreaAtATime,
  earlyValue,
  quickWins,
  closeToUse,
] as const satisfies readonly Objective[];

export type ObjectiveName = (typeof objectives)[number]['name'];
