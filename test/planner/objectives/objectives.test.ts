import { describe, expect, it } from 'vitest';
import { type ObjectiveName, objectives } from '../../../src/planner/objectives/index.ts';
import { arrange } from '../../../src/planner/order/arrange.ts';
import {
  costOfOrder,
  linksOf,
  type OrderProblem,
} from '../../../src/planner/order/order-problem.ts';
import type { Roadmap } from '../../../src/planner/roadmap.ts';
import { leastCost } from '../../support/best-order.ts';
import { graph } from '../../support/curricula.ts';
import { randomOrderProblem } from '../../support/order-problems.ts';
import { roadmap } from '../../support/planning.ts';
import { dice } from '../../support/random.ts';
import { runToEnd } from '../../support/run-to-end.ts';
import { seedCurriculum } from '../../support/seeds.ts';

describe.each(objectives)('$name', ({ description, price }) => {
  it('has a description of one sentence', () => expect(description).toMatch(/^[A-Z][^.]+\.$/));

  it('has every step once, after those that must precede it', () =>
    forEachProblem(200, (problem, seed) => {
      const order = runToEnd(arrange(problem, price(problem)));
      expect([...order].sort((left, right) => left - right)).toEqual([...order.keys()]);
      expect(isTopological(problem, order), `seed ${seed}`).toBe(true);
    }));

  it('weighs in whole numbers', () =>
    forEachProblem(50, (problem) => {
      const { weights, linkPrice, switchPrice, easePrice } = price(problem);
      for (const each of [...weights, linkPrice, switchPrice, easePrice]) {
        expect(Number.isSafeInteger(each)).toBe(true);
      }
    }));

  it('gives the same order however links are listed', () =>
    forEachProblem(100, (problem, seed) => {
      const turned = withLinksShuffled(problem, seed);
      const order = runToEnd(arrange(problem, price(problem)));
      expect(runToEnd(arrange(turned, price(turned))), `seed ${seed}`).toEqual(order);
    }));

  it('leaves no step that would be better elsewhere', () =>
    forEachProblem(60, (problem, seed) => {
      const prices = price(problem);
      const order = runToEnd(arrange(problem, prices));
      const cost = costOfOrder(problem, prices, order);
      for (const other of withOneMoved(order)) {
        if (!isTopological(problem, other)) continue;
        expect(costOfOrder(problem, prices, other), `seed ${seed}`).toBeGreaterThanOrEqual(cost);
      }
    }));

  it('is never below the least cost, and mostly meets it', () => {
    let met = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const problem = randomOrderProblem(seed, 1 + (seed % 10));
      const prices = price(problem);
      const cost = costOfOrder(problem, prices, runToEnd(arrange(problem, prices)));
      const least = leastCost(problem, prices);
      expect(cost, `seed ${seed}`).toBeGreaterThanOrEqual(least);
      if (cost === least) met += 1;
    }
    expect(met).toBeGreaterThanOrEqual(34);
  });

  it('keeps every date where any order keeps them all', () => {
    let kept = 0;
    for (let seed = 1; seed <= 120; seed++) {
      const problem = randomOrderProblem(seed, 1 + (seed % 9));
      const prices = price(problem);
      const dues = randomDues(seed, problem);
      const order = runToEnd(arrange(problem, prices, dues));
      expect(isTopological(problem, order), `seed ${seed}`).toBe(true);
      const isPossible = leastCost(problem, prices, dues) < Number.POSITIVE_INFINITY;
      expect(keepsAll(problem, dues, order), `seed ${seed}`).toBe(isPossible);
      if (isPossible) kept += 1;
    }
    expect(kept).toBeGreaterThan(30);
    expect(kept).toBeLessThan(110);
  });
});

/** By objective: what it promises to have little of, told from the roadmap alone. */
const measures: Record<ObjectiveName, (roadmap: Roadmap) => number> = {
  ONE_AREA_AT_A_TIME: ({ steps }) => {
    const areas = steps.flatMap(({ subject }) =>
      subject.kind === 'competency' ? [subject.skill.area] : [],
    );
    return areas.filter((area, index) => index > 0 && area !== areas[index - 1]).length;
  },
  EARLY_VALUE: ({ steps }) =>
    mean(
      steps
        .filter(({ reasons }) => reasons.some(({ kind }) => kind === 'GOAL'))
        .map(({ hoursBefore, hours }) => hoursBefore + hours),
    ),
  QUICK_WINS: ({ steps }) => mean(steps.map(({ hoursBefore, hours }) => hoursBefore + hours)),
  CLOSE_TO_USE: ({ steps }) =>
    mean(
      steps.flatMap(({ hoursBefore, after }) =>
        after.map((need) => hoursBefore - need.hoursBefore - need.hours),
      ),
    ),
};

