import type { Work } from '../work.ts';
import type { OrderPrices, OrderProblem } from './order-problem.ts';
import { OrderState } from './order-state.ts';
import { settleTies } from './settle-ties.ts';

/** In longer orders a step is moved no further than so many places at once. */
const reachOf = (count: number): number => (count <= 3_000 ? count : 200);

/** Moves that are tried before others get a turn. */
const movesBetweenYields = 128;

/** How far to go. */
export interface Effort {
  /** How many steps that follow one another are tried together at the most. */
  readonly togetherMax: number;
  /** How often all steps are tried anew, at the most. */
  readonly passesMax: number;
}

/**
 * Betters an order in place by moving single steps, runs of steps of one area, and a few steps together to where the cost
 * is least, until no such move helps. Never past what a step needs or what needs it, and never past a deadline.
 *
 * @param prices with links charged for by weights.
 * @param dues by step, the tenths of an hour by whose end it has to be done; the order has to keep them.
 */
export function* improve(
  problem: OrderProblem,
  prices: OrderPrices,
  dues: Float64Array | null,
  order: Int32Array,
  { togetherMax, passesMax }: Effort,
): Work<void> {
  const state = new OrderState(problem, prices, dues, order);
  let together = 1;
  for (let pass = 0; pass < passesMax; pass++) {
    const hasMovedRuns = together === 1 && prices.switchPrice > 0 && (yield* moveRuns(state));
    const hasMoved =
      together === 1 ? yield* moveSteps(state) : yield* moveTogether(state, together);
    if (hasMovedRuns || hasMoved) together = 1;
    else if (together < togetherMax) together += 1;
    else {
      yield;
      if (!settleTies(state)) return;
      together = 1;
    }
  }
}

function* moveRuns(state: OrderState): Work<boolean> {
  let hasMoved = false;
  for (let first = 0; first < state.order.length; first++) {
    const last = runEnd(state, first);
    if (last > first && moveBest(state, first, last)) hasMoved = true;
    if (first % movesBetweenYields === movesBetweenYields - 1) yield;
    first = last;
  }
  return hasMoved;
}

function* moveSteps(state: OrderState): Work<boolean> {
  let hasMoved = false;
  const steps = state.order.slice();
  for (let index = 0; index < steps.length; index++) {
    const place = state.places[steps[index]!]!;
    if (moveBest(state, place, place)) hasMoved = true;
    if (index % movesBetweenYields === movesBetweenYields - 1) yield;
  }
  return hasMoved;
}

function* moveTogether(state: OrderState, together: number): Work<boolean> {
  let hasMoved = false;
  for (let first = 0; first + together <= state.order.length; first++) {
    if (moveBest(state, first, first + together - 1)) hasMoved = true;
    if (first % movesBetweenYields === movesBetweenYields - 1) yield;
  }
  return hasMoved;
}

/** The last place of the steps of one area that begin at a place, projects among them included. */
function runEnd({ order, problem: { areas } }: OrderState, first: number): number {
  const area = areas[order[first]!]!;
  let last = first;
  for (let place = first + 1; area >= 0 && place < order.length; place++) {
    if (areas[order[place]!] === area) last = place;
    else if (areas[order[place]!]! >= 0) break;
  }
  return last;
}

/** Moves the steps from one place to another together to where they are best; tells whether that was elsewhere. */
function moveBest(state: OrderState, first: number, last: number): boolean {
  const block = measure(state, first, last);
  if (block.lowest === first - 1 && block.highest === last + 1) return false;
  const hasEased = state.prices.easePrice > 0 && markEased(state, first, last, 1);
  lookLater(state, block, hasEased);
  lookEarlier(state, block, hasEased);
  if (hasEased) markEased(state, first, last, 0);
  const { to } = block;
  if (to === -1) return false;
  if (to > last) state.rotate(first, to, last - first + 1);
  else state.rotate(to, last, first - to);
  return true;
}

/** Steps that follow one another, and where they may go together. */
interface Block {
  readonly first: number;
  readonly last: number;
  readonly tenths: number;
  readonly weight: number;
  /** The first and the last area in it; -1 where it is all projects. */
  readonly head: number;
  readonly tail: number;
  /** What of the prices for changes of area would be saved without it. */
  readonly saved: number;
  /** Tenths of an hour by which it may come later at the most. */
  readonly slack: number;
  /** The places between which it has to stay, both excluded. */
  readonly lowest: number;
  readonly highest: number;
  /** The best place found for its end, or its beginning where that is earlier; -1 where it is best left. */
  to: number;
  /** What is lost by that: below 0. */
  best: number;
}

