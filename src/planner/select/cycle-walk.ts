import type { Core } from './core.ts';
import { OUT } from './state.ts';

/** Forward chaining over the nodes of a core that lie on cycles: nowhere else can anything justify itself. */
export class CycleWalk {
  readonly #core: Core;
  readonly #nodes: Int32Array;
  /** By group of such a node: how many members it still lacks. */
  readonly #missing: Int32Array;
  /** By such a node: how many of its groups don't hold yet. */
  readonly #openGroups: Int32Array;
  readonly #derived: Int32Array;

  constructor(core: Core) {
    const { componentOf, isCyclic, order } = core.components;
    this.#core = core;
    this.#nodes = order.filter((node) => isCyclic[componentOf[node]!] === 1);
    this.#missing = new Int32Array(core.andOr.need.length);
    this.#openGroups = new Int32Array(core.andOr.nodeCount);
    this.#derived = new Int32Array(this.#nodes.length);
  }

  /** The nodes on cycles that aren't out and yet can't be derived, if whatever else isn't out can. */
  underivable(state: Uint8Array): number[] {
    let count = this.#begin(state);
    const { owner, userStart, users } = this.#core.andOr;
    const { componentOf } = this.#core.components;
    const missing = this.#missing;
    const openGroups = this.#openGroups;
    const derived = this.#derived;
    for (let next = 0; next < count; next++) {
      const node = derived[next]!;
      for (let at = userStart[node]!; at < userStart[node + 1]!; at++) {
        const group = users[at]!;
        const user = owner[group]!;
        if (componentOf[user] !== componentOf[node]) continue;
        missing[group]! -= 1;
        if (missing[group] !== 0) continue;
        openGroups[user]! -= 1;
        if (openGroups[user] === 0 && state[user] !== OUT) derived[count++] = user;
      }
    }
    const left: number[] = [];
    for (const node of this.#nodes) {
      if (openGroups[node]! > 0 && state[node] !== OUT) left.push(node);
    }
    return left;
  }

  /** Counts what each node still needs from its own cycle; how many need nothing of it. */
  #begin(state: Uint8Array): number {
    const { groupStart, need, memberStart, members } = this.#core.andOr;
    const { componentOf } = this.#core.components;
    let count = 0;
    for (const node of this.#nodes) {
      let open = 0;
      for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
        let lacking = need[group]!;
        for (let at = memberStart[group]!; at < memberStart[group + 1]!; at++) {
          const member = members[at]!;
          const isElsewhere = componentOf[member] !== componentOf[node];
          if (isElsewhere && state[member] !== OUT) lacking -= 1;
        }
        this.#missing[group] = lacking;
        if (lacking > 0) open += 1;
      }
      this.#openGroups[node] = open;
      if (open === 0 && state[node] !== OUT) this.#derived[count++] = node;
    }
    return count;
  }
}