const seeds = await seedCurriculum();

describe.each(seeds.careerPaths.map(({ slug }) => slug))('on the way to %s', (careerPath) => {
  const drawn = graph(seeds);
  const roadmaps = objectives.map(({ name }) =>
    roadmap(drawn, { goals: [{ careerPath }], objective: name }),
  );

  it.each(objectives)('$name is best at what it promises', ({ name }) => {
    const figures = roadmaps.map(measures[name]);
    const own = measures[name](roadmaps.find(({ objective }) => objective === name)!);
    expect(own).toBeLessThanOrEqual(Math.min(...figures) * 1.000001);
  });

  it('gives different orders of the same steps', () => {
    const orders = roadmaps.map(({ steps }) => steps.map(({ key }) => key));
    expect(new Set(orders.map((keys) => keys.toSorted().join(' '))).size).toBe(1);
    expect(new Set(orders.map((keys) => keys.join(' '))).size).toBe(objectives.length);
  });

  it('has milestones of every objective that partition the steps and are called apart', () => {
    for (const { steps, milestones } of roadmaps) {
      expect(milestones.flatMap((milestone) => milestone.steps)).toEqual(steps);
      const titles = milestones.map(({ title }) => title);
      expect(new Set(titles).size).toBe(titles.length);
      expect(milestones.length).toBeGreaterThan(1);
      expect(milestones.length).toBeLessThan(30);
    }
  });
});

function forEachProblem(count: number, visit: (problem: OrderProblem, seed: number) => void) {
  for (let seed = 1; seed <= count; seed++) visit(randomOrderProblem(seed, seed % 30), seed);
}

function isTopological({ needs }: OrderProblem, order: Int32Array): boolean {
  const places = new Map([...order].map((step, place) => [step, place]));
  return order.every((step, place) =>
    needs.steps
      .subarray(needs.start[step], needs.start[step + 1])
      .every((need) => places.get(need)! < place),
  );
}

function withOneMoved(order: Int32Array): Int32Array[] {
  const others: Int32Array[] = [];
  for (let from = 0; from < order.length; from++) {
    for (let to = 0; to < order.length; to++) {
      const moved = [...order];
      moved.splice(to, 0, ...moved.splice(from, 1));
      others.push(Int32Array.from(moved));
    }
  }
  return others;
}

function withLinksShuffled(problem: OrderProblem, seed: number): OrderProblem {
  const { pick } = dice(seed);
  const shuffled = ({ start, steps }: OrderProblem['needs']) => {
    const pairs: [number, number][] = [];
    for (let step = 0; step < problem.count; step++) {
      for (let at = start[step]!; at < start[step + 1]!; at++) pairs.push([step, steps[at]!]);
    }
    const turned = pick(pairs, pairs.length);
    return linksOf(
      problem.count,
      turned.map(([step]) => step),
      turned.map(([, other]) => other),
    );
  };
  return {
    ...problem,
    needs: shuffled(problem.needs),
    users: shuffled(problem.users),
    easedBy: shuffled(problem.easedBy),
    eases: shuffled(problem.eases),
  };
}

/** For about a third of the steps: somewhere around half of all work, or just when they end in some order. */
function randomDues(seed: number, { count, tenths, depths }: OrderProblem): Float64Array {
  const { between, chance } = dice(seed);
  const total = tenths.reduce((sum, each) => sum + each, 0);
  const ends = new Float64Array(count);
  const byDepth = [...tenths.keys()].sort((left, right) => depths[left]! - depths[right]!);
  let end = 0;
  for (const step of byDepth) {
    end += tenths[step]!;
    ends[step] = end;
  }
  return ends.map((exact) => {
    if (!chance(seed % 2 === 0 ? 0.35 : 0.7)) return Number.POSITIVE_INFINITY;
    return seed % 2 === 0 ? between(Math.ceil(total / 3), total) : exact;
  });
}

function keepsAll({ tenths }: OrderProblem, dues: Float64Array, order: Int32Array): boolean {
  let done = 0;
  return order.every((step) => {
    done += tenths[step]!;
    return done <= dues[step]!;
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
