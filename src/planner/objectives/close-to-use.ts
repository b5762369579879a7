import { type OrderPrices, type OrderProblem, weightsWithLinks } from '../order/order-problem.ts';
import type { Objective } from './objective.ts';
import { easeShare, shareOf, switchShare } from './shares.ts';

/** The fewest hours between the end of a step and the beginning of each that needs it. */
export const closeToUse = {
  name: 'CLOSE_TO_USE',
  description: 'Learn each thing shortly before what needs it, while it is fresh.',
  price,
  milestonesEnd: 'WITH_REACHED',
} as const satisfies Objective;

/** What an hour on a link counts beside one that a step as such has to wait, which settles what links leave open. */
const linkPrice = 64;

function price(problem: OrderProblem): OrderPrices {
  const weights = new Float64Array(problem.count).fill(1);
  const withLinks = weightsWithLinks(problem, { weights, linkPrice });
  return {
    weights,
    linkPrice,
    switchPrice: shareOf(problem, withLinks, switchShare),
    easePrice: shareOf(problem, withLinks, easeShare),
  };
}
