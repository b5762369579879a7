import { expect, it } from 'vitest';
import { DirtyList } from '../../../src/planner/select/dirty-list.ts';
import { dice } from '../../support/random.ts';

it('gives the first place back, whenever it was added', () => {
  const list = new DirtyList(100);
  for (const place of [70, 31, 99, 32]) list.add(place);
  expect([list.takeFirst(), list.takeFirst()]).toEqual([31, 32]);
  list.add(0);
  list.add(70);
  expect([1, 2, 3, 4].map(() => list.takeFirst())).toEqual([0, 70, 99, -1]);
});

it('gives back what a set has', () => {
  const { between, chance } = dice(1);
  const list = new DirtyList(200);
  const expected = new Set<number>();
  for (let move = 0; move < 5_000; move++) {
    if (chance(0.5)) {
      const place = between(0, 199);
      list.add(place);
      expected.add(place);
      continue;
    }
    const first = expected.size === 0 ? -1 : Math.min(...expected);
    expect(list.takeFirst()).toBe(first);
    expected.delete(first);
  }
});
