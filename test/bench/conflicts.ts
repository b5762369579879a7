import { type AndOr, AndOrBuilder } from '../../src/curriculum/and-or.ts';
import { forwardChain } from '../../src/curriculum/forward-chain.ts';
import { smallestConflict } from '../../src/planner/obstacle/conflict.ts';
import { relevantPart } from '../../src/planner/relevant-part.ts';
import { dice } from '../support/random.ts';
import { runToEnd } from '../support/run-to-end.ts';
import type { Bench, Line } from './bench.ts';
import { line } from './bench.ts';
import { mean, median, percentile, short, spread, timedEach, times } from './measure.ts';

/** Target 8: how long it takes to find a minimal conflict among exclusions. */
export const conflicts: Bench = {
  name: 'conflicts',
  title: 'Conflicts',
  method:
    'Exclusions rule a goal out; a minimal set of them is found by QuickXplain, the relevant part cut out anew each time. The peer is a deletion filter on the same part: each exclusion is dropped that is not needed. Each conflict is checked to rule the goal out, and no longer without any one of it. Every problem has another graph, goal or set of exclusions.',
  run: async () => [
    ...measure('150 skills, 30 any-of groups, 30 exclusions', realistic(), 0.2),
    ...measure('13,900 skills, 500 any-of groups, 60 exclusions', escoSized(), 3),
  ],
};

interface ConflictProblem {
  readonly andOr: AndOr;
  readonly target: number;
  readonly exclusions: readonly (readonly number[])[];
}

function measure(
  what: string,
  problems: readonly ConflictProblem[],
  millisecondsMax: number,
): Line[] {
  // Twice, so that what is measured is what the compiler made of it.
  timedEach(problems, find);
  timedEach(problems, filter);
  const found = problems.map(find);
  const own = timedEach(problems, find);
  const peer = timedEach(problems, filter);
  const sizes = found.map(({ length }) => length);
  const wrong = problems.filter((problem, index) => !isMinimal(problem, found[index]!)).length;
  return [
    line(`${what} (${problems.length})`, spread(own), `deletion filter ${spread(peer)}`, {
      figure: median(own),
      atMost: millisecondsMax,
      unit: ' ms at p50',
    }),
    line('… beside the deletion filter', times(median(peer) / median(own)), ''),
    line('… nodes that may be needed', `mean ${short(mean(problems.map(sizeOf)))}`, ''),
    line(
      '… exclusions in a conflict',
      `p50 ${median(sizes)}, p99 ${percentile(sizes, 0.99)}, max ${Math.max(...sizes)}`,
      '',
    ),
    line('… conflicts that are not minimal', short(wrong), '', { figure: wrong, atMost: 0 }),
  ];
}

function sizeOf({ andOr, target }: ConflictProblem): number {
  return relevantPart(andOr, [target]).nodes.length;
}

function find({ andOr, target, exclusions }: ConflictProblem): number[] {
  const part = relevantPart(andOr, [target]);
  return runToEnd(smallestConflict(part, part.numberOf[target]!, exclusions));
}

function filter({ andOr, target, exclusions }: ConflictProblem): number[] {
  const part = relevantPart(andOr, [target]);
  const isPart = (node: number): boolean => part.nodes[part.numberOf[node]!] === node;
  const local = exclusions.map((nodes) => nodes.filter(isPart).map((node) => part.numberOf[node]!));
  let kept = [...exclusions.keys()];
  for (const index of exclusions.keys()) {
    const rest = kept.filter((other) => other !== index);
    const blocked = new Uint8Array(part.andOr.nodeCount);
    for (const number of rest.flatMap((each) => local[each]!)) blocked[number] = 1;
    if (forwardChain(part.andOr, blocked).round[part.numberOf[target]!] === -1) kept = rest;
  }
  return kept;
}

function isMinimal(problem: ConflictProblem, conflict: readonly number[]): boolean {
  const others = (left: number): number[] => conflict.filter((index) => index !== left);
  return (
    isRuledOut(problem, conflict) && conflict.every((left) => !isRuledOut(problem, others(left)))
  );
}

function isRuledOut(
  { andOr, target, exclusions }: ConflictProblem,
  held: readonly number[],
): boolean {
  const blocked = new Uint8Array(andOr.nodeCount);
  for (const node of held.flatMap((index) => exclusions[index]!)) blocked[node] = 1;
  return forwardChain(andOr, blocked).round[target] === -1;
}

function realistic(): ConflictProblem[] {
  return until(250, (seed) => {
    const andOr = randomGraph(seed, { skills: 150, choices: 30, reach: 60, wanted: 25 });
    return randomExclusions(andOr, seed, { count: 30, spared: true });
  });
}

function escoSized(): ConflictProblem[] {
  const graphs = [1, 2, 3].map((seed) =>
    randomGraph(seed, { skills: 13_900, choices: 500, reach: 1_500, wanted: 150 }),
  );
  return until(60, (seed) =>
    randomExclusions(graphs[seed % graphs.length]!, seed, { count: 60, spared: false }),
  );
}

/** The first so many problems in which the goal is ruled out. */
function until(count: number, make: (seed: number) => ConflictProblem): ConflictProblem[] {
  const problems: ConflictProblem[] = [];
  for (let seed = 1; problems.length < count; seed++) {
    const problem = make(seed);
    if (isRuledOut(problem, [...problem.exclusions.keys()])) problems.push(problem);
  }
  return problems;
}

interface GraphShape {
  readonly skills: number;
  readonly choices: number;
  /** How far back in the order of teaching a prerequisite may lie. */
  readonly reach: number;
  /** Skills that the goal, the last node, asks for. */
  readonly wanted: number;
}

/** Skills with hard prerequisites before them, some with a choice of two to four, and a goal at the end. */
function randomGraph(seed: number, { skills, choices, reach, wanted }: GraphShape): AndOr {
  const { between, pick } = dice(seed);
  const builder = new AndOrBuilder();
  const offers = new Set(
    pick(
      Array.from({ length: skills - 20 }, (_, index) => index + 20),
      choices,
    ),
  );
  const before = (node: number): number => between(Math.max(0, node - reach), node - 1);
  const some = (count: number, one: () => number): number[] => [
    ...new Set(Array.from({ length: count }, one)),
  ];
  for (let node = 0; node < skills; node++) {
    builder.startNode();
    if (node < 10) continue;
    const needs = some(between(0, 2), () => before(node));
    if (needs.length > 0) builder.addGroup(needs.length, needs);
    const options = offers.has(node) ? some(between(2, 4), () => before(node)) : [];
    if (options.length > 1) builder.addGroup(1, options);
  }
  builder.startNode();
  const goals = some(wanted, () => between(skills >> 1, skills - 1));
  builder.addGroup(goals.length, goals);
  return builder.build();
}

/** Skills to leave out: any of those that may be needed, or only such as the goal could do without, each by itself. */
function randomExclusions(
  andOr: AndOr,
  seed: number,
  { count, spared }: { count: number; spared: boolean },
): ConflictProblem {
  const target = andOr.nodeCount - 1;
  const { pick } = dice(seed);
  const candidates = [...relevantPart(andOr, [target]).nodes].filter((node) => node !== target);
  const nodes = pick(candidates, candidates.length).filter(
    (node) => !spared || !isRuledOut({ andOr, target, exclusions: [[node]] }, [0]),
  );
  return { andOr, target, exclusions: nodes.slice(0, count).map((node) => [node]) };
}
