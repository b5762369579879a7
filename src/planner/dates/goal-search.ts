import { invariant } from '../../util/invariant.ts';
import type { Work } from '../work.ts';
import { GoalBound, type Sharing } from './goal-bound.ts';
import { type GoalLandmarks, goalLandmarks } from './goal-landmarks.ts';
import { type GoalQuestion, IN, importanceOf, OUT, UNDECIDED } from './goal-question.ts';

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
  const nodes = question.goals.map(({ node }) => node);
  const landmarks = yield* goalLandmarks(question.ground, nodes);
  const search = new GoalSearch(question, landmarks, attempt, stepBudget);
  yield* search.findBest();
  yield* search.findFirstOfEquals();
  return { kept: search.kept, isProven: search.isProven };
}

interface Branch {
  readonly goal: number;
  readonly mark: number;
  readonly most: number;
  triedBoth: boolean;
}

/** So many sharings are kept, those first that closed a branch last. */
const sharingsMax = 8;
/** A look counts once for every date and so many memberships of the ground. */
const membershipsPerCount = 400;

class GoalSearch {
  readonly #question: GoalQuestion;
  readonly #attempt: (kept: readonly number[]) => Work<Verdict>;
  readonly #landmarks: GoalLandmarks;
  readonly #state: Uint8Array;
  readonly #trail: number[] = [];
  readonly #sharings: Sharing[] = [];
  readonly #keepable: Uint8Array[] = [];
  readonly #late: { readonly set: Uint8Array; readonly isSure: boolean }[] = [];
  readonly #bound: GoalBound;
  readonly #count: number;
  #stepsLeft: number;
  #kept: Uint8Array;
  /** Only what is worth more than this counts. */
  #least = -1;
  /** The most that was left unsearched may be worth. */
  #openMost = 0;

  constructor(
    question: GoalQuestion,
    landmarks: GoalLandmarks,
    attempt: (kept: readonly number[]) => Work<Verdict>,
    stepBudget: number,
  ) {
    const { goals, ground } = question;
    this.#question = question;
    this.#attempt = attempt;
    this.#landmarks = landmarks;
    this.#state = Uint8Array.from(goals, ({ importance }) =>
      importance === null ? IN : UNDECIDED,
    );
    this.#kept = this.#state.slice();
    this.#bound = new GoalBound(question, this.#state, (goal) => this.#decide(goal, OUT));
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
    this.#bound.most(sharing, this.#least);
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
      if (this.#bound.mayFit(sharing, more)) yield* this.#accept(more);
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
        if (this.#bound.most(sharing, this.#least) > this.#least) continue;
        this.#sharings.splice(index, 1);
        this.#sharings.unshift(sharing);
        return null;
      }
    }
    const sharing = yield* this.#shareAnew();
    let most = this.#bound.most(sharing, this.#least);
    if (most <= this.#least) return null;
    if (this.#isClosedByLateness(most)) return null;
    const order = this.#byDensity();
    const set = this.#filled(sharing, order);
    const isAccepted = yield* this.#accept(set);
    if (isAccepted && order.every((goal) => set[goal] === IN)) return null;
    // What was accepted may have raised the least.
    most = Math.min(most, this.#bound.most(sharing, this.#least));
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
      const importance = importanceOf(this.#question.goals[goal]!);
      const isMore =
        importance > most ||
        (importance === most && this.#bound.share[goal]! > this.#bound.share[chosen]!);
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

  #worthOf(set: Uint8Array): number {
    let worth = 0;
    for (let goal = 0; goal < set.length; goal++) {
      if (set[goal] === IN) worth += importanceOf(this.#question.goals[goal]!);
    }
    return worth;
  }

  #byDensity(): number[] {
    const density = (goal: number): number =>
      importanceOf(this.#question.goals[goal]!) / (this.#bound.share[goal]! + 1);
    return listOf(this.#state, UNDECIDED).sort(
      (left, right) => density(right) - density(left) || left - right,
    );
  }

  /** What is in, and of the others one after the other as long as they may fit. */
  #filled(sharing: Sharing, order: readonly number[]): Uint8Array {
    const set = this.#state.map((value) => (value === IN ? IN : OUT));
    for (const goal of order) {
      set[goal] = IN;
      if (!this.#bound.mayFit(sharing, set)) set[goal] = OUT;
    }
    return set;
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
