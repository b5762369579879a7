import { chainFigures } from '../../curriculum/analytics/chains.ts';
import type { Links } from '../../curriculum/analytics/quickest-way.ts';
import type { CareerPath, Project } from '../../curriculum/curriculum.ts';
import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { Requirement } from '../../curriculum/requirement.ts';
import { plan } from '../plan.ts';
import type { GoalRequest } from '../request.ts';
import type { LongestChain, Roadmap, Step } from '../roadmap.ts';
import type { Work } from '../work.ts';
import { noUse, type OptionUse } from './option-use.ts';

/** The cheapest way to a career path or project for somebody who knows nothing yet, as its author prefers it. */
export interface GoalFigures {
  readonly subject:
    | { readonly kind: 'careerPath'; readonly careerPath: CareerPath }
    | { readonly kind: 'project'; readonly project: Project };
  readonly hours: number;
  /** How many competencies there are to gain. */
  readonly competencies: number;
  /** The structural complexity of what there is to gain: the blocking and delay factors of all of it, summed up. */
  readonly complexity: number;
  readonly longestChain: LongestChain;
  /** No other way is cheaper, for certain. */
  readonly isProven: boolean;
}

export interface GoalAnalysis {
  /** Career paths, then projects, each in order of slug; no more than were asked for. */
  readonly goals: readonly GoalFigures[];
  /** What these ways choose. */
  readonly use: OptionUse;
}

/** Plans the way to each career path and project by itself, at most `goalsMax` of them. */
export function* analyseGoals(graph: CurriculumGraph, goalsMax: number): Work<GoalAnalysis> {
  const { careerPaths, projects } = graph.curriculum;
  const subjects = [
    ...careerPaths.map((careerPath) => ({ kind: 'careerPath' as const, careerPath })),
    ...projects.map((project) => ({ kind: 'project' as const, project })),
  ];
  const goals: GoalFigures[] = [];
  const use = noUse(graph);
  const groupOf = new Map<Requirement, number>();
  for (const [group, choice] of graph.nodes.choices) groupOf.set(choice, group);
  for (const subject of subjects.slice(0, goalsMax)) {
    const roadmap = yield* plan(graph, { goals: [goalOf(subject)], projects: 'NONE' });
    // A single goal and nothing excluded: a sound graph always has a way.
    if (roadmap.kind !== 'roadmap') continue;
    goals.push(figuresOf(subject, roadmap));
    for (const { requirement, options } of roadmap.choices) {
      const group = groupOf.get(requirement)!;
      use.decided[group]! += 1;
      options.forEach(({ isChosen }, index) => {
        if (isChosen) use.chosen[graph.nodes.memberStart[group]! + index]! += 1;
      });
    }
    yield;
  }
  return { goals, use };
}

function goalOf(subject: GoalFigures['subject']): GoalRequest {
  return subject.kind === 'careerPath'
    ? { careerPath: subject.careerPath.slug }
    : { project: subject.project.slug };
}

function figuresOf(subject: GoalFigures['subject'], roadmap: Roadmap): GoalFigures {
  const gained = roadmap.steps.filter((step) => step.subject.kind === 'competency');
  return {
    subject,
    hours: roadmap.totalHours,
    competencies: gained.length,
    complexity: complexityOf(linksOf(gained)),
    longestChain: roadmap.longestChain,
    isProven: roadmap.proof.optimal,
  };
}

/** What the steps need of one another; they come in an order in which they can be done. */
function linksOf(steps: readonly Step[]): Links {
  const placeOf = new Map(steps.map((step, place) => [step, place]));
  const needStart = new Int32Array(steps.length + 1);
  const needs: number[] = [];
  steps.forEach((step, place) => {
    for (const other of step.after) needs.push(placeOf.get(other)!);
    needStart[place + 1] = needs.length;
  });
  const order = Int32Array.from(steps, (_, place) => place);
  return { count: steps.length, order, needStart, needs: Int32Array.from(needs) };
}

function complexityOf(links: Links): number {
  const delays = chainFigures(links).delay.reduce((sum, delay) => sum + delay, 0);
  return delays + dependences(links);
}

/** How many pairs there are of which one has to come before the other, directly or not. */
function dependences({ count, needStart, needs }: Links): number {
  const words = Math.ceil(count / 32);
  const rows = new Uint32Array(count * words);
  let pairs = 0;
  for (let thing = 0; thing < count; thing++) {
    for (let at = needStart[thing]!; at < needStart[thing + 1]!; at++) {
      const need = needs[at]!;
      rows[thing * words + (need >> 5)]! |= 1 << (need & 31);
      for (let word = 0; word < words; word++)
        rows[thing * words + word]! |= rows[need * words + word]!;
    }
    for (let word = thing * words; word < (thing + 1) * words; word++)
      for (let bits = rows[word]!; bits !== 0; bits &= bits - 1) pairs += 1;
  }
  return pairs;
}
