import { describe, expect, it } from 'vitest';
import { AndOrBuilder } from '../../../src/curriculum/and-or.ts';
import { type Core, extractCore } from '../../../src/planner/select/core.ts';
import { Decisions } from '../../../src/planner/select/decisions.ts';
import { independentParts } from '../../../src/planner/select/parts.ts';
import type { SelectionProblem } from '../../../src/planner/select/problem.ts';
import { IN } from '../../../src/planner/select/state.ts';
import {
  bruteForce,
  drawnProblem,
  groupsOf,
  randomProblem,
} from '../../support/selection-problems.ts';

/** The parts that are left of a drawn problem that asks for `z`, by name. */
function check(drawing: string, expected: string[]) {
  const { problem, nameOf } = drawnProblem(drawing, { targets: ['z'] });
  const core = extractCore(problem)!;
  const parts = partsOf(core).parts.map((part) =>
    [...part.nodes].map((node) => nameOf(core.nodes[node]!)).join(' '),
  );
  expect(parts).toEqual(expected);
}

function partsOf(core: Core): { paid: number; parts: Core[] } {
  const decisions = new Decisions(core);
  decisions.set(core.goal, IN);
  decisions.propagate();
  return { paid: decisions.paid, parts: independentParts(core, decisions) };
}

describe('what is left to decide', () => {
  it('is nothing where all needs are hard', () => check('a; b: a; z: b', []));

  it('falls apart into choices that have nothing to do with one another', () =>
    check('a; b; c; d; z: (a | d) & (b | c)', ['a d', 'b c']));

  it('stays together where choices share an option', () =>
    check('a; b; c; z: (a | b) & (b | c)', ['a b c']));

  it('stays together where options share a need', () =>
    check('s; a: s; b; c: s; d; z: (a | b) & (c | d)', ['a b c d s']));

  it('falls apart where the shared need is in anyway', () =>
    check('s; a: s; b; c: s; d; z: s & (a | b) & (c | d)', ['a b', 'c d']));

  it('leaves out what nothing asks for any more', () =>
    check('a; b; x; y; p: x | y; q: a & p; z: a & (q | b | a)', []));

  it('keeps what is in but may only hold in a circle', () =>
    check('x; y; a: b | x; b: a | y; z: a & b', ['a b x y']));
});

describe('on random cores', () => {
  it('the parts cost as much as the whole', () => {
    let several = 0;
    for (let seed = 1; seed <= 700; seed++) {
      const problems = [seed, seed + 10_000, seed + 20_000].map((each) =>
        randomProblem(each, {
          nodes: 5 + (seed % 6),
          choices: 0.6,
          cyclic: seed % 2 === 0,
          excluded: 0,
        }),
      );
      const core = extractCore(sideBySide(problems));
      if (core === null) continue;
      const { paid, parts } = partsOf(core);
      const sum = parts.reduce((total, part) => total + costOf(part), paid);
      const expected = problems.reduce((total, each) => total + bruteForce(each)!.cost, 0);
      expect(sum, `seed ${seed}`).toBe(expected);
      if (parts.length > 1) several += 1;
    }
    expect(several).toBeGreaterThan(20);
  });

  it('no node is in two parts', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const core = extractCore(randomProblem(seed, { nodes: 40, choices: 0.5, cyclic: true }));
      if (core === null) continue;
      const nodes = partsOf(core).parts.flatMap((part) => [...part.nodes]);
      expect(new Set(nodes).size, `seed ${seed}`).toBe(nodes.length);
    }
  });
});

function costOf(part: Core): number {
  const none = new Uint8Array(part.andOr.nodeCount);
  return bruteForce({ ...part, targets: [part.goal], known: none, excluded: none })!.cost;
}

function sideBySide(problems: readonly SelectionProblem[]): SelectionProblem {
  const builder = new AndOrBuilder();
  const targets: number[] = [];
  for (const problem of problems) {
    const first = builder.nodeCount;
    for (const node of problem.costs.keys()) {
      builder.startNode();
      for (const { need, members } of groupsOf(problem.andOr, node)) {
        builder.addGroup(
          need,
          members.map((member) => first + member),
        );
      }
    }
    for (const target of problem.targets) targets.push(first + target);
  }
  return {
    andOr: builder.build(),
    targets,
    known: Uint8Array.from(problems.flatMap(({ known }) => [...known])),
    excluded: Uint8Array.from(problems.flatMap(({ excluded }) => [...excluded])),
    costs: Int32Array.from(problems.flatMap(({ costs }) => [...costs])),
  };
}
