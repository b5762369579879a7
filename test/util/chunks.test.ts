import { expect, it } from 'vitest';
import { chunks } from '../../src/util/chunks.ts';

it('keeps the order and leaves nothing out', () =>
  expect(chunks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]));

it('makes no piece of an empty list', () => expect(chunks([], 2)).toEqual([]));

it('makes one piece of what fits', () => expect(chunks([1, 2], 2)).toEqual([[1, 2]]));
