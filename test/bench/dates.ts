import type { Highs, ModelData } from 'highs';
import type { AndOr } from '../../src/curriculum/and-or.ts';
import type { DatedNode } from '../../src/planner/dates/goal-question.ts';
import { chooseGoals } from '../../src/planner/dates/goal-search.ts';
import { DatedGround } from '../../src/planner/dates/ground.ts';
import { ascending, keepsDates } from '../../src/planner/dates/stages.ts';
import { extractCore } from '../../src/planner/select/core.ts';
import { loadSolver } from '../../src/planner/select/solver.ts';
import { invariant } from '../../src/util/invariant.ts';
import { dice } from '../support/random.ts';
import { runToEnd } from '../support/run-to-end.ts';
import { type Bench, type Line, line } from './bench.ts';
import { careersProblem, type GoalProblem } from './goal-problems.ts';
import { median, percentile, short, spread, timed, times } from './measure.ts';
import { realisticProblem } from './problems.ts';

/** Target 7: which goals to keep where not all can be reached by a date. */
export const dates: Bench = {
  name: 'dates',
  title: 'Goals by a date',
  method:
    '22 goals, each worth 1 to 10, and a quarter, a half or three quarters of the hours that all of them take. The goals that are worth most together are chosen, the cutting out of what they may need included. Careers share a trunk of 40 skills and choose among families of tools, 10 to 30 choices; of the curricula of bench `selection` skills of the second half are goals. Peers: HiGHS (WebAssembly, model from arrays, gap 0, presolve on, at most 5 s), and a greedy choice that takes one goal after the other by its worth an hour, each priced exactly beside those before it. Every question has another curriculum; each answer is compared with that of HiGHS where it finished.',
  async run() {
    const highs = await loadSolver();
    const warmUp = range(900, 912).map((seed) => question(careersProblem(seed), 0.5));
    for (const one of warmUp) choose(one);
    solve(highs, warmUp[0]!);
    return [
      ...[0.25, 0.5, 0.75].flatMap((share) => {
        const seeds = range(1, 17).map((seed) => seed + 1_000 * share);
        const asked = seeds.map((seed) => question(careersProblem(seed), share));
        return measure(highs, `careers, ${100 * share} % of the hours`, asked);
      }),
      ...measure(
        highs,
        'skills, 50 % of the hours',
        range(1, 25).map((seed) => question(skillsProblem(seed), 0.5)),
      ),
    ];
  },
};

/** Search steps that take about 50 milliseconds where nothing else runs. */
const stepsOfFiftyMilliseconds = 900;

interface Question {
  readonly andOr: AndOr;
  readonly costs: Int32Array;
  readonly goals: readonly DatedNode[];
  readonly room: number;
}

function question({ andOr, costs, goals }: GoalProblem, share: number): Question {
  const nodes = goals.map(({ node }) => node);
  const ground = groundOf(andOr, costs, nodes);
  const { cost } = runToEnd(ground.shortest(ascending(ground.numbersOf(nodes))));
  const room = Math.floor(cost * share);
  return { andOr, costs, goals: goals.map((goal) => ({ ...goal, date: 0 })), room };
}

function skillsProblem(seed: number): GoalProblem {
  const { between, pick } = dice(seed);
  const { andOr, costs } = realisticProblem(seed);
  // The last node of these problems wants something itself.
  const skills = range(0, andOr.nodeCount - 1).filter((node) => costs[node]! > 0);
  const nodes = pick(skills.slice(skills.length >> 1), 22);
  return { andOr, costs, goals: nodes.map((node) => ({ node, importance: between(1, 10) })) };
}

function groundOf(andOr: AndOr, costs: Int32Array, targets: readonly number[]): DatedGround {
  const none = new Uint8Array(andOr.nodeCount);
  const core = extractCore({ andOr, costs, targets, known: none, excluded: none });
  invariant(core !== null, 'all targets can be had');
  return new DatedGround(core, andOr.nodeCount);
}

function choose({ andOr, costs, goals, room }: Question, stepBudget?: number) {
  const nodes = goals.map(({ node }) => node);
  const ground = groundOf(andOr, costs, nodes);
  const local = goals.map((goal) => ({ ...goal, node: ground.numbersOf([goal.node])[0]! }));
  const asked = { ground, goals: local, room: [room] };
  const { kept, isProven } = runToEnd(
    chooseGoals(
      asked,
      (indices) =>
        keepsDates(
          ground,
          indices.map((index) => local[index]!),
          [room],
        ),
      stepBudget,
    ),
  );
  return { worth: kept.reduce((sum, goal) => sum + goals[goal]!.importance!, 0), isProven };
}

