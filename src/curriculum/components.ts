import type { AndOr } from './and-or.ts';

export interface Components {
  /** By node: its strongly connected component. Components are numbered needs first. */
  readonly componentOf: Int32Array;
  readonly componentCount: number;
  /** The nodes, component by component: a topological order, needs first, where nothing is circular. */
  readonly order: Int32Array;
  /** By component: 1 where its nodes need one another. */
  readonly isCyclic: Uint8Array;
}

/** The strongly connected components of "may need", through every alternative (Tarjan 1972, without recursion). */
export function components(andOr: AndOr): Components {
  const { nodeCount, groupStart, memberStart, members } = andOr;
  const index = new Int32Array(nodeCount).fill(-1);
  const low = new Int32Array(nodeCount);
  const componentOf = new Int32Array(nodeCount).fill(-1);
  const order = new Int32Array(nodeCount);
  const isCyclic: number[] = [];
  const open = new Int32Array(nodeCount);
  const path = new Int32Array(nodeCount);
  const nextMember = new Int32Array(nodeCount);
  let visited = 0;
  let openCount = 0;
  let ordered = 0;

  for (let root = 0; root < nodeCount; root++) {
    if (index[root] !== -1) continue;
    let depth = -1;
    let met = root;
    for (;;) {
      if (met !== -1) {
        index[met] = visited;
        low[met] = visited;
        visited += 1;
        open[openCount++] = met;
        nextMember[met] = memberStart[groupStart[met]!]!;
        depth += 1;
        path[depth] = met;
        met = -1;
      }
      const node = path[depth]!;
      // A node's groups lie side by side, so its members do too.
      const end = memberStart[groupStart[node + 1]!]!;
      let at = nextMember[node]!;
      let lowest = low[node]!;
      while (at < end && met === -1) {
        const member = members[at++]!;
        if (index[member] === -1) met = member;
        else if (componentOf[member] === -1) lowest = Math.min(lowest, index[member]!);
      }
      nextMember[node] = at;
      low[node] = lowest;
      if (met !== -1) continue;
      if (lowest === index[node]) {
        // The path's last component is closed: all that was opened since its root belongs to it.
        const start = ordered;
        do {
          componentOf[open[--openCount]!] = isCyclic.length;
          order[ordered++] = open[openCount]!;
        } while (open[openCount] !== node);
        isCyclic.push(ordered - start > 1 || needsItself(andOr, node) ? 1 : 0);
      }
      depth -= 1;
      if (depth === -1) break;
      low[path[depth]!] = Math.min(low[path[depth]!]!, lowest);
    }
  }
  return {
    componentOf,
    componentCount: isCyclic.length,
    order,
    isCyclic: Uint8Array.from(isCyclic),
  };
}

function needsItself({ groupStart, memberStart, members }: AndOr, node: number): boolean {
  const end = memberStart[groupStart[node + 1]!]!;
  for (let at = memberStart[groupStart[node]!]!; at < end; at++) {
    if (members[at] === node) return true;
  }
  return false;
}
