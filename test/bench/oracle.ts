import { components } from '../../src/curriculum/components.ts';
import type { SelectionProblem } from '../../src/planner/select/problem.ts';
import { loadSolver } from '../../src/planner/select/solver.ts';
import { randomProblem } from '../support/selection-problems.ts';
import { byBruteForce, byHighs, type Judge } from '../support/selection-verdict.ts';
import { type Bench, type Line, line } from './bench.ts';
import { layeredProblem, realisticProblem, setCoverProblem, steinerProblem } from './problems.ts';

/** The judges of the tests over many more problems than a test run has time for. */
export const oracle: Bench = {
  name: 'oracle',
  title: 'Selection, judged',
  method:
    'Each selection has to be proven, to cost what an independent solver says, to hold by the definition and to have nothing that could be left out; small ones have to be the very set that trying every subset finds, ties included.',
  async run() {
    const highs = byHighs(await loadSolver());
    return [
      judged('small, every subset', byBruteForce, range(4_000), small),
      judged('40 to 110 nodes, at least n anywhere', highs, range(300), middling),
      judged('at least n in every layer', highs, range(80), deepElectives),
      judged('realistic', highs, range(500), (seed) => realisticProblem(seed + 5_000)),
      judged('realistic, cyclic', highs, range(500), (seed) =>
        realisticProblem(seed + 9_000, true),
      ),
      judged('set cover 30 by 30', highs, range(40), cover),
      judged('layers 5 by 10', highs, range(8), (seed) => layered(seed, false)),
      judged('layers 5 by 10, cyclic', highs, range(4), (seed) => layered(seed, true)),
      judged('Steiner triples of 27', highs, [1], steinerProblem),
    ];
  },
};

function judged(
  name: string,
  judge: Judge,
  seeds: readonly number[],
  draw: (seed: number) => SelectionProblem,
): Line {
  const faults: string[] = [];
  let cyclic = 0;
  for (const seed of seeds) {
    const problem = draw(seed);
    if (components(problem.andOr).isCyclic.includes(1)) cyclic += 1;
    const fault = judge(problem);
    if (fault !== null) faults.push(`seed ${seed} ${fault}`);
  }
  const told = [`${faults.length} faults in ${seeds.length}`, ...faults.slice(0, 3)].join('; ');
  return line(name, told, `${cyclic} with cycles`, { figure: faults.length, atMost: 0 });
}

function small(seed: number): SelectionProblem {
  return randomProblem(seed + 20_000, {
    nodes: 4 + (seed % 9),
    choices: 0.6,
    cyclic: seed % 2 === 0,
  });
}

function middling(seed: number): SelectionProblem {
  return randomProblem(seed + 20_000, {
    nodes: 40 + (seed % 71),
    choices: 0.5 + (seed % 4) * 0.1,
    cyclic: seed % 2 === 0,
    excluded: 0.02,
    targetsMax: 6,
  });
}

function deepElectives(seed: number): SelectionProblem {
  return layeredProblem(seed, { layers: 4, width: 8, needMax: 3, isCyclic: seed % 2 === 0 });
}

function cover(seed: number): SelectionProblem {
  return setCoverProblem(seed, { elements: 30, sets: 30, options: 4 });
}

function layered(seed: number, isCyclic: boolean): SelectionProblem {
  return layeredProblem(seed, { layers: 5, width: 10, isCyclic });
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
