import type { Highs } from 'highs';
import { type Core, extractCore } from '../../src/planner/select/core.ts';
import { Decisions } from '../../src/planner/select/decisions.ts';
import { Draft } from '../../src/planner/select/draft.ts';
import { solveMixedInteger } from '../../src/planner/select/mixed-integer.ts';
import type { Selection, SelectionProblem } from '../../src/planner/select/problem.ts';
import { select } from '../../src/planner/select/select.ts';
import { loadSolver } from '../../src/planner/select/solver.ts';
import { IN } from '../../src/planner/select/state.ts';
import type { Work } from '../../src/planner/work.ts';
import { invariant } from '../../src/util/invariant.ts';
import { runToEnd } from '../support/run-to-end.ts';
import { type Bench, type Line, line } from './bench.ts';
import { mean, median, percentile, short, spread, timed, times } from './measure.ts';
import {
  escoSizeProblems,
  layeredProblem,
  realisticProblem,
  setCoverProblem,
  sixtyChoicesProblem,
  steinerProblem,
} from './problems.ts';

/** Exact selection beside HiGHS alone and a greedy choice. */
export const selection: Bench = {
  name: 'selection',
  title: 'Selection',
  method:
    'Another seeded problem each time, one run each after warming up. HiGHS (wasm) gets all that may be needed as an array model, with presolve, to a gap of 0, building included; greedy takes what looks cheapest by summed needs and leaves out what is not needed. Every cost is compared with that of HiGHS.',
  async run() {
    const highs = await loadSolver();
    warmUp(highs);
    return [...realistic(highs), ...escoSize(highs), ...sixtyChoices(highs), ...adversarial()];
  },
};

interface Outcome {
  readonly isCyclic: boolean;
  readonly milliseconds: number;
  readonly isProven: boolean;
  readonly highsMilliseconds: number;
  readonly isSame: boolean;
  /** What greedy costs more, as a share of the least. */
  readonly greedyLoss: number;
}

function realistic(highs: Highs): Line[] {
  const outcomes = seeds(1_000).map((seed) =>
    compare(highs, realisticProblem(seed, seed % 2 === 0)),
  );
  const own = outcomes.map(({ milliseconds }) => milliseconds);
  const cyclic = outcomes.filter(({ isCyclic }) => isCyclic).length;
  return [
    ...lines('realistic, 10 to 30 choices', outcomes, { p50: 1.5, p99: 20, ratio: 5 }),
    line('problems with cycles through alternatives', `${cyclic} of ${own.length}`, '', {
      figure: cyclic,
      atLeast: 250,
    }),
  ];
}

function escoSize(highs: Highs): Line[] {
  const outcomes = escoSizeProblems(1, 100).map((problem) => compare(highs, problem));
  return lines('13,900 skills, 500 choices', outcomes, { p50: 3, p99: 30, ratio: 8 });
}

function lines(
  name: string,
  outcomes: readonly Outcome[],
  target: { p50: number; p99: number; ratio: number },
): Line[] {
  const own = outcomes.map(({ milliseconds }) => milliseconds);
  const peer = outcomes.map(({ highsMilliseconds }) => highsMilliseconds);
  const ratio = median(outcomes.map((each) => each.highsMilliseconds / each.milliseconds));
  const p99 = percentile(own, 0.99);
  return [
    line(`${name}: p50`, spread(own), `HiGHS ${spread(peer)}`, {
      figure: median(own),
      atMost: target.p50,
      unit: ' ms',
    }),
    line(`${name}: p99`, `${short(p99)} ms`, '', { figure: p99, atMost: target.p99, unit: ' ms' }),
    line(`${name}: median of HiGHS / own`, times(ratio), '', {
      figure: ratio,
      atLeast: target.ratio,
      unit: 'x',
    }),
    ...certainty(name, outcomes),
  ];
}

function certainty(name: string, outcomes: readonly Outcome[]): Line[] {
  const count = outcomes.length;
  const proven = outcomes.filter(({ isProven }) => isProven).length;
  const different = outcomes.filter(({ isSame }) => !isSame).length;
  const losses = outcomes.map(({ greedyLoss }) => greedyLoss * 100).filter(Number.isFinite);
  return [
    line(`${name}: proven`, `${proven} of ${count}`, '', { figure: proven, atLeast: count }),
    line(
      `${name}: costs that differ from those of HiGHS`,
      `${different} of ${count}`,
      `greedy is ${short(mean(losses))} % dearer, ${short(percentile(losses, 0.9))} % at p90`,
      { figure: different, atMost: 0 },
    ),
  ];
}

