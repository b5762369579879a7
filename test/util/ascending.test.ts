import { expect, it } from 'vitest';
import { ascending } from '../../src/util/ascending.ts';
import { dice } from '../support/random.ts';

it('sorts as sorting does, whatever was sorted before', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const { between, pick } = dice(seed);
    const limit = between(1, seed % 60 === 0 ? 40_000 : 100);
    const all = Array.from({ length: limit }, (_, number) => number);
    const numbers = Int32Array.from(pick(all, between(0, limit)));
    expect(ascending(numbers, limit), `seed ${seed}`).toEqual(numbers.slice().sort());
  }
});

it('sorts the numbers at the ends of words and blocks', () => {
  const numbers = Int32Array.of(1024, 0, 31, 32_767, 1023, 32, 1055, 32_768);
  expect([...ascending(numbers, 32_769)]).toEqual([0, 31, 32, 1023, 1024, 1055, 32_767, 32_768]);
  expect([...ascending(Int32Array.of(), 5)]).toEqual([]);
});
