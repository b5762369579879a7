import type { Work } from '../work.ts';
import { areaByArea } from './area-by-area.ts';
import { firstByValue } from './first-by-value.ts';
import { type Effort, improve } from './improve.ts';
import { keepDues, keepsDues } from './keep-dues.ts';
import { roughLowerBound } from './lower-bound.ts';
import {
  costOfOrder,
  type OrderPrices,
  type OrderProblem,
  weightsWithLinks,
} from './order-problem.ts';

/**
 * The steps in an order of little cost: the better of two that are greedy in different ways, improved by moves until none
 * helps. Every date is kept where any order keeps them all.
 *
 * @param dues by step, the tenths of an hour by whose end it has to be done; null where nothing is due.
 */
export function* arrange(
  problem: OrderProblem,
  prices: OrderPrices,
  dues: Float64Array | null = null,
): Work<Int32Array> {
  const weights = weightsWithLinks(problem, prices);
  const folded = { ...prices, weights, linkPrice: 0 };
  const enough = roughLowerBound(problem, prices);
  let best: Int32Array | null = null;
  let leastCost = Number.POSITIVE_INFINITY;
  for (const isByArea of prices.switchPrice > 0 ? [true, false] : [false]) {
    const begun = isByArea ? areaByArea(problem) : yield* firstByValue(problem, weights);
    yield;
    const order = dues === null ? begun : keepDues(problem, dues, begun);
    // Where dates can't be kept anyhow, moves might make the delays worse.
    if (dues !== null && !keepsDues(problem, dues, order)) return order;
    yield* improve(problem, folded, dues, order, glance);
    const cost = costOfOrder(problem, prices, order);
    if (cost <= enough) return order;
    if (best !== null && cost >= leastCost) continue;
    best = order;
    leastCost = cost;
  }
  yield* improve(problem, folded, dues, best!, problem.count <= longFrom ? thorough : quick);
  return best!;
}

/** Enough to tell which of two beginnings leads further. */
const glance: Effort = { togetherMax: 1, passesMax: 2 };
const thorough: Effort = { togetherMax: 4, passesMax: 24 };
/** For long orders, in which each pass takes its time. */
const quick: Effort = { togetherMax: 1, passesMax: 4 };
const longFrom = 600;
