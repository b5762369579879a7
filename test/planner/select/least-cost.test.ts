import { expect, it } from 'vitest';
import { extractCore, repriced } from '../../../src/planner/select/core.ts';
import { leastCost, select } from '../../../src/planner/select/select.ts';
import { dice } from '../../support/random.ts';
import { runToEnd } from '../../support/run-to-end.ts';
import { randomProblem } from '../../support/selection-problems.ts';

it('is what the selection costs, at other prices too, whatever it begins with', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const { between, chance } = dice(seed);
    const problem = randomProblem(seed, {
      nodes: 6 + (seed % 20),
      choices: 0.6,
      cyclic: seed % 2 === 0,
    });
    const core = extractCore(problem);
    if (core === null) continue;
    const costs = problem.costs.map((cost) => (cost === 0 ? 0 : between(1, 50)));
    const selection = runToEnd(select(problem))!;
    const expected = runToEnd(select({ ...problem, costs }))!.cost;
    const start = selection.nodes.filter(() => chance(0.9));
    expect(runToEnd(leastCost(core)), `seed ${seed}`).toBe(selection.cost);
    expect(runToEnd(leastCost(repriced(core, costs), start)), `seed ${seed}`).toBe(expected);
  }
});
