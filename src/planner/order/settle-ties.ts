import type { Links, OrderProblem } from './order-problem.ts';
import type { OrderState } from './order-state.ts';

/**
 * Where the cost is the same for two steps of one area that follow one another, what would be easier still later comes
 * last, and else what builds on less first, then what has the lower number; tells whether any changed places.
 */
export function settleTies(state: OrderState): boolean {
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
    state.rotate(to, from, from - to);
    isChanged = true;
  }
  return isChanged;
}

function goesFirst(state: OrderState, step: number, other: number): boolean {
  const { depths } = state.problem;
  const isOtherEarly = isEarly(state, other);
  if (isEarly(state, step) !== isOtherEarly) return isOtherEarly;
  return depths[step]! < depths[other]! || (depths[step] === depths[other] && step < other);
}

/** Whether something that comes later would make the step easier. */
function isEarly({ places, problem }: OrderState, step: number): boolean {
  const { start, steps } = problem.easedBy;
  for (let at = start[step]!; at < start[step + 1]!; at++) {
    if (places[steps[at]!]! > places[step]!) return true;
  }
  return false;
}

/** Whether one of two steps needs the other, or is easier after it. */
function isLinked({ needs, easedBy, eases }: OrderProblem, step: number, other: number): boolean {
  return (
    linksTo(needs, step, other) || linksTo(easedBy, step, other) || linksTo(eases, step, other)
  );
}

function linksTo({ start, steps }: Links, step: number, other: number): boolean {
  for (let at = start[step]!; at < start[step + 1]!; at++) if (steps[at] === other) return true;
  return false;
}
