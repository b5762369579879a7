import type { Pieces } from './goal-landmarks.ts';
import { type GoalQuestion, IN, importanceOf, OUT, UNDECIDED } from './goal-question.ts';

/** Pieces with the weights by which goals share them, which every look improves. */
export interface Sharing {
  readonly pieces: Pieces;
  readonly weight: Float64Array;
}

/** How often a look shares anew. */
const roundsMax = 2;
/** Sums of fractions come out a little off. */
const tolerance = 1e-6;

/** How much goals can be worth that keep their dates, given what is decided of them. */
export class GoalBound {
  /** By undecided goal: its share of the work that was still to be done when `most` looked last, in tenths of an hour. */
  readonly share: Float64Array;
  readonly #question: GoalQuestion;
  readonly #state: Uint8Array;
  readonly #drop: (goal: number) => void;
  readonly #whole: Float64Array;
  readonly #density: Float64Array;

  /**
   * @param state by goal what is decided, kept up to date by the search.
   * @param drop decides against a goal that can't fit.
   */
  constructor(question: GoalQuestion, state: Uint8Array, drop: (goal: number) => void) {
    this.#question = question;
    this.#state = state;
    this.#drop = drop;
    this.share = new Float64Array(state.length);
    this.#whole = new Float64Array(state.length);
    this.#density = new Float64Array(state.length);
  }

  /**
   * The most that a set with the present decisions can be worth, -1 where there is none: for each date a knapsack whose
   * last item may be cut. No more than `least` means that it was not worth looking further. Decides against goals that can't fit any more.
   */
  most(sharing: Sharing, least: number): number {
    const firstDates = this.#firstDates(sharing.pieces);
    let most = Number.MAX_SAFE_INTEGER;
    for (let date = 0; date < this.#question.room.length; date++) {
      let room = this.#question.room[date]!;
      for (let piece = 0; piece < firstDates.length; piece++) {
        if (firstDates[piece]! <= date) room -= sharing.pieces.tenths[piece]!;
      }
      if (room < 0) return -1;
      for (let round = 0; round < roundsMax && most > least; round++) {
        this.#shareOut(sharing, firstDates, date);
        if (round === 0) this.#dropTooLarge(room);
        most = Math.min(most, this.#knapsack(sharing, date, room));
      }
      if (most <= least) return most;
    }
    return most;
  }

  /** Whether a set of goals may fit the room, as far as these pieces tell. */
  mayFit({ pieces }: Sharing, set: Uint8Array): boolean {
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
    const share = this.share.fill(0);
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

  #dropTooLarge(room: number): void {
    for (let goal = 0; goal < this.#state.length; goal++) {
      if (this.#state[goal] === UNDECIDED && this.#whole[goal]! > room) this.#drop(goal);
    }
  }

  /**
   * Fills the room of a date by worth an hour (Dantzig 1957), a part of the last goal included; later goals come free.
   * Goals that would have been worth their share several times over have more weight in the next round, others less.
   */
  #knapsack({ weight }: Sharing, date: number, room: number): number {
    const { goals } = this.#question;
    const state = this.#state;
    const share = this.share;
    const density = this.#density;
    const open: number[] = [];
    let worth = 0;
    for (let goal = 0; goal < state.length; goal++) {
      if (state[goal] === OUT) continue;
      const importance = importanceOf(goals[goal]!);
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
        worth += importanceOf(goals[goal]!);
        continue;
      }
      price = density[goal]!;
      worth += price * left;
      break;
    }
    if (price > 0) {
      for (const goal of open) {
        const gain = importanceOf(goals[goal]!) / (price * share[goal]! + tolerance);
        weight[goal] = clamp(weight[goal]! * clamp(gain, 0.5, 2), 1e-3, 1e3);
      }
    }
    return Math.floor(worth + tolerance);
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
