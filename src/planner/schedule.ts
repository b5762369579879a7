import { dayName, dayNumber } from '../util/calendar.ts';
import { limits } from './limits.ts';
import type { InvalidRequest } from './refusal.ts';
import type { Goal, Schedule, Timing } from './roadmap.ts';
import type { Timetable, Wishes } from './wishes.ts';

/** A step as the schedule sees it, in order. */
export interface ScheduledStep {
  readonly tenths: number;
  /** Indices of the steps that it must precede, directly. */
  readonly unlocks: readonly number[];
}

/** A goal and the index of the step with which it is reached; null where nothing is left to do for it. */
export interface DatedGoal {
  readonly goal: Goal;
  readonly lastStep: number | null;
}

/**
 * Weeks, days and slack of each step for one learner who takes them one after another. Whole numbers throughout: hours in
 * tenths, hours a week in hundredths.
 */
export function schedule(
  { timetable }: Wishes,
  steps: readonly ScheduledStep[],
  goals: readonly DatedGoal[],
): { timings: readonly Timing[] | null; schedule: Schedule | null } {
  if (timetable === null) return { timings: null, schedule: null };
  const calendar = new Calendar(timetable);
  const ends = runningTotal(steps);
  const total = ends.at(-1) ?? 0;
  const needed = hundredthsNeeded(calendar, timetable, total, ends, goals);
  if (timetable.hundredthsPerWeek === null) {
    const kept = { weeks: null, finishesOn: null, fits: true, deferred: [] };
    return {
      timings: null,
      schedule: { ...kept, startsOn: named(timetable.startOn), hoursPerWeekNeeded: needed },
    };
  }
  const deferred = goals
    .filter(({ goal, lastStep }) =>
      isLate(calendar, timetable, goal, lastStep === null ? 0 : ends[lastStep]!),
    )
    .map(({ goal }) => goal);
  const { startOn, finishBy } = timetable;
  return {
    timings: timings(calendar, timetable, steps, ends),
    schedule: {
      weeks: calendar.weekOf(total),
      startsOn: named(startOn),
      finishesOn: total === 0 ? named(startOn) : calendar.endOf(total),
      // The last step may be a project to practise, which is later than any goal.
      fits: deferred.length === 0 && (finishBy === null || calendar.dayOf(total) <= finishBy),
      deferred,
      hoursPerWeekNeeded: needed,
    },
  };
}

/** Why so much work can't be put on a calendar: it would end further off than dates are reckoned. Null where it can. */
export function tooLong({ timetable }: Wishes, tenths: number): InvalidRequest | null {
  if (timetable === null || timetable.hundredthsPerWeek === null) return null;
  const start = timetable.startOn ?? 0;
  const end = new Calendar(timetable).dayOf(tenths);
  if (end < start + limits.years * 365 && end <= lastDay) return null;
  const message =
    `${tenths / 10} h at ${timetable.hundredthsPerWeek / 100} h a week would go on for more than ${limits.years} years, ` +
    'or past the year 9999, pauses included: further than dates are reckoned.';
  return {
    kind: 'invalid-request',
    message,
    problems: [{ path: 'hoursPerWeek', message, suggestions: [] }],
  };
}

/** Dates have four digits for the year. */
const lastDay = dayNumber('9999-12-31')!;

function named(day: number | null): string | null {
  return day === null ? null : dayName(day);
}

function runningTotal(steps: readonly ScheduledStep[]): number[] {
  let sum = 0;
  return steps.map(({ tenths }) => {
    sum += tenths;
    return sum;
  });
}

function timings(
  calendar: Calendar,
  { finishBy }: Timetable,
  steps: readonly ScheduledStep[],
  ends: readonly number[],
): Timing[] {
  const limit = finishBy === null ? (ends.at(-1) ?? 0) : calendar.tenthsBy(finishBy);
  const after = tenthsThatMustFollow(steps);
  return steps.map(({ tenths }, index) => {
    const end = ends[index]!;
    const slack = limit - end - after[index]!;
    return {
      week: calendar.weekOf(end),
      startsOn: calendar.startOf(end - tenths),
      endsOn: calendar.endOf(end),
      slackHours: Math.floor(slack) / 10,
      isCritical: slack < 1,
    };
  });
}

