import { expect, it } from 'vitest';
import { AndOrBuilder } from '../../src/curriculum/and-or.ts';
import { randomAndOr } from '../support/random-and-or.ts';

it('keeps groups by node, and members by group', () => {
  const builder = new AndOrBuilder();
  builder.startNode();
  builder.startNode();
  builder.addGroup(1, [0, 2]);
  builder.addGroup(2, [2, 0]);
  builder.startNode();
  expect([builder.nodeCount, builder.groupCount]).toEqual([3, 2]);
  const { nodeCount, groupStart, need, owner, memberStart, members, userStart, users } =
    builder.build();
  expect(nodeCount).toBe(3);
  expect([...groupStart]).toEqual([0, 0, 2, 2]);
  expect([...need]).toEqual([1, 2]);
  expect([...owner]).toEqual([1, 1]);
  expect([...memberStart]).toEqual([0, 2, 4]);
  expect([...members]).toEqual([0, 2, 2, 0]);
  expect([...userStart]).toEqual([0, 2, 2, 4]);
  expect([...users]).toEqual([0, 1, 0, 1]);
});

it('is empty before anything is added', () =>
  expect(new AndOrBuilder().build()).toMatchObject({ nodeCount: 0, need: new Int32Array(0) }));

it('lists as users of a node just the groups that have it', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const { nodeCount, memberStart, members, need, userStart, users } = randomAndOr(seed, 12, true);
    for (let node = 0; node < nodeCount; node++) {
      const having = [...need.keys()].filter((group) =>
        members.subarray(memberStart[group], memberStart[group + 1]).includes(node),
      );
      expect([...users.subarray(userStart[node], userStart[node + 1])], `seed ${seed}`).toEqual(
        having,
      );
    }
  }
});

it('grows beyond what fits at first', () => {
  const builder = new AndOrBuilder();
  for (let node = 0; node < 5_000; node++) {
    builder.startNode();
    if (node > 0) builder.addGroup(1, [node - 1]);
  }
  const { members, owner } = builder.build();
  expect([members.length, members.at(-1), owner.at(-1)]).toEqual([4_999, 4_998, 4_999]);
});
