import { dayName, dayNumber } from '../util/calendar.ts';
import { limits } from './limits.ts';
import type { PauseRequest, PlanRequest } from './request.ts';
import type { Timetable } from './wishes.ts';

/** Tells a problem: where in the request, and as a sentence. */
type Complain = (path: string, message: string) => void;

/** What a request says about time, or null where it says nothing; everything wrong with it goes to `complain`. */
export function readTimetable(request: PlanRequest, complain: Complain): Timetable | null {
  const startOn = readDay('startOn', request.startOn, complain);
  const finishBy = readDay('finishBy', request.finishBy, complain);
  const goalDays = request.goals.map((goal, index) =>
    readDay(`goals.${index}.by`, goal.by, complain),
  );
  const pauses = readPauses(request.pauses ?? [], complain);
  const hundredthsPerWeek = readHours(request.hoursPerWeek ?? null, complain);
  if ((request.startOn ?? null) === null) needStart(request, complain);
  if (startOn !== null) {
    const tooEarly = (path: string, day: number | null): void => {
      if (day !== null && day < startOn) {
        complain(path, `\`${dayName(day)}\` is before the start on \`${dayName(startOn)}\`.`);
      }
    };
    tooEarly('finishBy', finishBy);
    goalDays.forEach((day, index) => {
      tooEarly(`goals.${index}.by`, day);
    });
  }
  if (hundredthsPerWeek === null && startOn === null) return null;
  return { hundredthsPerWeek, startOn, finishBy, pauses };
}

function needStart(request: PlanRequest, complain: Complain): void {
  const need = (path: string): void =>
    complain(path, `\`${path}\` is a date, and dates need a \`startOn\` to count from.`);
  if (request.finishBy) need('finishBy');
  if (request.pauses?.length) need('pauses');
  request.goals.forEach((goal, index) => {
    if (goal.by) need(`goals.${index}.by`);
  });
}

function readDay(path: string, date: string | null | undefined, complain: Complain): number | null {
  if (date === null || date === undefined) return null;
  const day = dayNumber(date);
  if (day === null) {
    complain(
      path,
      `\`${date.slice(0, limits.nameLength)}\` is not a day of the calendar; a date reads \`2027-02-28\`.`,
    );
  }
  return day;
}

function readHours(hours: number | null, complain: Complain): number | null {
  if (hours === null) return null;
  const hundredths = Math.round(hours * 100);
  if (hundredths >= 1 && hours <= limits.hoursPerWeek) return hundredths;
  complain(
    'hoursPerWeek',
    `\`hoursPerWeek\` is at least 0.01 and at most ${limits.hoursPerWeek}, the hours that a week has, not ${hours}.`,
  );
  return null;
}

/** In order, those that overlap or touch joined. */
function readPauses(requests: readonly PauseRequest[], complain: Complain): Timetable['pauses'] {
  if (requests.length > limits.pauses) {
    complain('pauses', `\`pauses\` has ${requests.length} entries; ${limits.pauses} are the most.`);
    return [];
  }
  const pauses: { from: number; to: number }[] = [];
  requests.forEach((request, index) => {
    const from = readDay(`pauses.${index}.from`, request.from, complain);
    const to = readDay(`pauses.${index}.to`, request.to, complain);
    if (from === null || to === null) return;
    if (to < from) {
      complain(
        `pauses.${index}`,
        `A pause from \`${request.from}\` can't end on \`${request.to}\`, before it began.`,
      );
    } else pauses.push({ from, to });
  });
  const joined: { from: number; to: number }[] = [];
  for (const pause of pauses.sort((left, right) => left.from - right.from)) {
    const last = joined.at(-1);
    if (last !== undefined && pause.from <= last.to + 1) last.to = Math.max(last.to, pause.to);
    else joined.push(pause);
  }
  return joined;
}
