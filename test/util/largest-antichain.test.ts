import { expect, it } from 'vitest';
import { largestAntichain } from '../../src/util/largest-antichain.ts';
import { dice } from '../support/random.ts';

it('takes the lower of two related elements', () =>
  expect(largestAntichain([[1], []])).toEqual([0]));

it('takes everything where nothing is related', () =>
  expect(largestAntichain([[], [], []])).toEqual([0, 1, 2]));

it('is no smaller than any set without related elements', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const above = randomOrder(seed, seed % 12);
    const found = largestAntichain(above);
    const isApart = (one: number, other: number): boolean => !above[one]!.includes(other);
    expect(found.every((one) => found.every((other) => isApart(one, other)))).toBe(true);
    expect(found.length, `seed ${seed}`).toBe(most(above));
  }
});

it('finds the width of long chains side by side without going deep', () => {
  const above = Array.from({ length: 1_200 }, (_, element) =>
    Array.from(
      { length: Math.floor((1_199 - element) / 3) },
      (_, step) => element + 3 * (step + 1),
    ),
  );
  expect(largestAntichain(above)).toEqual([0, 1, 2]);
});

/** A random transitive relation from lower to higher numbers, as in a drawing seen from a corner. */
function randomOrder(seed: number, count: number): number[][] {
  const { between } = dice(seed);
  const points = Array.from({ length: count }, () => [between(0, 9), between(0, 9)] as const);
  return points.map(([left, top]) =>
    points.flatMap(([x, y], other) => (x > left && y > top ? [other] : [])),
  );
}

/** By going through all sets. */
function most(above: readonly (readonly number[])[]): number {
  let size = 0;
  for (let set = 0; set < 2 ** above.length; set++) {
    const members = above.flatMap((_, element) => (set & (1 << element) ? [element] : []));
    const isApart = members.every((one) => members.every((other) => !above[one]!.includes(other)));
    if (isApart) size = Math.max(size, members.length);
  }
  return size;
}
