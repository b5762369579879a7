import { type Components, components } from '../components.ts';
import type { CurriculumGraph } from '../graph.ts';
import { landmarkBlock } from '../landmarks.ts';
import type { Nodes } from '../nodes.ts';

/** How much hangs on each competency, in other competencies. */
export interface Blocking {
  /** So many can't be held without it, whatever is chosen. */
  readonly blocks: Int32Array;
  /** So many may be reached through it, by some choice or other. */
  readonly leadsTo: Int32Array;
}

/**
 * The blocking factor of Heileman and others (2018), told apart by what alternatives leave open: both figures are theirs
 * where nothing leaves a choice. Yields between blocks of competencies; takes time for nodes times competencies / 32.
 */
export function* blockingOf({ nodes }: CurriculumGraph): Generator<undefined, Blocking> {
  const count = nodes.firstProject;
  const parts = components(nodes);
  const blocks = new Int32Array(count);
  const leadsTo = new Int32Array(count);
  const words = wordsAtOnce(nodes);
  for (let first = 0; first < count; first += words * 32) {
    countBits(landmarkBlock(nodes, parts, first, words), { first, words, count }, blocks);
    yield;
    countBits(reachBlock(nodes, parts, first, words), { first, words, count }, leadsTo);
    yield;
  }
  return { blocks, leadsTo };
}

/** So many words of 32 candidates that a block takes some milliseconds. */
function wordsAtOnce({ nodeCount, members }: Nodes): number {
  return Math.max(1, Math.min(32, Math.floor(wordsVisited / (nodeCount + members.length))));
}

const wordsVisited = 2_000_000;

interface Block {
  readonly first: number;
  readonly words: number;
  /** How many competencies there are: rows past them are of others, which don't count. */
  readonly count: number;
}

/** Adds up the rows by candidate, each but for its own. */
function countBits(rows: Uint32Array, { first, words, count }: Block, sums: Int32Array): void {
  for (let node = 0; node < count; node++) {
    for (let word = 0; word < words; word++) {
      let bits = rows[node * words + word]!;
      while (bits !== 0) {
        const candidate = first + word * 32 + (31 - Math.clz32(bits & -bits));
        bits &= bits - 1;
        if (candidate < count && candidate !== node) sums[candidate]! += 1;
      }
    }
  }
}

/** As `landmarkBlock`, with the bit of each candidate that some choice makes a need, however far away. */
function reachBlock(
  { nodeCount, groupStart, memberStart, members }: Nodes,
  { componentOf, order }: Components,
  first: number,
  words: number,
): Uint32Array {
  const rows = new Uint32Array(nodeCount * words);
  const row = new Uint32Array(words);
  for (let start = 0; start < order.length; ) {
    const component = componentOf[order[start]!]!;
    row.fill(0);
    let end = start;
    while (end < order.length && componentOf[order[end]!] === component) addNode(order[end++]!);
    // What needs one another needs the same.
    for (let at = start; at < end; at++) rows.set(row, order[at]! * words);
    start = end;
  }
  return rows;

  function addNode(node: number): void {
    const bit = node - first;
    if (bit >= 0 && bit < words * 32) row[bit >> 5]! |= 1 << (bit & 31);
    const end = memberStart[groupStart[node + 1]!]!;
    for (let at = memberStart[groupStart[node]!]!; at < end; at++) {
      const member = members[at]! * words;
      for (let word = 0; word < words; word++) row[word]! |= rows[member + word]!;
    }
  }
}
