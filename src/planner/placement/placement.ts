import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { Competency } from '../../curriculum/requirement.ts';
import type { CompetencyRequest, GoalRequest } from '../request.ts';
import type { Work } from '../work.ts';
import { Belief, type Certain, HELD, type Likelihood, NOT_HELD } from './belief.ts';
import { type Candidate, chooseQuestion, type Interest } from './choose-question.ts';
import { COMPETENCY, type Ground, groundOf } from './ground.ts';
import { impliedBy, implying } from './implied.ts';
import { neededRows } from './needs.ts';
import { type Question, questionAbout } from './question.ts';
import { countOf, heldRows } from './rows.ts';

/**
 * A placement as it is kept: plain data from which it can be told again at any time. What names nothing of the graph is
 * passed over, since the curriculum may have changed since.
 */
export interface PlacementRequest {
  /** The questions are those that bear upon the roadmap to them; where there are none, all competencies are of interest. */
  readonly goals?: readonly GoalRequest[] | null | undefined;
  /** What the learner says to know: believed until answers speak against it. */
  readonly knows?: readonly CompetencyRequest[] | null | undefined;
  /** What is certain already, as by a mentor's word: never asked about, whatever is answered. */
  readonly confirmed?: readonly CompetencyRequest[] | null | undefined;
  readonly refuted?: readonly CompetencyRequest[] | null | undefined;
  /** In the order given. Of several about one competency the last counts. */
  readonly answers: readonly PlacementAnswer[];
  /** No question is asked after so many answers; 30 when left out. */
  readonly mostQuestions?: number | null | undefined;
  /**
   * It stops once so much of what is of interest is judged rightly, as far as it can tell; 0.985 when left out. With 1 it
   * stops once everything was answered or can't be otherwise by what was answered.
   */
  readonly sureEnough?: number | null | undefined;
  /** How often people err in what they answer; 0.07 each when left out. */
  readonly slip?: number | null | undefined;
  readonly guess?: number | null | undefined;
}

export const answerKinds = ['YES', 'NO', 'UNSURE'] as const;

export interface PlacementAnswer {
  readonly competency: CompetencyRequest;
  readonly holds: (typeof answerKinds)[number];
}

export const placementStops = ['SURE', 'NOTHING_WORTH_ASKING', 'ENOUGH_ASKED'] as const;

/** Where a placement stands after its answers. */
export interface Placement {
  /** The next one; null where it is done. */
  readonly question: Question | null;
  /** Why there is no further question; null where there is one. */
  readonly stopped: (typeof placementStops)[number] | null;
  /** How sure it is, and why it stopped, as a sentence. */
  readonly text: string;
  /** The expected share of what is of interest that is judged rightly, 0 to 1; with goals, of the hours to learn for them. */
  readonly sureness: number;
  /** Answers that counted. */
  readonly answered: number;
  /**
   * One for each competency that was of interest, in order of slug and level. Never less likely than what can't be held
   * without it.
   */
  readonly estimates: readonly Estimate[];
}

export interface Estimate {
  readonly competency: Competency;
  /** That the learner holds it. */
  readonly probability: number;
  /** Null where it is too close to call. */
  readonly holds: boolean | null;
}

/** Takes in what was answered and chooses what to ask next. Repeats exactly; yields between answers. */
export function* placementOf(graph: CurriculumGraph, request: PlacementRequest): Work<Placement> {
  const placing = new Placing(graph, request);
  yield;
  for (const answer of countedAnswers(graph, request.answers)) {
    placing.hear(answer);
    yield;
  }
  return placing.standing();
}

/** A placement under way. It stays where the answers come one after another, and `placementOf` builds it anew. */
export class Placing {
  readonly #graph: CurriculumGraph;
  readonly #ground: Ground;
  readonly #belief: Belief;
  readonly #request: PlacementRequest;
  readonly #answered = new Map<number, PlacementAnswer['holds']>();
  readonly #likelihoods: Readonly<Record<PlacementAnswer['holds'], Likelihood>>;
  #bound: Bound | null = null;

