import type { Objective } from './objective.ts';

/** Stays in an area while anything there can be learned, and takes the areas in teaching order. */
export const oneAreaAtATime = {
  name: 'ONE_AREA_AT_A_TIME',
  description: 'Finish one area before the next begins, in teaching order.',
} as const satisfies Objective;
