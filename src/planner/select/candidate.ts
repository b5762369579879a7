import { forwardChain } from '../../curriculum/forward-chain.ts';
import type { LandmarkCuts } from './bound.ts';
import { UNREACHABLE } from './bound.ts';
import type { Core } from './core.ts';
import { type Decisions, IN, OUT, UNDECIDED } from './decisions.ts';
import type { Part } from './parts.ts';

/** A plan for a part: which of its nodes to take. */
export interface Candidate {
  readonly taken: readonly number[];
  /** The price of all that is in, with these. */
  readonly cost: number;
}

/**
 * Builds a plan that need not be the cheapest: for each group the members that look cheapest by summed needs (h-add,
 * Bonet & Geffner 2001) in residual prices, then without whatever turns out not to be needed. Null where circular needs
 * mislead it.
 */
export function buildCandidate(
  core: Core,
  decisions: Decisions,
  part: Part,
  openGroups: readonly number[],
  cuts: LandmarkCuts,
): Candidate | null {
  const estimate = estimates(core, decisions, part, cuts);
  const taken = takeCheapest(core, decisions, openGroups, estimate);
  for (const node of part.nodes) if (decisions.state[node] === IN) taken.add(node);
  const holds = foundedCheck(core, decisions, part);
  if (!holds(taken)) return null;
  const free = [...taken].filter((node) => decisions.state[node] === UNDECIDED);
  free.sort((left, right) => core.costs[right]! - core.costs[left]! || left - right);
  for (const node of free) {
    taken.delete(node);
    if (!holds(taken)) taken.add(node);
  }
  let cost = decisions.paid;
  for (const node of taken) {
    if (decisions.state[node] === UNDECIDED) cost += core.costs[node]!;
  }
  return { taken: [...taken], cost };
}

/** By node of the part: the summed price of it and the cheapest of all that it needs. */
function estimates(core: Core, decisions: Decisions, part: Part, cuts: LandmarkCuts): Float64Array {
  const { groupStart } = core.andOr;
  const { componentOf, isCyclic } = core.components;
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
  for (let start = 0; start < part.nodes.length; ) {
    const component = componentOf[part.nodes[start]!]!;
    let end = start + 1;
    while (end < part.nodes.length && componentOf[part.nodes[end]!] === component) end += 1;
    let changed = true;
    while (changed) {
      changed = false;
      for (let at = start; at < end; at++) {
        const node = part.nodes[at]!;
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

function takeCheapest(
  core: Core,
  decisions: Decisions,
  openGroups: readonly number[],
  estimate: Float64Array,
): Set<number> {
  const { groupStart } = core.andOr;
  const taken = new Set<number>();
  const groups = [...openGroups];
  for (const group of groups) {
    for (const member of cheapestMembers(core, decisions, group, estimate)) {
      if (taken.has(member)) continue;
      taken.add(member);
      for (let next = groupStart[member]!; next < groupStart[member + 1]!; next++)
        groups.push(next);
    }
  }
  return taken;
}

/**
 * Whether all that is in holds by a well-founded derivation, if of the part's nodes just these are taken. What other parts
 * have yet to decide is taken to hold: they are searched by themselves.
 */
export function foundedCheck(
  { andOr }: Core,
  { state }: Decisions,
  part: Part,
): (taken: ReadonlySet<number>) => boolean {
  const inPart = new Uint8Array(andOr.nodeCount);
  for (const node of part.nodes) inPart[node] = 1;
  const blocked = new Uint8Array(andOr.nodeCount);
  const given = new Uint8Array(andOr.nodeCount);
  for (let node = 0; node < andOr.nodeCount; node++) {
    if (state[node] === OUT) blocked[node] = 1;
    else if (state[node] === UNDECIDED && inPart[node] === 0) given[node] = 1;
  }
  return (taken) => {
    for (const node of part.nodes) blocked[node] = taken.has(node) ? 0 : 1;
    const { round } = forwardChain(andOr, blocked, given);
    for (let node = 0; node < round.length; node++) {
      if (round[node] === -1 && (state[node] === IN || taken.has(node))) return false;
    }
    return true;
  };
}
