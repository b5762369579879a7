/** Steps to put in order, each by its number. Numbers ascend with the nodes of the graph, so that they can settle ties. */
export interface OrderProblem {
  readonly count: number;
  /** Tenths of an hour, at least 1 each. */
  readonly tenths: Int32Array;
  /** The area's place in teaching order; -1 for a project, which belongs to none. */
  readonly areas: Int32Array;
  /** How many rounds of learning come before it at the least. */
  readonly depths: Int32Array;
  /** What it is worth by itself: the importance of each goal, spread evenly over the steps that the goal names. */
  readonly worths: Float64Array;
  /** The steps that must precede it, and those that it must precede. */
  readonly needs: Links;
  readonly users: Links;
  /** The steps that make it easier when they precede it, and those that it makes easier. */
  readonly easedBy: Links;
  readonly eases: Links;
}

/** By step, some other steps: those of step `s` stand from `start[s]` up to `start[s + 1]`. */
export interface Links {
  readonly start: Int32Array;
  readonly steps: Int32Array;
}

/**
 * What makes one order dearer than another. The cost of an order is the sum of `weights[s]` times the tenths of an hour
 * until `s` is done, and of the prices of what it is charged for. All are whole numbers, so that sums are exact up to 2^53.
 */
export interface OrderPrices {
  readonly weights: Float64Array;
  /** For each tenth of an hour between the end of a step and the beginning of one that needs it. */
  readonly linkPrice: number;
  /** For going on in another area than before; projects between don't count. */
  readonly switchPrice: number;
  /** For taking a step before another that would make it easier. */
  readonly easePrice: number;
}

/**
 * Weights that charge for the time between steps, too: the sum of it over all links grows with when a step is done once
 * for each step that it needs, and falls once for each that needs it. What comes out differs from the cost by the same for
 * all orders. Some weights may be negative: such a step should come late.
 */
export function weightsWithLinks(
  { count, needs, users }: OrderProblem,
  { weights, linkPrice }: Pick<OrderPrices, 'weights' | 'linkPrice'>,
): Float64Array {
  if (linkPrice === 0) return weights;
  const folded = new Float64Array(count);
  for (let step = 0; step < count; step++) {
    const needsCount = needs.start[step + 1]! - needs.start[step]!;
    const usersCount = users.start[step + 1]! - users.start[step]!;
    folded[step] = weights[step]! + linkPrice * (needsCount - usersCount);
  }
  return folded;
}

/** Links from each of `from` to its counterpart in `to`, in that order. */
export function linksOf(count: number, from: readonly number[], to: readonly number[]): Links {
  const start = new Int32Array(count + 1);
  for (const step of from) start[step + 1]! += 1;
  for (let step = 0; step < count; step++) start[step + 1]! += start[step]!;
  const next = start.slice();
  const steps = new Int32Array(from.length);
  from.forEach((step, at) => {
    steps[next[step]!++] = to[at]!;
  });
  return { start, steps };
}

/** The cost of an order, given as the steps by place. */
export function costOfOrder(
  { tenths, areas, needs, easedBy }: OrderProblem,
  { weights, linkPrice, switchPrice, easePrice }: OrderPrices,
  order: Int32Array,
): number {
  const places = placesOf(order);
  const ends = new Float64Array(order.length);
  let cost = 0;
  let done = 0;
  let area = -1;
  for (const step of order) {
    for (let at = needs.start[step]!; at < needs.start[step + 1]!; at++) {
      cost += linkPrice * (done - ends[needs.steps[at]!]!);
    }
    done += tenths[step]!;
    ends[step] = done;
    cost += weights[step]! * done;
    if (areas[step]! >= 0) {
      if (area >= 0 && areas[step] !== area) cost += switchPrice;
      area = areas[step]!;
    }
    for (let at = easedBy.start[step]!; at < easedBy.start[step + 1]!; at++) {
      if (places[easedBy.steps[at]!]! > places[step]!) cost += easePrice;
    }
  }
  return cost;
}

/** By step, its place in the order. */
export function placesOf(order: Int32Array): Int32Array {
  const places = new Int32Array(order.length);
  for (let place = 0; place < order.length; place++) places[order[place]!] = place;
  return places;
}
