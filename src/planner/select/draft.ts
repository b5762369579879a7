import type { Work } from '../work.ts';
import { UNREACHABLE } from './bound.ts';
import type { Core } from './core.ts';
import type { Decisions } from './decisions.ts';
import { DirtyList } from './dirty-list.ts';
import { sortByKey } from './sort-by-key.ts';
import { IN, UNDECIDED } from './state.ts';

/** In memberships. */
const workPerTurn = 100_000;

/** A plan for a core. */
export interface Plan {
  /** By node: 1 where the plan has it. */
  readonly taken: Uint8Array;
  readonly cost: number;
}

/**
 * A plan in the making, which need not be the cheapest: something is taken, and then what is not needed is left out. One draft
 * serves for many plans after one another.
 */
export class Draft {
  /** By node: 1 where the plan has it. */
  readonly taken: Uint8Array;
  cost = 0;
  /** How many memberships were looked at so far: what all drafts took, counted and not timed. */
  work = 0;
  readonly #core: Core;
  readonly #decisions: Decisions;
  readonly #dearestFirst: Int32Array;
  readonly #place: Int32Array;
  readonly #waiting: DirtyList;
  /** By node: the summed price of it and the cheapest of all that it needs. */
  readonly #estimate: Float64Array;
  readonly #sorted: Int32Array;
  /** By group: how many of its members are taken. */
  readonly #held: Int32Array;
  readonly #missing: Int32Array;
  readonly #openGroups: Int32Array;
  readonly #queue: Int32Array;
  /** By node that is taken: the turn at which it was derived from what was derived before. */
  readonly #turn: Int32Array;

  constructor(core: Core, decisions: Decisions) {
    const { nodeCount, need } = core.andOr;
    this.#core = core;
    this.#decisions = decisions;
    this.taken = new Uint8Array(nodeCount);
    this.#dearestFirst = dearestFirst(core.costs);
    this.#place = new Int32Array(nodeCount);
    core.components.order.forEach((node, place) => {
      this.#place[node] = place;
    });
    this.#waiting = new DirtyList(nodeCount);
    this.#estimate = new Float64Array(nodeCount);
    this.#sorted = new Int32Array(nodeCount);
    this.#held = new Int32Array(need.length);
    this.#missing = new Int32Array(need.length);
    this.#openGroups = new Int32Array(nodeCount);
    this.#queue = new Int32Array(nodeCount);
    this.#turn = new Int32Array(nodeCount);
  }

  /** Takes just what is in. */
  takeDecided(): void {
    const { state } = this.#decisions;
    for (let node = 0; node < state.length; node++) this.taken[node] = state[node] === IN ? 1 : 0;
  }

  /** Takes these nodes, whatever is decided. */
  take(nodes: Iterable<number>): void {
    this.taken.fill(0);
    for (const node of nodes) this.taken[node] = 1;
  }