function sixtyChoices(highs: Highs): Line[] {
  const name = 'about 60 open choices';
  const outcomes = seeds(100).map((seed) =>
    compare(highs, sixtyChoicesProblem(seed, seed % 4 === 0)),
  );
  const own = outcomes.map(({ milliseconds }) => milliseconds);
  const peer = outcomes.map(({ highsMilliseconds }) => highsMilliseconds);
  const alone = seeds(100).map((seed) => ownSelection(sixtyChoicesProblem(seed, seed % 4 === 0)));
  const untilPlan = alone.map(({ milliseconds }) => milliseconds);
  return [
    line(`${name}: until there is a plan and a bound`, spread(untilPlan), '', {
      figure: Math.max(...untilPlan),
      atMost: 60,
      unit: ' ms',
    }),
    line(`${name}: with what is handed over`, spread(own), `HiGHS ${spread(peer)}`, {
      figure: Math.max(...own),
      atMost: 1_000,
      unit: ' ms',
    }),
    ...certainty(name, outcomes),
  ];
}

/** What no author would write: bounded, not always proven. */
function adversarial(): Line[] {
  const sets: readonly [string, readonly SelectionProblem[]][] = [
    ['set cover 60 by 60', seeds(6).map((seed) => cover(seed, 60, 4))],
    ['set cover 100 by 100', seeds(3).map((seed) => cover(seed, 100, 5))],
    ['layers 5 by 12', seeds(10).map((seed) => layered(seed, 5, 12))],
    ['layers 5 by 12, cyclic', seeds(10).map((seed) => layered(seed, 5, 12, true))],
    ['layers 6 by 20', seeds(5).map((seed) => layered(seed, 6, 20))],
    ['layers 6 by 30 of 3 groups', seeds(3).map((seed) => layered(seed, 6, 30, false, 3))],
    ['Steiner triples of 27', [steinerProblem()]],
  ];
  return sets.map(([name, problems]) => {
    const alone = problems.map((problem) => ownSelection(problem));
    const gaps = alone.map(({ selection: { cost, lowerBound } }) => 1 - lowerBound / cost);
    const proven = gaps.filter((gap) => gap === 0).length;
    const gap = `${short(Math.max(...gaps) * 100)} %`;
    return line(
      `${name}: plan and bound, own search`,
      spread(alone.map(({ milliseconds }) => milliseconds)),
      `${proven} of ${gaps.length} proven, the widest gap is ${gap}`,
    );
  });
}

function cover(seed: number, size: number, options: number): SelectionProblem {
  return setCoverProblem(seed, { elements: size, sets: size, options });
}

function layered(seed: number, layers: number, width: number, isCyclic = false, groups = 2) {
  return layeredProblem(seed, { layers, width, isCyclic, groups });
}

function compare(highs: Highs, problem: SelectionProblem): Outcome {
  // A graph is shared by many requests, and what is kept of it is made with the first.
  const core = extractCore(problem)!;
  const own = ownSelection(problem, highs);
  let least = 0;
  const highsMilliseconds = timed(() => {
    least = solveMixedInteger(highs, core, unlimited).lowerBound;
  });
  const { cost, lowerBound } = own.selection;
  return {
    isCyclic: core.hasCycles,
    milliseconds: own.milliseconds,
    isProven: cost === lowerBound,
    highsMilliseconds,
    isSame: cost === least,
    greedyLoss: greedy(core) / least - 1,
  };
}

const unlimited = { nodes: 1_000_000, seconds: 30 };

function ownSelection(
  problem: SelectionProblem,
  highs?: Highs,
): { selection: Selection; milliseconds: number } {
  let found: Selection | null = null;
  const milliseconds = timed(() => {
    found = runHere(select(problem), highs);
  });
  invariant(found !== null, 'the problems can be solved');
  return { selection: found, milliseconds };
}

/** Runs work to its end on this thread, and hard parts too where there is a solver. */
function runHere<Result>(work: Work<Result>, highs?: Highs): Result {
  let turn = work.next();
  while (!turn.done) {
    const part = turn.value;
    turn = work.next(part && highs && solveMixedInteger(highs, part, unlimited));
  }
  return turn.value;
}

/** What choosing by summed needs costs; infinite where it finds no plan because of cycles. */
function greedy(core: Core): number {
  const decisions = new Decisions(core);
  decisions.set(core.goal, IN);
  const draft = new Draft(core, decisions);
  draft.takeCheapest(Float64Array.from(core.costs));
  const fixed = new Uint8Array(core.costs.length);
  fixed[core.goal] = 1;
  return runToEnd(draft.dropSurplus(fixed)) ? draft.cost : Number.POSITIVE_INFINITY;
}

function warmUp(highs: Highs): void {
  for (const seed of seeds(60)) compare(highs, realisticProblem(seed + 10_000, seed % 2 === 0));
  for (const problem of escoSizeProblems(2, 20)) compare(highs, problem);
}

function seeds(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
