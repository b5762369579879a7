import { describe, expect, it } from 'vitest';
import { type Core, extractCore } from '../../../src/planner/select/core.ts';
import { Decisions } from '../../../src/planner/select/decisions.ts';
import { Draft } from '../../../src/planner/select/draft.ts';
import { IN } from '../../../src/planner/select/state.ts';
import { runToEnd } from '../../support/run-to-end.ts';
import { drawnProblem, randomProblem, reachesTargets } from '../../support/selection-problems.ts';

describe('a plan built by hand', () => {
  it('follows the cheapest alternatives', () => {
    const { problem, nameOf } = drawnProblem('n 5; a 3: n; b 4; z: a | b', { targets: ['z'] });
    const core = extractCore(problem)!;
    const plan = drafted(core);
    expect(named(core, plan!.taken, nameOf)).toEqual(['b', 'z']);
    expect(plan!.cost).toBe(5);
  });

  it('reaches the goal and nothing can be left out of it', () => {
    let plans = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const core = extractCore(
        randomProblem(seed, { nodes: 40, choices: 0.6, cyclic: seed % 2 === 0, excluded: 0.02 }),
      );
      if (core === null) continue;
      const plan = drafted(core);
      if (plan === null) continue;
      plans += 1;
      expect(reaches(core, plan.taken), `seed ${seed}`).toBe(true);
      for (const node of plan.taken.filter((taken) => taken !== core.goal)) {
        const rest = plan.taken.filter((other) => other !== node);
        expect(reaches(core, rest), `seed ${seed} without ${node}`).toBe(false);
      }
      const costs = plan.taken.map((node) => core.costs[node]!);
      expect(plan.cost, `seed ${seed}`).toBe(costs.reduce((sum, cost) => sum + cost, 0));
    }
    expect(plans).toBeGreaterThan(200);
  });

  it('is none where what is taken holds in a circle only', () => {
    const drawing = 'x; y; a: b | x; b: a | y; z: a & b';
    const { problem, nameOf } = drawnProblem(drawing, { targets: ['z'] });
    const core = extractCore(problem)!;
    const circular = [...core.nodes.keys()].filter((node) =>
      ['a', 'b', 'z'].includes(nameOf(core.nodes[node]!)),
    );
    expect(drafted(core, circular)).toBeNull();
  });
});

/** The cheapest draft, or what is left of these nodes. */
function drafted(core: Core, taken?: readonly number[]): { taken: number[]; cost: number } | null {
  const decisions = new Decisions(core);
  decisions.set(core.goal, IN);
  decisions.propagate();
  const draft = new Draft(core, decisions);
  if (taken === undefined) draft.takeCheapest(Float64Array.from(core.costs));
  else draft.take(taken);
  if (!runToEnd(draft.dropSurplus(goalOnly(core)))) return null;
  return {
    taken: [...core.costs.keys()].filter((node) => draft.taken[node] === 1),
    cost: draft.cost,
  };
}

function goalOnly(core: Core): Uint8Array {
  return new Uint8Array(core.andOr.nodeCount).fill(1, core.goal);
}

function reaches(core: Core, taken: readonly number[]): boolean {
  const none = new Uint8Array(core.andOr.nodeCount);
  return reachesTargets({ ...core, targets: [core.goal], known: none, excluded: none }, taken);
}

function named(core: Core, taken: readonly number[], nameOf: (node: number) => string): string[] {
  return taken.filter((node) => node !== core.goal).map((node) => nameOf(core.nodes[node]!));
}
