import { dayName, dayNumber } from '../../util/calendar.ts';
import type { Timetable } from '../wishes.ts';

/** A timetable that says how many hours a week there are. */
export interface PacedTimetable extends Timetable {
  readonly hundredthsPerWeek: number;
}

/** The last day that has a name: dates have four digits for the year. */
export const lastDay = dayNumber('9999-12-31')!;

/**
 * Which day an amount of work falls on: a seventh of the week's hours each day that is no pause. Exact, since all is whole:
 * work is counted in tenths of an hour, the hours of a week in hundredths, so that t tenths take t · 70 / h working days.
 * Without a start, days are counted from 0.
 */
export class Calendar {
  readonly #timetable: PacedTimetable;

  constructor(timetable: PacedTimetable) {
    this.#timetable = timetable;
  }

  /** The week from 1, by the calendar where there is a start and else by hours alone, in which so much work ends. */
  weekOf(tenths: number): number {
    const day = this.#workingDay(tenths);
    const { startOn } = this.#timetable;
    if (startOn === null) return Math.ceil(day / 7);
    return day === 0 ? 0 : Math.floor((this.#dayOf(day) - startOn) / 7) + 1;
  }

  /** The number of the day on which so much work is done; the day before the first where there is none. */
  dayOf(tenths: number): number {
    return this.#dayOf(this.#workingDay(tenths));
  }

  /** The day on which work goes on once so much is done; null without a start. */
  startOf(tenths: number): string | null {
    const { hundredthsPerWeek, startOn } = this.#timetable;
    if (startOn === null) return null;
    return dayName(this.#dayOf(Math.floor((tenths * 70) / hundredthsPerWeek) + 1));
  }

  /** The day on which so much work is done, the first where there is none; null without a start. */
  endOf(tenths: number): string | null {
    const { startOn } = this.#timetable;
    if (startOn === null) return null;
    return dayName(tenths === 0 ? startOn : this.dayOf(tenths));
  }

  /** The work that fits from the start up to the end of a day: so much, in tenths of an hour, is done by then, and no more. */
  tenthsBy(day: number): number {
    return Math.floor((workingDays(this.#timetable, day) * this.#timetable.hundredthsPerWeek) / 70);
  }

  #workingDay(tenths: number): number {
    return Math.ceil((tenths * 70) / this.#timetable.hundredthsPerWeek);
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

/** The days from the start up to a day, that one included, which are no pause; there has to be a start. */
export function workingDays({ startOn, pauses }: Timetable, last: number): number {
  let days = last - startOn! + 1;
  for (const { from, to } of pauses) {
    days -= Math.max(0, Math.min(to, last) - Math.max(from, startOn!) + 1);
  }
  return Math.max(0, days);
}

/** The fewest hundredths of an hour a week by which so much work is done in so many working days; null where none do. */
export function hundredthsNeeded(tenths: number, days: number): number | null {
  if (tenths === 0) return 0;
  return days === 0 ? null : Math.ceil((tenths * 70) / days);
}
