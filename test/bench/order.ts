import { objectives } from '../../src/planner/objectives/index.ts';
import { arrange } from '../../src/planner/order/arrange.ts';
import { orderLowerBound } from '../../src/planner/order/lower-bound.ts';
import {
  costOfOrder,
  type OrderPrices,
  type OrderProblem,
} from '../../src/planner/order/order-problem.ts';
import { invariant } from '../../src/util/invariant.ts';
import { leastCost } from '../support/best-order.ts';
import { plainPrices, randomOrderProblem } from '../support/order-problems.ts';
import { runToEnd } from '../support/run-to-end.ts';
import { type Bench, type Line, line } from './bench.ts';
import { mean, median, percentile, short, timed } from './measure.ts';

interface Orderer {
  readonly name: string;
  readonly order: (problem: OrderProblem, prices: OrderPrices) => Int32Array;
}

const own: Orderer = {
  name: 'ours',
  order: (problem, prices) => runToEnd(arrange(problem, prices)),
};

const peers: readonly Orderer[] = [
  { name: 'Kahn, first come', order: (problem) => kahn(problem, () => 0) },
  { name: 'depth first', order: depthFirst },
  {
    name: 'Kahn, weight per hour',
    order: (problem, { weights }) =>
      kahn(problem, (step) => weights[step]! / problem.tenths[step]!),
  },
];

export const orderBench: Bench = {
  name: 'order',
  title: 'The order of a roadmap',
  method:
    'Random steps of 0.1 to 12 hours, up to three needs each, weights for four in ten: what the sum of weighted times is above the least, by going through all ' +
    'sets of 14 to 18 steps, and above a lower bound by blocks of density at 150 steps. With areas, a change of which costs 1 % of all weight for all time, at 9 to 12 steps. ' +
    'Instances take turns; the time of each is the least of five.',
  run: async () => [
    ...smallLines(),
    ...areaLines(),
    ...boundLines(),
    ...objectives.map(({ name, price }) => timeLine(name, price)),
    ...longLines(),
  ],
};

/** Beside the exact optimum. */
function smallLines(): Line[] {
  const problems = problemsOf(150, (seed) => 14 + (seed % 5));
  const least = problems.map((problem) => leastCost(problem, plainPrices(problem)));
  const above = (orderer: Orderer): number[] =>
    problems.map((problem, index) => {
      const cost = checkedCost(problem, plainPrices(problem), orderer);
      invariant(cost >= least[index]!, 'no order costs less than the least');
      return 100 * (cost / least[index]! - 1);
    });
  const ours = above(own);
  const others = peers
    .map((peer) => ({ peer, above: above(peer) }))
    .map(({ peer, above: each }) => `${peer.name} +${short(mean(each))} %`)
    .join(', ');
  const met = ours.filter((percent) => percent < 1e-9).length;
  return [
    line('above the best order of 14 to 18 steps, mean', `+${short(mean(ours))} %`, others, {
      figure: mean(ours),
      atMost: 0.5,
      unit: ' %',
    }),
    line(
      'the same, nine of ten instances',
      `+${short(percentile(ours, 0.9))} %`,
      `${met} of ${ours.length} are best`,
      { figure: percentile(ours, 0.9), atMost: 1.5, unit: ' %' },
    ),
  ];
}

/** Beside the exact optimum, with changes of area charged for. */
function areaLines(): Line[] {
  const above = problemsOf(80, (seed) => 9 + (seed % 4)).map((problem) => {
    const weight = problem.worths.reduce((sum, each) => sum + each, 0);
    const time = problem.tenths.reduce((sum, each) => sum + each, 0);
    const prices = { ...plainPrices(problem), switchPrice: Math.round((weight * time) / 100) };
    return 100 * (checkedCost(problem, prices, own) / leastCost(problem, prices) - 1);
  });
  return [
    line(
      'with changes of area charged for, mean',
      `+${short(mean(above))} %`,
      'greedy and moves, in the trial: +0.43 %',
    ),
  ];
}

