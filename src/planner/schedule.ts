import { dayName } from '../util/calendar.ts';
import { Calendar, lastDay } from './dates/calendar.ts';
import type { Kept, LateGoal } from './dates/date-question.ts';
import { isPaced } from './dates/dues.ts';
import { dateOf, lateness } from './dates/lateness.ts';
import { slacks, type TimedStep } from './dates/slack.ts';
import type { SolvedInTime } from './dates/solve-in-time.ts';
import { limits } from './limits.ts';
import type { InvalidRequest } from './refusal.ts';
import type { Schedule, Timing } from './roadmap.ts';
import type { Wishes } from './wishes.ts';

/** What solving found out about dates. */
export type Dated = Pick<SolvedInTime, 'kept' | 'hundredthsNeeded' | 'fewestTenths'>;

/**
 * Weeks, days and slack of each step for one learner who takes them one after another, and what became of the dates that
 * were asked for.
 */
export function schedule(
  { timetable }: Wishes,
  steps: readonly TimedStep[],
  { kept, hundredthsNeeded, fewestTenths }: Dated,
): { timings: readonly Timing[] | null; schedule: Schedule | null } {
  if (timetable === null) return { timings: null, schedule: null };
  const hoursPerWeekNeeded = hundredthsNeeded === null ? null : hundredthsNeeded / 100;
  const startsOn = timetable.startOn === null ? null : dayName(timetable.startOn);
  if (!isPaced(timetable)) {
    const unpaced = { weeks: null, finishesOn: null, earliestFinishForAll: null, fits: true };
    const onTime = { deferred: [], deferredIsProven: true, tastesGaveWay: false, lateness: [] };
    return { timings: null, schedule: { ...unpaced, ...onTime, startsOn, hoursPerWeekNeeded } };
  }
  const calendar = new Calendar(timetable);
  const total = steps.reduce((sum, { tenths }) => sum + tenths, 0);
  return {
    timings: timings(calendar, steps),
    schedule: {
      weeks: calendar.weekOf(total),
      startsOn,
      finishesOn: calendar.endOf(total),
      earliestFinishForAll: fewestTenths === null ? null : dateOf(calendar, fewestTenths),
      fits: kept?.fits ?? true,
      deferred: kept?.late.map(({ goal }) => goal.goal) ?? [],
      deferredIsProven: kept?.isProven ?? true,
      tastesGaveWay: kept?.tastesGaveWay ?? false,
      lateness: kept?.late.map((late) => lateness(calendar, late, isLeftOut(kept, late))) ?? [],
      hoursPerWeekNeeded,
    },
  };
}

/** Why so much work can't be put on a calendar: it would end further off than dates are reckoned. Null where it can. */
export function tooLong({ timetable }: Wishes, tenths: number): InvalidRequest | null {
  if (!isPaced(timetable)) return null;
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

function timings(calendar: Calendar, steps: readonly TimedStep[]): Timing[] {
  const slack = slacks(steps);
  let end = 0;
  return steps.map(({ tenths }, index) => {
    end += tenths;
    return {
      week: calendar.weekOf(end),
      startsOn: calendar.startOf(end - tenths),
      endsOn: calendar.endOf(end),
      slackHours: slack[index]! / 10,
      isCritical: slack[index]! <= 0,
    };
  });
}

/** The others are on the roadmap, since nothing keeps its date. */
function isLeftOut({ wishes }: Kept, { goal }: LateGoal): boolean {
  return !wishes.goals.includes(goal);
}
