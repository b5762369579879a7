import type { Core } from './core.ts';
import { type Decisions, IN, UNDECIDED } from './decisions.ts';

/** More than any plan costs, and small enough that sums of it stay exact. */
export const UNREACHABLE = 2 ** 50;

/** Nodes of which every plan has so many. */
interface Cut {
  readonly nodes: readonly number[];
  readonly count: number;
}

/**
 * A lower bound on what a core still costs: disjunctive action landmarks found by LM-cut (Helmert & Domshlak 2009), for
 * groups that need any number of their members. Of each cut every plan has one node, or more; so often the price of the
 * cheapest is paid and taken off all of them, until nothing more must be paid.
 */
export class LandmarkCuts {
  /** By node: what is left of its price after all cuts. */
  readonly residual: Int32Array;
  /** By node: the least that any derivation of it costs in residual prices, by its dearest need (h-max). */
  readonly reach: Float64Array;
  /** The sum of all cuts. */
  total = 0;
  /** The nodes of the cut of the last run that left the least choice; empty where there was none. */
  smallestCut: readonly number[] = [];
  /** Nodes of cuts that left no choice: every plan has them. */
  forced: number[] = [];
  readonly #core: Core;
  readonly #decisions: Decisions;
  readonly #inZone: Int32Array;
  #zone = 0;
  #leastChoice = Infinity;

  constructor(core: Core, decisions: Decisions) {
    this.#core = core;
    this.#decisions = decisions;
    this.residual = new Int32Array(core.andOr.nodeCount);
    this.reach = new Float64Array(core.andOr.nodeCount);
    this.#inZone = new Int32Array(core.andOr.nodeCount);
  }

  /**
   * Computes the bound for the open groups, which are of nodes that are in; `total` is UNREACHABLE where one can't hold.
   * Stops as soon as the sum reaches `enough`.
   */
  run(openGroups: readonly number[], enough: number): void {
    this.residual.set(this.#core.costs);
    this.total = 0;
    this.smallestCut = [];
    this.forced = [];
    this.#leastChoice = Infinity;
    this.#computeReach();
    while (this.total < enough) {
      const group = this.#dearest(openGroups);
      if (group === -1) return;
      if (this.#reachOfGroup(group) >= UNREACHABLE) {
        this.total = UNREACHABLE;
        return;
      }
      this.#pay(this.#cut(group));
      this.#computeReach();
    }
  }

  /** The open group that is dearest to satisfy; -1 where all are free. */
  #dearest(openGroups: readonly number[]): number {
    let dearest = -1;
    let most = 0;
    for (const group of openGroups) {
      const reach = this.#reachOfGroup(group);
      if (reach > most) {
        most = reach;
        dearest = group;
      }
    }
    return dearest;
  }

  /** From "can't be reached" downwards, so that nothing in a cycle is cheap by its own means. */
  #computeReach(): void {
    const { componentOf, isCyclic, order } = this.#core.components;
    for (let start = 0; start < order.length; ) {
      const component = componentOf[order[start]!]!;
      let end = start + 1;
      if (isCyclic[component] === 1) {
        while (end < order.length && componentOf[order[end]!] === component) end += 1;
        for (let at = start; at < end; at++) this.reach[order[at]!] = UNREACHABLE;
        while (this.#settle(order, start, end));
      } else {
        this.reach[order[start]!] = this.#reachOfNode(order[start]!);
      }
      start = end;
    }
  }

