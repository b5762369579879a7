import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { Competency } from '../../curriculum/requirement.ts';
import { hoursText } from '../../util/hours-text.ts';
import { listed } from '../../util/listed.ts';
import type { Work } from '../work.ts';
import type { CohortMember } from './member.ts';
import { competencyOfKey, learnersText, titleOfCompetency } from './names.ts';
import { needsOf, tenthsWaiting, waitsOf } from './waits.ts';

export interface WorkshopLimits {
  /** How long it may be. */
  readonly hours: number;
  /** How many competencies it may teach, at least 1. */
  readonly competenciesMax: number;
}

/** What to teach several members at once, so that most of what waits need wait no longer. */
export interface Workshop {
  /** What less comes before in the curriculum first. */
  readonly teaches: readonly Competency[];
  readonly hours: number;
  /** Who learns something there: whoever lacks a competency and has, or is taught before, all that it needs. */
  readonly learners: readonly string[];
  /** Summed over them: the hours of the steps of their roadmaps that wait for what they learn there. */
  readonly learnerHoursUnblocked: number;
  /** Of these, the hours of what they can begin right after: nothing else is missing. */
  readonly learnerHoursReady: number;
  /** No other workshop on the 32 competencies that could unblock most unblocks more. */
  readonly isProven: boolean;
  /** None of them can unblock more than this. */
  readonly learnerHoursAtMost: number;
  readonly text: string;
}

/**
 * The workshop within the limits that unblocks most learner-hours; among those that are equal in this, the one that leaves
 * more hours that can be begun at once, then the shorter one, then the one of fewer competencies, then by key. Null where
 * nothing that fits unblocks anything.
 *
 * Branch and bound over sets of the 32 competencies that could unblock most each by itself, the weightiest first. Were
 * everything that a workshop could teach somebody taught to them in any case, what a set unblocks would be a union of what
 * its parts do: so no more comes of a set than of that, and of more competencies no more than what each adds to it by
 * itself. What can't be better than the best that is found is cut off. It is exact where it runs to its end, as it does for
 * all but the largest; how far it goes is counted in steps looked at, and where it stops sooner the bound tells what may be
 * missed.
 */
export function* findWorkshop(
  graph: CurriculumGraph,
  members: readonly CohortMember[],
  limits: WorkshopLimits,
): Work<Workshop | null> {
  const candidates = yield* collectCandidates(graph, members, limits);
  const problem = yield* poseProblem(members, candidates, limits);
  const search = new Search(problem, candidates, limits);
  yield* search.run();
  const { best } = search;
  if (best === null || best.tenthsUnblocked === 0) return null;
  const atMost = Math.max(best.tenthsUnblocked, search.leftOpen);
  return describe(graph, members, candidates, best, atMost);
}

/** So many competencies are looked at; a word has a bit for each. */
const candidatesMax = 32;

/** A second or so. */
const stepsLookedAtMax = 200_000_000;

interface Candidate {
  readonly key: string;
  readonly competency: Competency;
  readonly tenths: number;
  /** More than this no set unblocks by having it. */
  readonly unblocksAtMost: number;
}

/** What members could learn in a workshop within the limits together with what it needs: what weighs most, in order. */
function* collectCandidates(
  graph: CurriculumGraph,
  members: readonly CohortMember[],
  limits: WorkshopLimits,
): Work<readonly Candidate[]> {
  const tenthsMax = Math.round(limits.hours * 10);
  const unblocked = new Map<string, number>();
  for (const { roadmap } of members) {
    if (roadmap === null) continue;
    const waits = waitsOf(roadmap.open);
    const waiting = tenthsWaiting(waits);
    const needs = needsOf(waits);
    waits.keys.forEach((key, step) => {
      if (needs.counts[step]! < limits.competenciesMax)
        unblocked.set(key, (unblocked.get(key) ?? 0) + waiting[step]!);
    });
    yield;
  }
  return [...unblocked]
    .flatMap(([key, unblocksAtMost]) => {
      const competency = competencyOfKey(graph, key);
      if (competency === null) return [];
      const tenths = graph.nodes.tenths[graph.nodeOfCompetency(competency)!]!;
      return tenths > tenthsMax ? [] : [{ key, competency, tenths, unblocksAtMost }];
    })
    .sort(
      (left, right) =>
        right.unblocksAtMost - left.unblocksAtMost || (left.key < right.key ? -1 : 1),
    )
    .slice(0, candidatesMax);
}

/** The steps of all members with the candidates that each waits for. Steps of a member stand together, in order. */
interface Problem {
  /** By step: a bit for each candidate that must precede it. */
  readonly needs: Uint32Array;
  /**
   * Sets of candidates, a bit each, with the summed tenths of hours of the steps of which each must precede one and could be
   * learned by whom it is, given the limits and all others in time: such a step is unblocked by any of them at best.
   */
  readonly masks: Uint32Array;
  readonly tenthsOfMask: Float64Array;
  /** By step: whether it waits for anything else, by a 1. */
  readonly needsOthers: Uint8Array;
  /** By step: which candidate it is, else -1. */
  readonly candidate: Int8Array;
  readonly tenths: Int32Array;
  /** By member, and past the last one the number of steps. */
  readonly firstOfMember: Int32Array;
}

