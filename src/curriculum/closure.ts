import type { AndOr } from './and-or.ts';

/**
 * All that may be needed for the given nodes, through every alternative, themselves included: each node after what it
 * may need (depth-first post-order, without recursion). Inside a circle the order is fixed by the graph and by the order of
 * `from`. Takes time and memory for what is found, not for the graph.
 */
export function closure(andOr: AndOr, from: ArrayLike<number>): Int32Array {
  beginWalk(andOr.nodeCount);
  const { groupStart, memberStart, members } = andOr;
  const mark = marks;
  const now = epoch;
  const path = pathNodes;
  const nextMember = pathNexts;
  const endOfMembers = pathEnds;
  const found = foundNodes;
  let count = 0;
  for (let index = 0; index < from.length; index++) {
    let node = from[index]!;
    if (mark[node] === now) continue;
    mark[node] = now;
    // A node's groups lie side by side, so its members do too.
    let at = memberStart[groupStart[node]!]!;
    let end = memberStart[groupStart[node + 1]!]!;
    let depth = 0;
    for (;;) {
      while (at < end && mark[members[at]!] === now) at += 1;
      if (at === end) {
        found[count++] = node;
        if (depth === 0) break;
        depth -= 1;
        node = path[depth]!;
        at = nextMember[depth]!;
        end = endOfMembers[depth]!;
        continue;
      }
      const member = members[at]!;
      mark[member] = now;
      const start = memberStart[groupStart[member]!]!;
      const memberEnd = memberStart[groupStart[member + 1]!]!;
      at += 1;
      if (start === memberEnd) {
        found[count++] = member;
        continue;
      }
      path[depth] = node;
      nextMember[depth] = at;
      endOfMembers[depth] = end;
      depth += 1;
      node = member;
      at = start;
      end = memberEnd;
    }
  }
  return found.slice(0, count);
}

/** What need not be looked at. */
export interface Settled {
  /** By node: 1 where it holds already. */
  readonly known: Uint8Array;
  /** By node: 1 where it can't be had. */
  readonly excluded?: Uint8Array;
}

/**
 * As `closure`, of what is still open: what is known or excluded is not entered, nor is anything entered for a group that
 * enough known members satisfy.
 */
export function openClosure(
  andOr: AndOr,
  from: ArrayLike<number>,
  { known, excluded = known }: Settled,
): Int32Array {
  beginWalk(andOr.nodeCount);
  const { groupStart, need, memberStart, members } = andOr;
  const mark = marks;
  const now = epoch;
  const path = pathNodes;
  const nextGroup = pathNexts;
  const nextMember = pathEnds;
  const found = foundNodes;
  let count = 0;
  for (let index = 0; index < from.length; index++) {
    const root = from[index]!;
    if (mark[root] === now || known[root] === 1 || excluded[root] === 1) continue;
    mark[root] = now;
    let depth = 0;
    path[0] = root;
    nextGroup[0] = groupStart[root]!;
    nextMember[0] = memberStart[groupStart[root]!]!;
    while (depth >= 0) {
      const node = path[depth]!;
      const lastGroup = groupStart[node + 1]!;
      let group = nextGroup[depth]!;
      let at = nextMember[depth]!;
      let open = -1;
      for (; group < lastGroup; group++) {
        const start = memberStart[group]!;
        const end = memberStart[group + 1]!;
        if (at === start) {
          let held = 0;
          for (let each = start; each < end; each++) held += known[members[each]!]!;
          if (held >= need[group]!) at = end;
        }
        while (at < end) {
          const member = members[at++]!;
          if (mark[member] === now || known[member] === 1 || excluded[member] === 1) continue;
          open = member;
          break;
        }
        if (open !== -1) break;
      }
      if (open === -1) {
        found[count++] = node;
        depth -= 1;
        continue;
      }
      mark[open] = now;
      nextGroup[depth] = group;
      nextMember[depth] = at;
      depth += 1;
      path[depth] = open;
      nextGroup[depth] = groupStart[open]!;
      nextMember[depth] = memberStart[groupStart[open]!]!;
    }
  }
  return found.slice(0, count);
}

/*
 * What walks write on. No walk begins while another is under way, so all graphs share it; it is as long as the longest
 * graph met. Marks of older epochs count for nothing, so that they are cleared once in 255 walks alone; a byte each keeps
 * those of large graphs close to the processor.
 */
let epoch = 0;
let marks = new Uint8Array(0);
let pathNodes = new Int32Array(0);
let pathNexts = new Int32Array(0);
let pathEnds = new Int32Array(0);
let foundNodes = new Int32Array(0);

const lastEpoch = 255;

function beginWalk(nodeCount: number): void {
  if (marks.length < nodeCount) {
    marks = new Uint8Array(nodeCount);
    pathNodes = new Int32Array(nodeCount);
    pathNexts = new Int32Array(nodeCount);
    pathEnds = new Int32Array(nodeCount);
    foundNodes = new Int32Array(nodeCount);
    epoch = 0;
  }
  if (epoch === lastEpoch) {
    marks.fill(0);
    epoch = 0;
  }
  epoch += 1;
}
