import type { OrderPrices, OrderProblem } from '../order/order-problem.ts';
import type { Objective } from './objective.ts';
import { easeShare, shareOf, switchShare } from './shares.ts';

/** Every step counts alike, and a little more for each step that it opens the way to: so the short ones come first. */
export const quickWins = {
  name: 'QUICK_WINS',
  description: 'Take short steps that open the way to others first, so that much is soon done.',
  price,
  milestonesEnd: 'WITH_REACHED',
} as const satisfies Objective;

/** What a step counts beside one that it opens the way to. */
const own = 8;

function price(problem: OrderProblem): OrderPrices {
  const { count, users } = problem;
  const weights = new Float64Array(count);
  for (let step = 0; step < count; step++) {
    weights[step] = own + users.start[step + 1]! - users.start[step]!;
  }
  return {
    weights,
    linkPrice: 0,
    switchPrice: shareOf(problem, weights, switchShare),
    easePrice: shareOf(problem, weights, easeShare),
  };
}