function* poseProblem(
  members: readonly CohortMember[],
  candidates: readonly Candidate[],
  limits: WorkshopLimits,
): Work<Problem> {
  const count = members.reduce((sum, { roadmap }) => sum + (roadmap?.open.length ?? 0), 0);
  const numbers = new Map(candidates.map(({ key }, number) => [key, number]));
  const needs = new Uint32Array(count);
  const needsOthers = new Uint8Array(count);
  const candidate = new Int8Array(count).fill(-1);
  const tenths = new Int32Array(count);
  const firstOfMember = new Int32Array(members.length + 1);
  const learnable = new Uint32Array(count);
  const masks = new Map<number, number>();
  let next = 0;
  for (const [member, { roadmap }] of members.entries()) {
    firstOfMember[member] = next;
    const first = next;
    const places = new Map(roadmap?.open.map(({ key }, place) => [key, place]));
    for (const { key, hours, after } of roadmap?.open ?? []) {
      candidate[next] = numbers.get(key) ?? -1;
      tenths[next] = Math.round(hours * 10);
      for (const name of after) {
        const earlier = first + (places.get(name) ?? count);
        if (earlier >= next) continue;
        const number = candidate[earlier]!;
        needs[next]! |= needs[earlier]!;
        learnable[next]! |= learnable[earlier]!;
        if (
          number >= 0 &&
          canLearn(candidates, limits, number, needs[earlier]!, needsOthers[earlier]!)
        )
          learnable[next]! |= 1 << number;
        if (number >= 0) needs[next]! |= 1 << number;
        if (number < 0 || needsOthers[earlier] === 1) needsOthers[next] = 1;
      }
      const mask = learnable[next]!;
      if (mask !== 0) masks.set(mask, (masks.get(mask) ?? 0) + tenths[next]!);
      next += 1;
    }
    yield;
  }
  firstOfMember[members.length] = next;
  return {
    masks: Uint32Array.from(masks.keys()),
    tenthsOfMask: Float64Array.from(masks.values()),
    needs,
    needsOthers,
    candidate,
    tenths,
    firstOfMember,
  };
}

/** Whether somebody who needs these for it could learn a candidate in a workshop within the limits. */
function canLearn(
  candidates: readonly Candidate[],
  { hours, competenciesMax }: WorkshopLimits,
  number: number,
  needs: number,
  needsOthers: number,
): boolean {
  if (needsOthers === 1 || bitsIn(needs) >= competenciesMax) return false;
  const before = chosen(candidates, needs).reduce((sum, { tenths }) => sum + tenths, 0);
  return before + candidates[number]!.tenths <= Math.round(hours * 10);
}

interface Found {
  /** A bit for each candidate. */
  readonly set: number;
  readonly tenths: number;
  readonly tenthsUnblocked: number;
  readonly tenthsReady: number;
  /** Places among the members. */
  readonly learners: readonly number[];
}

class Search {
  best: Found | null = null;
  /** What a set that wasn't looked at might unblock; 0 where all that matter were. */
  leftOpen = 0;
  #looked = 0;
  readonly #problem: Problem;
  readonly #candidates: readonly Candidate[];
  readonly #limits: WorkshopLimits;

  constructor(problem: Problem, candidates: readonly Candidate[], limits: WorkshopLimits) {
    this.#problem = problem;
    this.#candidates = candidates;
    this.#limits = limits;
  }

  /** Sets grow by candidates of a higher number only, so each is met once. */
  *run(): Work<void> {
    const open: Partial[] = [{ set: 0, size: 0, tenths: 0, next: 0 }];
    for (let partial = open.pop(); partial; partial = open.pop()) {
      const bound = this.#bound(partial);
      if (this.best !== null && bound < this.best.tenthsUnblocked) continue;
      if (this.#looked > stepsLookedAtMax) {
        this.leftOpen = Math.max(this.leftOpen, bound);
        continue;
      }
      const [without, within] = this.#branch(partial);
      if (without) open.push(without);
      if (within) {
        this.#consider(within);
        open.push(within);
        yield;
      }
    }
  }

