import { describe, expect, it } from 'vitest';
import { keepOldOrder } from '../../../src/planner/order/keep-old-order.ts';
import type { OrderProblem } from '../../../src/planner/order/order-problem.ts';
import { randomOrderProblem } from '../../support/order-problems.ts';
import { dice } from '../../support/random.ts';

/** Goes through random problems in which about two of three steps are old. */
function forEachProblem(
  count: number,
  visit: (
    problem: OrderProblem,
    oldPlaces: (number | null)[],
    order: number[],
    seed: number,
  ) => void,
) {
  for (let seed = 1; seed <= count; seed++) {
    const problem = randomOrderProblem(seed, 1 + (seed % 9));
    const { chance, pick } = dice(seed);
    const places = pick(
      Array.from({ length: problem.count }, (_, place) => place),
      problem.count,
    );
    const oldPlaces = places.map((place) => (chance(0.7) ? place : null));
    const order = [...keepOldOrder(problem, oldPlaces, topological(problem), null)];
    visit(problem, oldPlaces, order, seed);
  }
}

describe('an old order', () => {
  it('gives way to what steps need', () =>
    forEachProblem(400, (problem, _, order, seed) => {
      expect(order.toSorted((left, right) => left - right)).toEqual([...order.keys()]);
      expect(isTopological(problem, order), `seed ${seed}`).toBe(true);
    }));

  it('loses no more steps than any order would', () => {
    let compared = 0;
    forEachProblem(250, (problem, oldPlaces, order, seed) => {
      const orders = allOrders(problem);
      if (orders === null) return;
      compared += 1;
      const kept = (each: readonly number[]): number =>
        longestRise(each.map((step) => oldPlaces[step]!));
      expect(kept(order), `seed ${seed}`).toBe(Math.max(...orders.map(kept)));
    });
    expect(compared).toBeGreaterThan(150);
  });

  it('has new steps right before the first that needs them, or at the end', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const problem = randomOrderProblem(seed, 1 + (seed % 20));
      const { chance } = dice(seed);
      const before = topological(problem);
      const oldPlaces = Array.from(before, (): number | null => null);
      before.forEach((step, place) => {
        if (chance(0.6)) oldPlaces[step] = place;
      });
      const order = [...keepOldOrder(problem, oldPlaces, before, null)];
      const isOld = (step: number): boolean => oldPlaces[step] !== null;
      order.forEach((step, place) => {
        if (isOld(step)) return;
        const next = order.slice(place).find(isOld);
        const first = order.find((other) => isOld(other) && leadsTo(problem, step, other));
        expect(next, `seed ${seed}`).toBe(first);
      });
    }
  });

  it('is kept through thousands of steps turned round', () => {
    const problem = { ...randomOrderProblem(1, 2_000) };
    const places = [...topological(problem)].map((_, place, all) => all.length - place);
    const order = keepOldOrder(problem, places, topological(problem), null);
    expect(isTopological(problem, [...order])).toBe(true);
  });
});

function topological({ count, needs }: OrderProblem): Int32Array {
  const order: number[] = [];
  const done = new Set<number>();
  while (order.length < count) {
    for (let step = 0; step < count; step++) {
      const own = needs.steps.subarray(needs.start[step], needs.start[step + 1]);
      if (done.has(step) || !own.every((need) => done.has(need))) continue;
      done.add(step);
      order.push(step);
    }
  }
  return Int32Array.from(order);
}

function leadsTo({ users }: OrderProblem, from: number, to: number): boolean {
  const seen = new Set([from]);
  for (const step of seen) {
    for (const user of users.steps.subarray(users.start[step], users.start[step + 1])) {
      seen.add(user);
    }
  }
  return seen.has(to);
}

/** Null where there are thousands. */
function allOrders(problem: OrderProblem): number[][] | null {
  let orders: number[][] = [[]];
  for (let length = 0; length < problem.count; length++) {
    orders = orders.flatMap((order) =>
      Array.from({ length: problem.count }, (_, step) => step)
        .filter((step) => !order.includes(step))
        .map((step) => [...order, step])
        .filter((longer) => isTopological(problem, longer)),
    );
    if (orders.length > 3_000) return null;
  }
  return orders;
}

function isTopological({ needs }: OrderProblem, order: readonly number[]): boolean {
  return order.every((step, place) =>
    needs.steps
      .subarray(needs.start[step], needs.start[step + 1])
      .every((need) => order.slice(0, place).includes(need)),
  );
}

/** The most numbers that can be kept so that they rise. */
function longestRise(places: readonly (number | null)[]): number {
  const old = places.filter((place) => place !== null);
  const lengths: number[] = [];
  old.forEach((place, at) => {
    const before = lengths.filter((_, other) => old[other]! < place);
    lengths[at] = 1 + Math.max(0, ...before);
  });
  return Math.max(0, ...lengths);
}
