import type { OrderPrices, OrderProblem } from '../order/order-problem.ts';
import type { Objective } from './objective.ts';
import { easeShare, shareOf, switchShare } from './shares.ts';

/**
 * The fewest hours between learning something and what needs it. The sum of these over all that need something is linear
 * in when steps are done: what needs much should come early, and what is needed by much late.
 */
export const closeToUse = {
  name: 'CLOSE_TO_USE',
  description: 'Learn each thing shortly before what needs it, while it is fresh.',
  price,
  milestonesEnd: 'WITH_REACHED',
} as const satisfies Objective;

/** What a link counts beside a step as such, which settles by how short they are what links leave open. */
const link = 64;

function price(problem: OrderProblem): OrderPrices {
  const { count, needs, users } = problem;
  const weights = new Float64Array(count);
  for (let step = 0; step < count; step++) {
    const needsCount = needs.start[step + 1]! - needs.start[step]!;
    const usersCount = users.start[step + 1]! - users.start[step]!;
    weights[step] = link * (needsCount - usersCount) + 1;
  }
  return {
    weights,
    switchPrice: shareOf(problem, weights, switchShare),
    easePrice: shareOf(problem, weights, easeShare),
  };
}