  #settle(nodes: Int32Array, start: number, end: number): boolean {
    let changed = false;
    for (let at = start; at < end; at++) {
      const node = nodes[at]!;
      const reach = this.#reachOfNode(node);
      if (reach === this.reach[node]) continue;
      this.reach[node] = reach;
      changed = true;
    }
    return changed;
  }

  #reachOfNode(node: number): number {
    if (this.#decisions.state[node] !== UNDECIDED) return 0;
    const { groupStart } = this.#core.andOr;
    let most = 0;
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      const reach = this.#reachOfGroup(group);
      if (reach > most) most = reach;
    }
    return Math.min(UNREACHABLE, most + this.residual[node]!);
  }

  /** The n-th smallest reach among undecided members, where n is how many are still missing. */
  #reachOfGroup(group: number): number {
    const { need, memberStart, members } = this.#core.andOr;
    const { state, held } = this.#decisions;
    const missing = need[group]! - held[group]!;
    if (missing <= 0) return 0;
    const start = memberStart[group]!;
    const end = memberStart[group + 1]!;
    if (missing === 1) {
      let least = UNREACHABLE;
      for (let at = start; at < end; at++) {
        const member = members[at]!;
        if (state[member] === UNDECIDED && this.reach[member]! < least) least = this.reach[member]!;
      }
      return least;
    }
    const open = this.#undecidedByReach(start, end);
    return missing > open.length ? UNREACHABLE : this.reach[open[missing - 1]!]!;
  }

  #undecidedByReach(start: number, end: number): number[] {
    const { members } = this.#core.andOr;
    const open: number[] = [];
    for (let at = start; at < end; at++) {
      if (this.#decisions.state[members[at]!] === UNDECIDED) open.push(members[at]!);
    }
    return open.sort((left, right) => this.reach[left]! - this.reach[right]! || left - right);
  }

  /** Nodes of positive price, found from a group that must hold and isn't free. */
  #cut(from: number): Cut {
    return this.#cutOfMembers(from) ?? { nodes: this.#cutOfZone(from), count: 1 };
  }

  /** Where a group needs more of its members than are free of price, of the others each is paid for itself. */
  #cutOfMembers(group: number): Cut | null {
    const { need, memberStart } = this.#core.andOr;
    const missing = need[group]! - this.#decisions.held[group]!;
    if (missing === 1) return null;
    const open = this.#undecidedByReach(memberStart[group]!, memberStart[group + 1]!);
    const nodes = open.filter((member) => this.residual[member]! > 0);
    const count = missing - (open.length - nodes.length);
    return count > 1 ? { nodes, count } : null;
  }

  #cutOfZone(from: number): number[] {
    this.#zone += 1;
    const cut: number[] = [];
    const groups = [from];
    for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
      for (const member of this.#unavoidable(group)) {
        if (this.#inZone[member] === this.#zone) continue;
        this.#inZone[member] = this.#zone;
        if (this.residual[member]! > 0) cut.push(member);
        else groups.push(this.#dearestNeed(member));
      }
    }
    return cut;
  }

  /** The dearest members, one more than can be left out: whoever satisfies the group takes one of them. */
  #unavoidable(group: number): number[] {
    const { need, memberStart } = this.#core.andOr;
    const open = this.#undecidedByReach(memberStart[group]!, memberStart[group + 1]!);
    const missing = need[group]! - this.#decisions.held[group]!;
    return open.slice(missing - 1).filter((member) => this.reach[member]! < UNREACHABLE);
  }

  #dearestNeed(node: number): number {
    const { groupStart } = this.#core.andOr;
    let dearest = groupStart[node]!;
    for (let group = dearest + 1; group < groupStart[node + 1]!; group++) {
      if (this.#reachOfGroup(group) > this.#reachOfGroup(dearest)) dearest = group;
    }
    return dearest;
  }

  #pay({ nodes, count }: Cut): void {
    let price = UNREACHABLE;
    for (const node of nodes) price = Math.min(price, this.residual[node]!);
    for (const node of nodes) this.residual[node]! -= price;
    this.total += price * count;
    const choice = nodes.length - count;
    if (choice === 0) for (const node of nodes) this.forced.push(node);
    if (choice >= this.#leastChoice) return;
    this.#leastChoice = choice;
    this.smallestCut = nodes;
  }
}

/** The groups of nodes that are in that don't hold yet. */
export function openGroupsOf(core: Core, { state, held }: Decisions): number[] {
  const { need, owner } = core.andOr;
  const open: number[] = [];
  for (let group = 0; group < need.length; group++) {
    if (state[owner[group]!] === IN && held[group]! < need[group]!) open.push(group);
  }
  return open;
}
