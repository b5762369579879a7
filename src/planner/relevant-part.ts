import { type AndOr, AndOrBuilder } from '../curriculum/and-or.ts';

/** What has to do with some nodes of a graph, renumbered in the order of the graph. */
export interface RelevantPart {
  readonly andOr: AndOr;
  /** By number: the graph's node. */
  readonly nodes: Int32Array;
  /** By group of the part: the graph's group. */
  readonly groups: Int32Array;
  /** By node of the graph: its number; meaningless for what is not in the part. */
  readonly numberOf: Int32Array;
}

/**
 * All that may be needed for `targets`, through every alternative. Linear in what it finds. What is known is left out: it
 * counts in its groups, and a group that holds by it is gone.
 */
export function relevantPart(
  andOr: AndOr,
  targets: readonly number[],
  known: Uint8Array = new Uint8Array(andOr.nodeCount),
): RelevantPart {
  const { groupStart, need, memberStart, members } = andOr;
  const nodes = reach(andOr, targets, known);
  const numberOf = new Int32Array(andOr.nodeCount);
  nodes.forEach((node, number) => {
    numberOf[node] = number;
  });
  const builder = new AndOrBuilder();
  const groups: number[] = [];
  for (const node of nodes) {
    builder.startNode();
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      const open: number[] = [];
      const end = memberStart[group + 1]!;
      for (let at = memberStart[group]!; at < end; at++) {
        if (known[members[at]!] === 0) open.push(numberOf[members[at]!]!);
      }
      const left = need[group]! - (end - memberStart[group]! - open.length);
      if (left <= 0) continue;
      builder.addGroup(left, open);
      groups.push(group);
    }
  }
  return { andOr: builder.build(), nodes, groups: Int32Array.from(groups), numberOf };
}

/** The nodes that may be needed and are not known, ascending. */
function reach(andOr: AndOr, targets: readonly number[], known: Uint8Array): Int32Array {
  const { nodeCount, groupStart, need, memberStart, members } = andOr;
  const isSeen = new Uint8Array(nodeCount);
  const found: number[] = [];
  for (const target of targets) {
    if (known[target] === 1 || isSeen[target] === 1) continue;
    isSeen[target] = 1;
    found.push(target);
  }
  for (let next = 0; next < found.length; next++) {
    const node = found[next]!;
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      const end = memberStart[group + 1]!;
      let left = need[group]!;
      for (let at = memberStart[group]!; at < end; at++) left -= known[members[at]!]!;
      if (left <= 0) continue;
      for (let at = memberStart[group]!; at < end; at++) {
        const member = members[at]!;
        if (known[member] === 1 || isSeen[member] === 1) continue;
        isSeen[member] = 1;
        found.push(member);
      }
    }
  }
  return Int32Array.from(found).sort();
}