/** One goal after the other, by what it is worth for the hours that it takes beside those before it. */
function chooseGreedily({ andOr, costs, goals, room }: Question): number {
  const nodes = goals.map(({ node }) => node);
  const ground = groundOf(andOr, costs, nodes);
  const costOf = (chosen: readonly DatedNode[]): number => {
    const targets = ground.numbersOf(chosen.map(({ node }) => node));
    return runToEnd(ground.shortest(ascending(targets))).cost;
  };
  let kept: DatedNode[] = [];
  let open = [...goals];
  for (let spent = 0; open.length > 0; ) {
    const priced = open.map((goal) => ({ goal, more: costOf([...kept, goal]) - spent }));
    const fitting = priced.filter(({ more }) => spent + more <= room);
    const density = ({ goal, more }: { goal: DatedNode; more: number }): number =>
      goal.importance! / (more + 1);
    const best = fitting.reduce<(typeof fitting)[number] | undefined>(
      (most, one) => (most === undefined || density(one) > density(most) ? one : most),
      undefined,
    );
    if (best === undefined) break;
    kept = [...kept, best.goal];
    spent += best.more;
    open = fitting.map(({ goal }) => goal).filter((goal) => goal !== best.goal);
  }
  return kept.reduce((sum, { importance }) => sum + importance!, 0);
}

/** What goals are worth at the most by HiGHS; null where it did not finish. */
function solve(highs: Highs, asked: Question): number | null {
  return highs.withModel(program(asked), (model) => {
    model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0, time_limit: 5 });
    model.run();
    if (model.getModelStatus() !== highs.constants.modelStatus.optimal) return null;
    const { colValue } = model.getSolution();
    return asked.goals.reduce(
      (sum, { node, importance }) => sum + (colValue[node]! > 0.5 ? importance! : 0),
      0,
    );
  });
}

/** A column a node, a row a group, and one for the hours; these curricula have no circles. */
function program({ andOr, costs, goals, room }: Question): ModelData {
  const { nodeCount, need, owner, memberStart, members } = andOr;
  const starts: number[] = [];
  const indices: number[] = [];
  const values: number[] = [];
  for (let group = 0; group < need.length; group++) {
    starts.push(indices.length);
    for (let at = memberStart[group]!; at < memberStart[group + 1]!; at++) {
      indices.push(members[at]!);
      values.push(1);
    }
    indices.push(owner[group]!);
    values.push(-need[group]!);
  }
  starts.push(indices.length);
  costs.forEach((cost, node) => {
    indices.push(node);
    values.push(-cost);
  });
  starts.push(indices.length);
  const numRows = need.length + 1;
  const rowLower = new Float64Array(numRows);
  rowLower[need.length] = -room;
  const colCost = new Float64Array(nodeCount);
  for (const { node, importance } of goals) colCost[node] = -importance!;
  return {
    numCols: nodeCount,
    numRows,
    colCost,
    colLower: new Float64Array(nodeCount),
    colUpper: new Float64Array(nodeCount).fill(1),
    rowLower,
    rowUpper: new Float64Array(numRows).fill(Number.POSITIVE_INFINITY),
    integrality: new Int32Array(nodeCount).fill(1) as ModelData['integrality'] & Int32Array,
    matrix: {
      format: 'csr',
      numRows,
      numCols: nodeCount,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    },
  };
}

function measure(highs: Highs, what: string, questions: readonly Question[]): Line[] {
  const own: number[] = [];
  const peer: number[] = [];
  const cut: number[] = [];
  const lost: number[] = [];
  const lostGreedily: number[] = [];
  let [unproven, wrong, compared] = [0, 0, 0];
  for (const one of questions) {
    let [found, early] = [choose(one, 0), choose(one, 0)];
    let judged: number | null = null;
    own.push(
      timed(() => {
        found = choose(one);
      }),
    );
    peer.push(
      timed(() => {
        judged = solve(highs, one);
      }),
    );
    cut.push(
      timed(() => {
        early = choose(one, stepsOfFiftyMilliseconds);
      }),
    );
    if (!found.isProven) unproven += 1;
    if (judged !== null) compared += 1;
    if (judged !== null && judged !== found.worth) wrong += 1;
    lost.push(1 - early.worth / found.worth);
    lostGreedily.push(1 - chooseGreedily(one) / found.worth);
  }
  const percent = (values: readonly number[], share: number): string =>
    `${short(100 * percentile(values, share))} %`;
  return [
    line(`${what} (${questions.length})`, spread(own), `HiGHS ${spread(peer)}`, {
      figure: median(own),
      atMost: 30,
      unit: ' ms at p50',
    }),
    line('… the longest', `${short(Math.max(...own))} ms`, `${short(Math.max(...peer))} ms`, {
      figure: Math.max(...own),
      atMost: 500,
      unit: ' ms',
    }),
    line('… beside HiGHS', times(median(peer) / median(own)), ''),
    line('… not proven', short(unproven), '', { figure: unproven, atMost: 0 }),
    line('… other worth than HiGHS', `${wrong} of ${compared}`, '', { figure: wrong, atMost: 0 }),
    line(
      `… lost where cut off (${spread(cut)})`,
      `p90 ${percent(lost, 0.9)}, max ${percent(lost, 1)}`,
      `greedy p50 ${percent(lostGreedily, 0.5)}, p90 ${percent(lostGreedily, 0.9)}, max ${percent(lostGreedily, 1)}`,
      { figure: percentile(lost, 0.9) * 100, atMost: 2, unit: ' % at p90' },
    ),
  ];
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
