import { Heap } from '../../util/heap.ts';
import type { OrderProblem } from './order-problem.ts';

/**
 * A topological order that takes the ready step first that begins the chain of greatest weight per hour. It looks along
 * one chain from each step and not at all that the chain's end needs, so that it is nearly linear.
 */
export function chainedByValue(problem: OrderProblem, weights: Float64Array): Int32Array {
  const { count, needs, users } = problem;
  const density = chainDensities(problem, weights);
  const left = new Int32Array(count);
  const ready = new Heap<number>(
    (one, other) =>
      density[one]! > density[other]! || (density[one] === density[other] && one < other),
  );
  for (let step = 0; step < count; step++) {
    left[step] = needs.start[step + 1]! - needs.start[step]!;
    if (left[step] === 0) ready.push(step);
  }
  const order = new Int32Array(count);
  let taken = 0;
  for (let step = ready.pop(); step !== undefined; step = ready.pop()) {
    order[taken++] = step;
    for (let at = users.start[step]!; at < users.start[step + 1]!; at++) {
      if (--left[users.steps[at]!]! === 0) ready.push(users.steps[at]!);
    }
  }
  return order;
}

/** By step, the weight per tenth of an hour of itself or, where that is more, of a chain of users that it begins. */
function chainDensities(
  { count, tenths, needs, users }: OrderProblem,
  weights: Float64Array,
): Float64Array {
  const chainWeight = new Float64Array(count);
  const chainTenths = new Float64Array(count);
  const density = new Float64Array(count);
  const left = new Int32Array(count);
  const open: number[] = [];
  for (let step = 0; step < count; step++) {
    left[step] = users.start[step + 1]! - users.start[step]!;
    if (left[step] === 0) open.push(step);
  }
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    let weight = weights[step]!;
    let time = tenths[step]!;
    let best = weight / time;
    for (let at = users.start[step]!; at < users.start[step + 1]!; at++) {
      const user = users.steps[at]!;
      const longer = weights[step]! + chainWeight[user]!;
      const longerTime = tenths[step]! + chainTenths[user]!;
      if (longer / longerTime > best) {
        weight = longer;
        time = longerTime;
        best = longer / longerTime;
      }
    }
    chainWeight[step] = weight;
    chainTenths[step] = time;
    density[step] = best;
    for (let at = needs.start[step]!; at < needs.start[step + 1]!; at++) {
      if (--left[needs.steps[at]!]! === 0) open.push(needs.steps[at]!);
    }
  }
  return density;
}
