import { forwardChain } from '../../curriculum/forward-chain.ts';
import { invariant } from '../../util/invariant.ts';
import type { Work } from '../work.ts';
import type { Core } from './core.ts';
import { Decisions } from './decisions.ts';
import { Draft, type Plan } from './draft.ts';

/**
 * The plan that a choice of nodes comes to, whoever made it: of these only the nodes with a price count, and of those without
 * one it has what a fixed rule picks. Nothing can be left out of it.
 *
 * @param chosen by node: 1 where it is to be in the plan if it has a price.
 */
export function* canonicalPlan(core: Core, chosen: Uint8Array): Work<Plan> {
  const { costs, goal } = core;
  const blocked = chosen.map((value, node) => (value === 1 || costs[node] === 0 ? 0 : 1));
  const { round } = forwardChain(core.andOr, blocked);
  invariant(round[goal] !== -1, 'the plan reaches the goal');
  const draft = new Draft(core, new Decisions(core));
  draft.take(firstHolding(core, round));
  const fixed = new Uint8Array(costs.length);
  fixed[goal] = 1;
  yield* draft.dropSurplus(fixed);
  return draft.plan;
}

/** The goal and what it needs: of each group the members that held before its owner, those with a price first, then by number. */
function firstHolding({ andOr, costs, goal }: Core, round: Int32Array): Set<number> {
  const { groupStart, need, memberStart, members } = andOr;
  const taken = new Set([goal]);
  for (const node of taken) {
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      const own = members.subarray(memberStart[group], memberStart[group + 1]);
      if (own.length === need[group]) {
        for (const member of own) taken.add(member);
        continue;
      }
      const holding = own.filter((each) => round[each]! !== -1 && round[each]! < round[node]!);
      holding.sort(
        (left, right) => Number(costs[right]! > 0) - Number(costs[left]! > 0) || left - right,
      );
      for (const member of holding.subarray(0, need[group])) taken.add(member);
    }
  }
  return taken;
}
