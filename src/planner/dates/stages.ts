import type { Work } from '../work.ts';
import type { DatedNode } from './goal-question.ts';
import type { Verdict } from './goal-search.ts';
import type { DatedGround } from './ground.ts';

/** What has to hold by each date, in order of the dates, and last what has none: numbers of the ground. */
export type WantedByDate = readonly (readonly number[])[];

/** A selection in stages: what each date brings, and last what comes after them all. */
export interface Stages {
  readonly layers: readonly (readonly number[])[];
  /** By layer: the tenths of it and of all before it. */
  readonly tenths: readonly number[];
}

/** Of the parts that a price has, how many are taken off where a node is on the shortest plan for everything. */
const discounts = [3, 2, 1];
const priceParts = 4;

/**
 * Selections in stages for what is wanted, until one is enough. First the shortest for all dates together, cut into stages;
 * then those that look ahead less and less; last the one that takes for each date what is shortest by then, whatever comes
 * later. With one date and nothing after it the first is the shortest there is; else each is only good.
 */
export function* stagesFor(
  ground: DatedGround,
  wanted: WantedByDate,
  isEnough: (stages: Stages) => boolean,
): Work<Stages | null> {
  const together = (yield* ground.shortest(ascending(wanted.flat()))).nodes;
  const key = wanted.join('|');
  const whole = yield* ground.remember(key, () => cutIntoStages(ground, wanted, together));
  if (isEnough(whole)) return whole;
  if (wanted.filter((targets) => targets.length > 0).length < 2) return null;
  for (const discount of [...discounts, 0]) {
    if (ground.isSpent) return null;
    const costs = ground.costs.map((tenths) => tenths * priceParts);
    for (const number of together) costs[number]! -= ground.costs[number]! * discount;
    const stages = yield* ground.remember(`${key} ${discount}`, () =>
      stageByStage(ground, wanted, { costs }),
    );
    if (isEnough(stages)) return stages;
  }
  return null;
}

/** A plan that holds all that is wanted, in stages: for each date the shortest part of it that does. */
export function* cutIntoStages(
  ground: DatedGround,
  wanted: WantedByDate,
  plan: readonly number[],
): Work<Stages> {
  const dated = wanted.slice(0, -1);
  const { layers } = yield* stageByStage(ground, dated, { within: plan });
  const before = new Set(layers.flat());
  return stagesOf(ground, [...layers, plan.filter((number) => !before.has(number))]);
}

/** The same stages, and then the shortest way on to what else is wanted. */
export function* stagesAndThen(
  ground: DatedGround,
  stages: Stages,
  targets: readonly number[],
): Work<Stages> {
  const given = stages.layers.flat();
  const { nodes } = yield* ground.cheapest(targets, { given });
  return stagesOf(ground, [...stages.layers.slice(0, -1), [...stages.layers.at(-1)!, ...nodes]]);
}

/** Whether nodes can all be had by their dates: late for certain where what is due by one takes more than there is. */
export function* keepsDates(
  ground: DatedGround,
  nodes: readonly DatedNode[],
  room: readonly number[],
): Work<Verdict> {
  const wanted: number[][] = [...room, null].map(() => []);
  for (const { node, date } of nodes) wanted[date]!.push(node);
  const dates = [...room.keys()].filter((date) => wanted[date]!.length > 0);
  let fitsEach = true;
  if (ground.isSpent && nodes.length > 1) return 'UNKNOWN';
  for (const date of dates.toReversed()) {
    const targets = ascending(wanted.slice(0, date + 1).flat());
    const { cost, lowerBound } = yield* ground.shortest(targets);
    if (lowerBound > room[date]!) return 'LATE';
    if (cost > room[date]!) fitsEach = false;
  }
  if (dates.length < 2) return fitsEach ? 'KEPT' : 'UNKNOWN';
  return (yield* stagesFor(ground, wanted, fitsIn(room))) === null ? 'UNKNOWN' : 'KEPT';
}

/** Whether each stage fits the room up to its date. */
export function fitsIn(room: readonly number[]): (stages: Stages) => boolean {
  return ({ tenths }) => room.every((most, date) => tenths[date]! <= most);
}

function* stageByStage(
  ground: DatedGround,
  wanted: WantedByDate,
  options: { readonly within?: readonly number[]; readonly costs?: Int32Array },
): Work<Stages> {
  const layers: (readonly number[])[] = [];
  const given: number[] = [];
  for (const targets of wanted) {
    if (targets.length === 0) {
      layers.push([]);
      continue;
    }
    const { nodes } = yield* ground.cheapest(targets, { ...options, given });
    layers.push(nodes);
    given.push(...nodes);
  }
  return stagesOf(ground, layers);
}

function stagesOf(ground: DatedGround, layers: readonly (readonly number[])[]): Stages {
  let sum = 0;
  const tenths = layers.map((layer) => {
    sum += ground.tenthsOf(layer);
    return sum;
  });
  return { layers, tenths };
}

export function ascending(numbers: Iterable<number>): number[] {
  return [...new Set(numbers)].sort((left, right) => left - right);
}
