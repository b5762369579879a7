import type { OrderPrices, OrderProblem } from '../order/order-problem.ts';
import type { Objective } from './objective.ts';
import { weightedTime } from './shares.ts';

/** The fewest changes of area, and among such orders the areas in teaching order. */
export const oneAreaAtATime = {
  name: 'ONE_AREA_AT_A_TIME',
  description: 'Finish one area before the next begins, in teaching order.',
  price,
  milestonesEnd: 'WITH_AREA',
} as const satisfies Objective;

function price(problem: OrderProblem): OrderPrices {
  const { count, tenths, areas } = problem;
  const areaCount = areas.reduce((most, area) => Math.max(most, area + 1), 0);
  const weights = new Float64Array(count);
  // By the hour all steps of an area weigh the same, so that their order among themselves costs nothing.
  for (let step = 0; step < count; step++) {
    weights[step] = tenths[step]! * (areas[step]! < 0 ? areaCount + 1 : areaCount - areas[step]!);
  }
  return {
    weights,
    linkPrice: 0,
    switchPrice: weightedTime(problem, weights),
    easePrice: 1,
  };
}
