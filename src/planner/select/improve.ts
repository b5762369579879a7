import type { Work } from '../work.ts';
import { UNREACHABLE } from './bound.ts';
import type { Core } from './core.ts';
import type { Decisions } from './decisions.ts';
import type { Draft, Plan } from './draft.ts';
import { UNDECIDED } from './state.ts';

/** What a plan has is priced at this share when another is drafted, so that the other differs where it pays. */
const keptShare = 1 / 8;
/** How often all nodes are tried. */
const passesMax = 4;

export interface Improvement {
  readonly core: Core;
  readonly decisions: Decisions;
  readonly draft: Draft;
  /** By node: 1 where every plan has it. */
  readonly fixed: Uint8Array;
  readonly start: Plan;
  /** Asked before every draft. */
  readonly mayGoOn: () => boolean;
}

/**
 * The best plan found by local search from where the decisions stand: each node in turn is given for nothing, or forbidden
 * where the plan has it, and the rest drafted anew around the plan. Yields at every draft.
 */
export function* improved(improvement: Improvement): Work<Plan> {
  const { core, draft, fixed, start, mayGoOn } = improvement;
  const { state } = improvement.decisions;
  const { costs, goal } = core;
  const prices = new Float64Array(costs.length);
  let best = start;
  let unchanged = 0;
  const tried = goal * passesMax;
  for (let turn = 0; turn < tried && unchanged < goal; turn++) {
    const node = turn % goal;
    unchanged += 1;
    if (state[node] !== UNDECIDED || costs[node] === 0) continue;
    if (!mayGoOn()) break;
    yield;
    for (let each = 0; each < costs.length; each++) {
      prices[each] = best.taken[each] === 1 ? costs[each]! * keptShare : costs[each]!;
    }
    prices[node] = best.taken[node] === 1 ? UNREACHABLE : 0;
    draft.takeCheapest(prices);
    if (!(yield* draft.dropSurplus(fixed)) || draft.cost >= best.cost) continue;
    best = draft.plan;
    unchanged = 0;
  }
  return best;
}
