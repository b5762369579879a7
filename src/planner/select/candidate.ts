import type { AndOr } from '../../curriculum/and-or.ts';
import { forwardChain } from '../../curriculum/forward-chain.ts';
import { type LandmarkCuts, UNREACHABLE } from './bound.ts';
import type { Core } from './core.ts';
import { type Decisions, IN, OUT, UNDECIDED } from './decisions.ts';

/** A plan for a core: which of its nodes to take. */
export interface Candidate {
  readonly taken: readonly number[];
  readonly cost: number;
}

/**
 * The nodes of a plan that need not be the cheapest: for each group the members that look cheapest by summed needs (h-add,
 * Bonet & Geffner 2001) in residual prices. Circular needs may mislead it, so that not everything can be derived.
 */
export function buildCandidate(core: Core, decisions: Decisions, cuts: LandmarkCuts): Set<number> {
  return takeCheapest(core, decisions, estimates(core, decisions, cuts));
}

/**
 * A plan that has the nodes of `fixed` and of those taken only what is needed: the dearest is left out first. Null where
 * not all of `fixed` can be derived so.
 *
 * @param fixed by node: 1 where it has to be in the plan.
 */
export function withoutSurplus(
  { andOr, costs }: Core,
  fixed: Uint8Array,
  taken: Iterable<number>,
): Candidate | null {
  const free = [...taken].filter((node) => fixed[node] === 0);
  free.sort((left, right) => costs[right]! - costs[left]! || left - right);
  const blocked = fixed.map((value) => 1 - value);
  for (const node of free) blocked[node] = 0;
  if (!dropUnderivable()) return null;
  let needed = unspared(andOr, fixed, blocked);
  for (const node of free) {
    if (blocked[node] === 1 || needed[node] === 1) continue;
    blocked[node] = 1;
    if (dropUnderivable()) needed = unspared(andOr, fixed, blocked);
    else blocked[node] = 0;
  }
  const plan: number[] = [];
  let cost = 0;
  for (let node = 0; node < andOr.nodeCount; node++) {
    if (blocked[node] === 1) continue;
    plan.push(node);
    cost += costs[node]!;
  }
  return { taken: plan, cost };

  /** False, and nothing is dropped, where something fixed would not hold. */
  function dropUnderivable(): boolean {
    const { round } = forwardChain(andOr, blocked);
    if (round.some((value, node) => value === -1 && fixed[node] === 1)) return false;
    for (const node of free) if (round[node] === -1) blocked[node] = 1;
    return true;
  }
}

/** By node: 1 where what is fixed rests on it, since no group on the way has a member to spare. */
function unspared(andOr: AndOr, fixed: Uint8Array, blocked: Uint8Array): Uint8Array {
  const { groupStart, need, memberStart, members } = andOr;
  const needed = fixed.slice();
  const open = [...needed.keys()].filter((node) => needed[node] === 1);
  for (const node of open) {
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      const all = members.subarray(memberStart[group], memberStart[group + 1]);
      const left = all.filter((member) => blocked[member] === 0);
      if (left.length > need[group]!) continue;
      for (const member of left) {
        if (needed[member] === 1) continue;
        needed[member] = 1;
        open.push(member);
      }
    }
  }
  return needed;
}

/** By node: the summed price of it and the cheapest of all that it needs. */
function estimates(core: Core, decisions: Decisions, cuts: LandmarkCuts): Float64Array {
  const { groupStart } = core.andOr;
  const { componentOf, isCyclic, order } = core.components;
  const estimate = new Float64Array(core.andOr.nodeCount).fill(UNREACHABLE);
  const price = (node: number): number => {
    // What the cuts left of a price says how much dearer than needed a node is; the price itself breaks ties.
    let sum = decisions.state[node] === IN ? 0 : cuts.residual[node]! * 16 + core.costs[node]!;
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      for (const member of cheapestMembers(core, decisions, group, estimate)) {
        sum += estimate[member]!;
      }
    }
    return Math.min(sum, UNREACHABLE);
  };
  for (let start = 0; start < order.length; ) {
    const component = componentOf[order[start]!]!;
    let end = start + 1;
    while (end < order.length && componentOf[order[end]!] === component) end += 1;
    let changed = true;
    while (changed) {
      changed = false;
      for (let at = start; at < end; at++) {
        const node = order[at]!;
        if (decisions.state[node] === OUT) continue;
        const sum = price(node);
        if (sum >= estimate[node]!) continue;
        estimate[node] = sum;
        changed = isCyclic[component] === 1;
      }
    }
    start = end;
  }
  return estimate;
}

/** The members to add to a group for it to hold, cheapest first; all that is left where there are too few. */
function cheapestMembers(
  { andOr }: Core,
  { state, held }: Decisions,
  group: number,
  estimate: Float64Array,
): number[] {
  const missing = andOr.need[group]! - held[group]!;
  if (missing <= 0) return [];
  const open: number[] = [];
  for (let at = andOr.memberStart[group]!; at < andOr.memberStart[group + 1]!; at++) {
    if (state[andOr.members[at]!] === UNDECIDED) open.push(andOr.members[at]!);
  }
  if (open.length > missing) {
    open.sort((left, right) => estimate[left]! - estimate[right]! || left - right);
  }
  return open.slice(0, missing);
}

/** All that is in, and for each group that it needs the cheapest members, with what these need. */
function takeCheapest(core: Core, decisions: Decisions, estimate: Float64Array): Set<number> {
  const { groupStart } = core.andOr;
  const { state } = decisions;
  const taken = new Set([...state.keys()].filter((node) => state[node] === IN));
  for (const node of taken) {
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      for (const member of cheapestMembers(core, decisions, group, estimate)) taken.add(member);
    }
  }
  return taken;
}
