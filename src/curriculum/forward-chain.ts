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
  const { nodeCount, groupStart, owner, userStart, users } = andOr;
  const missing = andOr.need.slice();
  const openGroups = new Int32Array(nodeCount);
  const round = new Int32Array(nodeCount).fill(-1);
  const order = new Int32Array(nodeCount);
  let derived = 0;
  for (let node = 0; node < nodeCount; node++) {
    openGroups[node] = groupStart[node + 1]! - groupStart[node]!;
    if (blocked?.[node] === 1) continue;
    if (given?.[node] === 1 || openGroups[node] === 0) {
      round[node] = 0;
      order[derived++] = node;
    }
  }
  for (let next = 0; next < derived; next++) {
    const node = order[next]!;
    for (let at = userStart[node]!; at < userStart[node + 1]!; at++) {
      const group = users[at]!;
      if (--missing[group]! !== 0) continue;
      const user = owner[group]!;
      if (--openGroups[user]! !== 0 || round[user] !== -1 || blocked?.[user] === 1) continue;
      round[user] = round[node]! + 1;
      order[derived++] = user;
    }
  }
  return { order: order.slice(0, derived), round };
}