  /**
   * Takes all that is in, and for each group the members that look cheapest by summed needs (h-add, Bonet & Geffner 2001).
   * Circular needs may mislead it, so that not everything can be derived.
   *
   * @param prices by node; they need not be its own. What has a price of UNREACHABLE is taken for want of anything else only.
   */
  takeCheapest(prices: Float64Array): void {
    this.work += 4 * this.#core.andOr.members.length;
    this.#estimateAll(prices);
    this.takeDecided();
    const { groupStart } = this.#core.andOr;
    const { componentOf, isCyclic, order } = this.#core.components;
    const last = order.length - 1;
    for (let node = 0; node <= last; node++) {
      if (this.taken[node] === 1) this.#waiting.add(last - this.#place[node]!);
    }
    // Users come before what they need, so that they see what others of them have taken.
    for (let next = this.#waiting.takeFirst(); next !== -1; next = this.#waiting.takeFirst()) {
      const node = order[last - next]!;
      const sharesTaken = isCyclic[componentOf[node]!] === 0;
      for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
        const count = this.#findCheapestMembers(group, sharesTaken);
        for (let at = 0; at < count; at++) {
          const member = this.#sorted[at]!;
          if (this.taken[member] === 1) continue;
          this.taken[member] = 1;
          this.#waiting.add(last - this.#place[member]!);
        }
      }
    }
  }

  /**
   * Leaves out what can't be derived and what isn't needed, the dearest first, and adds up the rest. False where not all of
   * `fixed` can be derived from what is taken. The draft has to be left alone until that is done.
   *
   * @param fixed by node: 1 where it has to be in the plan.
   */
  *dropSurplus(fixed: Uint8Array): Work<boolean> {
    if (!this.#leaveUnderivable()) {
      for (let node = 0; node < fixed.length; node++) {
        if (fixed[node] === 1 && this.taken[node] === 0) return false;
      }
    }
    this.#countHeld();
    let dropped = true;
    let until = this.work + workPerTurn;
    while (dropped) {
      dropped = false;
      for (const node of this.#dearestFirst) {
        // In circles it takes a walk for each node to tell whether it can be spared.
        if (this.work > until) {
          yield;
          until = this.work + workPerTurn;
        }
        if (this.taken[node] === 0 || fixed[node] === 1 || !this.#canSpare(node)) continue;
        this.#drop(node, fixed);
        dropped = true;
      }
    }
    this.cost = 0;
    for (let node = 0; node < fixed.length; node++) {
      if (this.taken[node] === 1) this.cost += this.#core.costs[node]!;
    }
    return true;
  }

  /** What is taken now. */
  get plan(): Plan {
    return { taken: this.taken.slice(), cost: this.cost };
  }

  /** The nodes that are taken but hold only by themselves, ascending. */
  unfounded(): number[] {
    const before = this.taken.slice();
    this.#leaveUnderivable();
    const unfounded = [...before.keys()].filter((node) => before[node] !== this.taken[node]);
    this.taken.set(before);
    return unfounded;
  }

  #estimateAll(prices: Float64Array): void {
    const { componentOf, isCyclic, order } = this.#core.components;
    const { state } = this.#decisions;
    const estimate = this.#estimate;
    for (let start = 0; start < order.length; ) {
      const first = order[start]!;
      const component = componentOf[first]!;
      let end = start + 1;
      if (isCyclic[component] === 1) {
        while (end < order.length && componentOf[order[end]!] === component) end += 1;
        for (let at = start; at < end; at++) estimate[order[at]!] = UNREACHABLE;
        while (this.#settle(prices, start, end));
      } else if (state[first] === UNDECIDED) {
        estimate[first] = this.#estimateOf(first, prices);
      }
      start = end;
    }
  }

  #settle(prices: Float64Array, start: number, end: number): boolean {
    const { order } = this.#core.components;
    const { state } = this.#decisions;
    let changed = false;
    for (let at = start; at < end; at++) {
      const node = order[at]!;
      if (state[node] !== UNDECIDED) continue;
      const estimate = this.#estimateOf(node, prices);
      if (estimate >= this.#estimate[node]!) continue;
      this.#estimate[node] = estimate;
      changed = true;
    }
    return changed;
  }

  #estimateOf(node: number, prices: Float64Array): number {
    const { groupStart, need, memberStart, members } = this.#core.andOr;
    const { state, held, live } = this.#decisions;
    const estimate = this.#estimate;
    let sum = prices[node]!;
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      const missing = need[group]! - held[group]!;
      if (missing <= 0) continue;
      const end = memberStart[group + 1]!;
      if (missing === live[group]! - held[group]!) {
        for (let at = memberStart[group]!; at < end; at++) {
          if (state[members[at]!] === UNDECIDED) sum += estimate[members[at]!]!;
        }
      } else if (missing === 1) {
        let least = UNREACHABLE;
        for (let at = memberStart[group]!; at < end; at++) {
          const member = members[at]!;
          if (state[member] === UNDECIDED && estimate[member]! < least) least = estimate[member]!;
        }
        sum += least;
      } else {
        const count = this.#findCheapestMembers(group, false);
        for (let at = 0; at < count; at++) sum += estimate[this.#sorted[at]!]!;
      }
    }
    return Math.min(sum, UNREACHABLE);
  }

  /**
   * Puts into `#sorted` the members to add to a group for it to hold, cheapest first; all that is left where there are too few.
   * How many they are.
   */
  #findCheapestMembers(group: number, sharesTaken: boolean): number {
    const { need, memberStart, members } = this.#core.andOr;
    const { state, held } = this.#decisions;
    const estimate = this.#estimate;
    const sorted = this.#sorted;
    let missing = need[group]! - held[group]!;
    let count = 0;
    for (let at = memberStart[group]!; at < memberStart[group + 1]! && missing > 0; at++) {
      const member = members[at]!;
      if (state[member] !== UNDECIDED) continue;
      if (sharesTaken && this.taken[member] === 1) {
        missing -= 1;
        continue;
      }
      sorted[count++] = member;
    }
    if (count > missing) sortByKey(sorted, count, estimate);
    return Math.min(count, Math.max(0, missing));
  }

  /** Leaves out what holds only by itself; true where nothing does. */
  #leaveUnderivable(): boolean {
    const { nodeCount, groupStart, need, owner, userStart, users } = this.#core.andOr;
    this.work += users.length;
    const { taken } = this;
    const missing = this.#missing;
    const openGroups = this.#openGroups;
    const queue = this.#queue;
    let [count, derived] = [0, 0];
    for (let node = 0; node < nodeCount; node++) {
      if (taken[node] === 0) continue;
      count += 1;
      const [start, end] = [groupStart[node]!, groupStart[node + 1]!];
      openGroups[node] = end - start;
      for (let group = start; group < end; group++) missing[group] = need[group]!;
      if (start === end) queue[derived++] = node;
    }
    for (let next = 0; next < derived; next++) {
      const node = queue[next]!;
      for (let at = userStart[node]!; at < userStart[node + 1]!; at++) {
        const group = users[at]!;
        const user = owner[group]!;
        if (taken[user] === 0) continue;
        missing[group]! -= 1;
        if (missing[group] !== 0) continue;
        openGroups[user]! -= 1;
        if (openGroups[user] === 0) queue[derived++] = user;
      }
    }
    for (let next = 0; next < derived; next++) this.#turn[queue[next]!] = next;
    if (derived === count) return true;
    for (let node = 0; node < nodeCount; node++) {
      if (taken[node] === 1 && openGroups[node]! > 0) taken[node] = 0;
    }
    return false;
  }

  #countHeld(): void {
    const { nodeCount, userStart, users } = this.#core.andOr;
    const held = this.#held;
    held.fill(0);
    for (let node = 0; node < nodeCount; node++) {
      if (this.taken[node] === 0) continue;
      for (let at = userStart[node]!; at < userStart[node + 1]!; at++) held[users[at]!]! += 1;
    }
  }

  /** Whether every group that asks for it has another member in its place, and nothing then holds only by itself. */
  #canSpare(node: number): boolean {
    const { need, owner, userStart, users } = this.#core.andOr;
    const { componentOf, isCyclic } = this.#core.components;
    const held = this.#held;
    let isSafe = true;
    for (let at = userStart[node]!; at < userStart[node + 1]!; at++) {
      const group = users[at]!;
      const user = owner[group]!;
      if (this.taken[user] === 0) continue;
      if (held[group]! <= need[group]!) return false;
      if (isCyclic[componentOf[user]!] === 1 && !this.#holdsBefore(group, node)) isSafe = false;
    }
    return isSafe || this.#holdsWithout(node);
  }

  /** Whether the group held before its owner was derived, even without the node. */
  #holdsBefore(group: number, node: number): boolean {
    const { need, owner, memberStart, members } = this.#core.andOr;
    const turn = this.#turn[owner[group]!]!;
    let left = need[group]!;
    for (let at = memberStart[group]!; at < memberStart[group + 1]! && left > 0; at++) {
      const member = members[at]!;
      if (member !== node && this.taken[member] === 1 && this.#turn[member]! < turn) left -= 1;
    }
    return left === 0;
  }

  /** Where it doesn't, what was derived stays as it was. */
  #holdsWithout(node: number): boolean {
    const [taken, turn] = [this.taken.slice(), this.#turn.slice()];
    this.taken[node] = 0;
    const holds = this.#leaveUnderivable();
    this.taken.set(taken);
    if (!holds) this.#turn.set(turn);
    return holds;
  }

  /** Leaves out a node, and what then nothing asks for any more. */
  #drop(node: number, fixed: Uint8Array): void {
    const { groupStart, memberStart, members, userStart, users } = this.#core.andOr;
    const queue = this.#queue;
    let top = 0;
    this.taken[node] = 0;
    queue[top++] = node;
    while (top > 0) {
      const dropped = queue[--top]!;
      for (let at = userStart[dropped]!; at < userStart[dropped + 1]!; at++) {
        this.#held[users[at]!]! -= 1;
      }
      const end = memberStart[groupStart[dropped + 1]!]!;
      for (let at = memberStart[groupStart[dropped]!]!; at < end; at++) {
        const member = members[at]!;
        if (this.taken[member] === 0 || fixed[member] === 1 || this.#isAsked(member)) continue;
        this.taken[member] = 0;
        queue[top++] = member;
      }
    }
  }

  #isAsked(node: number): boolean {
    const { owner, userStart, users } = this.#core.andOr;
    for (let at = userStart[node]!; at < userStart[node + 1]!; at++) {
      if (this.taken[owner[users[at]!]!] === 1) return true;
    }
    return false;
  }
}

/** Sorted as plain numbers, which is much faster than comparing one by one. */
function dearestFirst(costs: Int32Array): Int32Array {
  const count = costs.length;
  const keys = new Float64Array(count);
  for (let node = 0; node < count; node++) keys[node] = node - costs[node]! * count;
  keys.sort();
  const nodes = new Int32Array(count);
  for (let at = 0; at < count; at++) {
    const key = keys[at]!;
    nodes[at] = key - Math.floor(key / count) * count;
  }
  return nodes;
}