/** Beside the lower bound, and how long it takes. */
function boundLines(): Line[] {
  const problems = problemsOf(60, () => 150);
  const ratioOf = (orderer: Orderer): number =>
    mean(
      problems.map((problem, index) => {
        const prices = plainPrices(problem);
        return checkedCost(problem, prices, orderer) / bounds[index]!;
      }),
    );
  const bounds = problems.map((problem) =>
    runToEnd(orderLowerBound(problem, plainPrices(problem))),
  );
  const ratio = ratioOf(own);
  const others = peers.map((peer) => `${peer.name} ${short(ratioOf(peer))}x`).join(', ');
  return [
    line('beside the lower bound at 150 steps, mean', `${ratio.toFixed(4)}x`, others, {
      figure: ratio,
      atMost: 1.05,
      unit: 'x',
    }),
    timeLine('weights alone', plainPrices),
  ];
}

function timeLine(name: string, price: (problem: OrderProblem) => OrderPrices): Line {
  const [short60, at150] = [60, 150].map((count) => {
    const problems = problemsOf(60, () => count);
    const times = problems.map(() => Number.POSITIVE_INFINITY);
    for (let round = 0; round < 5; round++) {
      problems.forEach((problem, index) => {
        const took = timed(() => own.order(problem, price(problem)));
        times[index] = Math.min(times[index]!, took);
      });
    }
    return median(times);
  }) as [number, number];
  return line(
    `time at 150 steps, ${name}`,
    `${short(at150)} ms`,
    `${short(short60)} ms at 60 steps`,
    { figure: at150, atMost: 1.5, unit: ' ms' },
  );
}

function longLines(): Line[] {
  return [1_500, 20_000].map((count) => {
    const problem = randomOrderProblem(1, count);
    const took = objectives.map(({ price }) => timed(() => own.order(problem, price(problem))));
    return line(
      `time at ${count.toLocaleString('en-US')} steps, by objective`,
      `${took.map(short).join(', ')} ms`,
      '',
    );
  });
}

function problemsOf(count: number, stepsOf: (seed: number) => number): OrderProblem[] {
  return Array.from({ length: count }, (_, index) =>
    randomOrderProblem(index + 1, stepsOf(index + 1)),
  );
}

/** The cost of an order that has every step once, after what it needs. */
function checkedCost(problem: OrderProblem, prices: OrderPrices, { name, order }: Orderer): number {
  const found = order(problem, prices);
  const places = new Map([...found].map((step, place) => [step, place]));
  invariant(places.size === problem.count, `${name} has every step once`);
  const { start, steps } = problem.needs;
  for (const [step, place] of places) {
    for (let at = start[step]!; at < start[step + 1]!; at++) {
      invariant(places.get(steps[at]!)! < place, `${name} has what steps need before them`);
    }
  }
  return costOfOrder(problem, prices, found);
}

/** Takes, of the steps that are ready, the one with the greatest key, and of equal ones the first that became ready. */
function kahn({ count, needs, users }: OrderProblem, keyOf: (step: number) => number): Int32Array {
  const left = Array.from(
    { length: count },
    (_, step) => needs.start[step + 1]! - needs.start[step]!,
  );
  const ready = left.flatMap((needed, step) => (needed === 0 ? [step] : []));
  const order: number[] = [];
  while (ready.length > 0) {
    let best = 0;
    for (let at = 1; at < ready.length; at++) {
      if (keyOf(ready[at]!) > keyOf(ready[best]!)) best = at;
    }
    const [step] = ready.splice(best, 1) as [number];
    order.push(step);
    for (const user of users.steps.subarray(users.start[step], users.start[step + 1])) {
      left[user]! -= 1;
      if (left[user] === 0) ready.push(user);
    }
  }
  return Int32Array.from(order);
}

/** What a step needs right before it, from the steps that nothing needs. */
function depthFirst({ count, needs, users }: OrderProblem): Int32Array {
  const order: number[] = [];
  const seen = new Set<number>();
  const open: { step: number; isDone: boolean }[] = [];
  for (let step = count - 1; step >= 0; step--) {
    if (users.start[step] === users.start[step + 1]) open.push({ step, isDone: false });
  }
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { step, isDone } = next;
    if (isDone) order.push(step);
    if (isDone || seen.has(step)) continue;
    seen.add(step);
    open.push({ step, isDone: true });
    for (const need of needs.steps.subarray(needs.start[step], needs.start[step + 1])) {
      if (!seen.has(need)) open.push({ step: need, isDone: false });
    }
  }
  return Int32Array.from(order);
}
