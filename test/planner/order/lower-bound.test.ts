import { describe, expect, it } from 'vitest';
import { objectives } from '../../../src/planner/objectives/index.ts';
import {
  fewestSwitches,
  orderLowerBound,
  timeBound,
} from '../../../src/planner/order/lower-bound.ts';
import { leastCost } from '../../support/best-order.ts';
import { plainPrices, randomOrderProblem } from '../../support/order-problems.ts';
import { dice } from '../../support/random.ts';
import { runToEnd } from '../../support/run-to-end.ts';

describe.each(objectives)('a lower bound for $name', ({ price }) => {
  it('is never above the least cost', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const problem = randomOrderProblem(seed, 1 + (seed % 11));
      const prices = price(problem);
      const bound = runToEnd(orderLowerBound(problem, prices));
      expect(bound, `seed ${seed}`).toBeLessThanOrEqual(leastCost(problem, prices));
    }
  });
});

it('bounds weighted times whatever the sign of weights', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const problem = randomOrderProblem(seed, 1 + (seed % 11));
    const { between } = dice(seed);
    const weights = Float64Array.from(problem.worths, () => between(-50, 50));
    const least = leastCost(problem, { ...plainPrices(problem), weights });
    expect(runToEnd(timeBound(problem, weights)), `seed ${seed}`).toBeLessThanOrEqual(least);
  }
});

it('is met by steps that need nothing, and close where they do', () => {
  let sum = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const problem = randomOrderProblem(seed, 12);
    const prices = plainPrices(problem);
    const empty = { start: new Int32Array(13), steps: new Int32Array(0) };
    const free = { ...problem, needs: empty, users: empty };
    expect(runToEnd(timeBound(free, prices.weights))).toBe(leastCost(free, prices));
    sum += leastCost(problem, prices) / runToEnd(timeBound(problem, prices.weights));
  }
  expect(sum / 60).toBeLessThan(1.2);
});

it('never counts more changes of area than the best order has', () => {
  let met = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const problem = randomOrderProblem(seed, 1 + (seed % 11));
    const weights = new Float64Array(problem.count);
    const least = leastCost(problem, { ...plainPrices(problem), weights, switchPrice: 1 });
    const fewest = fewestSwitches(problem);
    expect(fewest, `seed ${seed}`).toBeLessThanOrEqual(least);
    if (fewest === least) met += 1;
  }
  expect(met).toBeGreaterThan(100);
});
