import { expect, it } from 'vitest';
import { BoundedCache } from '../../src/util/bounded-cache.ts';

it('lets go of what was used the longest time ago', () => {
  const cache = new BoundedCache<number>({ entries: 2, keyLength: 10 });
  cache.set('a', 1);
  cache.set('b', 2);
  expect(cache.get('a')).toBe(1);
  cache.set('c', 3);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
  cache.set('a', 4);
  cache.set('d', 5);
  expect([cache.get('a'), cache.get('c'), cache.get('d')]).toEqual([4, undefined, 5]);
});

it('keeps nothing whose key is too long', () => {
  const cache = new BoundedCache<number>({ entries: 2, keyLength: 3 });
  cache.set('abcd', 1);
  expect(cache.get('abcd')).toBeUndefined();
});
