import type { Core } from './core.ts';
import { CycleWalk } from './cycle-walk.ts';
import { IN, OUT, UNDECIDED } from './state.ts';

/**
 * Which nodes of a core are in the plan and which are not, with what follows from that: the last live alternative is in,
 * a node whose group can't hold any more is out, and so is one that nothing founded leads to. Every decision is on a
 * trail and can be taken back.
 */
export class Decisions {
  readonly state: Uint8Array;
  /** By group: the members that are not out. */
  readonly live: Int32Array;
  /** By group: the members that are in. */
  readonly held: Int32Array;
  /** The price of what is in. */
  paid = 0;
  readonly #core: Core;
  readonly #trail: Int32Array;
  #length = 0;
  #settled = 0;
  #outWasFounded = 0;
  readonly #cycles: CycleWalk | null;

  constructor(core: Core) {
    const { nodeCount, need, memberStart } = core.andOr;
    this.#core = core;
    this.state = new Uint8Array(nodeCount);
    this.held = new Int32Array(need.length);
    this.live = new Int32Array(need.length);
    for (let group = 0; group < need.length; group++) {
      this.live[group] = memberStart[group + 1]! - memberStart[group]!;
    }
    this.#trail = new Int32Array(nodeCount);
    this.#cycles = core.hasCycles ? new CycleWalk(core) : null;
  }

  /** Where the trail stands, to return to. */
  get mark(): number {
    return this.#length;
  }

  /** Decides one node; false where it was decided otherwise. `propagate` draws the consequences. */
  set(node: number, value: typeof IN | typeof OUT): boolean {
    if (this.state[node] !== UNDECIDED) return this.state[node] === value;
    this.state[node] = value;
    this.#trail[this.#length++] = node;
    if (value === IN) this.paid += this.#core.costs[node]!;
    this.#count(node, value, 1);
    return true;
  }

  /** Draws every consequence; false where there is a contradiction. */
  propagate(): boolean {
    do {
      while (this.#settled < this.#length) {
        const node = this.#trail[this.#settled++]!;
        const agrees = this.state[node] === IN ? this.#needGroups(node) : this.#loseMember(node);
        if (!agrees) return false;
      }
      if (!this.#dropUnfounded()) return false;
    } while (this.#settled < this.#length);
    return true;
  }

  undo(mark: number): void {
    while (this.#length > mark) {
      const node = this.#trail[--this.#length]!;
      const value = this.state[node] as typeof IN | typeof OUT;
      if (value === IN) this.paid -= this.#core.costs[node]!;
      this.#count(node, value, -1);
      this.state[node] = UNDECIDED;
    }
    this.#settled = mark;
    this.#outWasFounded = Math.min(this.#outWasFounded, mark);
  }

  #count(node: number, value: typeof IN | typeof OUT, by: 1 | -1): void {
    const { userStart, users } = this.#core.andOr;
    const counts = value === IN ? this.held : this.live;
    const change = value === IN ? by : -by;
    for (let at = userStart[node]!; at < userStart[node + 1]!; at++) counts[users[at]!]! += change;
  }

  #needGroups(node: number): boolean {
    const { groupStart } = this.#core.andOr;
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      if (!this.#forceLast(group)) return false;
    }
    return true;
  }

  #loseMember(node: number): boolean {
    const { userStart, users, need, owner } = this.#core.andOr;
    for (let at = userStart[node]!; at < userStart[node + 1]!; at++) {
      const group = users[at]!;
      const user = owner[group]!;
      if (this.live[group]! < need[group]!) {
        if (!this.set(user, OUT)) return false;
      } else if (this.state[user] === IN && !this.#forceLast(group)) return false;
    }
    return true;
  }

  /** A needed group with no member to spare has all of its live members in. */
  #forceLast(group: number): boolean {
    const { need, memberStart, members } = this.#core.andOr;
    if (this.live[group]! > need[group]!) return true;
    if (this.live[group]! < need[group]!) return false;
    for (let at = memberStart[group]!; at < memberStart[group + 1]!; at++) {
      if (this.state[members[at]!] !== OUT && !this.set(members[at]!, IN)) return false;
    }
    return true;
  }

  /** Where needs are circular, what can't be derived without itself is out. */
  #dropUnfounded(): boolean {
    if (this.#cycles === null || this.#outWasFounded === this.#length) return true;
    for (const node of this.#cycles.underivable(this.state)) {
      if (!this.set(node, OUT)) return false;
    }
    this.#outWasFounded = this.#length;
    return true;
  }
}
