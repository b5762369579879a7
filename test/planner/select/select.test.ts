import { describe, expect, it } from 'vitest';
import type { Selection, SelectionProblem } from '../../../src/planner/select/problem.ts';
import { select } from '../../../src/planner/select/select.ts';
import { loadSolver } from '../../../src/planner/select/solver.ts';
import { layeredProblem } from '../../bench/problems.ts';
import { dice } from '../../support/random.ts';
import { runToEnd } from '../../support/run-to-end.ts';
import {
  bruteForce,
  drawnProblem,
  groupsOf,
  randomProblem,
  reachesTargets,
  rearranged,
} from '../../support/selection-problems.ts';
import { byHighs } from '../../support/selection-verdict.ts';

function selected(problem: SelectionProblem, nodeBudget?: number): Selection | null {
  return runToEnd(select(problem, nodeBudget));
}

/** What a drawn problem's cheapest selection takes, expressions left out. */
function check(
  drawing: string,
  wanted: Parameters<typeof drawnProblem>[1],
  expected: string[] | null,
) {
  const { problem, nameOf } = drawnProblem(drawing, wanted);
  const selection = selected(problem);
  const names = selection?.nodes.filter((node) => problem.costs[node]! > 0).map(nameOf) ?? null;
  expect(names).toEqual(expected);
}

function pricedOnly({ costs }: SelectionProblem, nodes: readonly number[]): number[] {
  return nodes.filter((node) => costs[node]! > 0);
}

const small = (seed: number) =>
  randomProblem(seed, { nodes: 4 + (seed % 8), choices: 0.6, cyclic: seed % 2 === 0 });

const middling = (seed: number) =>
  randomProblem(seed, {
    nodes: 40 + (seed % 71),
    choices: 0.5 + (seed % 4) * 0.1,
    cyclic: seed % 2 === 0,
    excluded: 0.02,
    targetsMax: 6,
  });

describe('a selection', () => {
  it('has what its targets need', () =>
    check('a; b: a; c: b; d', { targets: ['c'] }, ['a', 'b', 'c']));

  it('is empty where everything is known', () =>
    check('a; b: a', { targets: ['b'], known: ['b'] }, []));

  it('does not ask what something known needs', () =>
    check('a; b: a; c: b', { targets: ['c'], known: ['b'] }, ['c']));

  it('takes the cheapest alternative, with all that it needs', () =>
    check('a 5; b 1; c 3: b; z: a | c', { targets: ['z'] }, ['b', 'c', 'z']));

  it('counts what several targets share only once', () =>
    check('shared 5; a 3; b 3; y: a | shared; z: b | shared', { targets: ['y', 'z'] }, [
      'shared',
      'y',
      'z',
    ]));

  it('takes as many as are asked for, the cheapest', () =>
    check('a 4; b 1; c 3; d 2; z: 2 of (a, b, c, d)', { targets: ['z'] }, ['b', 'd', 'z']));

  it('counts what is known among them', () =>
    check('a 4; b 1; c 3; z: 2 of (a, b, c)', { targets: ['z'], known: ['a'] }, ['b', 'z']));

  it('goes around what is excluded', () =>
    check('a; b 9; z: a | b', { targets: ['z'], excluded: ['a'] }, ['b', 'z']));

  it('is none where exclusions leave no way', () =>
    check('a; b; z: a & b', { targets: ['z'], excluded: ['a'] }, null));

  it('lets nothing justify itself', () =>
    check('a: b | x; b: a | y; x 8; y 9; z: a & b', { targets: ['z'] }, ['a', 'b', 'x', 'z']));

  it('weighs nested alternatives as a whole', () =>
    check('a 2; b 2; c 3; d 9; z: (a & b) | (c & (a | d))', { targets: ['z'] }, ['a', 'b', 'z']));

  it('among equals has the first in which they differ', () => {
    check('a; b; z: b | a', { targets: ['z'] }, ['a', 'z']);
    check('a; b; c; d; z: (b & c) | (a & d)', { targets: ['z'] }, ['a', 'd', 'z']);
    check('a; b; c; d; y: c | b; z: d | b | a; w: y & z', { targets: ['w'] }, ['b', 'w', 'y', 'z']);
  });

  it('is proven though ten of twenty electives cost the same', () => {
    const electives = Array.from({ length: 20 }, (_, index) => `e${index + 10}`);
    const drawing = `${electives.join('; ')}; z: 10 of (${electives.join(', ')})`;
    check(drawing, { targets: ['z'] }, [...electives.slice(0, 10), 'z']);
    expect(selected(drawnProblem(drawing, { targets: ['z'] }).problem, 50)).toMatchObject({
      cost: 11,
      lowerBound: 11,
    });
  });

  it('adds up prices beyond 32 bits', () => {
    const chain = Array.from({ length: 4 }, (_, index) => `s${index}`).join('; ');
    const { problem } = drawnProblem(`${chain}; z: (s0 & s1) | (s2 & s3)`, { targets: ['z'] });
    const costs = problem.costs.map((cost, node) => (node < 4 ? 2_000_000_000 - node : cost));
    expect(selected({ ...problem, costs })).toMatchObject({
      cost: 3_999_999_996,
      lowerBound: 3_999_999_996,
    });
  });
});