/** By step, the tenths of an hour of all steps that can only follow it. Linear in edges times steps / 32. */
function tenthsThatMustFollow(steps: readonly ScheduledStep[]): Float64Array {
  const sums = new Float64Array(steps.length);
  const reaches = new Int32Array(steps.length);
  const forks = steps.map(({ unlocks }) => unlocks.length > 1);
  // Thirty-two possible followers at a time, each with a bit; a step reaches what the steps that it unlocks reach.
  for (let first = 0; first < steps.length; first += 32) {
    reaches.fill(0);
    for (let step = Math.min(steps.length, first + 32) - 1; step >= 0; step--) {
      let bits = 0;
      for (const unlocked of steps[step]!.unlocks) {
        bits |= reaches[unlocked]!;
        if (unlocked >= first && unlocked < first + 32) bits |= 1 << (unlocked - first);
      }
      reaches[step] = bits;
      if (!forks[step]) continue;
      for (; bits !== 0; bits &= bits - 1) {
        sums[step]! += steps[first + 31 - Math.clz32(bits & -bits)]!.tenths;
      }
    }
  }
  // What unlocks one step alone is followed by it and by whatever follows that.
  for (let step = steps.length - 1; step >= 0; step--) {
    const [next] = steps[step]!.unlocks;
    if (!forks[step] && next !== undefined) sums[step] = steps[next]!.tenths + sums[next]!;
  }
  return sums;
}

function isLate(calendar: Calendar, { finishBy }: Timetable, goal: Goal, end: number): boolean {
  const reachedOn = end === 0 ? null : calendar.endOf(end);
  if (reachedOn === null) return false;
  // Days in this form compare as text.
  if (goal.by !== null && reachedOn > goal.by) return true;
  return finishBy !== null && reachedOn > dayName(finishBy);
}

/** Hours a week that keep every date; null where none is asked for or a date leaves no day at all. */
function hundredthsNeeded(
  calendar: Calendar,
  { finishBy }: Timetable,
  total: number,
  ends: readonly number[],
  goals: readonly DatedGoal[],
): number | null {
  const demands = goals
    .filter(({ goal, lastStep }) => goal.by !== null && lastStep !== null)
    .map(({ goal, lastStep }) => ({ by: goal.by!, tenths: ends[lastStep!]! }));
  if (finishBy !== null) demands.push({ by: dayName(finishBy), tenths: total });
  if (demands.length === 0) return null;
  let hundredths = 0;
  for (const { by, tenths } of demands) {
    const days = calendar.workingDaysBy(by);
    if (days === 0 && tenths > 0) return null;
    if (tenths > 0) hundredths = Math.max(hundredths, Math.ceil((tenths * 70) / days));
  }
  return hundredths / 100 > 168 ? null : hundredths / 100;
}

/** Which day an amount of work falls on: a seventh of the week's hours each day that is no pause. */
class Calendar {
  readonly #timetable: Timetable;

  constructor(timetable: Timetable) {
    this.#timetable = timetable;
  }

  /** The week from 1, by the calendar where there is a start and else by hours alone, in which so much work ends. */
  weekOf(tenths: number): number {
    const day = this.#workingDay(tenths);
    const { startOn } = this.#timetable;
    if (startOn === null) return Math.ceil(day / 7);
    return day === 0 ? 0 : Math.floor((this.#dayOf(day) - startOn) / 7) + 1;
  }

  /** The number of the day on which so much work is done, counted from 0 without a start. */
  dayOf(tenths: number): number {
    return this.#dayOf(this.#workingDay(tenths));
  }

  /** The day on which work goes on once so much is done; null without a start. */
  startOf(tenths: number): string | null {
    const { hundredthsPerWeek, startOn } = this.#timetable;
    if (startOn === null) return null;
    return dayName(this.#dayOf(Math.floor((tenths * 70) / hundredthsPerWeek!) + 1));
  }

  /** The day on which so much work is done; null without a start. */
  endOf(tenths: number): string | null {
    if (this.#timetable.startOn === null) return null;
    return dayName(this.dayOf(tenths));
  }

  /** Work that fits from the start up to the end of a day. */
  tenthsBy(day: number): number {
    return (this.#workingDays(day) * this.#timetable.hundredthsPerWeek!) / 70;
  }

  workingDaysBy(date: string): number {
    return this.#workingDays(dayNumber(date)!);
  }

  #workingDay(tenths: number): number {
    return Math.ceil((tenths * 70) / this.#timetable.hundredthsPerWeek!);
  }

  #workingDays(last: number): number {
    const { startOn, pauses } = this.#timetable;
    let days = last - startOn! + 1;
    for (const { from, to } of pauses) {
      days -= Math.max(0, Math.min(to, last) - Math.max(from, startOn!) + 1);
    }
    return Math.max(0, days);
  }

  /** The calendar's day of the n-th working day, from 1. */
  #dayOf(workingDay: number): number {
    const { startOn, pauses } = this.#timetable;
    const start = startOn ?? 0;
    let day = start + workingDay - 1;
    for (const { from, to } of pauses) {
      if (to < start) continue;
      if (Math.max(from, start) > day) break;
      day += to - Math.max(from, start) + 1;
    }
    return day;
  }
}
