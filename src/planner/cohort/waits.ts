import type { OpenStep } from './member.ts';

/** Which open steps of a roadmap wait for which. */
export interface Waits {
  readonly keys: readonly string[];
  /** The place of each step, by its key. */
  readonly places: ReadonlyMap<string, number>;
  /** By step: hours times ten. */
  readonly tenths: Int32Array;
  /** By step, so many words: the steps that must precede it, directly or by way of others, a bit each. */
  readonly needs: Uint32Array;
  readonly words: number;
}

/** Linear in steps and their needs, times the number of steps over 32. */
export function waitsOf(open: readonly OpenStep[]): Waits {
  const places = new Map(open.map(({ key }, place) => [key, place]));
  const words = Math.ceil(open.length / 32);
  const needs = new Uint32Array(open.length * words);
  const tenths = Int32Array.from(open, ({ hours }) => Math.round(hours * 10));
  open.forEach(({ after }, step) => {
    for (const key of after) {
      const earlier = places.get(key);
      if (earlier === undefined || earlier >= step) continue;
      needs[step * words + (earlier >>> 5)]! |= 1 << (earlier & 31);
      for (let word = 0; word < words; word += 1)
        needs[step * words + word]! |= needs[earlier * words + word]!;
    }
  });
  return { keys: open.map(({ key }) => key), places, tenths, needs, words };
}

export function isReady({ needs, words }: Waits, step: number): boolean {
  for (let word = step * words; word < (step + 1) * words; word += 1)
    if (needs[word] !== 0) return false;
  return true;
}

/** By step: the summed tenths of hours of the steps that wait for it. */
export function tenthsWaiting({ tenths, needs, words }: Waits): Int32Array {
  const waiting = new Int32Array(tenths.length);
  for (let step = 0; step < tenths.length; step += 1) {
    for (let word = 0; word < words; word += 1) {
      let left = needs[step * words + word]!;
      while (left !== 0) {
        const bit = 31 - Math.clz32(left & -left);
        waiting[word * 32 + bit]! += tenths[step]!;
        left &= left - 1;
      }
    }
  }
  return waiting;
}

/** By step: how many must precede it, and their summed tenths of hours. */
export function needsOf({ tenths, needs, words }: Waits): {
  readonly counts: Int32Array;
  readonly tenths: Int32Array;
} {
  const counts = new Int32Array(tenths.length);
  const sums = new Int32Array(tenths.length);
  for (let step = 0; step < tenths.length; step += 1) {
    for (let word = 0; word < words; word += 1) {
      let left = needs[step * words + word]!;
      while (left !== 0) {
        const bit = 31 - Math.clz32(left & -left);
        counts[step]! += 1;
        sums[step]! += tenths[word * 32 + bit]!;
        left &= left - 1;
      }
    }
  }
  return { counts, tenths: sums };
}
