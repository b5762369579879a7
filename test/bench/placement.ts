import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import { CurriculumGraph } from '../../src/curriculum/graph.ts';
import { competencyKey } from '../../src/curriculum/requirement.ts';
import { type Ground, groundOf } from '../../src/planner/placement/ground.ts';
import {
  type Placement,
  type PlacementAnswer,
  Placing,
} from '../../src/planner/placement/placement.ts';
import { readWishes } from '../../src/planner/read-wishes.ts';
import type { GoalRequest } from '../../src/planner/request.ts';
import { solve } from '../../src/planner/solve.ts';
import { invariant } from '../../src/util/invariant.ts';
import {
  byOppiasRule,
  type Implications,
  implicationsOf,
  SeparateChances,
} from '../support/placement-peers.ts';
import { randomCurriculum } from '../support/random-curricula.ts';
import { runToEnd } from '../support/run-to-end.ts';
import { seedCurriculum } from '../support/seeds.ts';
import {
  answersOf,
  competenciesOf,
  learnerKinds,
  simulatedLearner,
} from '../support/simulated-learners.ts';
import { type Bench, type Line, line } from './bench.ts';
import { largeCurriculum } from './large-curriculum.ts';
import { mean, short, spread, timed } from './measure.ts';

/** Where learners are placed: a curriculum, and what they want of it. */
interface Setting {
  readonly graph: CurriculumGraph;
  readonly goals: readonly GoalRequest[];
  readonly ground: Ground;
  readonly implications: Implications;
}

export const placementBench: Bench = {
  name: 'placement',
  title: 'What someone knows, by asking',
  method:
    'Simulated learners of three kinds (who hold what random aims need, who follow the teaching order with gaps, who hold each available thing alike), on whose like the ' +
    'prior was tuned; each slips and guesses in 5 to 10 % of answers, to the same question alike. The share of competencies that is judged rightly, and by how many ' +
    'hours the roadmap is wrong, as a share of what it takes from zero; beside asking about everything once, and Oppia’s rule. Where placement is held against ' +
    'the rule, it may ask no more than the rule does.',
  run: async () => {
    const seeds = graphOf(await seedCurriculum());
    const paths = seeds.curriculum.careerPaths.map(({ slug }) =>
      settingOf(seeds, [{ careerPath: slug }]),
    );
    const drawn = Array.from({ length: 6 }, (_, index) =>
      settingOf(graphOf(randomCurriculum(index + 1, 30)), []),
    );
    return [
      ...accuracyLines('a career path of the seeds', paths, 36),
      ...accuracyLines('random curricula', drawn, 18),
      timeLine('200 skills', graphOf(largeCurriculum(200)), [], 10),
      timeLine(
        '13,900 skills, a path of theirs',
        graphOf(largeCurriculum(13_900)),
        ['path-0'],
        100,
      ),
    ];
  },
};

interface Score {
  readonly asked: number;
  /** Share of competencies judged rightly. */
  readonly right: number;
  /** Hours by which the roadmap differs from the true one, as a share of the roadmap from zero; 0 without goals. */
  readonly hoursWrong: number;
}

const contenders = ['ours', 'everything', 'rule', 'oursWithinRule', 'chancesWithinRule'] as const;
type Scores = Readonly<Record<(typeof contenders)[number], Score>>;

function accuracyLines(where: string, settings: readonly Setting[], count: number): Line[] {
  const scores = learnerKinds.flatMap((kind, at) =>
    Array.from({ length: count / learnerKinds.length }, (_, index) => {
      const setting = settings[index % settings.length]!;
      const truth = simulatedLearner(setting.ground, kind, index + 1 + at * 1000);
      return scoresOf(setting, truth, index + 1, 0.05 + 0.05 * ((index * 0.37) % 1));
    }),
  );
  const average = (who: keyof Scores, what: keyof Score): number =>
    mean(scores.map((score) => score[who][what]));
  const share = (who: keyof Scores): number => average(who, 'right') * 100;
  const wrong = (who: keyof Scores): number => average(who, 'hoursWrong') * 100;
  const percent = (value: number): string => `${value.toFixed(1)} %`;
  const compared = (what: string, ours: keyof Scores, peer: keyof Scores): Line[] => [
    line(`${where}: judged rightly beside ${what}`, percent(share(ours)), percent(share(peer)), {
      figure: share(ours) - share(peer),
      atLeast: 0,
      unit: ' points',
    }),
    ...(settings[0]!.goals.length === 0
      ? []
      : [
          line(
            `${where}: roadmap hours wrong beside ${what}`,
            percent(wrong(ours)),
            percent(wrong(peer)),
            { figure: wrong(ours) - wrong(peer), atMost: 0, unit: ' points' },
          ),
        ]),
  ];
  return [
    line(
      `${where}: questions of its own choice`,
      short(average('ours', 'asked')),
      `${short(average('everything', 'asked'))} in all`,
      { figure: average('ours', 'asked') / average('everything', 'asked'), atMost: 0.7, unit: 'x' },
    ),
    ...compared('asking everything', 'ours', 'everything'),
    line(
      `${where}: questions where it may ask no more than the rule`,
      short(average('oursWithinRule', 'asked')),
      short(average('rule', 'asked')),
      { figure: average('oursWithinRule', 'asked') - average('rule', 'asked'), atMost: 0 },
    ),
    ...compared('Oppia’s rule', 'oursWithinRule', 'rule'),
    ...compared('separate chances at as many questions', 'oursWithinRule', 'chancesWithinRule'),
  ];
}

