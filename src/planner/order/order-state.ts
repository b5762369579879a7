import type { OrderPrices, OrderProblem } from './order-problem.ts';

/** An order, and what is kept up to date about it to tell at once what a move would change. */
export class OrderState {
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

  /** Moves the first `by` of the steps from one place to another behind the rest of them. */
  rotate(from: number, to: number, by: number): void {
    const { order } = this;
    const moved = order.slice(from, from + by);
    order.copyWithin(from, from + by, to + 1);
    order.set(moved, to + 1 - by);
    this.refresh(from, to);
  }
}
