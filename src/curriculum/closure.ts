import type { AndOr } from './and-or.ts';

/**
 * All that may be needed for the given nodes, through every alternative, themselves included; in order of discovery,
 * breadth first. Takes time for what is found, not for the graph.
 */
export function closure(andOr: AndOr, from: ArrayLike<number>): Int32Array {
  makeRoom(andOr.nodeCount);
  const { members } = andOr;
  const start = memberStartsOf(andOr);
  const isMarked = marks;
  const found = foundNodes;
  let count = 0;
  for (let index = 0; index < from.length; index++) {
    const root = from[index]!;
    found[count] = root;
    count += 1 - isMarked[root]!;
    isMarked[root] = 1;
  }
  for (let next = 0; next < count; next++) {
    const node = found[next]!;
    const end = start[node + 1]!;
    for (let at = start[node]!; at < end; at++) {
      // Whether a node was met before can't be foretold: counting it or not is faster than a branch, which mostly fails.
      const member = members[at]!;
      found[count] = member;
      count += 1 - isMarked[member]!;
      isMarked[member] = 1;
    }
  }
  return takeFound(count);
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
  makeRoom(andOr.nodeCount);
  const { groupStart, need, memberStart, members } = andOr;
  const isMarked = marks;
  const found = foundNodes;
  let count = 0;
  for (let index = 0; index < from.length; index++) {
    const root = from[index]!;
    if (isMarked[root] === 1 || known[root] === 1 || excluded[root] === 1) continue;
    isMarked[root] = 1;
    found[count++] = root;
  }
  for (let next = 0; next < count; next++) {
    const node = found[next]!;
    const lastGroup = groupStart[node + 1]!;
    for (let group = groupStart[node]!; group < lastGroup; group++) {
      const start = memberStart[group]!;
      const end = memberStart[group + 1]!;
      let held = 0;
      for (let at = start; at < end; at++) held += known[members[at]!]!;
      if (held >= need[group]!) continue;
      for (let at = start; at < end; at++) {
        const member = members[at]!;
        const isNew = 1 - (isMarked[member]! | known[member]! | excluded[member]!);
        found[count] = member;
        count += isNew;
        isMarked[member]! |= isNew;
      }
    }
  }
  return takeFound(count);
}

/**
 * By node: where its members begin; those of all its groups lie side by side. Kept with the graph from the first closure
 * on, since it spares each node found a detour over its groups.
 */
function memberStartsOf(andOr: AndOr): Int32Array {
  let starts = memberStarts.get(andOr);
  if (starts === undefined) {
    const { groupStart, memberStart } = andOr;
    starts = groupStart.map((group) => memberStart[group]!);
    memberStarts.set(andOr, starts);
  }
  return starts;
}

const memberStarts = new WeakMap<AndOr, Int32Array>();

/*
 * What walks write on. No walk begins while another is under way, so all graphs share it; it is as long as the longest
 * graph met. Between walks nothing is marked. Marks are bytes, so that those of large graphs stay close to the processor.
 */
let marks = new Uint8Array(0);
let foundNodes = new Int32Array(0);

function makeRoom(nodeCount: number): void {
  if (marks.length >= nodeCount) return;
  marks = new Uint8Array(nodeCount);
  // What has been met before is written down too, past the last, and then written over.
  foundNodes = new Int32Array(nodeCount + 1);
}

/** The first `count` of what is found, which are no longer marked then. */
function takeFound(count: number): Int32Array {
  const isMarked = marks;
  const found = foundNodes;
  for (let at = 0; at < count; at++) isMarked[found[at]!] = 0;
  return found.slice(0, count);
}
