import type { AndOr } from './and-or.ts';

export interface Derivation {
  /** The nodes that hold, each after enough of what it needs: a well-founded order. */
  readonly order: Int32Array;
  /** By node: 0 where it needs nothing, else one more than the round in which its last need was met; -1 where it never holds. */
  readonly round: Int32Array;
}

/**
 * Derives all that can hold, from what needs nothing upwards (Dowling & Gallier 1984, linear time). Nothing justifies
 * itself, so a circle that no alternative leads out of is left underived.
 *
 * @param blocked nodes that may not hold, by a 1.
 * @param given nodes that hold without their needs, by a 1; they are in `order` first.
 */
export function forwardChain(andOr: AndOr, blocked?: Uint8Array, given?: Uint8Array): Derivation {
  const { nodeCount, groupStart } = andOr;
  const openGroups = new Int32Array(nodeCount);
  const round = new Int32Array(nodeCount).fill(-1);
  const order = new Int32Array(nodeCount);
  let derived = 0;
  for (let node = 0; node < nodeCount; node++) {
    const groups = groupStart[node + 1]! - groupStart[node]!;
    openGroups[node] = groups;
    if (blocked !== undefined && blocked[node] === 1) openGroups[node] = never;
    else if (groups === 0 || (given !== undefined && given[node] === 1)) {
      openGroups[node] = never;
      round[node] = 0;
      order[derived++] = node;
    }
  }
  derived = derive(andOr, openGroups, round, order, derived);
  return { order: order.slice(0, derived), round };
}

/** More groups than any node has: it is never derived by its groups, since it may not be or is already. */
const never = 2 ** 31 - 1;

/** Draws all consequences of the first `derived` nodes of `order`, appending what they let hold; returns how many hold then. */
function derive(
  { need, owner, userStart, users }: AndOr,
  openGroups: Int32Array,
  round: Int32Array,
  order: Int32Array,
  derived: number,
): number {
  const missing = need.slice();
  for (let next = 0; next < derived; next++) {
    const node = order[next]!;
    const userRound = round[node]! + 1;
    const end = userStart[node + 1]!;
    for (let at = userStart[node]!; at < end; at++) {
      const group = users[at]!;
      const left = missing[group]! - 1;
      missing[group] = left;
      if (left !== 0) continue;
      const user = owner[group]!;
      const open = openGroups[user]! - 1;
      openGroups[user] = open;
      if (open !== 0) continue;
      round[user] = userRound;
      order[derived++] = user;
    }
  }
  return derived;
}
