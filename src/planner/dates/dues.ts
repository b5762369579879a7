import { dayNumber } from '../../util/calendar.ts';
import type { Timetable, Wishes } from '../wishes.ts';
import { Calendar, type PacedTimetable, workingDays } from './calendar.ts';

/** The dates that goals and pins have to keep. */
export interface Dues {
  /** Days as numbers, ascending, each once; none before the start. */
  readonly days: readonly number[];
  /** By date: the days up to it on which something is learned. */
  readonly workingDays: readonly number[];
  /** By goal of the wishes: the index of its date; null where it has none. */
  readonly ofGoal: readonly (number | null)[];
  /** The index of the day to finish by, which is that of the pins; null where there is none. */
  readonly finish: number | null;
}

/** Null where no date is asked for. A goal without one of its own is due when all should be done. */
export function duesOf({ timetable, goals }: Wishes): Dues | null {
  if (timetable === null) return null;
  const { finishBy } = timetable;
  const dayOf = ({ by }: { readonly by: string | null }): number | null => {
    const own = by === null ? finishBy : dayNumber(by)!;
    return own !== null && finishBy !== null ? Math.min(own, finishBy) : own;
  };
  const asked = [...goals.map(({ goal }) => dayOf(goal)), finishBy];
  const days = [...new Set(asked.filter((day) => day !== null))].sort(
    (left, right) => left - right,
  );
  if (days.length === 0) return null;
  const indexOf = (day: number | null): number | null => (day === null ? null : days.indexOf(day));
  return {
    days,
    workingDays: days.map((day) => workingDays(timetable, day)),
    ofGoal: goals.map(({ goal }) => indexOf(dayOf(goal))),
    finish: indexOf(finishBy),
  };
}

/** By date: the tenths of an hour that there are up to it. */
export function roomOf({ days }: Dues, timetable: PacedTimetable): number[] {
  const calendar = new Calendar(timetable);
  return days.map((day) => calendar.tenthsBy(day));
}

export function isPaced(timetable: Timetable | null): timetable is PacedTimetable {
  return timetable !== null && timetable.hundredthsPerWeek !== null;
}
