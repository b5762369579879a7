import type { AndOr } from './and-or.ts';
import type { Components } from './components.ts';

/**
 * The landmarks of every node among `words * 32` candidates from `first` on: one row of `words` words a node, with the
 * bit of each candidate that every derivation of the node holds, itself included. Every node must be derivable.
 *
 * A member of all alternatives but `need - 1` is in every derivation (Zhu & Givan 2003; Keyder, Richter & Helmert 2010).
 * Inside a cycle the greatest fixpoint is taken, from "all" downwards. Blocks bound the memory: `nodeCount * words * 4`
 * bytes.
 */
export function landmarkBlock(
  andOr: AndOr,
  { componentOf, order, isCyclic }: Components,
  first: number,
  words: number,
): Uint32Array {
  const rows = new Uint32Array(andOr.nodeCount * words);
  const row = new Uint32Array(words);
  for (let start = 0; start < order.length; ) {
    const component = componentOf[order[start]!]!;
    let end = start + 1;
    while (end < order.length && componentOf[order[end]!] === component) end += 1;
    if (isCyclic[component] === 1) {
      for (let at = start; at < end; at++) {
        rows.fill(0xffffffff, order[at]! * words, (order[at]! + 1) * words);
      }
      while (settle(start, end));
    } else {
      settle(start, end);
    }
    start = end;
  }
  return rows;

  /** Recomputes the rows of a component; true where one changed. */
  function settle(start: number, end: number): boolean {
    let changed = false;
    for (let at = start; at < end; at++) {
      const node = order[at]!;
      row.fill(0);
      for (let group = andOr.groupStart[node]!; group < andOr.groupStart[node + 1]!; group++) {
        addGroup(andOr, group, rows, words, row);
      }
      const bit = node - first;
      if (bit >= 0 && bit < words * 32) row[bit >> 5]! |= 1 << (bit & 31);
      for (let word = 0; word < words; word++) {
        if (rows[node * words + word] === row[word]) continue;
        rows[node * words + word] = row[word]!;
        changed = true;
      }
    }
    return changed;
  }
}

/** Adds to `row` what every way of satisfying the group holds. */
function addGroup(
  { need, memberStart, members }: AndOr,
  group: number,
  rows: Uint32Array,
  words: number,
  row: Uint32Array,
): void {
  const start = memberStart[group]!;
  const end = memberStart[group + 1]!;
  const threshold = end - start - need[group]! + 1;
  for (let word = 0; word < words; word++) {
    if (threshold === 1) {
      for (let at = start; at < end; at++) row[word]! |= rows[members[at]! * words + word]!;
    } else if (need[group] === 1) {
      let common = 0xffffffff;
      for (let at = start; at < end; at++) common &= rows[members[at]! * words + word]!;
      row[word]! |= common;
    } else {
      row[word]! |= heldBySome(rows, words, word, members, start, end, threshold);
    }
  }
}

/** The bits of one word that at least `threshold` of the members have. */
function heldBySome(
  rows: Uint32Array,
  words: number,
  word: number,
  members: Int32Array,
  start: number,
  end: number,
  threshold: number,
): number {
  let held = 0;
  for (let bit = 0; bit < 32; bit++) {
    let count = 0;
    for (let at = start; at < end; at++) {
      count += (rows[members[at]! * words + word]! >>> bit) & 1;
    }
    if (count >= threshold) held |= 1 << bit;
  }
  return held;
}

/** Whether the block's row of `node` has the bit of `candidate`. */
export function hasLandmark(
  rows: Uint32Array,
  words: number,
  first: number,
  node: number,
  candidate: number,
): boolean {
  const bit = candidate - first;
  return ((rows[node * words + (bit >> 5)]! >>> (bit & 31)) & 1) === 1;
}
