import { dayNumber } from '../../util/calendar.ts';
import { Calendar, type PacedTimetable, workingDays } from '../dates/calendar.ts';
import type { PauseRequest } from '../request.ts';
import type { PlannedPace } from './adopted-plan.ts';
import type { ProgressQuestion } from './progress-question.ts';

/** The days before today on which the pace is looked at: six weeks, or since the adoption. */
const lookedAtDays = 42;

/** What the learner says counts like so many weeks of watching. */
const saidWeeks = 2;

/**
 * The hours a week at which a learner really gets on: (d + 2 · s) / (w + 2), where d are the hours of the steps that were
 * worked on and done in the w weeks before today, at most six and none before the adoption, pauses aside, and s are the
 * hours a week that the learner says. So it begins with what is said, and what is seen weighs more and more, three
 * quarters in the end. Where nothing is said it is d / w, once a week has been seen and something was done in it; else null.
 */
export function realPace(question: ProgressQuestion): number | null {
  const { plan, done, adoptedOn, today, hoursPerWeek, pauses } = question;
  const from = Math.max(adoptedOn, today - lookedAtDays);
  const weeks = windowDays(from, today - 1, pauses) / 7;
  const seen = plan.steps.reduce((hours, step) => {
    const { day = null, isWorked = false } = done.get(step.key) ?? {};
    return isWorked && day !== null && day >= from && day <= today ? hours + step.hours : hours;
  }, 0);
  if (hoursPerWeek !== null) return (seen + saidWeeks * hoursPerWeek) / (weeks + saidWeeks);
  return weeks >= 1 && seen > 0 ? seen / weeks : null;
}

/** The days from one to another, both included, that are no pause. */
export function windowDays(from: number, to: number, pauses: readonly PauseRequest[]): number {
  const timetable = { startOn: from, hundredthsPerWeek: null, finishBy: null };
  return to < from ? 0 : workingDays({ ...timetable, pauses: daysBetween(pauses) }, to);
}

export function onCalendar(pace: PlannedPace): Calendar {
  return new Calendar(timetableOf(pace));
}

/** Hours that are due by the end of a day. */
export function hoursDueBy(pace: PlannedPace, day: number): number {
  const timetable = timetableOf(pace);
  if (day < timetable.startOn!) return pace.hoursBefore;
  return pace.hoursBefore + new Calendar(timetable).tenthsBy(day) / 10;
}

function timetableOf({ startOn, hoursPerWeek, pauses }: PlannedPace): PacedTimetable {
  return {
    hundredthsPerWeek: Math.max(1, Math.round(hoursPerWeek * 100)),
    startOn: dayNumber(startOn)!,
    finishBy: null,
    pauses: daysBetween(pauses),
  };
}

/** In order, those that overlap or touch joined; what is no day is left out. */
export function daysBetween(pauses: readonly PauseRequest[]): { from: number; to: number }[] {
  const days = pauses
    .map(({ from, to }) => ({ from: dayNumber(from), to: dayNumber(to) }))
    .filter(
      (pause): pause is { from: number; to: number } => pause.from !== null && pause.to !== null,
    )
    .sort((left, right) => left.from - right.from);
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of days) {
    const last = joined.at(-1);
    if (last && from <= last.to + 1) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}
