import { expect, it } from 'vitest';
import { AndOrBuilder } from '../../../src/curriculum/and-or.ts';
import { forwardChain } from '../../../src/curriculum/forward-chain.ts';
import type { Selection, SelectionProblem } from '../../../src/planner/select/problem.ts';
import { select } from '../../../src/planner/select/select.ts';
import { layeredProblem, setCoverProblem } from '../../bench/problems.ts';

/** What a selection comes to in so many turns: a plan, and a bound that is told from a proof. */
function check(problem: SelectionProblem, turnsMax: number): Selection {
  const work = select(problem);
  let turns = 0;
  let step = work.next();
  for (; !step.done; step = work.next()) turns += 1;
  expect(turns).toBeLessThan(turnsMax);
  const selection = step.value!;
  const blocked = new Uint8Array(problem.andOr.nodeCount).fill(1);
  for (const node of selection.nodes) blocked[node] = 0;
  const { round } = forwardChain(problem.andOr, blocked);
  for (const target of problem.targets) expect(round[target]).not.toBe(-1);
  expect(selection.lowerBound).toBeGreaterThan(0);
  expect(selection.lowerBound).toBeLessThanOrEqual(selection.cost);
  expect(selection.limitedBy === null).toBe(selection.lowerBound === selection.cost);
  return selection;
}

/** `count` priced nodes of which each has one group, and then the goal with another. */
function drawn(
  count: number,
  groupOf: (node: number) => { need: number; members: number[] } | null,
) {
  const builder = new AndOrBuilder();
  for (let node = 0; node <= count; node++) {
    builder.startNode();
    const group = groupOf(node);
    if (group !== null) builder.addGroup(group.need, group.members);
  }
  const costs = Int32Array.from({ length: count + 1 }, (_, node) =>
    node === count ? 0 : 20 + ((node * 37) % 17) * 20,
  );
  const none = new Uint8Array(count + 1);
  return { andOr: builder.build(), targets: [count], known: none, excluded: none, costs };
}

it('ends with dense layers of three choices each', () => {
  const { limitedBy } = check(layeredProblem(1, { layers: 6, width: 30, groups: 3 }), 2_000);
  expect(limitedBy).toBe('SEARCH');
});

it('ends with dense layers in circles', () =>
  check(layeredProblem(2, { layers: 6, width: 30, groups: 3, isCyclic: true }), 2_000));

it('ends with a set cover of 400 choices', () => {
  const problem = setCoverProblem(1, { elements: 400, sets: 400, options: 6 });
  expect(check(problem, 2_000).limitedBy).toBe('SEARCH');
});

it('ends with two chains of 2,500 alternatives', () =>
  check(
    drawn(5_000, (node) => {
      const last = node - (node % 2);
      return node < 2 ? null : { need: 1, members: [last - 2, last - 1] };
    }),
    1_000,
  ));

it('ends with 2,000 choices of two out of three, nested', () =>
  check(
    drawn(2_000, (node) =>
      node < 3 ? null : { need: 2, members: [node - 1, node - 2, node - 3] },
    ),
    1_000,
  ));

it('ends with the same in circles', () =>
  check(
    drawn(2_000, (node) => {
      const members = [node - 1, node - 2, node - 3, ...(node + 5 < 2_000 ? [node + 5] : [])];
      return node < 3 ? null : { need: 2, members };
    }),
    1_000,
  ));

it('proves half of 3,000 electives', () => {
  const all = Array.from({ length: 3_000 }, (_, node) => node);
  const problem = drawn(3_000, (node) => (node < 3_000 ? null : { need: 1_500, members: all }));
  expect(check(problem, 1_000).limitedBy).toBeNull();
});