  /** The set as it is and the next candidate out of it, or in it. */
  #branch(partial: Partial): readonly [Partial | null, Partial | null] {
    const { set, size, next } = partial;
    const candidate = this.#candidates[next];
    if (candidate === undefined || size === this.#limits.competenciesMax) return [null, null];
    const without = { ...partial, next: next + 1 };
    const tenths = partial.tenths + candidate.tenths;
    if (tenths > Math.round(this.#limits.hours * 10)) return [without, null];
    const within = {
      set: (set | (1 << next)) >>> 0,
      size: size + 1,
      tenths,
      next: next + 1,
    };
    return [without, within];
  }

  /** What it unblocks at best, and the most that so many more can add one by one. */
  #bound({ set, size, next, tenths }: Partial): number {
    const { masks, tenthsOfMask } = this.#problem;
    const gains = new Float64Array(candidatesMax);
    let bound = 0;
    for (let at = 0; at < masks.length; at += 1) {
      const mask = masks[at]!;
      const gain = tenthsOfMask[at]!;
      if ((mask & set) !== 0) bound += gain;
      else
        for (let left = next < 32 ? (mask >>> next) << next : 0; left !== 0; left &= left - 1)
          gains[31 - Math.clz32(left & -left)]! += gain;
    }
    this.#looked += masks.length;
    const room = Math.round(this.#limits.hours * 10) - tenths;
    return gains
      .filter((_, number) => (this.#candidates[number]?.tenths ?? room + 1) <= room)
      .sort((left, right) => right - left)
      .subarray(0, this.#limits.competenciesMax - size)
      .reduce((sum, gain) => sum + gain, bound);
  }

  #consider({ set, tenths }: Partial): void {
    const { tenthsUnblocked, tenthsReady, learners } = weigh(this.#problem, set);
    this.#looked += this.#problem.tenths.length;
    const found = { set, tenths, tenthsUnblocked, tenthsReady, learners };
    if (this.best === null || this.#compare(found, this.best) < 0) this.best = found;
  }

  #compare(left: Found, right: Found): number {
    return (
      right.tenthsUnblocked - left.tenthsUnblocked ||
      right.tenthsReady - left.tenthsReady ||
      left.tenths - right.tenths ||
      bitsIn(left.set) - bitsIn(right.set) ||
      (this.#keysOf(left.set) < this.#keysOf(right.set) ? -1 : 1)
    );
  }

  #keysOf(set: number): string {
    return chosen(this.#candidates, set)
      .map(({ key }) => key)
      .sort()
      .join(' ');
  }
}

interface Partial {
  readonly set: number;
  readonly size: number;
  readonly tenths: number;
  /** The first candidate that isn't decided. */
  readonly next: number;
}

/** What teaching a set of candidates does for all members. */
function weigh({ needs, needsOthers, candidate, tenths, firstOfMember }: Problem, set: number) {
  const learners: number[] = [];
  let tenthsUnblocked = 0;
  let tenthsReady = 0;
  for (let member = 0; member + 1 < firstOfMember.length; member += 1) {
    let taught = 0;
    for (let step = firstOfMember[member]!; step < firstOfMember[member + 1]!; step += 1) {
      const need = needs[step]!;
      const number = candidate[step]!;
      const isHad = needsOthers[step] === 0 && (need & ~taught) === 0;
      const isTaught = isHad && number >= 0 && ((set >>> number) & 1) === 1;
      if ((need & taught) !== 0) {
        tenthsUnblocked += tenths[step]!;
        if (isHad && !isTaught) tenthsReady += tenths[step]!;
      }
      if (isTaught) taught |= 1 << number;
    }
    if (taught !== 0) learners.push(member);
  }
  return { tenthsUnblocked, tenthsReady, learners };
}

function bitsIn(set: number): number {
  let count = 0;
  for (let left = set; left !== 0; left &= left - 1) count += 1;
  return count;
}

function chosen(candidates: readonly Candidate[], set: number): Candidate[] {
  return candidates.filter((_, number) => ((set >>> number) & 1) === 1);
}

function describe(
  graph: CurriculumGraph,
  members: readonly CohortMember[],
  candidates: readonly Candidate[],
  best: Found,
  atMost: number,
): Workshop {
  const depthOf = ({ competency }: Candidate) => graph.depth[graph.nodeOfCompetency(competency)!]!;
  const teaches = chosen(candidates, best.set)
    .sort((left, right) => depthOf(left) - depthOf(right) || (left.key < right.key ? -1 : 1))
    .map(({ competency }) => competency);
  const learners = best.learners.map((place) => members[place]!.learner);
  const planned = members.filter(({ roadmap }) => roadmap !== null).length;
  const titles = teaches.map((competency) => titleOfCompetency(graph, competency));
  const figures = {
    hours: best.tenths / 10,
    learnerHoursUnblocked: best.tenthsUnblocked / 10,
    learnerHoursReady: best.tenthsReady / 10,
    isProven: atMost === best.tenthsUnblocked,
    learnerHoursAtMost: atMost / 10,
  };
  const who = learnersText(learners.length, planned);
  const goes = learners.length === 1 ? 'learns' : 'learn';
  const text = `In ${hoursText(figures.hours)} on ${listed(titles)}, ${lowerFirst(who)} ${goes} what ${hoursText(figures.learnerHoursUnblocked)} of their roadmaps wait for; ${hoursText(figures.learnerHoursReady)} of these can begin right after.${figures.isProven ? '' : ` Another choice might unblock up to ${hoursText(figures.learnerHoursAtMost)}.`}`;
  return { teaches, learners, ...figures, text };
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
