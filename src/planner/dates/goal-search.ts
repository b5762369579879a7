import { invariant } from '../../util/invariant.ts';
import type { Work } from '../work.ts';
import { GoalLandmarks, type Ground, type Pieces } from './goal-landmarks.ts';

/** A goal, or something else that is wanted by a date. */
export interface DatedNode {
  readonly node: number;
  /** What keeping it is worth, a whole number; null for what is not given up. */
  readonly importance: number | null;
  /** The index of its date. */
  readonly date: number;
}

export interface GoalQuestion {
  readonly ground: Ground;
  /** Of goals worth as much together, those that come first here are kept. */
  readonly goals: readonly DatedNode[];
  /** By date, in order: the tenths of an hour up to it. */
  readonly room: readonly number[];
}

/** Whether some goals can all be reached by their dates. */
export type Verdict = 'KEPT' | 'LATE' | 'UNKNOWN';

export interface GoalAnswer {
  /** Indices of the goals that are kept, ascending; what is not given up among them. */
  readonly kept: readonly number[];
  /** No others are worth more. */
  readonly isProven: boolean;
}

/** Search steps that one question may take: counted, not timed, so that answers repeat. */
export const defaultStepBudget = 12_000;

/**
 * The goals of the greatest summed importance that can be reached by their dates, by branch and bound over the goals. Of
 * those worth as much it is the set that has the first goal, in their order, in which they differ. Bounds come from pieces
 * of work that goals can't do without: what is left of the room is filled with the goals that are worth most an hour, a
 * piece that several need being shared among them.
 *
 * @param attempt tells whether some goals, ascending, can be kept together; fewer of them then can, too.
 */
export function* chooseGoals(
  question: GoalQuestion,
  attempt: (kept: readonly number[]) => Work<Verdict>,
  stepBudget: number = defaultStepBudget,
): Work<GoalAnswer> {
  const search = new GoalSearch(question, attempt, stepBudget);
  yield* search.findBest();
  yield* search.findFirstOfEquals();
  return { kept: search.kept, isProven: search.isProven };
}

const UNDECIDED = 0;
const IN = 1;
const OUT = 2;

/** Pieces with the weights by which goals share them, which every look improves. */
interface Sharing {
  readonly pieces: Pieces;
  readonly weight: Float64Array;
}

interface Branch {
  readonly goal: number;
  readonly mark: number;
  readonly most: number;
  triedBoth: boolean;
}

/** So many sharings are kept, those first that closed a branch last. */
const sharingsMax = 8;
/** How often a look shares anew. */
const roundsMax = 2;
/** A look counts once for every date and so many memberships of the ground. */
const membershipsPerCount = 400;
/** Sums of fractions come out a little off. */
const tolerance = 1e-6;

class GoalSearch {
  readonly #question: GoalQuestion;
  readonly #attempt: (kept: readonly number[]) => Work<Verdict>;
  readonly #landmarks: GoalLandmarks;
  readonly #state: Uint8Array;
  readonly #trail: number[] = [];
  readonly #sharings: Sharing[] = [];
  readonly #keepable: Uint8Array[] = [];
  readonly #late: { readonly set: Uint8Array; readonly isSure: boolean }[] = [];
  readonly #share: Float64Array;
  readonly #whole: Float64Array;
  readonly #density: Float64Array;
  readonly #count: number;
  #stepsLeft: number;
  #kept: Uint8Array;
  /** Only what is worth more than this counts. */
  #least = -1;
  /** The most that was left unsearched may be worth. */
  #openMost = 0;

