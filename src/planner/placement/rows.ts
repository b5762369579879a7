import type { Belief } from './belief.ts';

/** Facts about states, one row of bits a node: whether it is so in each of the states. */
export interface Rows {
  /** Words of 32 states in a row. */
  readonly words: number;
  /** Row of node v: `bits[v * words]` up to, not including, `bits[(v + 1) * words]`. */
  readonly bits: Uint32Array;
}

/** What is held in each state, by node. */
export function heldRows({ ground, known, stateCount }: Belief): Rows {
  const { nodeCount } = ground.andOr;
  const words = stateCount >> 5;
  const bits = new Uint32Array(nodeCount * words);
  for (let state = 0; state < stateCount; state++) {
    const base = state * nodeCount;
    const word = state >> 5;
    const bit = 1 << (state & 31);
    for (let node = 0; node < nodeCount; node++) {
      if (known[base + node] === 1) bits[node * words + word]! |= bit;
    }
  }
  return { words, bits };
}

/** In how many states it is so. */
export function countOf({ words, bits }: Rows, node: number): number {
  let count = 0;
  for (let at = node * words; at < (node + 1) * words; at++) count += bitCount(bits[at]!);
  return count;
}

/** In how many states both are so. */
export function countOfBoth(left: Rows, leftNode: number, right: Rows, rightNode: number): number {
  const { words, bits } = left;
  const others = right.bits;
  const from = leftNode * words;
  const fromOther = rightNode * words;
  let count = 0;
  for (let word = 0; word < words; word++) {
    count += bitCount(bits[from + word]! & others[fromOther + word]!);
  }
  return count;
}

function bitCount(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
