import type { CurriculumGraph } from '../graph.ts';
import type { Nodes } from '../nodes.ts';

/** What needs what among things numbered from 0, without circles. */
export interface Links {
  readonly count: number;
  /** All of them, each after what it needs. */
  readonly order: Int32Array;
  /** What thing i needs: `needs[needStart[i]]` up to, not including, `needs[needStart[i + 1]]`; each once. */
  readonly needStart: Int32Array;
  readonly needs: Int32Array;
}

/**
 * What each competency needs where every choice is made for what can be held soonest: after the fewest competencies in a
 * row, and of those the ones with the lowest numbers. Where nothing leaves a choice these are all the prerequisites. Linear
 * time but for sorting the options of choices.
 */
export function quickestWay({ nodes }: CurriculumGraph): Links {
  const round = roundsOf(nodes);
  const count = nodes.firstProject;
  const order = Int32Array.from({ length: count }, (_, node) => node).sort(
    (one, other) => round[one]! - round[other]! || one - other,
  );
  const needStart = new Int32Array(count + 1);
  const needs: number[] = [];
  for (let node = 0; node < count; node++) {
    for (const need of neededFor(nodes, round, node)) needs.push(need);
    needStart[node + 1] = needs.length;
  }
  return { count, order, needStart, needs: Int32Array.from(needs) };
}

/**
 * By node: how many competencies there are in a row, at the least, from one that needs nothing to this one; expressions
 * count for nothing (Knuth 1977, with a bucket for each length).
 */
function roundsOf(nodes: Nodes): Int32Array {
  const { nodeCount, groupStart, need, owner, userStart, users, firstExpression } = nodes;
  const rounds = new Int32Array(nodeCount);
  const missing = need.slice();
  const openGroups = new Int32Array(nodeCount);
  let now: number[] = [];
  let later: number[] = [];
  const settle = (node: number): void => {
    (node < firstExpression ? later : now).push(node);
  };
  for (let node = 0; node < nodeCount; node++) {
    openGroups[node] = groupStart[node + 1]! - groupStart[node]!;
    if (openGroups[node] === 0) settle(node);
  }
  for (let round = 0; now.length + later.length > 0; round++) {
    // An expression that comes to hold is looked at in the same round.
    for (let next = 0; next < now.length; next++) {
      const node = now[next]!;
      rounds[node] = round;
      for (let at = userStart[node]!; at < userStart[node + 1]!; at++) {
        const group = users[at]!;
        missing[group]! -= 1;
        if (missing[group] !== 0) continue;
        openGroups[owner[group]!]! -= 1;
        if (openGroups[owner[group]!] === 0) settle(owner[group]!);
      }
    }
    now = later;
    later = [];
  }
  return rounds;
}

/** The competencies that a node needs on the quickest way, through the expressions in its choices; in order, each once. */
function neededFor(nodes: Nodes, round: Int32Array, node: number): readonly number[] {
  const { groupStart, firstExpression } = nodes;
  const found = new Set<number>();
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (let group = groupStart[next]!; group < groupStart[next + 1]!; group++) {
      for (const member of soonest(nodes, round, group)) {
        if (member < firstExpression) found.add(member);
        else open.push(member);
      }
    }
  }
  return [...found].sort((one, other) => one - other);
}

/** As many members of a group as it needs, those that can be held soonest. */
function soonest(
  { need, memberStart, members }: Nodes,
  round: Int32Array,
  group: number,
): Int32Array {
  const all = members.subarray(memberStart[group], memberStart[group + 1]);
  if (need[group] === all.length) return all;
  return all
    .slice()
    .sort((one, other) => round[one]! - round[other]! || one - other)
    .subarray(0, need[group]);
}
