import type { OrderProblem } from '../order/order-problem.ts';

/** Going on in another area counts as much as a quarter of a usual step before everything else. */
export const switchShare = 1 / 4;

/** Taking a step before one that would make it easier counts as much as a usual step between two usual ones. */
export const easeShare = 1 / 64;

/** An hour between learning something and using it counts as much as an eighth of an hour for which a usual step waits. */
export const linkShare = 1 / 8;

/** So much of the weight of a usual step: a whole number. */
export function weightShare(weights: Float64Array, share: number): number {
  const weight = weights.reduce((sum, each) => sum + each, 0);
  return Math.ceil((weight / Math.max(1, weights.length)) * share);
}

/** So much of what it costs when everything comes later by a step of usual length: a whole number. */
export function shareOf(problem: OrderProblem, weights: Float64Array, share: number): number {
  return Math.ceil((weightedTime(problem, weights) / Math.max(1, problem.count)) * share);
}

/** More than the orders of the same steps can differ by: all weight, for all the time there is. */
export function weightedTime({ tenths }: OrderProblem, weights: Float64Array): number {
  const weight = weights.reduce((sum, each) => sum + Math.abs(each), 0);
  return weight * tenths.reduce((sum, each) => sum + each, 0);
}