function scoresOf(setting: Setting, truth: Uint8Array, seed: number, slip: number): Scores {
  const { ground, implications } = setting;
  const ask = answersOf(truth, seed, slip, 0.15 - slip);
  const score = (held: Uint8Array, asked: number): Score => ({
    asked,
    right: rightOf(ground, held, truth),
    hoursWrong: hoursWrongOf(setting, held, truth),
  });
  const all = competenciesOf(ground);
  const said = new Uint8Array(truth.length);
  for (const node of all) said[node] = ask(node) ? 1 : 0;
  const rule = byOppiasRule(ground, implications, ask);
  const stood = interview(setting, ask);
  const last = stood.at(-1)!;
  const within = stood[Math.min(stood.length - 1, rule.asked)]!;
  const chances = new SeparateChances(ground, implications, 0.07);
  for (let asked = 0; asked < within.answered; asked++) {
    const node = chances.next();
    if (node === null) break;
    chances.hear(node, ask(node));
  }
  return {
    ours: score(judged(ground, last), last.answered),
    everything: score(said, all.length),
    rule: score(rule.held, rule.asked),
    oursWithinRule: score(judged(ground, within), within.answered),
    chancesWithinRule: score(chances.outcome().held, within.answered),
  };
}

/** Where it stands after each answer, until it asks no more. */
function interview({ graph, goals, ground }: Setting, ask: (node: number) => boolean): Placement[] {
  const placing = new Placing(graph, { goals, answers: [], mostQuestions: 200 });
  const stood: Placement[] = [];
  for (;;) {
    const now = placing.standing();
    stood.push(now);
    if (now.question === null) return stood;
    const { competency } = now.question;
    const node = ground.numberOf.get(graph.nodeOfCompetency(competency)!)!;
    placing.hear({ competency, holds: ask(node) ? 'YES' : 'NO' });
  }
}

function judged({ graph, numberOf, kind }: Ground, { estimates }: Placement): Uint8Array {
  const held = new Uint8Array(kind.length);
  for (const { competency, probability } of estimates) {
    if (probability >= 0.5) held[numberOf.get(graph.nodeOfCompetency(competency)!)!] = 1;
  }
  return held;
}

function rightOf(ground: Ground, held: Uint8Array, truth: Uint8Array): number {
  const all = competenciesOf(ground);
  return all.filter((node) => held[node] === truth[node]).length / all.length;
}

function hoursWrongOf(setting: Setting, held: Uint8Array, truth: Uint8Array): number {
  if (setting.goals.length === 0) return 0;
  const [ours, real, zero] = [held, truth, new Uint8Array(truth.length)].map((known) =>
    tenthsLeft(setting, known),
  ) as [number, number, number];
  return Math.abs(ours - real) / zero;
}

function tenthsLeft({ graph, goals, ground }: Setting, held: Uint8Array): number {
  const read = readWishes(graph, { goals });
  invariant(read.kind === 'wishes', 'the goals are in the curriculum');
  const known = new Uint8Array(graph.nodes.nodeCount);
  for (const node of competenciesOf(ground)) known[ground.nodes[node]!] = held[node]!;
  const solution = runToEnd(solve(read.wishes, { known, list: [] }));
  invariant(solution !== null, 'every goal can be reached');
  return solution.tenths;
}

/** Milliseconds for an answer and the next question, with a placement that is kept between answers. */
function timeLine(
  where: string,
  graph: CurriculumGraph,
  paths: readonly string[],
  target: number,
): Line {
  const goals = paths.map((careerPath) => ({ careerPath }));
  const ground = groundOf(
    graph,
    paths.map((path) => graph.nodeOf(path)!),
  );
  const truth = simulatedLearner(ground, 'follower', 1);
  const ask = answersOf(truth, 1, 0.07, 0.07);
  const placing = new Placing(graph, { goals, answers: [], sureEnough: 0.9999, mostQuestions: 30 });
  const begun = timed(() => new Placing(graph, { goals, answers: [] }));
  const each: number[] = [];
  const asked: string[] = [];
  for (let { question } = placing.standing(); question !== null; ) {
    const { competency } = question;
    const node = ground.numberOf.get(graph.nodeOfCompetency(competency)!)!;
    const answer: PlacementAnswer = { competency, holds: ask(node) ? 'YES' : 'NO' };
    asked.push(competencyKey(competency));
    each.push(
      timed(() => {
        placing.hear(answer);
        question = placing.standing().question;
      }),
    );
  }
  invariant(new Set(asked).size === asked.length, 'nothing is asked twice');
  const sorted = each.toSorted((left, right) => left - right);
  return line(
    `${where}: an answer and the next question, ${competenciesOf(ground).length} competencies`,
    spread(each),
    `${short(begun)} ms to begin`,
    { figure: sorted[Math.floor(sorted.length / 2)] ?? 0, atMost: target, unit: ' ms' },
  );
}

function settingOf(graph: CurriculumGraph, goals: readonly GoalRequest[]): Setting {
  const nodes = goals.map(({ careerPath }) => graph.nodeOf(careerPath!)!);
  const ground = groundOf(graph, nodes);
  return { graph, goals, ground, implications: implicationsOf(ground) };
}

function graphOf(curriculum: Curriculum): CurriculumGraph {
  const result = CurriculumGraph.build(curriculum);
  invariant(result.kind === 'graph', 'the curriculum is sound');
  return result.graph;
}
