import fc from 'fast-check';
import { expect, it } from 'vitest';
import { moved } from '../../../src/curriculum/difference/moved.ts';

it('leaves as many as can be where they are', () =>
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(20), { maxLength: 8 }), (places) => {
      const others = moved(places);
      const stayed = places.filter((place) => !others.has(place));
      expect(stayed).toEqual([...stayed].sort((left, right) => left - right));
      expect(stayed.length).toBe(longest(places));
    }),
  ));

/** The length of the longest rising part, of all there are. */
function longest(places: readonly number[]): number {
  let most = 0;
  for (let taken = 0; taken < 1 << places.length; taken++) {
    const part = places.filter((_, index) => taken & (1 << index));
    const isRising = part.every((place, index) => index === 0 || part[index - 1]! < place);
    if (isRising) most = Math.max(most, part.length);
  }
  return most;
}
