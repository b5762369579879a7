import type { Work } from '../work.ts';
import type { Links } from './order-problem.ts';

/**
 * Of some steps, those that weigh most together with all that they need of them: a set of positive weight where there is
 * any, else none. By a smallest cut (Picard 1976) from a largest flow (Dinic 1970). Exact where weights are whole and
 * their sums below 2^52.
 *
 * @param weightOf by step.
 */
export function* heaviestClosure(
  steps: readonly number[],
  needs: Links,
  weightOf: Float64Array,
): Work<number[]> {
  const network = networkOf(steps, needs, weightOf);
  while (layOut(network)) {
    yield;
    saturate(network);
  }
  // What the source still reaches is the closure.
  return steps.filter((_, index) => network.layer[index] !== -1);
}

/** Steps by their index, then the source and the sink. Arcs stand in pairs: the other direction of `arc` is `arc ^ 1`. */
interface Network {
  readonly source: number;
  readonly sink: number;
  /** By node its first arc, and by arc the next of the same node; -1 after the last. */
  readonly first: Int32Array;
  readonly next: Int32Array;
  readonly to: Int32Array;
  /** By arc, what can still flow along it. */
  readonly left: Float64Array;
  /** By node, how many arcs lead to it from the source; -1 where none do. */
  readonly layer: Int32Array;
}

/** More than can ever flow. */
const unbounded = 2 ** 53;

function networkOf(steps: readonly number[], needs: Links, weightOf: Float64Array): Network {
  const indexOf = new Map(steps.map((step, index) => [step, index]));
  const linkCount = steps.reduce(
    (sum, step) => sum + needs.start[step + 1]! - needs.start[step]!,
    0,
  );
  const source = steps.length;
  const sink = source + 1;
  const arcCount = 2 * (steps.length + linkCount);
  const network: Network = {
    source,
    sink,
    first: new Int32Array(sink + 1).fill(-1),
    next: new Int32Array(arcCount),
    to: new Int32Array(arcCount),
    left: new Float64Array(arcCount),
    layer: new Int32Array(sink + 1),
  };
  let arc = 0;
  const join = (from: number, to: number, capacity: number): void => {
    for (const [one, other, left] of [
      [from, to, capacity],
      [to, from, 0],
    ] as const) {
      network.to[arc] = other;
      network.left[arc] = left;
      network.next[arc] = network.first[one]!;
      network.first[one] = arc++;
    }
  };
  steps.forEach((step, index) => {
    const weight = weightOf[step]!;
    if (weight > 0) join(source, index, weight);
    else join(index, sink, -weight);
    for (let at = needs.start[step]!; at < needs.start[step + 1]!; at++) {
      const need = indexOf.get(needs.steps[at]!);
      if (need !== undefined) join(index, need, unbounded);
    }
  });
  return network;
}

/** Layers the nodes by their distance from the source; tells whether the sink is reached. */
function layOut({ source, sink, first, next, to, left, layer }: Network): boolean {
  layer.fill(-1);
  layer[source] = 0;
  const open = new Int32Array(layer.length);
  let count = 1;
  open[0] = source;
  for (let at = 0; at < count; at++) {
    const node = open[at]!;
    for (let arc = first[node]!; arc !== -1; arc = next[arc]!) {
      const other = to[arc]!;
      if (left[arc] === 0 || layer[other] !== -1) continue;
      layer[other] = layer[node]! + 1;
      open[count++] = other;
    }
  }
  return layer[sink] !== -1;
}

/** Lets as much flow from layer to layer as can. */
function saturate({ source, sink, first, next, to, left, layer }: Network): void {
  const current = first.slice();
  const path: number[] = [];
  let node = source;
  for (;;) {
    if (node === sink) {
      let least = Number.POSITIVE_INFINITY;
      for (const arc of path) least = Math.min(least, left[arc]!);
      let back = path.length;
      for (let at = path.length - 1; at >= 0; at--) {
        const arc = path[at]!;
        left[arc]! -= least;
        left[arc ^ 1]! += least;
        if (left[arc] === 0) back = at;
      }
      // Goes on from where the first arc became full.
      node = to[path[back]! ^ 1]!;
      path.length = back;
      continue;
    }
    let arc = current[node]!;
    while (arc !== -1 && (left[arc] === 0 || layer[to[arc]!] !== layer[node]! + 1)) {
      arc = next[arc]!;
    }
    current[node] = arc;
    if (arc !== -1) {
      path.push(arc);
      node = to[arc]!;
      continue;
    }
    const last = path.pop();
    if (last === undefined) return;
    node = to[last ^ 1]!;
    current[node] = next[last]!;
  }
}
