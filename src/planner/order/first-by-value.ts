import type { Work } from '../work.ts';
import { chainedByValue } from './chained-by-value.ts';
import { type OrderProblem, placesOf } from './order-problem.ts';

/** Above this, knowing of each step all that precedes it takes too much room, and chains have to do. */
const stepsMax = 3_000;

/** Deeper than this, what leads to a step is taken as it comes. */
const depthMax = 8;

/**
 * An order that always goes for the step that gives most weight per hour together with all that is still missing for it,
 * and on the way there does the same again. Greedy, and within about 1 % of the best.
 */
export function* firstByValue(problem: OrderProblem, weights: Float64Array): Work<Int32Array> {
  const topological = chainedByValue(problem, weights);
  yield;
  if (problem.count > stepsMax) return topological;
  return yield* greedily(problem, weights, topological);
}

/**
 * What is missing for each step is kept up to date: whatever is taken is deducted from all that needs it, so that the
 * work is one subtraction for each pair of a step and one that it leads to.
 */
function* greedily(
  { count, tenths, needs }: OrderProblem,
  weights: Float64Array,
  topological: Int32Array,
): Work<Int32Array> {
  const words = (count + 31) >>> 5;
  const earlier = earlierBits(needs, topological, words);
  const later = transposed(earlier, count, words);
  yield;
  const restWeight = new Float64Array(count);
  const restTenths = new Float64Array(count);
  addUp(earlier, words, weights, restWeight);
  addUp(earlier, words, tenths, restTenths);
  const density = new Float64Array(count);
  for (let step = 0; step < count; step++) density[step] = restWeight[step]! / restTenths[step]!;

  const rank = placesOf(topological);
  const order = new Int32Array(count);
  const isTaken = new Uint8Array(count);
  let taken = 0;
  // Sets that remain to be taken, each inside the one below it; the last of each is the step that it leads to.
  const open: Int32Array[] = [Int32Array.from(topological)];
  while (open.length > 0) {
    const set = open.at(-1)!;
    const end = open.length === 1 ? set.length : set.length - 1;
    const best = densest(set, end, isTaken, density);
    if (open.length === 1) yield;
    if (best === -1) {
      open.pop();
      if (end < set.length) take(set[end]!);
      continue;
    }
    const rest = missingFor(best, earlier, words, isTaken, rank);
    if (rest.length === 1) take(best);
    else if (open.length <= depthMax) open.push(rest);
    else rest.forEach(take);
  }
  return order;

  function take(step: number): void {
    order[taken++] = step;
    isTaken[step] = 1;
    const weight = weights[step]!;
    const time = tenths[step]!;
    for (let word = 0; word < words; word++) {
      for (let bits = later[step * words + word]!; bits !== 0; bits &= bits - 1) {
        const user = (word << 5) + 31 - Math.clz32(bits & -bits);
        restWeight[user]! -= weight;
        restTenths[user]! -= time;
        density[user] = restWeight[user]! / restTenths[user]!;
      }
    }
  }
}

/** By step, a bit for itself and for each step that must precede it, directly or not. */
function earlierBits(needs: OrderProblem['needs'], topological: Int32Array, words: number) {
  const { start, steps } = needs;
  const bits = new Int32Array(topological.length * words);
  for (const step of topological) {
    const own = step * words;
    for (let at = start[step]!; at < start[step + 1]!; at++) {
      const other = steps[at]! * words;
      for (let word = 0; word < words; word++) bits[own + word]! |= bits[other + word]!;
    }
    bits[own + (step >>> 5)]! |= 1 << (step & 31);
  }
  return bits;
}

/** By step, a bit for each other step that has a bit for it. */
function transposed(bits: Int32Array, count: number, words: number): Int32Array {
  const turned = new Int32Array(bits.length);
  for (let step = 0; step < count; step++) {
    const mark = 1 << (step & 31);
    for (let word = 0; word < words; word++) {
      for (let left = bits[step * words + word]!; left !== 0; left &= left - 1) {
        const other = (word << 5) + 31 - Math.clz32(left & -left);
        if (other !== step) turned[other * words + (step >>> 5)]! |= mark;
      }
    }
  }
  return turned;
}

/** By step, the sum of a value over those that it has bits for. */
function addUp(
  bits: Int32Array,
  words: number,
  values: Float64Array | Int32Array,
  sums: Float64Array,
): void {
  for (let step = 0; step < sums.length; step++) {
    let sum = 0;
    for (let word = 0; word < words; word++) {
      for (let left = bits[step * words + word]!; left !== 0; left &= left - 1) {
        sum += values[(word << 5) + 31 - Math.clz32(left & -left)]!;
      }
    }
    sums[step] = sum;
  }
}

/** Of the first `end` of a set, the one not taken of greatest density, by least number where equal; -1 where none is left. */
function densest(set: Int32Array, end: number, isTaken: Uint8Array, density: Float64Array): number {
  let best = -1;
  let most = 0;
  for (let at = 0; at < end; at++) {
    const step = set[at]!;
    if (isTaken[step] === 1) continue;
    const value = density[step]!;
    if (best === -1 || value > most || (value === most && step < best)) {
      best = step;
      most = value;
    }
  }
  return best;
}

/** What is not taken of a step and all that precedes it, topologically, itself last. */
function missingFor(
  step: number,
  earlier: Int32Array,
  words: number,
  isTaken: Uint8Array,
  rank: Int32Array,
): Int32Array {
  const found: number[] = [];
  for (let word = 0; word < words; word++) {
    for (let bits = earlier[step * words + word]!; bits !== 0; bits &= bits - 1) {
      const other = (word << 5) + 31 - Math.clz32(bits & -bits);
      if (isTaken[other] === 0) found.push(other);
    }
  }
  return Int32Array.from(found.sort((left, right) => rank[left]! - rank[right]!));
}
