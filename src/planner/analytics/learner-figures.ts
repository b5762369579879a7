import type { Judgement } from '../../curriculum/fold-evidence.ts';
import type { CurriculumGraph } from '../../curriculum/graph.ts';
import { competencyKey } from '../../curriculum/requirement.ts';
import { nodeOfKey } from '../node-of-key.ts';
import type { AdoptedPlan } from '../progress/adopted-plan.ts';
import type { Done } from '../progress/progress-question.ts';
import { noUse, type OptionUse } from './option-use.ts';

/** Somebody who follows a roadmap on the curriculum. Days are as in `util/calendar.ts`. */
export interface Follower {
  readonly plan: AdoptedPlan;
  /** By the key of the step. */
  readonly done: ReadonlyMap<string, Done>;
  readonly judgements: readonly Judgement[];
  readonly adoptedOn: number;
}

/** No figure is about fewer people: nobody is to be made out from it. */
export const peopleMin = 5;

/** Where learners stand still. A figure about fewer than `peopleMin` people is null. */
export interface Stall {
  /** The key of a step: `functions@working`, `notes-app`. */
  readonly key: string;
  /** How many have it as their next step. */
  readonly waiting: number | null;
  /** For how many days half of these have, or longer. */
  readonly medianDays: number | null;
  /** How many were found not to hold it and don't hold it yet; null of projects. */
  readonly notHeld: number | null;
  /** How many were found not to hold it first and hold it by now. */
  readonly overcome: number | null;
}

export interface LearnerFigures {
  readonly followers: number;
  /** Those with most people who wait first, then those that most people don't hold. None of which no figure may be told. */
  readonly stalls: readonly Stall[];
  /** What their roadmaps choose; figures about fewer than `peopleMin` people are among them. */
  readonly use: OptionUse;
}

/** Sums up those who follow roadmaps, one after the other, so that not all of them are held at once. */
export class LearnerSums {
  readonly #graph: CurriculumGraph;
  readonly #today: number;
  readonly #steps = new Map<string, StepSums>();
  readonly #use: OptionUse;
  #followers = 0;

  constructor(graph: CurriculumGraph, today: number) {
    this.#graph = graph;
    this.#today = today;
    this.#use = noUse(graph);
  }

  add(follower: Follower): void {
    const { plan, done, judgements } = follower;
    this.#followers += 1;
    const next = plan.steps.find(({ key }) => !done.has(key));
    if (next) this.#sumsOf(next.key).daysWaiting.push(this.#daysSinceProgress(follower));
    for (const { competency, isHeld, evidence } of judgements) {
      if (!evidence.some(({ outcome }) => outcome === 'NOT_HELD')) continue;
      this.#sumsOf(competencyKey(competency))[isHeld ? 'overcome' : 'notHeld'] += 1;
    }
    this.#addChoices(plan);
  }

  figures(): LearnerFigures {
    const stalls = [...this.#steps]
      .map(([key, sums]) => stallOf(key, sums))
      .filter(({ waiting, notHeld, overcome }) => waiting ?? notHeld ?? overcome)
      .sort(
        (one, other) =>
          (other.waiting ?? 0) - (one.waiting ?? 0) ||
          (other.notHeld ?? 0) - (one.notHeld ?? 0) ||
          (one.key < other.key ? -1 : 1),
      );
    return { followers: this.#followers, stalls, use: this.#use };
  }

  #daysSinceProgress({ done, adoptedOn }: Follower): number {
    let since = adoptedOn;
    for (const { day } of done.values()) since = Math.max(since, day ?? since);
    return Math.max(0, this.#today - since);
  }

  #sumsOf(key: string): StepSums {
    let sums = this.#steps.get(key);
    if (sums === undefined) {
      sums = { daysWaiting: [], notHeld: 0, overcome: 0 };
      this.#steps.set(key, sums);
    }
    return sums;
  }

  /** Which option a step relies on is told by what has to precede it; which a goal does by what is on its roadmap. */
  #addChoices({ steps, request }: AdoptedPlan): void {
    for (const { key, after } of steps) this.#addChoicesOf(nodeOfKey(this.#graph, key), after);
    const keys = steps.map(({ key }) => key);
    for (const { careerPath } of request.goals)
      if (careerPath) this.#addChoicesOf(this.#graph.nodeOf(careerPath), keys);
  }

  #addChoicesOf(node: number | undefined, keys: readonly string[]): void {
    if (node === undefined) return;
    const { groupStart, choices, memberStart, members, firstExpression } = this.#graph.nodes;
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      if (!choices.has(group)) continue;
      let isDecided = false;
      for (let slot = memberStart[group]!; slot < memberStart[group + 1]!; slot++) {
        const isOn =
          members[slot]! < firstExpression && keys.includes(this.#graph.keyOf(members[slot]!));
        if (!isOn) continue;
        this.#use.chosen[slot]! += 1;
        isDecided = true;
      }
      if (isDecided) this.#use.decided[group]! += 1;
    }
  }
}

interface StepSums {
  readonly daysWaiting: number[];
  notHeld: number;
  overcome: number;
}

function stallOf(key: string, { daysWaiting, notHeld, overcome }: StepSums): Stall {
  const waiting = ofEnough(daysWaiting.length);
  const inOrder = daysWaiting.sort((one, other) => one - other);
  return {
    key,
    waiting,
    medianDays: waiting === null ? null : inOrder[Math.floor(inOrder.length / 2)]!,
    notHeld: ofEnough(notHeld),
    overcome: ofEnough(overcome),
  };
}

/** The figure, where it is about enough people to be told. */
export function ofEnough(people: number): number | null {
  return people >= peopleMin ? people : null;
}