describe('on random problems', () => {
  it('is the very one that trying every subset finds', () => {
    let feasible = 0;
    for (let seed = 1; seed <= 3_000; seed++) {
      const problem = small(seed);
      const best = bruteForce(problem);
      const selection = selected(problem);
      const found = selection && {
        cost: selection.cost,
        nodes: pricedOnly(problem, selection.nodes),
      };
      expect(found, `seed ${seed}`).toEqual(best);
      if (selection === null) continue;
      feasible += 1;
      expect(selection.lowerBound, `seed ${seed}`).toBe(selection.cost);
      expect(reachesTargets(problem, selection.nodes), `seed ${seed}`).toBe(true);
    }
    expect(feasible).toBeGreaterThan(2_000);
  });

  it('costs what HiGHS says on 50 problems of 40 to 110 nodes, and is a plan that lacks nothing', async () => {
    const judge = byHighs(await loadSolver());
    for (let seed = 1; seed <= 50; seed++) {
      expect(judge(middling(seed)), `seed ${seed}`).toBeNull();
    }
  });

  it('costs what HiGHS says where needs run in circles, layer over layer', async () => {
    const judge = byHighs(await loadSolver());
    for (let seed = 1; seed <= 6; seed++) {
      const shape = { layers: 4, width: 6, needMax: 1 + (seed % 3), isCyclic: true };
      expect(judge(layeredProblem(seed, shape)), `seed ${seed}`).toBeNull();
    }
  });

  it('has nothing that could be left out', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const problem = middling(seed);
      for (const budget of [1, 5_000]) {
        const selection = selected(problem, budget);
        if (selection === null) continue;
        expect(reachesTargets(problem, selection.nodes), `seed ${seed}`).toBe(true);
        for (const node of pricedOnly(problem, selection.nodes)) {
          const rest = selection.nodes.filter((other) => other !== node);
          expect(reachesTargets(problem, rest), `seed ${seed} without ${node}`).toBe(false);
        }
      }
    }
  });

  it('has a plan and an honest bound however small the budget', () => {
    let open = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const problem = middling(seed);
      const best = selected(problem, 50_000);
      const hasty = selected(problem, 1);
      expect(hasty === null, `seed ${seed}`).toBe(best === null);
      if (hasty === null || best === null) continue;
      expect(hasty.cost, `seed ${seed}`).toBeGreaterThanOrEqual(best.cost);
      expect(hasty.lowerBound, `seed ${seed}`).toBeLessThanOrEqual(best.cost);
      if (hasty.lowerBound < hasty.cost) open += 1;
    }
    expect(open).toBeGreaterThan(10);
  });

  it('is the same in whatever order groups and members stand', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const problem = middling(seed);
      const again = selected(rearranged(problem, seed), 50_000);
      const first = selected(problem, 50_000);
      expect(again?.cost, `seed ${seed}`).toBe(first?.cost);
      expect(pricedOnly(problem, again?.nodes ?? []), `seed ${seed}`).toEqual(
        pricedOnly(problem, first?.nodes ?? []),
      );
    }
  });

  it('costs the same under other numbers', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const problem = middling(seed);
      const numbers = [...problem.costs.keys()];
      const renamed = rearranged(problem, seed, dice(seed).pick(numbers, numbers.length));
      expect(selected(renamed, 50_000)?.cost, `seed ${seed}`).toBe(selected(problem, 50_000)?.cost);
    }
  });

  it('is never dearer when more is known or less is excluded', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const problem = small(seed);
      const cost = selected(problem)?.cost ?? Number.POSITIVE_INFINITY;
      for (const node of problem.costs.keys()) {
        const known = problem.known.with(node, 1);
        const excluded = problem.excluded.with(node, 0);
        for (const eased of [
          { ...problem, known },
          { ...problem, excluded },
        ]) {
          const easedCost = selected(eased)?.cost ?? Number.POSITIVE_INFINITY;
          expect(easedCost, `seed ${seed}, node ${node}`).toBeLessThanOrEqual(cost);
        }
      }
    }
  });
});

describe('a selection that begins with an earlier one', () => {
  const without = (problem: SelectionProblem, node: number): SelectionProblem => ({
    ...problem,
    known: problem.known.with(node, 1),
  });

  /** The priced nodes of a selection that need nothing but what is known. */
  const startable = ({ andOr, known, costs }: SelectionProblem, { nodes }: Selection): number[] =>
    nodes.filter(
      (node) =>
        costs[node]! > 0 &&
        groupsOf(andOr, node).every(
          ({ need, members }) => members.filter((member) => known[member] === 1).length >= need,
        ),
    );

  it('is the rest of it once something that can be learned now is', () => {
    let completed = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const problem = middling(seed);
      const before = selected(problem, 50_000);
      if (before === null) continue;
      for (const node of startable(problem, before).slice(0, 2)) {
        const after = selected(without(problem, node), 50_000)!;
        const rest = before.nodes.filter((other) => other !== node);
        expect(pricedOnly(problem, after.nodes), `seed ${seed} without ${node}`).toEqual(
          pricedOnly(problem, rest),
        );
        completed += 1;
      }
    }
    expect(completed).toBeGreaterThan(100);
  });

  it('is never dearer than what is left of it, however short the search', () => {
    let unproven = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const problem = middling(seed);
      const before = selected(problem, 3);
      if (before === null) continue;
      for (const node of startable(problem, before).slice(0, 2)) {
        const startFrom = pricedOnly(problem, before.nodes);
        const after = selected({ ...without(problem, node), startFrom }, 0)!;
        const left = before.cost - problem.costs[node]!;
        expect(after.cost, `seed ${seed} without ${node}`).toBeLessThanOrEqual(left);
        if (after.lowerBound < after.cost) unproven += 1;
      }
    }
    expect(unproven).toBeGreaterThan(20);
  });

  it('goes its own way where what it begins with is no plan', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const problem = middling(seed);
      const first = selected(problem, 50_000);
      const startFrom = dice(seed).pick([...problem.costs.keys()], 12);
      expect(selected({ ...problem, startFrom }, 50_000), `seed ${seed}`).toEqual(first);
    }
  });
});
