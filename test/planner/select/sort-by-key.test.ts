import { expect, it } from 'vitest';
import { sortByKey } from '../../../src/planner/select/sort-by-key.ts';
import { dice } from '../../support/random.ts';

it('sorts by key, then by number, and leaves the rest alone', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const { between, pick } = dice(seed);
    const count = between(0, 60);
    const keys = Float64Array.from({ length: 100 }, () => between(0, 8));
    const drawn = pick([...keys.keys()], 100);
    const nodes = Int32Array.from(drawn);
    sortByKey(nodes, count, keys);
    const sorted = drawn
      .slice(0, count)
      .sort((left, right) => keys[left]! - keys[right]! || left - right);
    expect([...nodes], `seed ${seed}`).toEqual([...sorted, ...drawn.slice(count)]);
  }
});
