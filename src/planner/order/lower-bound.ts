import type { Work } from '../work.ts';
import { heaviestClosure } from './heaviest-closure.ts';
import {
  type Links,
  type OrderPrices,
  type OrderProblem,
  weightsWithLinks,
} from './order-problem.ts';

/** Above this, what steps need is left out of account for the bound on time. */
const stepsMax = 2_000;

/** Above this, chains of areas are not looked at. */
const chainLinksMax = 20_000_000;

/** What no order of the steps can cost less than: the sum of a bound for each of its parts. */
export function* orderLowerBound(problem: OrderProblem, prices: OrderPrices): Work<number> {
  const time = yield* timeAndLinksBound(problem, prices);
  return (
    time +
    prices.switchPrice * fewestSwitches(problem) +
    prices.easePrice * fewestEarly(problem, orderOf(problem))
  );
}

/** As `orderLowerBound`, without what steps need: at once, and for orders that go through each area once often all there is. */
export function roughLowerBound(problem: OrderProblem, prices: OrderPrices): number {
  const areaCount = areasOf(problem).size;
  return roughTimeBound(problem, prices.weights) + prices.switchPrice * Math.max(0, areaCount - 1);
}

/** The better of two bounds: with links charged for by weights, or by how near all that is linked to a step can be. */
function* timeAndLinksBound(problem: OrderProblem, prices: OrderPrices): Work<number> {
  const { weights, linkPrice } = prices;
  const apart = (yield* timeBound(problem, weights)) + linkPrice * leastBetween(problem);
  if (linkPrice === 0) return apart;
  const { needs, tenths, count } = problem;
  let own = 0;
  for (let user = 0; user < count; user++) {
    own += tenths[user]! * (needs.start[user + 1]! - needs.start[user]!);
  }
  const folded = yield* timeBound(problem, weightsWithLinks(problem, prices));
  return Math.max(apart, folded - linkPrice * own);
}

/**
 * What all links together take at the least, in tenths of an hour between the two steps of each. Of all that one step
 * needs, one can be right before it, the next has that one between, and so on; least where the short ones are nearest.
 * Likewise for all that need one step. Every link is counted with the step at one end; the better end is taken for all.
 */
export function leastBetween(problem: OrderProblem): number {
  return Math.max(leastAround(problem, problem.needs), leastAround(problem, problem.users));
}

function leastAround({ count, tenths }: OrderProblem, { start, steps }: Links): number {
  let sum = 0;
  for (let step = 0; step < count; step++) {
    const around = Array.from(
      steps.subarray(start[step], start[step + 1]),
      (other) => tenths[other]!,
    );
    around.sort((left, right) => left - right);
    around.forEach((time, at) => {
      sum += time * (around.length - 1 - at);
    });
  }
  return sum;
}

/**
 * A bound on the weighted times alone, for weights of any sign.
 *
 * The weight that can be done in a given time lies under a curve through blocks of steps of falling density (Sidney 1975);
 * were every step's weight spread evenly over its hours and all work done along that curve, the weighted times would be
 * least. Adding the same to the density of every step changes the times of all orders alike, whence the sign of weights
 * does not matter. Without the needs of steps, which is less exact and quickly done, every step is a block.
 */
export function* timeBound(problem: OrderProblem, weights: Float64Array): Work<number> {
  const { count, tenths } = problem;
  const isExact = total(weights, Math.abs) * total(tenths) < 2 ** 51;
  if (count > stepsMax || !isExact) return roughTimeBound(problem, weights);
  return boundOfBlocks(problem, weights, yield* densityBlocks(problem, weights));
}

function roughTimeBound(problem: OrderProblem, weights: Float64Array): number {
  const density = weights.map((weight, step) => weight / problem.tenths[step]!);
  const steps = Array.from(density, (_, step) => step);
  steps.sort((left, right) => density[right]! - density[left]!);
  return boundOfBlocks(
    problem,
    weights,
    steps.map((step) => [step]),
  );
}

function boundOfBlocks(
  { tenths }: OrderProblem,
  weights: Float64Array,
  blocks: readonly (readonly number[])[],
): number {
  let bound = 0;
  let before = 0;
  for (const block of blocks) {
    let weight = 0;
    let time = 0;
    for (const step of block) {
      weight += weights[step]!;
      time += tenths[step]!;
      bound += (weights[step]! * tenths[step]!) / 2;
    }
    bound += weight * (before + time / 2);
    before += time;
  }
  return bound;
}

