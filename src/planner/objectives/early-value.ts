import type { OrderPrices, OrderProblem } from '../order/order-problem.ts';
import type { Objective } from './objective.ts';
import { easeShare, linkShare, shareOf, switchShare, weightShare } from './shares.ts';

/**
 * Most of what the goals weigh per hour comes first; among equals what more steps build on, and what is needed soon not
 * long before.
 */
export const earlyValue = {
  name: 'EARLY_VALUE',
  description: 'Reach early what your goals ask for, the most important for its hours first.',
  price,
  milestonesEnd: 'WITH_REACHED',
} as const satisfies Objective;

/** What being needed by one step counts beside what the goals weigh, which is a thousand for each importance of one. */
const foundation = 1 / 16;

function price(problem: OrderProblem): OrderPrices {
  const { count, worths, users } = problem;
  const weights = new Float64Array(count);
  for (let step = 0; step < count; step++) {
    const usersCount = users.start[step + 1]! - users.start[step]!;
    weights[step] = Math.round(worths[step]! / foundation) + usersCount;
  }
  return {
    weights,
    linkPrice: weightShare(weights, linkShare),
    switchPrice: shareOf(problem, weights, switchShare),
    easePrice: shareOf(problem, weights, easeShare),
  };
}
