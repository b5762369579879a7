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
    let depth = 0;
    path[0] = root;
    visit(root);
    while (depth >= 0) {
      const node = path[depth]!;
      // A node's groups lie side by side, so its members do too.
      const end = memberStart[groupStart[node + 1]!]!;
      if (nextMember[node]! < end) {
        const member = members[nextMember[node]!++]!;
        if (index[member] === -1) {
          path[++depth] = member;
          visit(member);
        } else if (componentOf[member] === -1) {
          low[node] = Math.min(low[node]!, index[member]!);
        }
        continue;
      }
      if (low[node] === index[node]) close(node);
      depth -= 1;
      if (depth >= 0) low[path[depth]!] = Math.min(low[path[depth]!]!, low[node]!);
    }
  }
  return {
    componentOf,
    componentCount: isCyclic.length,
    order,
    isCyclic: Uint8Array.from(isCyclic),
  };

  function visit(node: number): void {
    index[node] = visited;
    low[node] = visited;
    visited += 1;
    open[openCount++] = node;
    nextMember[node] = memberStart[groupStart[node]!]!;
  }

  function close(root: number): void {
    const component = isCyclic.length;
    const start = ordered;
    let node: number;
    do {
      node = open[--openCount]!;
      componentOf[node] = component;
      order[ordered++] = node;
    } while (node !== root);
    isCyclic.push(ordered - start > 1 || needsItself(andOr, root) ? 1 : 0);
  }
}

function needsItself({ groupStart, memberStart, members }: AndOr, node: number): boolean {
  const end = memberStart[groupStart[node + 1]!]!;
  for (let at = memberStart[groupStart[node]!]!; at < end; at++) {
    if (members[at] === node) return true;
  }
  return false;
}
