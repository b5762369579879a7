import { foldLines, ICalCalendar, type ICalEventData, ICalEventTransparency } from 'ical-generator';
import type { Resource } from '../../curriculum/curriculum.ts';
import type { Milestone, Roadmap, Step } from '../../planner/roadmap.ts';
import type { Work } from '../../planner/work.ts';
import { dayName, dayNumber } from '../../util/calendar.ts';
import { hoursText } from '../../util/hours-text.ts';
import { plainLine } from '../../util/plain-line.ts';
import type { RoadmapContext, RoadmapFormat } from './format.ts';
import { titleOf } from './heading.ts';
import { resourcesOf } from './resources.ts';

/**
 * RFC 5545. A step keeps its name from plan to plan, so that who reads in a new plan sees it moved rather than doubled;
 * since nothing here reads a clock, the first day stands for when the calendar was made.
 */
export const icalendar = {
  name: 'ICALENDAR',
  mediaType: 'text/calendar',
  fileExtension: 'ics',
  description:
    'A calendar with an event for each step over its days. Needs `hoursPerWeek` and `startOn`: without them the calendar is empty, and its description says so.',
  needsDates: true,
  write,
} as const satisfies RoadmapFormat;

/** The library writes calendars in one go, and folds lines at leisure: event by event it can be interrupted. */
function* write(roadmap: Roadmap, context: RoadmapContext): Work<string> {
  const calendar = new ICalCalendar({
    prodId: '//Cairn//Roadmap//EN',
    name: escaped(titleOf(roadmap)),
    description: escaped(descriptionOf(roadmap)),
  });
  const events = eventsOf(roadmap, context);
  if (events.length === 0) calendar.timezone({ name: 'Etc/UTC', generator: () => utc });
  const frame = calendar.toString();
  const end = frame.lastIndexOf('END:VCALENDAR');
  let text = frame.slice(0, end);
  for (const event of events) {
    text += foldLines(calendar.createEvent(event).toString());
    yield;
  }
  return `${text}${frame.slice(end)}\r\n`;
}

/** The library escapes what is said of events, and not what is said of the calendar. */
function escaped(text: string): string {
  return plainLine(text).replace(/[\\;,]/g, '\\$&');
}

function descriptionOf({ summary, steps, schedule }: Roadmap): string {
  return steps.length === 0 || schedule?.finishesOn
    ? summary
    : `${summary} Its steps have no dates: those come with the hours of a week and a first day.`;
}

function eventsOf(roadmap: Roadmap, { graph }: RoadmapContext): ICalEventData[] {
  const resources = resourcesOf(roadmap);
  return roadmap.milestones.flatMap((milestone) =>
    milestone.steps.flatMap((step) => {
      const days = daysOf(step);
      return days === null
        ? []
        : {
            ...days,
            ...aboutStep(step, milestone, resources.get(step)!),
            id: `${graph.curriculum.slug}.${step.key.replace('@', '.')}@cairn`,
            stamp: instant(roadmap.schedule!.startsOn!),
          };
    }),
  );
}

/** All day, up to the midnight after the last of them. */
function daysOf({ timing }: Step) {
  const { startsOn = null, endsOn = null } = timing ?? {};
  if (startsOn === null || endsOn === null) return null;
  const end = endsOn === '9999-12-31' ? endsOn : dayName(dayNumber(endsOn)! + 1);
  return { start: instant(startsOn), end: instant(end), allDay: true };
}

function aboutStep(
  { title, subject, hours, why }: Step,
  milestone: Milestone,
  resources: readonly Resource[],
) {
  const links = resources.map(({ title, url }) => plainLine(url ? `${title}: ${url}` : title));
  return {
    summary: plainLine(subject.kind === 'project' ? `Build: ${title}` : title),
    description: [`${hoursText(hours)}. ${plainLine(why)}`, ...links].join('\n'),
    categories: [{ name: plainLine(milestone.title) }],
    // What is learned on a day leaves room for appointments.
    transparency: ICalEventTransparency.TRANSPARENT,
  };
}

function instant(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** A calendar must have something in it: where there are no events, the time zone that nothing stands in. */
const utc = `BEGIN:VTIMEZONE
TZID:Etc/UTC
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0000
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE`;
