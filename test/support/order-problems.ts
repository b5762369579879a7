import {
  linksOf,
  type OrderPrices,
  type OrderProblem,
} from '../../src/planner/order/order-problem.ts';
import { dice } from './random.ts';

/**
 * Random steps to put in order, numbered in no particular way: each needs up to three others, mostly of about the same
 * depth, as in a curriculum. One in ten is a project. What makes easier may run in circles.
 */
export function randomOrderProblem(seed: number, count: number): OrderProblem {
  const { between, chance, pick } = dice(seed);
  const numbers = pick(
    Array.from({ length: count }, (_, step) => step),
    count,
  );
  const areaCount = between(1, 5);
  const users: number[] = [];
  const needs: number[] = [];
  const depths = new Int32Array(count);
  numbers.forEach((user, at) => {
    const near = numbers.slice(chance(0.3) ? 0 : Math.max(0, at - 12), at);
    for (const need of pick(near, between(0, 3))) {
      users.push(user);
      needs.push(need);
      depths[user] = Math.max(depths[user]!, depths[need]! + 1);
    }
  });
  const eased: number[] = [];
  const easing: number[] = [];
  for (const step of numbers) {
    if (count < 2 || !chance(0.15)) continue;
    eased.push(step);
    easing.push((step + between(1, count - 1)) % count);
  }
  return {
    count,
    tenths: Int32Array.from(numbers, () => between(1, 120)),
    areas: Int32Array.from(numbers, () => (chance(0.1) ? -1 : between(0, areaCount - 1))),
    depths,
    worths: Float64Array.from(numbers, () => (chance(0.4) ? between(1, 100) * 10 : 0)),
    needs: linksOf(count, users, needs),
    users: linksOf(count, needs, users),
    easedBy: linksOf(count, eased, easing),
    eases: linksOf(count, easing, eased),
  };
}

/** Prices with weights for four steps in ten, and nothing else, as in the literature on weighted completion times. */
export function plainPrices({ worths }: OrderProblem): OrderPrices {
  return { weights: worths, linkPrice: 0, switchPrice: 0, easePrice: 0 };
}