  constructor(
    question: GoalQuestion,
    attempt: (kept: readonly number[]) => Work<Verdict>,
    stepBudget: number,
  ) {
    const { goals, ground } = question;
    this.#question = question;
    this.#attempt = attempt;
    this.#landmarks = new GoalLandmarks(
      ground,
      goals.map(({ node }) => node),
    );
    this.#state = Uint8Array.from(goals, ({ importance }) =>
      importance === null ? IN : UNDECIDED,
    );
    this.#kept = this.#state.slice();
    this.#share = new Float64Array(goals.length);
    this.#whole = new Float64Array(goals.length);
    this.#density = new Float64Array(goals.length);
    this.#stepsLeft = stepBudget;
    this.#count = Math.ceil(ground.andOr.members.length / membershipsPerCount);
  }

  get kept(): readonly number[] {
    return listOf(this.#kept, IN);
  }

  get isProven(): boolean {
    return this.#openMost <= this.#worthOf(this.#kept);
  }

  *findBest(): Work<void> {
    yield* this.#beginWithDensest();
    this.#least = this.#worthOf(this.#kept);
    yield* this.#search(false);
  }

  /** Goes through the goals in order and keeps each that some best set with all earlier ones has. */
  *findFirstOfEquals(): Work<void> {
    if (!this.isProven) return;
    const openMost = this.#openMost;
    const worth = this.#worthOf(this.#kept);
    for (let goal = 0; goal < this.#state.length && this.#stepsLeft > 0; goal++) {
      if (this.#state[goal] !== UNDECIDED) continue;
      if (this.#kept[goal] !== IN) {
        const before = this.#kept;
        const mark = this.#trail.length;
        this.#decide(goal, IN);
        this.#least = worth - 1;
        yield* this.#search(true);
        this.#undo(mark);
        invariant(this.#worthOf(this.#kept) === worth, 'the best is not bettered');
        if (this.#kept === before) {
          this.#decide(goal, OUT);
          continue;
        }
      }
      this.#decide(goal, IN);
    }
    // What is as good is no better: whether it was found says nothing about the proof.
    this.#openMost = openMost;
  }

  /** A first set: goals by their worth an hour, as long as they may fit; the last ones give way until all do. */
  *#beginWithDensest(): Work<void> {
    const sharing = yield* this.#shareAnew();
    this.#most(sharing);
    const order = this.#byDensity();
    let set = this.#filled(sharing, order);
    const last = order.filter((goal) => set[goal] === IN).reverse();
    for (let drops = 1; !(yield* this.#accept(set)) && last.length > 0; drops *= 2) {
      set = set.slice();
      for (const goal of last.splice(0, drops)) set[goal] = OUT;
    }
    for (const goal of order) {
      if (this.#stepsLeft <= 0) break;
      const more = this.#kept.slice();
      if (more[goal] === IN) continue;
      more[goal] = IN;
      if (this.#mayFit(sharing, more)) yield* this.#accept(more);
    }
  }

  /** Depth first from where the decisions stand, for sets that are worth more than the least. */
  *#search(stopAtFirst: boolean): Work<void> {
    const root = this.#trail.length;
    const before = this.#kept;
    const branches: Branch[] = [];
    for (;;) {
      if (stopAtFirst && this.#kept !== before) break;
      if (this.#stepsLeft <= 0) {
        this.#leaveOpen(branches.at(-1)?.most ?? Number.MAX_SAFE_INTEGER);
        for (const { most, triedBoth } of branches) if (!triedBoth) this.#leaveOpen(most);
        break;
      }
      this.#stepsLeft -= this.#count * this.#question.room.length;
      yield;
      const most = yield* this.#look();
      const goal = most === null ? -1 : this.#branchGoal();
      if (goal !== -1) {
        branches.push({ goal, mark: this.#trail.length, most: most!, triedBoth: false });
        this.#decide(goal, IN);
      } else if (!this.#backtrack(branches)) break;
    }
    this.#undo(root);
  }

  #backtrack(branches: Branch[]): boolean {
    for (let branch = branches.at(-1); branch !== undefined; branch = branches.at(-1)) {
      this.#undo(branch.mark);
      if (!branch.triedBoth && branch.most > this.#least) {
        branch.triedBoth = true;
        this.#decide(branch.goal, OUT);
        return true;
      }
      branches.pop();
    }
    return false;
  }

  #leaveOpen(most: number): void {
    if (most > this.#least) this.#openMost = Math.max(this.#openMost, most);
  }

  #decide(goal: number, value: typeof IN | typeof OUT): void {
    this.#state[goal] = value;
    this.#trail.push(goal);
  }

  #undo(mark: number): void {
    while (this.#trail.length > mark) this.#state[this.#trail.pop()!] = UNDECIDED;
  }

  /** Bounds and narrows the current branch; null where it is settled, else the most that it may be worth. */
  *#look(): Work<number | null> {
    for (let mark = -1; mark !== this.#trail.length; ) {
      mark = this.#trail.length;
      for (const [index, sharing] of this.#sharings.entries()) {
        if (this.#most(sharing) > this.#least) continue;
        this.#sharings.splice(index, 1);
        this.#sharings.unshift(sharing);
        return null;
      }
    }
    const sharing = yield* this.#shareAnew();
    let most = this.#most(sharing);
    if (most <= this.#least) return null;
    if (this.#isClosedByLateness(most)) return null;
    const order = this.#byDensity();
    const set = this.#filled(sharing, order);
    const isAccepted = yield* this.#accept(set);
    if (isAccepted && order.every((goal) => set[goal] === IN)) return null;
    // What was accepted may have raised the least.
    most = Math.min(most, this.#most(sharing));
    return most > this.#least && !this.#isClosedByLateness(most) ? most : null;
  }

  /** Whether what is in can't be kept together. Where that is not sure, what it may be worth stays open. */
  #isClosedByLateness(most: number): boolean {
    const known = this.#late.find(({ set }) => isWithin(set, this.#state));
    if (known === undefined) return false;
    if (!known.isSure) this.#leaveOpen(most);
    return true;
  }

  /** The goal to decide next: the most important, of those the one that takes most; -1 where none is left. */
  #branchGoal(): number {
    let chosen = -1;
    let most = -1;
    this.#state.forEach((value, goal) => {
      if (value !== UNDECIDED) return;
      const importance = this.#importance(goal);
      const isMore =
        importance > most || (importance === most && this.#share[goal]! > this.#share[chosen]!);
      if (!isMore) return;
      chosen = goal;
      most = importance;
    });
    return chosen;
  }

  /** Whether the set can be kept; it is the best one now where it is worth more than the least. */
  *#accept(set: Uint8Array): Work<boolean> {
    if (this.#keepable.some((known) => isWithin(set, known))) return this.#prefer(set);
    if (this.#late.some((known) => isWithin(known.set, set))) return false;
    if (this.#worthOf(set) <= this.#least) return false;
    const verdict = yield* this.#counted(this.#attempt(listOf(set, IN)));
    if (verdict === 'KEPT') {
      this.#keepable.push(set);
      return this.#prefer(set);
    }
    this.#late.push({ set, isSure: verdict === 'LATE' });
    return false;
  }

  /** Every pause of an attempt counts like a look. */
  *#counted<Result>(work: Work<Result>): Work<Result> {
    let step = work.next();
    while (!step.done) {
      this.#stepsLeft -= this.#count;
      step = work.next(yield step.value);
    }
    return step.value;
  }

  #prefer(set: Uint8Array): boolean {
    const worth = this.#worthOf(set);
    if (worth > this.#least) {
      this.#kept = set.map((value) => (value === IN ? IN : OUT));
      this.#least = worth;
    }
    return true;
  }

  #importance(goal: number): number {
    return this.#question.goals[goal]!.importance ?? 0;
  }

  #worthOf(set: Uint8Array): number {
    let worth = 0;
    for (let goal = 0; goal < set.length; goal++) {
      if (set[goal] === IN) worth += this.#importance(goal);
    }
    return worth;
  }

  #byDensity(): number[] {
    const density = (goal: number): number => this.#importance(goal) / (this.#share[goal]! + 1);
    return listOf(this.#state, UNDECIDED).sort(
      (left, right) => density(right) - density(left) || left - right,
    );
  }

  /** What is in, and of the others one after the other as long as they may fit. */
  #filled(sharing: Sharing, order: readonly number[]): Uint8Array {
    const set = this.#state.map((value) => (value === IN ? IN : OUT));
    for (const goal of order) {
      set[goal] = IN;
      if (!this.#mayFit(sharing, set)) set[goal] = OUT;
    }
    return set;
  }

  #mayFit({ pieces }: Sharing, set: Uint8Array): boolean {
    const { goals, room } = this.#question;
    const left = [...room];
    for (let piece = 0; piece < pieces.tenths.length; piece++) {
      let first = room.length;
      for (let at = pieces.neederStart[piece]!; at < pieces.neederStart[piece + 1]!; at++) {
        const goal = pieces.needers[at]!;
        if (set[goal] === IN && goals[goal]!.date < first) first = goals[goal]!.date;
      }
      for (let date = first; date < room.length; date++) left[date]! -= pieces.tenths[piece]!;
    }
    return left.every((tenths) => tenths >= 0);
  }

  /** Pieces made for where the decisions stand: what is in has them first, what is out has none. */
  *#shareAnew(): Work<Sharing> {
    const ranks = [listOf(this.#state, IN), listOf(this.#state, UNDECIDED)];
    const weight = new Float64Array(this.#state.length).fill(1);
    const sharing = { pieces: yield* this.#landmarks.pieces(ranks), weight };
    this.#sharings.unshift(sharing);
    if (this.#sharings.length > sharingsMax) this.#sharings.pop();
    return sharing;
  }

  /**
   * The most that a set with the present decisions can be worth, -1 where there is none: for each date a knapsack whose
   * last item may be cut. Decides against goals that can't fit any more.
   */
  #most(sharing: Sharing): number {
    const firstDates = this.#firstDates(sharing.pieces);
    let most = Number.MAX_SAFE_INTEGER;
    for (let date = 0; date < this.#question.room.length; date++) {
      let room = this.#question.room[date]!;
      for (let piece = 0; piece < firstDates.length; piece++) {
        if (firstDates[piece]! <= date) room -= sharing.pieces.tenths[piece]!;
      }
      if (room < 0) return -1;
      for (let round = 0; round < roundsMax && most > this.#least; round++) {
        this.#shareOut(sharing, firstDates, date);
        if (round === 0) this.#dropTooLarge(date, room);
        most = Math.min(most, this.#knapsack(sharing, date, room));
      }
      if (most <= this.#least) return most;
    }
    return most;
  }

  /** By piece, the first date of what is in and needs it; past the last date where nothing does. */
  #firstDates({ neederStart, needers }: Pieces): Int32Array {
    const { goals, room } = this.#question;
    const state = this.#state;
    const first = new Int32Array(neederStart.length - 1).fill(room.length);
    for (let piece = 0; piece < first.length; piece++) {
      for (let at = neederStart[piece]!; at < neederStart[piece + 1]!; at++) {
        const goal = needers[at]!;
        if (state[goal] !== IN) continue;
        const { date } = goals[goal]!;
        if (date < first[piece]!) first[piece] = date;
      }
    }
    return first;
  }

  /** By undecided goal of a date or an earlier one: its share of the pieces still to pay, and all of them. */
  #shareOut({ pieces, weight }: Sharing, firstDates: Int32Array, date: number): void {
    const { tenths, neederStart, needers } = pieces;
    const { goals } = this.#question;
    const state = this.#state;
    const share = this.#share.fill(0);
    const whole = this.#whole.fill(0);
    for (let piece = 0; piece < firstDates.length; piece++) {
      if (firstDates[piece]! <= date) continue;
      let sum = 0;
      for (let at = neederStart[piece]!; at < neederStart[piece + 1]!; at++) {
        const goal = needers[at]!;
        if (state[goal] !== UNDECIDED || goals[goal]!.date > date) continue;
        sum += weight[goal]!;
        whole[goal]! += tenths[piece]!;
      }
      if (sum === 0) continue;
      const perWeight = tenths[piece]! / sum;
      for (let at = neederStart[piece]!; at < neederStart[piece + 1]!; at++) {
        const goal = needers[at]!;
        if (state[goal] !== UNDECIDED || goals[goal]!.date > date) continue;
        share[goal]! += perWeight * weight[goal]!;
      }
    }
  }

  #dropTooLarge(date: number, room: number): void {
    for (let goal = 0; goal < this.#state.length; goal++) {
      if (this.#state[goal] === UNDECIDED && this.#whole[goal]! > room) this.#decide(goal, OUT);
    }
    invariant(date < this.#question.room.length, 'a date has room');
  }

  /**
   * Fills the room of a date by worth an hour (Dantzig 1957), a part of the last goal included; later goals come free.
   * Goals that would have been worth their share several times over have more weight in the next round, others less.
   */
  #knapsack({ weight }: Sharing, date: number, room: number): number {
    const { goals } = this.#question;
    const state = this.#state;
    const share = this.#share;
    const density = this.#density;
    const open: number[] = [];
    let worth = 0;
    for (let goal = 0; goal < state.length; goal++) {
      if (state[goal] === OUT) continue;
      const importance = this.#importance(goal);
      if (state[goal] === IN || goals[goal]!.date > date) {
        worth += importance;
        continue;
      }
      density[goal] = importance / share[goal]!;
      open.push(goal);
    }
    open.sort((left, right) => density[right]! - density[left]! || left - right);
    let left = room;
    let price = 0;
    for (const goal of open) {
      if (share[goal]! <= left) {
        left -= share[goal]!;
        worth += this.#importance(goal);
        continue;
      }
      price = density[goal]!;
      worth += price * left;
      break;
    }
    if (price > 0) {
      for (const goal of open) {
        const gain = this.#importance(goal) / (price * share[goal]! + tolerance);
        weight[goal] = clamp(weight[goal]! * clamp(gain, 0.5, 2), 1e-3, 1e3);
      }
    }
    return Math.floor(worth + tolerance);
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function listOf(set: Uint8Array, value: number): number[] {
  const list: number[] = [];
  for (let goal = 0; goal < set.length; goal++) if (set[goal] === value) list.push(goal);
  return list;
}

/** Whether whatever is in the one set is in the other. */
function isWithin(set: Uint8Array, other: Uint8Array): boolean {
  for (let goal = 0; goal < set.length; goal++) {
    if (set[goal] === IN && other[goal] !== IN) return false;
  }
  return true;
}
