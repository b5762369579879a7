import { Heap } from '../../util/heap.ts';
import { type OrderProblem, placesOf } from './order-problem.ts';

/**
 * The order nearest to `wanted` that keeps every date: from the end, the step that `wanted` has last among those that
 * nothing unplaced needs and that may end so late. Where none may, the one that is due last: then no order keeps all
 * dates, and the greatest delay is as small as can be (Lawler 1973).
 *
 * @param dues by step, the tenths of an hour by whose end it has to be done; infinite where it is not due.
 */
export function keepDues(
  { count, tenths, needs, users }: OrderProblem,
  dues: Float64Array,
  wanted: Int32Array,
): Int32Array {
  const rank = placesOf(wanted);
  const inTime = new Heap<number>((one, other) => rank[one]! > rank[other]!);
  const early = new Heap<number>(
    (one, other) =>
      dues[one]! > dues[other]! || (dues[one] === dues[other] && rank[one]! > rank[other]!),
  );
  const usersLeft = new Int32Array(count);
  let total = 0;
  for (let step = 0; step < count; step++) {
    total += tenths[step]!;
    usersLeft[step] = users.start[step + 1]! - users.start[step]!;
    if (usersLeft[step] === 0) early.push(step);
  }
  const order = new Int32Array(count);
  for (let place = count - 1; place >= 0; place--) {
    // The total only falls, so that what may end now may end at any place that is still to be filled.
    for (let next = early.pop(); next !== undefined; next = early.pop()) {
      if (dues[next]! < total) {
        early.push(next);
        break;
      }
      inTime.push(next);
    }
    const step = inTime.pop() ?? early.pop()!;
    order[place] = step;
    total -= tenths[step]!;
    for (let at = needs.start[step]!; at < needs.start[step + 1]!; at++) {
      if (--usersLeft[needs.steps[at]!]! === 0) early.push(needs.steps[at]!);
    }
  }
  return order;
}

/** Whether each step is done by when it is due. */
export function keepsDues(
  { tenths }: OrderProblem,
  dues: Float64Array,
  order: Int32Array,
): boolean {
  let done = 0;
  for (const step of order) {
    done += tenths[step]!;
    if (done > dues[step]!) return false;
  }
  return true;
}
