import { describe, expect, it, onTestFinished } from 'vitest';
import { HardPartSolver, hardPartLimits } from '../../src/actions/hard-part-solver.ts';
import { runInSlices } from '../../src/actions/run-in-slices.ts';
import { extractCore } from '../../src/planner/select/core.ts';
import type { HardPart } from '../../src/planner/select/hard-part.ts';
import { searchCheapest } from '../../src/planner/select/search.ts';
import { select } from '../../src/planner/select/select.ts';
import { setCoverProblem, sixtyChoicesProblem } from '../bench/problems.ts';
import { runToEnd } from '../support/run-to-end.ts';
import { drawnProblem } from '../support/selection-problems.ts';

function solver(limits: Partial<typeof hardPartLimits> = {}): HardPartSolver {
  const made = new HardPartSolver({ ...hardPartLimits, ...limits });
  onTestFinished(() => made.close());
  return made;
}

function part(drawing: string): HardPart {
  return extractCore(drawnProblem(drawing, { targets: ['z'] }).problem)!;
}

const small = 'a 5; b 1; c 3: b; z: a | c';
const open = setCoverProblem(1, { elements: 100, sets: 100, options: 5 });

describe('hard parts', () => {
  it('are solved on another thread, one after the other', async () => {
    const hard = solver();
    const answers = await Promise.all([hard.solve(part(small)), hard.solve(part('a 2; z: a'))]);
    expect(answers).toEqual([
      { taken: [1, 2, 3, 4], lowerBound: 5, limitedBy: null },
      { taken: [0, 1, 2], lowerBound: 3, limitedBy: null },
    ]);
  });

  it('have no answer where too many wait', async () => {
    const hard = solver({ partsWaiting: 1 });
    const answers = [1, 2, 3].map(() => hard.solve(part(small)));
    expect(await answers[2]).toBeUndefined();
    expect((await answers[0])?.lowerBound).toBe(5);
    expect((await answers[1])?.lowerBound).toBe(5);
  });

  it('go to a new thread after so many, and after one that died', async () => {
    const hard = solver({ partsPerThread: 1 });
    for (let round = 0; round < 3; round++) {
      expect((await hard.solve(part(small)))?.lowerBound).toBe(5);
    }
    const broken = { ...part(small), andOr: null } as unknown as HardPart;
    expect(await hard.solve(broken)).toBeUndefined();
    expect((await hard.solve(part(small)))?.lowerBound).toBe(5);
  });

  it('have no answer any more once the solver is closed', async () => {
    const hard = solver();
    const waiting = [hard.solve(part(small)), hard.solve(part(small))];
    await hard.close();
    expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
  });

  it('come with a bound where the nodes or the time run out', async () => {
    const inNodes = await solver({ nodes: 0 }).solve(extractCore(open)!);
    expect(inNodes).toMatchObject({ taken: null, limitedBy: 'SEARCH' });
    const inTime = await solver({ seconds: 0.05 }).solve(extractCore(open)!);
    expect(inTime).toMatchObject({ taken: null, limitedBy: 'CLOCK' });
    for (const answer of [inNodes, inTime]) {
      expect(answer!.lowerBound).toBeGreaterThanOrEqual(0);
      expect(answer!.lowerBound).toBeLessThanOrEqual(runToEnd(select(open))!.cost);
    }
  });
});

describe('a selection that its own search leaves open', () => {
  it('is proven with their help, and the same each time', async () => {
    const core = extractCore(sixtyChoicesProblem(2))!;
    const hurried = { nodeBudget: 10, handsOver: true };
    const alone = runToEnd(searchCheapest(core, hurried));
    expect(alone.lowerBound).toBeLessThan(alone.cost);
    expect(alone.limitedBy).toBe('SEARCH');
    const hard = solver({ seconds: 60 });
    const helped = await runInSlices(searchCheapest(core, hurried), hard);
    expect(helped).toMatchObject({ lowerBound: helped.cost, limitedBy: null });
    expect(helped.cost).toBe(runToEnd(select(sixtyChoicesProblem(2)))!.cost);
    expect(await runInSlices(searchCheapest(core, hurried), hard)).toEqual(helped);
  });

  it('lets others have their turn meanwhile', async () => {
    const hard = solver({ seconds: 1 });
    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    await runInSlices(select(open), hard);
    clearInterval(watch);
    expect(longest).toBeLessThan(500);
  });
});