  /** Begins without the answers of the request. */
  constructor(graph: CurriculumGraph, request: PlacementRequest) {
    this.#graph = graph;
    this.#request = request;
    this.#likelihoods = likelihoods(request.slip ?? defaultError, request.guess ?? defaultError);
    this.#ground = groundOf(graph, goalNodes(graph, request.goals ?? []));
    const certain = certainties(this.#ground, request);
    this.#belief = new Belief(this.#ground, certain, statesFor(this.#ground), seed);
    for (const node of nodesIn(this.#ground, request.knows ?? [])) {
      if (!this.#belief.isCertain(node)) this.#belief.hear(node, declaration, shareDeclared);
    }
  }

  /** Takes in an answer about a competency that none was given about. */
  hear({ competency, holds }: PlacementAnswer): void {
    const [node] = nodesIn(this.#ground, [competency]);
    if (node === undefined || this.#answered.has(node)) return;
    this.#answered.set(node, holds);
    if (this.#belief.isCertain(node)) return;
    const before = this.#probability(node, this.#belief.shareHeld(node));
    this.#belief.hear(node, this.#likelihoods[holds]);
    this.#bound = this.#boundOf(node, before, holds);
  }

  standing(): Placement {
    const held = heldRows(this.#belief);
    const { nodeCount } = this.#ground.andOr;
    const stateCount = held.words * 32;
    const share = Float64Array.from(
      { length: nodeCount },
      (_, node) => countOf(held, node) / stateCount,
    );
    const interests = interestsOf(this.#ground, held, share);
    const sureness = surenessOf(interests, stateCount);
    const next = chooseQuestion(this.#candidates(share), held, interests, this.#likelihoods.YES);
    const stopped = this.#stopped(sureness, next, interests);
    return {
      question:
        stopped === null ? questionAbout(this.#graph, this.#ground.nodes[next!.node]!) : null,
      stopped,
      text: standingText(sureness, this.#answered.size, stopped),
      sureness,
      answered: this.#answered.size,
      estimates: this.#estimates(share),
    };
  }

  get #sureEnough(): number {
    return this.#request.sureEnough ?? defaultSureEnough;
  }

  #stopped(
    sureness: number,
    next: Candidate | null,
    interests: readonly Interest[],
  ): Placement['stopped'] {
    const isCertain = this.#sureEnough >= 1;
    if (isCertain ? next === null : sureness >= this.#sureEnough) return 'SURE';
    const most = this.#request.mostQuestions ?? defaultMostQuestions;
    if (this.#answered.size >= most) return 'ENOUGH_ASKED';
    const total = interests.reduce((sum, { weight }) => sum + weight, 0);
    const isWorthAsking = next !== null && next.gain > leastGain * (1 - this.#sureEnough) * total;
    return isCertain || isWorthAsking ? null : 'NOTHING_WORTH_ASKING';
  }

  #candidates(share: Float64Array): number[] {
    const isSettled = this.#sureEnough >= 1 ? this.#settled() : null;
    const candidates: number[] = [];
    this.#ground.kind.forEach((kind, node) => {
      if (kind !== COMPETENCY || this.#answered.has(node) || this.#belief.isCertain(node)) return;
      const isOpen = isSettled === null ? share[node]! % 1 > 0 : isSettled[node] === 0;
      if (isOpen) candidates.push(node);
    });
    return candidates;
  }

  /** By node: 1 where it follows from an answer that can be trusted. */
  #settled(): Uint8Array {
    const settled = new Uint8Array(this.#ground.andOr.nodeCount);
    for (const [node, holds] of this.#answered) {
      if (holds === 'UNSURE') continue;
      const follows =
        holds === 'YES' ? impliedBy(this.#ground, node) : implying(this.#ground, node);
      follows.forEach((value, other) => {
        if (value === 1) settled[other] = 1;
      });
    }
    return settled;
  }

  #estimates(share: Float64Array): Estimate[] {
    const { nodes, kind } = this.#ground;
    return [...nodes.keys()]
      .filter((node) => kind[node] === COMPETENCY)
      .sort((left, right) => nodes[left]! - nodes[right]!)
      .map((node) => {
        const probability = this.#probability(node, share[node]!);
        const isOpen = probability > 1 - sureToHold && probability < sureToHold;
        const holds = isOpen ? null : probability >= sureToHold;
        return { competency: this.#graph.competencyOf(nodes[node]!), probability, holds };
      });
  }

  /** Never 0 or 1 but where it is certain: there are only some hundreds of states. */
  #probability(node: number, share: number): number {
    if (this.#belief.isCertain(node)) return share;
    const { stateCount } = this.#belief;
    const probability = (share * stateCount + 0.5) / (stateCount + 1);
    if (this.#bound === null || this.#bound.of[node] === 0) return probability;
    return this.#bound.isLeast
      ? Math.max(probability, this.#bound.probability)
      : Math.min(probability, this.#bound.probability);
  }

  /**
   * That chance draws states must not let an answer count against itself: a yes leaves the estimate, and those that it
   * implies, no lower than it was, and a no no higher.
   */
  #boundOf(node: number, probability: number, holds: PlacementAnswer['holds']): Bound | null {
    this.#bound = null;
    const now = this.#probability(node, this.#belief.shareHeld(node));
    if (holds === 'YES' && now < probability) {
      return { of: impliedBy(this.#ground, node), isLeast: true, probability };
    }
    if (holds === 'NO' && now > probability) {
      return { of: implying(this.#ground, node), isLeast: false, probability };
    }
    return null;
  }
}

/** What an estimate may not fall below, or else exceed, by node of the ground. */
interface Bound {
  readonly of: Uint8Array;
  readonly isLeast: boolean;
  readonly probability: number;
}

const seed = 20_011;
const defaultMostQuestions = 30;
const defaultSureEnough = 0.985;
const defaultError = 0.07;
/** A question is worth asking where it lessens the squared error, as a share of all weight, by so much of what may remain. */
const leastGain = 0.01;
/** How likely what counts as held, or as not held, must be. */
const sureToHold = 0.85;
/** Errors that never happen could never be found out. */
const leastError = 1e-6;

/** What is declared is mostly so, however unlikely it seemed. */
const declaration: Likelihood = { ifHeld: 0.9, ifNotHeld: 0.15 };
const shareDeclared = 0.6;

/** Who is unsure holds it less often than not. */
const unsure: Likelihood = { ifHeld: 0.25, ifNotHeld: 0.5 };

function likelihoods(slip: number, guess: number) {
  const [missed, lucky] = [Math.max(slip, leastError), Math.max(guess, leastError)];
  return {
    YES: { ifHeld: 1 - missed, ifNotHeld: lucky },
    NO: { ifHeld: missed, ifNotHeld: 1 - lucky },
    UNSURE: unsure,
  };
}

/** A multiple of 32; fewer for a large ground, so that a question takes no longer than one waits. */
function statesFor({ andOr }: Ground): number {
  const affordable = Math.floor(statesTimesNodes / andOr.nodeCount / 32) * 32;
  return Math.max(leastStates, Math.min(mostStates, affordable));
}

const statesTimesNodes = 80_000;
const leastStates = 128;
const mostStates = 384;

/** The last answer about each competency that the graph has. */
function countedAnswers(
  graph: CurriculumGraph,
  answers: readonly PlacementAnswer[],
): PlacementAnswer[] {
  const last = new Map<number, PlacementAnswer>();
  for (const answer of answers) {
    const node = nodeOf(graph, answer.competency);
    if (node === undefined) continue;
    last.delete(node);
    last.set(node, answer);
  }
  return [...last.values()];
}

function nodesIn(
  { graph, numberOf }: Ground,
  competencies: readonly CompetencyRequest[],
): number[] {
  return competencies.flatMap((competency) => numberOf.get(nodeOf(graph, competency) ?? -1) ?? []);
}

function nodeOf(graph: CurriculumGraph, { skill, level }: CompetencyRequest): number | undefined {
  const found = graph.skill(skill);
  if (found === undefined) return undefined;
  return graph.nodeOfCompetency({ skill, level: level ?? found.levels[0]!.level });
}

function goalNodes(graph: CurriculumGraph, goals: readonly GoalRequest[]): number[] {
  const nodes = goals.flatMap(({ careerPath, project, skill, level }) => {
    if (skill) return nodeOf(graph, { skill, level }) ?? [];
    const item = graph.careerPath(careerPath ?? '') ?? graph.project(project ?? '');
    return item === undefined ? [] : graph.nodeOf(item.slug)!;
  });
  return [...new Set(nodes)];
}

/** What is confirmed implies what can't be held without it; where that is refuted, the confirmation stands. */
function certainties(ground: Ground, { confirmed, refuted }: PlacementRequest): Certain {
  const certain = new Uint8Array(ground.andOr.nodeCount);
  for (const node of nodesIn(ground, refuted ?? [])) {
    implying(ground, node).forEach((isImplying, other) => {
      if (isImplying === 1 && ground.kind[other] === COMPETENCY) certain[other] = NOT_HELD;
    });
  }
  for (const node of nodesIn(ground, confirmed ?? [])) {
    impliedBy(ground, node).forEach((isImplied, other) => {
      if (isImplied === 1 && ground.kind[other] === COMPETENCY) certain[other] = HELD;
    });
  }
  return certain;
}

/**
 * Whether each competency is held; with goals also whether it is to be learned for them, by hours, which counts more,
 * since it is what the roadmap turns on.
 */
function interestsOf(
  ground: Ground,
  held: ReturnType<typeof heldRows>,
  share: Float64Array,
): Interest[] {
  const { kind, tenths, goals } = ground;
  const competencies = [...kind.keys()].filter((node) => kind[node] === COMPETENCY);
  const about = (rows: Interest['rows'], weightOf: (node: number) => number): Interest[] =>
    competencies.map((node) => ({
      rows,
      node,
      weight: weightOf(node),
      count: countOf(rows, node),
    }));
  if (goals.length === 0) return about(held, () => 1);
  const needed = neededRows(ground, held, share);
  return [
    ...about(needed, (node) => tenths[node]!),
    ...about(held, (node) => tenths[node]! * weightOfHolding),
  ];
}

const weightOfHolding = 0.3;

function surenessOf(interests: readonly Interest[], stateCount: number): number {
  let right = 0;
  let total = 0;
  for (const { weight, count } of interests) {
    right += (weight * Math.max(count, stateCount - count)) / stateCount;
    total += weight;
  }
  return total === 0 ? 1 : right / total;
}

function standingText(sureness: number, answered: number, stopped: Placement['stopped']): string {
  const answers = answered === 1 ? 'one answer' : `${answered} answers`;
  const sure = `After ${answers} about ${Math.round(sureness * 100)} % of it is likely judged rightly`;
  switch (stopped) {
    case null:
      return `${sure}.`;
    case 'SURE':
      return `${sure}, which is enough.`;
    case 'NOTHING_WORTH_ASKING':
      return `${sure}; no further question would tell much.`;
    case 'ENOUGH_ASKED':
      return `${sure}; no more questions are asked.`;
  }
}