/** All steps in blocks, each the densest set that can be taken next; found by splitting sets at their own density. */
function* densityBlocks(
  { count, tenths, needs }: OrderProblem,
  weights: Float64Array,
): Work<number[][]> {
  const blocks: number[][] = [];
  const excess = new Float64Array(count);
  const open: number[][] = count === 0 ? [] : [Array.from({ length: count }, (_, step) => step)];
  for (let set = open.pop(); set !== undefined; set = open.pop()) {
    const weight = set.reduce((sum, step) => sum + weights[step]!, 0);
    const time = set.reduce((sum, step) => sum + tenths[step]!, 0);
    for (const step of set) excess[step] = weights[step]! * time - weight * tenths[step]!;
    const denser = yield* heaviestClosure(set, needs, excess);
    if (denser.length === 0) {
      blocks.push(set);
      continue;
    }
    const isDenser = new Set(denser);
    open.push(
      set.filter((step) => !isDenser.has(step)),
      denser,
    );
  }
  return blocks;
}

/**
 * How often any order has to go from area to area: as often as there are areas but the first, and once more for each
 * time that an area has to be left and come back to along a chain of needs.
 */
export function fewestSwitches(problem: OrderProblem): number {
  const { areas, needs } = problem;
  const present = areasOf(problem);
  if (present.size <= 1) return 0;
  if (present.size * (areas.length + needs.steps.length) > chainLinksMax) return present.size - 1;
  const order = orderOf(problem);
  let visits = 0;
  for (const area of present) visits += fewestVisits(problem, order, area);
  return visits - 1;
}

function areasOf({ areas }: OrderProblem): Set<number> {
  const present = new Set(areas);
  present.delete(-1);
  return present;
}

/** The most visits to an area that are parted by steps of others along one chain. */
function fewestVisits({ areas, needs }: OrderProblem, order: Int32Array, area: number): number {
  const within = new Int32Array(areas.length);
  const outside = new Int32Array(areas.length);
  let most = 0;
  for (const step of order) {
    // 0 within: not in the area yet, or not on this chain.
    let inside = 0;
    let out = 0;
    for (let at = needs.start[step]!; at < needs.start[step + 1]!; at++) {
      inside = Math.max(inside, within[needs.steps[at]!]!);
      out = Math.max(out, outside[needs.steps[at]!]!);
    }
    const own = areas[step]!;
    within[step] = own === area ? Math.max(inside, out + 1) : own === -1 ? inside : 0;
    outside[step] = own === area ? 0 : own === -1 ? out : Math.max(inside, out);
    most = Math.max(most, within[step]!);
  }
  return most;
}

/** How many steps come before one that would make them easier in any order, because that one needs them. */
function fewestEarly(problem: OrderProblem, order: Int32Array): number {
  const { count, needs, easedBy } = problem;
  if (easedBy.steps.length === 0) return 0;
  let early = 0;
  for (let step = 0; step < count; step++) {
    const easing = new Set(easedBy.steps.subarray(easedBy.start[step], easedBy.start[step + 1]));
    if (easing.size > 0) early += countLeadingTo(step, easing);
  }
  return early;

  /** How many of the others need the step, directly or not. */
  function countLeadingTo(step: number, others: ReadonlySet<number>): number {
    if (count > stepsMax) return 0;
    const reached = new Uint8Array(count);
    reached[step] = 1;
    let found = 0;
    for (const next of order) {
      for (let at = needs.start[next]!; at < needs.start[next + 1]!; at++) {
        if (reached[needs.steps[at]!] === 1) reached[next] = 1;
      }
      if (reached[next] === 1 && others.has(next)) found += 1;
    }
    return found;
  }
}

/** Any topological order. */
function orderOf({ count, needs, users }: OrderProblem): Int32Array {
  const order = new Int32Array(count);
  const left = new Int32Array(count);
  let taken = 0;
  for (let step = 0; step < count; step++) {
    left[step] = needs.start[step + 1]! - needs.start[step]!;
    if (left[step] === 0) order[taken++] = step;
  }
  for (let place = 0; place < taken; place++) {
    const step = order[place]!;
    for (let at = users.start[step]!; at < users.start[step + 1]!; at++) {
      if (--left[users.steps[at]!]! === 0) order[taken++] = users.steps[at]!;
    }
  }
  return order;
}

function total(values: Float64Array | Int32Array, of = (value: number): number => value): number {
  let sum = 0;
  for (const value of values) sum += of(value);
  return sum;
}
