import { type AndOr, AndOrBuilder } from '../curriculum/and-or.ts';
import { openClosure } from '../curriculum/closure.ts';
import { ascending } from '../util/ascending.ts';

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
  // Ascending, so that numbers keep the order of the graph.
  const nodes = ascending(openClosure(andOr, targets, { known }), andOr.nodeCount);
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
