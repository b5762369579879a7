import { expect, it } from 'vitest';
import { goalLandmarks } from '../../../src/planner/dates/goal-landmarks.ts';
import { extractCore } from '../../../src/planner/select/core.ts';
import { dice } from '../../support/random.ts';
import { runToEnd } from '../../support/run-to-end.ts';
import { bruteForce, drawnProblem, randomProblem } from '../../support/selection-problems.ts';

/** The pieces of the goals of a drawing, as `tenths: goals`. */
function check(drawing: string, goals: string[], expected: string[]) {
  const { problem, numberOf, nameOf } = drawnProblem(drawing, { targets: goals });
  const core = extractCore(problem)!;
  const nodes = Array.from(core.nodes);
  const landmarks = runToEnd(
    goalLandmarks(
      core,
      goals.map((goal) => nodes.indexOf(numberOf(goal))),
    ),
  );
  const pieces = runToEnd(landmarks.pieces([goals.map((_, goal) => goal)]));
  const found = Array.from(pieces.tenths, (tenths, piece) => {
    const needers = pieces.needers.subarray(
      pieces.neederStart[piece],
      pieces.neederStart[piece + 1],
    );
    return `${tenths}: ${[...needers].map((goal) => nameOf(numberOf(goals[goal]!))).join(' ')}`;
  });
  expect(found.sort()).toEqual(expected);
}

it('are what each goal needs in any case, shared by those that do', () =>
  check('s 4; a 1: s; b 2: s', ['a', 'b'], ['1: a', '2: b', '4: a b']));

it('are the cheapest of alternatives, and what is left of them for others', () =>
  check('x 3; y 5; z 9; a 1: x | y; b 1: y | z', ['a', 'b'], ['3: b', '4: a']));

it('are as many of a choice as it asks for', () =>
  check('x 3; y 5; z 9; a 1: 2 of (x, y, z)', ['a'], ['9: a']));

it('never add up to more than the goals take, whichever are kept and whichever come first', () => {
  let tight = 0;
  for (let seed = 1; seed <= 400; seed++) {
    const { between, pick, chance } = dice(seed);
    const shape = { nodes: between(6, 11), choices: 0.5, cyclic: seed % 3 === 0, targetsMax: 5 };
    const problem = randomProblem(seed, shape);
    const core = extractCore(problem);
    if (core === null) continue;
    const numberOf = new Map(Array.from(core.nodes, (node, number) => [node, number]));
    const goals = problem.targets.filter((target) => numberOf.has(target));
    const landmarks = runToEnd(
      goalLandmarks(
        core,
        goals.map((goal) => numberOf.get(goal)!),
      ),
    );
    const shuffled = pick([...goals.keys()], goals.length);
    const first = shuffled.filter(() => chance(0.5));
    const ranks = [first, shuffled.filter((goal) => !first.includes(goal))];
    const { tenths, neederStart, needers } = runToEnd(landmarks.pieces(ranks));
    for (let set = 1; set < 1 << goals.length; set++) {
      const bound = tenths.reduce((sum, piece, index) => {
        const own = needers.subarray(neederStart[index], neederStart[index + 1]);
        return own.some((goal) => (set >> goal) & 1) ? sum + piece : sum;
      }, 0);
      const targets = goals.filter((_, goal) => (set >> goal) & 1);
      const { cost } = bruteForce({ ...problem, targets })!;
      expect(bound, `seed ${seed}, set ${set}`).toBeLessThanOrEqual(cost);
      if (bound === cost) tight += 1;
    }
  }
  expect(tight).toBeGreaterThan(500);
});
