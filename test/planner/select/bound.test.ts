import { describe, expect, it } from 'vitest';
import { LandmarkCuts } from '../../../src/planner/select/bound.ts';
import { type Core, extractCore } from '../../../src/planner/select/core.ts';
import { Decisions } from '../../../src/planner/select/decisions.ts';
import { IN, OUT, UNDECIDED } from '../../../src/planner/select/state.ts';
import { dice } from '../../support/random.ts';
import { bruteForce, drawnProblem, randomProblem } from '../../support/selection-problems.ts';

/** The bound on what is left to pay for `z`. */
function check(drawing: string, expected: number) {
  const core = extractCore(drawnProblem(drawing, { targets: ['z'] }).problem)!;
  const decisions = rooted(core);
  expect(cutsOf(core, decisions).total).toBe(expected);
}

function rooted(core: Core): Decisions {
  const decisions = new Decisions(core);
  decisions.set(core.goal, IN);
  decisions.propagate();
  return decisions;
}

function cutsOf(core: Core, decisions: Decisions, isThorough = false): LandmarkCuts {
  const cuts = new LandmarkCuts(core, decisions);
  cuts.begin(Number.POSITIVE_INFINITY, isThorough);
  while (!cuts.prepare());
  while (!cuts.goOn());
  return cuts;
}

/** The cheapest plan with all that is in and without all that is out, besides what it must have. */
function optimum(core: Core, { state }: Decisions, also: number[] = []): number {
  const targets = [...state.keys()].filter((node) => state[node] === IN).concat(also);
  const known = new Uint8Array(state.length);
  const excluded = state.map((value) => (value === OUT ? 1 : 0));
  return bruteForce({ ...core, targets, known, excluded })?.cost ?? Number.POSITIVE_INFINITY;
}

describe('the bound', () => {
  it('is 0 where nothing is left to choose', () => check('a 3; z: a', 0));
  it('is the price of the cheapest alternative', () => check('a 3; b 2; z: a | b', 2));
  it('counts what an alternative needs', () => check('n 4; a 3: n; b 9; z: a | b', 7));
  it('counts each choice', () => check('a 3; b 2; c 5; d 6; z: (a | b) & (c | d)', 7));
  it('pays for what two choices share once', () => check('a; b; c; z: (a | b) & (a | c)', 1));
  it('is the sum of the cheapest where several are needed', () =>
    check('a 1; b 2; c 3; d 4; e 5; z: 3 of (a, b, c, d, e)', 6));
  it('charges a need that electives share once', () =>
    check('n 4; a: n; b: n; c: n; z: 2 of (a, b, c)', 6));
  it('is not fooled by a circle', () => check('x 5; y 6; c 20; a: b | x; b: a | y; z: a | c', 6));
});

describe('on random cores', () => {
  it('is never above what is left to pay, at the root and below', () => {
    let tight = 0;
    let runs = 0;
    forEachState((core, decisions, seed) => {
      const cuts = cutsOf(core, decisions, seed % 4 < 2);
      const best = optimum(core, decisions);
      runs += 1;
      if (decisions.paid + cuts.total === best) tight += 1;
      expect(decisions.paid + cuts.total, `seed ${seed}`).toBeLessThanOrEqual(best);
    });
    expect(runs).toBeGreaterThan(500);
    expect(tight / runs).toBeGreaterThan(0.8);
  });

  it('with what a node takes besides, is never above what a plan with it costs', () => {
    forEachState((core, decisions, seed) => {
      const cuts = cutsOf(core, decisions, seed % 4 < 2);
      for (const [node, state] of decisions.state.entries()) {
        if (state !== UNDECIDED) continue;
        const bound = decisions.paid + cuts.total + cuts.reach[node]!;
        const best = optimum(core, decisions, [node]);
        expect(bound, `seed ${seed}, node ${node}`).toBeLessThanOrEqual(best);
      }
    });
  });

  it('forces only what every plan has', () => {
    forEachState((core, decisions, seed) => {
      for (const node of cutsOf(core, decisions, seed % 4 < 2).forced) {
        const without = new Decisions(core);
        for (const [other, state] of decisions.state.entries()) {
          if (state !== UNDECIDED) without.set(other, state as typeof IN);
        }
        without.set(node, OUT);
        expect(optimum(core, without), `seed ${seed}`).toBe(Number.POSITIVE_INFINITY);
      }
    });
  });
});

/** Goes down a random branch of each of many small cores. */
function forEachState(visit: (core: Core, decisions: Decisions, seed: number) => void) {
  for (let seed = 1; seed <= 500; seed++) {
    const core = extractCore(
      randomProblem(seed, { nodes: 5 + (seed % 7), choices: 0.6, cyclic: seed % 2 === 0 }),
    );
    if (core === null) continue;
    const { chance, pick } = dice(seed);
    const decisions = rooted(core);
    for (;;) {
      visit(core, decisions, seed);
      const open = [...decisions.state.keys()].filter(
        (node) => decisions.state[node] === UNDECIDED,
      );
      const [node] = pick(open, 1);
      if (node === undefined) break;
      if (!decisions.set(node, chance(0.5) ? IN : OUT) || !decisions.propagate()) break;
    }
  }
}
