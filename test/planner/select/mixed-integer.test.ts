import { describe, expect, it } from 'vitest';
import { type Core, extractCore } from '../../../src/planner/select/core.ts';
import { solveMixedInteger } from '../../../src/planner/select/mixed-integer.ts';
import { loadSolver } from '../../../src/planner/select/solver.ts';
import { setCoverProblem } from '../../bench/problems.ts';
import { loadJudge } from '../../support/mixed-integer.ts';
import { bruteForce, drawnProblem, randomProblem } from '../../support/selection-problems.ts';

const highs = await loadSolver();
const plenty = { nodes: 100_000, seconds: 60 };

/** What the cheapest plan for `z` takes. */
function check(drawing: string, expected: string[]) {
  const { problem, nameOf } = drawnProblem(drawing, { targets: ['z'] });
  const core = extractCore(problem)!;
  const { taken } = solveMixedInteger(highs, core, plenty);
  expect(
    taken!.filter((node) => node !== core.goal).map((node) => nameOf(core.nodes[node]!)),
  ).toEqual(expected);
}

describe('a part as a mixed-integer program', () => {
  it('takes the cheapest alternative, with what it needs', () =>
    check('a 5; b 1; c 3: b; z: a | c', ['b', 'c', 'z']));

  it('takes as many as are needed', () =>
    check('a 4; b 1; c 3; d 2; z: 2 of (a, b, c, d)', ['b', 'd', 'z']));

  it('lets nothing justify itself', () =>
    check('x 8; y 9; a: b | x; b: a | y; z: a & b', ['a', 'b', 'x', 'z']));

  it('lets no longer circle justify itself', () =>
    check('x 9; a: b | x; b: c; c: a; z: b', ['a', 'b', 'c', 'x', 'z']));

  it('is empty where nothing is wanted', () => {
    const core = extractCore(drawnProblem('a', { targets: ['a'], known: ['a'] }).problem)!;
    expect(solveMixedInteger(highs, core, plenty)).toEqual({
      taken: [core.goal],
      lowerBound: 0,
      limitedBy: null,
    });
  });

  it('says what stopped it, with a bound', () => {
    const core = extractCore(setCoverProblem(1, { elements: 60, sets: 60, options: 4 }))!;
    const { lowerBound: least } = solveMixedInteger(highs, core, plenty);
    const hurried = solveMixedInteger(highs, core, { nodes: 1, seconds: 60 });
    expect(hurried).toMatchObject({ taken: null, limitedBy: 'SEARCH' });
    expect(hurried.lowerBound).toBeGreaterThan(least / 2);
    expect(hurried.lowerBound).toBeLessThanOrEqual(least);
  });

  it('costs what trying every subset finds', () => {
    let cores = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const core = smallCore(seed);
      if (core === null) continue;
      cores += 1;
      const none = new Uint8Array(core.andOr.nodeCount);
      const best = bruteForce({ ...core, targets: [core.goal], known: none, excluded: none })!;
      expect(solveMixedInteger(highs, core, plenty).lowerBound, `seed ${seed}`).toBe(best.cost);
    }
    expect(cores).toBeGreaterThan(150);
  });

  it('costs what another model of it says, written down as text', async () => {
    const judge = await loadJudge();
    for (let seed = 1; seed <= 25; seed++) {
      const problem = randomProblem(seed, { nodes: 50, choices: 0.6, cyclic: true, targetsMax: 4 });
      const core = extractCore(problem);
      const cost = core && solveMixedInteger(highs, core, plenty).lowerBound;
      expect(cost, `seed ${seed}`).toBe(judge(problem));
    }
  });
});

function smallCore(seed: number): Core | null {
  return extractCore(
    randomProblem(seed, { nodes: 5 + (seed % 7), choices: 0.6, cyclic: seed % 3 !== 0 }),
  );
}
