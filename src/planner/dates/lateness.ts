import { dayName } from '../../util/calendar.ts';
import { hoursText } from '../explain/titles.ts';
import type { Lateness } from '../roadmap.ts';
import { type Calendar, lastDay } from './calendar.ts';
import type { LateGoal } from './date-question.ts';

/**
 * Why a goal does not keep its date, and which dates would do.
 *
 * @param isLeftOut whether the roadmap leaves it out for the sake of others.
 */
export function lateness(calendar: Calendar, late: LateGoal, isLeftOut: boolean): Lateness {
  const { goal } = late.goal;
  const aloneOn = dateOf(calendar, late.alone);
  const afterOthersOn = dateOf(calendar, late.afterOthers);
  const until = `Up to ${dayName(late.by)} there are ${hoursText(late.room / 10)} for learning`;
  const reason =
    late.alone > late.room || late.missing === 0
      ? `${until}, and ${goal.title} takes ${hoursText(late.alone / 10)}.`
      : `${until}: for ${goal.title}, beside what keeps its date, ${hoursText(late.missing / 10)} more are needed.`;
  const dates = datesText({ aloneOn, afterOthersOn, isLeftOut });
  return {
    goal,
    hoursMissing: late.missing / 10,
    aloneOn,
    afterOthersOn,
    why: dates === null ? reason : `${reason} ${dates}`,
  };
}

/** Null where it is further off than dates are reckoned. */
export function dateOf(calendar: Calendar, tenths: number): string | null {
  return calendar.dayOf(tenths) > lastDay ? null : calendar.endOf(tenths);
}

function datesText({
  aloneOn,
  afterOthersOn,
  isLeftOut,
}: Pick<Lateness, 'aloneOn' | 'afterOthersOn'> & { readonly isLeftOut: boolean }): string | null {
  if (afterOthersOn === null) return null;
  if (aloneOn === afterOthersOn) return `It can be reached on ${afterOthersOn}.`;
  const others = isLeftOut
    ? `after the others on ${afterOthersOn}`
    : `here it is on ${afterOthersOn}`;
  return `By itself it could be reached on ${aloneOn}, ${others}.`;
}
