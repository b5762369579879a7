import type { Work } from '../work.ts';
import type { OrderPrices, OrderProblem } from './order-problem.ts';

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
    else if (settleTies(state)) together = 1;
    else return;
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

/** An order, and what is kept up to date about it to tell at once what a move would change. */
class OrderState {
  readonly problem: OrderProblem;
  readonly prices: OrderPrices;
  readonly dues: Float64Array | null;
  readonly order: Int32Array;
  readonly places: Int32Array;
  /** By place, the tenths of an hour until the step there is done. */
  readonly ends: Float64Array;
  /** By place, the area of the last step before it, and of the first from it on, that has one; -1 where none has. */
  readonly areaBefore: Int32Array;
  readonly areaFrom: Int32Array;
  /** By step, how many more steps would be taken too early if what is being moved came after it; else 0. */
  readonly early: Int32Array;

  constructor(
    problem: OrderProblem,
    prices: OrderPrices,
    dues: Float64Array | null,
    order: Int32Array,
  ) {
    this.problem = problem;
    this.prices = prices;
    this.dues = dues;
    this.order = order;
    const { count } = problem;
    this.places = new Int32Array(count);
    this.ends = new Float64Array(count);
    this.areaBefore = new Int32Array(count + 1).fill(-1);
    this.areaFrom = new Int32Array(count + 1).fill(-1);
    this.early = new Int32Array(count);
    this.refresh(0, count - 1);
  }

  /** After a change from one place to another. */
  refresh(from: number, to: number): void {
    const { order, places, ends, areaBefore, areaFrom } = this;
    const { tenths, areas } = this.problem;
    let end = from === 0 ? 0 : ends[from - 1]!;
    for (let place = from; place <= to; place++) {
      const step = order[place]!;
      places[step] = place;
      end += tenths[step]!;
      ends[place] = end;
    }
    for (let place = from; place < order.length; place++) {
      const area = areas[order[place]!]!;
      const before = area >= 0 ? area : areaBefore[place]!;
      if (place > to && areaBefore[place + 1] === before) break;
      areaBefore[place + 1] = before;
    }
    for (let place = to; place >= 0; place--) {
      const area = areas[order[place]!]!;
      const next = area >= 0 ? area : areaFrom[place + 1]!;
      if (place < from && areaFrom[place] === next) break;
      areaFrom[place] = next;
    }
  }
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
  const { order, places, ends, areaBefore, areaFrom, early, dues } = state;
  const { tenths, areas, needs, users } = state.problem;
  const { weights, switchPrice, easePrice } = state.prices;
  let time = 0;
  let weight = 0;
  let slack = Number.POSITIVE_INFINITY;
  let head = -1;
  let tail = -1;
  const reach = reachOf(order.length);
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
  if (lowest === first - 1 && highest === last + 1) return false;
  const isEased = easePrice > 0 && markEased(state, first, last, 1);
  const price = head < 0 ? 0 : switchPrice;
  const left = areaBefore[first]!;
  const right = areaFrom[last + 1]!;
  const saved = price * (switches(left, head) + switches(tail, right) - switches(left, right));

  // Elsewhere, at the best, nothing is charged for and one switch fewer is between head and tail.
  const atBest = saved + (head === tail ? 0 : price);
  let best = 0;
  let to = -1;
  let change = 0;
  let passed = 0;
  let before = left;
  for (let place = last + 1; place < highest; place++) {
    const step = order[place]!;
    passed += tenths[step]!;
    if (passed > slack) break;
    change += weight * tenths[step]! - weights[step]! * time;
    if (isEased) change += easePrice * early[step]!;
    if (areas[step]! >= 0) before = areas[step]!;
    if (change - atBest >= best) continue;
    const after = areaFrom[place + 1]!;
    const total =
      change +
      price * (switches(before, head) + switches(tail, after) - switches(before, after)) -
      saved;
    if (total < best) {
      best = total;
      to = place;
    }
  }
  change = 0;
  let after = right;
  for (let place = first - 1; place > lowest; place--) {
    const step = order[place]!;
    if (dues !== null && ends[place]! + time > dues[step]!) break;
    change += weights[step]! * time - weight * tenths[step]!;
    if (isEased) change -= easePrice * early[step]!;
    if (areas[step]! >= 0) after = areas[step]!;
    if (change - atBest >= best) continue;
    before = areaBefore[place]!;
    const total =
      change +
      price * (switches(before, head) + switches(tail, after) - switches(before, after)) -
      saved;
    if (total < best) {
      best = total;
      to = place;
    }
  }
  if (isEased) markEased(state, first, last, 0);
  if (to === -1) return false;
  if (to > last) rotate(order, first, to, last - first + 1);
  else rotate(order, to, last, first - to);
  state.refresh(Math.min(first, to), Math.max(last, to));
  return true;
}

/**
 * Where the cost is the same for two steps of one area that follow one another, what would be easier still later comes
 * last, and else what builds on less first, then what has the lower number; tells whether any changed places.
 */
function settleTies(state: OrderState): boolean {
  const { order, ends, dues } = state;
  const { tenths, areas } = state.problem;
  const { weights } = state.prices;
  let isChanged = false;
  for (let from = 1; from < order.length; from++) {
    const step = order[from]!;
    let to = from;
    for (; to > 0; to--) {
      const other = order[to - 1]!;
      if (areas[step] !== areas[other]) break;
      if (weights[step]! * tenths[other]! !== weights[other]! * tenths[step]!) break;
      if (!goesFirst(state, step, other)) break;
      if (dues !== null && ends[to - 1]! + tenths[step]! > dues[other]!) break;
      if (isLinked(state.problem, step, other)) break;
    }
    if (to === from) continue;
    rotate(order, to, from, from - to);
    state.refresh(to, from);
    isChanged = true;
  }
  return isChanged;
}

function goesFirst({ places, problem }: OrderState, step: number, other: number): boolean {
  const { depths, easedBy } = problem;
  const isEarly = (one: number): boolean => {
    for (let at = easedBy.start[one]!; at < easedBy.start[one + 1]!; at++) {
      if (places[easedBy.steps[at]!]! > places[one]!) return true;
    }
    return false;
  };
  if (isEarly(step) !== isEarly(other)) return isEarly(other);
  return depths[step]! < depths[other]! || (depths[step] === depths[other] && step < other);
}

/** Whether one of two steps needs the other, or is easier after it. */
function isLinked({ needs, easedBy, eases }: OrderProblem, step: number, other: number): boolean {
  return [needs, easedBy, eases].some(({ start, steps }) => {
    for (let at = start[step]!; at < start[step + 1]!; at++) if (steps[at] === other) return true;
    return false;
  });
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

/** Moves the first `by` of the steps from one place to another behind the rest of them. */
function rotate(order: Int32Array, from: number, to: number, by: number): void {
  const moved = order.slice(from, from + by);
  order.copyWithin(from, from + by, to + 1);
  order.set(moved, to + 1 - by);
}