function measure(state: OrderState, first: number, last: number): Block {
  const { order, places, ends, areaBefore, areaFrom, dues } = state;
  const { tenths, areas, needs, users } = state.problem;
  const { weights, switchPrice } = state.prices;
  const reach = reachOf(order.length);
  let time = 0;
  let weight = 0;
  let slack = Number.POSITIVE_INFINITY;
  let head = -1;
  let tail = -1;
  let lowest = Math.max(-1, first - reach - 1);
  let highest = Math.min(order.length, last + reach + 1);
  for (let place = first; place <= last; place++) {
    const step = order[place]!;
    time += tenths[step]!;
    weight += weights[step]!;
    if (areas[step]! >= 0) {
      if (head < 0) head = areas[step]!;
      tail = areas[step]!;
    }
    if (dues !== null) slack = Math.min(slack, dues[step]! - ends[place]!);
    for (let at = needs.start[step]!; at < needs.start[step + 1]!; at++) {
      const other = places[needs.steps[at]!]!;
      if (other < first && other > lowest) lowest = other;
    }
    for (let at = users.start[step]!; at < users.start[step + 1]!; at++) {
      const other = places[users.steps[at]!]!;
      if (other > last && other < highest) highest = other;
    }
  }
  const left = areaBefore[first]!;
  const right = areaFrom[last + 1]!;
  const price = head < 0 ? 0 : switchPrice;
  const saved = price * (switches(left, head) + switches(tail, right) - switches(left, right));
  const found = { to: -1, best: 0 };
  return { first, last, tenths: time, weight, head, tail, saved, slack, lowest, highest, ...found };
}

function lookLater(state: OrderState, block: Block, hasEased: boolean): void {
  const { order, areaBefore, areaFrom, early } = state;
  const { tenths, areas } = state.problem;
  const { weights, easePrice } = state.prices;
  const { first, last, tenths: time, weight, head, tail, saved, slack, highest } = block;
  const price = head < 0 ? 0 : state.prices.switchPrice;
  const mostSaved = mostSavedBy(block, price);
  let before = areaBefore[first]!;
  let change = 0;
  let passed = 0;
  for (let place = last + 1; place < highest; place++) {
    const step = order[place]!;
    passed += tenths[step]!;
    if (passed > slack) break;
    change += weight * tenths[step]! - weights[step]! * time;
    if (hasEased) change += easePrice * early[step]!;
    if (areas[step]! >= 0) before = areas[step]!;
    if (change - mostSaved >= block.best) continue;
    const after = areaFrom[place + 1]!;
    const total =
      change +
      price * (switches(before, head) + switches(tail, after) - switches(before, after)) -
      saved;
    if (total >= block.best) continue;
    block.best = total;
    block.to = place;
  }
}

function lookEarlier(state: OrderState, block: Block, hasEased: boolean): void {
  const { order, ends, areaBefore, areaFrom, early, dues } = state;
  const { tenths, areas } = state.problem;
  const { weights, easePrice } = state.prices;
  const { first, last, tenths: time, weight, head, tail, saved, lowest } = block;
  const price = head < 0 ? 0 : state.prices.switchPrice;
  const mostSaved = mostSavedBy(block, price);
  let after = areaFrom[last + 1]!;
  let change = 0;
  for (let place = first - 1; place > lowest; place--) {
    const step = order[place]!;
    if (dues !== null && ends[place]! + time > dues[step]!) break;
    change += weights[step]! * time - weight * tenths[step]!;
    if (hasEased) change -= easePrice * early[step]!;
    if (areas[step]! >= 0) after = areas[step]!;
    if (change - mostSaved >= block.best) continue;
    const before = areaBefore[place]!;
    const total =
      change +
      price * (switches(before, head) + switches(tail, after) - switches(before, after)) -
      saved;
    if (total >= block.best) continue;
    block.best = total;
    block.to = place;
  }
}

/** Elsewhere, at the best, no change of area is charged for, and one that is within the block would be between others. */
function mostSavedBy({ head, tail, saved }: Block, price: number): number {
  return saved + (head === tail ? 0 : price);
}

function switches(one: number, other: number): number {
  return one >= 0 && other >= 0 && one !== other ? 1 : 0;
}

/** Notes what the steps from one place to another make easier, or easier to take; with 0 takes the note back. */
function markEased(state: OrderState, first: number, last: number, mark: 0 | 1): boolean {
  const { order, early } = state;
  const { easedBy, eases } = state.problem;
  let isAny = false;
  for (let place = first; place <= last; place++) {
    const step = order[place]!;
    for (let at = eases.start[step]!; at < eases.start[step + 1]!; at++) {
      const eased = eases.steps[at]!;
      early[eased] = mark === 0 ? 0 : early[eased]! + 1;
      isAny = true;
    }
    for (let at = easedBy.start[step]!; at < easedBy.start[step + 1]!; at++) {
      const easing = easedBy.steps[at]!;
      early[easing] = mark === 0 ? 0 : early[easing]! - 1;
      isAny = true;
    }
  }
  return isAny;
}
