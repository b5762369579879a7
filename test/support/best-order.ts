import {
  type OrderPrices,
  type OrderProblem,
  weightsWithLinks,
} from '../../src/planner/order/order-problem.ts';

/**
 * The least cost of any order, by going through all sets of steps that can be done first and, where changes of area cost
 * something, the area each may end with. For some twenty steps.
 *
 * @param dues by step, the tenths of an hour by whose end it has to be done; infinite cost where no order keeps them.
 */
export function leastCost(
  problem: OrderProblem,
  prices: OrderPrices,
  dues: Float64Array | null = null,
): number {
  const { count, tenths, areas, needs, easedBy } = problem;
  const { linkPrice, switchPrice, easePrice } = prices;
  const weights = weightsWithLinks(problem, prices);
  const areaCount = switchPrice > 0 ? Math.max(0, ...areas) + 2 : 1;
  const setOf = (links: OrderProblem['needs'], step: number): number =>
    links.steps
      .subarray(links.start[step], links.start[step + 1])
      .reduce((set, other) => set | (1 << other), 0);
  const needSets = Array.from({ length: count }, (_, step) => setOf(needs, step));
  const easeSets = Array.from({ length: count }, (_, step) => setOf(easedBy, step));
  const all = 2 ** count - 1;
  // By set, then by the area it ends with: 0 for none, else one more than its place.
  const costs = new Float64Array((all + 1) * areaCount).fill(Number.POSITIVE_INFINITY);
  const done = new Float64Array(all + 1);
  costs.fill(0, 0, 1);
  for (let set = 0; set < all; set++) {
    const from = set * areaCount;
    let isReached = false;
    for (let area = 0; area < areaCount; area++) isReached ||= costs[from + area]! < Infinity;
    if (!isReached) continue;
    for (let step = 0; step < count; step++) {
      if (set & (1 << step) || (needSets[step]! & ~set) !== 0) continue;
      const end = done[set]! + tenths[step]!;
      done[set | (1 << step)] = end;
      if (dues !== null && end > dues[step]!) continue;
      const early = bitCount(easeSets[step]! & ~set);
      const charge = weights[step]! * end + easePrice * early;
      for (let area = 0; area < areaCount; area++) {
        const own = areaCount === 1 || areas[step]! < 0 ? area : areas[step]! + 1;
        const isSwitch = area !== 0 && own !== area;
        const cost = costs[from + area]! + charge + (isSwitch ? switchPrice : 0);
        const at = (set | (1 << step)) * areaCount + own;
        if (cost < costs[at]!) costs[at] = cost;
      }
    }
  }
  // Weights count the time of the step that needs another as lying between the two.
  let own = 0;
  for (let user = 0; user < count; user++) {
    own += tenths[user]! * (needs.start[user + 1]! - needs.start[user]!);
  }
  return Math.min(...costs.subarray(all * areaCount)) - linkPrice * own;
}

function bitCount(set: number): number {
  let count = 0;
  for (let left = set; left !== 0; left &= left - 1) count += 1;
  return count;
}
