import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, it } from 'vitest';
import { icalendar } from '../../../src/exchange/roadmap/icalendar.ts';
import type { Roadmap, Step } from '../../../src/planner/roadmap.ts';
import { dayName, dayNumber } from '../../../src/util/calendar.ts';
import { plainLine } from '../../../src/util/plain-line.ts';
import { arbitraryTitles, withTitles } from '../../support/arbitrary-titles.ts';
import { rendered } from '../../support/rendering.ts';
import { smallCurriculum } from '../../support/small-curriculum.ts';

const dated = {
  goals: 'backend-developer',
  projects: 'ONE_PER_MILESTONE',
  hoursPerWeek: 5,
  startOn: '2027-01-04',
  pauses: [{ from: '2027-01-10', to: '2027-01-12' }],
} as const;

function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return { calendar, events: calendar.getAllSubcomponents('vevent') };
}

function factsOf(event: ICAL.Component) {
  const value = (name: string) => event.getFirstPropertyValue(name);
  return {
    uid: value('uid'),
    stamp: String(value('dtstamp')),
    start: String(value('dtstart')),
    end: String(value('dtend')),
    summary: value('summary'),
    description: String(value('description')).split('\n')[0],
    category: value('categories'),
    transparency: value('transp'),
  };
}

function expected(step: Step, { milestones, schedule }: Roadmap): ReturnType<typeof factsOf> {
  const { timing, title, subject, hours, why, key } = step;
  const milestone = milestones.find(({ steps }) => steps.includes(step))!;
  return {
    uid: `small.${key.replace('@', '.')}@cairn`,
    stamp: `${schedule!.startsOn}T00:00:00Z`,
    start: timing!.startsOn!,
    end: dayName(dayNumber(timing!.endsOn!)! + 1),
    summary: plainLine(subject.kind === 'project' ? `Build: ${title}` : title),
    description: `${hours} h. ${plainLine(why)}`,
    category: plainLine(milestone.title),
    transparency: 'TRANSPARENT',
  };
}

it('has an event for each step over its days, whatever the titles', () =>
  fc.assert(
    fc.property(arbitraryTitles, (titles) => {
      const { roadmap, text } = rendered(icalendar, withTitles(smallCurriculum(), titles), dated);
      const { calendar, events } = read(text);
      expect(events.map(factsOf)).toEqual(roadmap.steps.map((step) => expected(step, roadmap)));
      const goals = plainLine(roadmap.goals[0]!.title);
      for (const name of ['name', 'x-wr-calname'])
        expect(textOf(calendar, name)).toBe(escaped(`Roadmap to ${goals}`));
      expect(textOf(calendar, 'x-wr-caldesc')).toBe(escaped(roadmap.summary));
    }),
    { numRuns: 100 },
  ));

/** As it is written: the parser does not know that these properties are text. */
function textOf(calendar: ICAL.Component, name: string): string {
  return String(calendar.getFirstPropertyValue(name));
}

function escaped(text: string): string {
  return plainLine(text).replace(/[\\;,]/g, '\\$&');
}

it('keeps to lines of 75 octets that end as they must', () => {
  const { text } = rendered(
    icalendar,
    withTitles(smallCurriculum(), ['日本語の題'.repeat(20)]),
    dated,
  );
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

it('names a step the same in another plan', () => {
  const uids = (wanted: Parameters<typeof rendered>[2]) =>
    read(rendered(icalendar, smallCurriculum(), wanted).text).events.map((event) =>
      String(event.getFirstPropertyValue('uid')),
    );
  const later = uids({ ...dated, startOn: '2027-02-01', knows: 'variables' });
  expect(uids(dated)).toEqual(expect.arrayContaining(later));
});

it.each([
  ['nothing to do', { ...dated, goals: 'html', knows: 'html' }, /^(?!.*no dates)/],
  ['no dates', { goals: 'flask' }, /Its steps have no dates/],
  ['weeks alone', { goals: 'flask', hoursPerWeek: 5 }, /Its steps have no dates/],
])(
  'is a calendar without events, yet not an invalid one, where there are %s',
  (_, wanted, says) => {
    const { calendar, events } = read(rendered(icalendar, smallCurriculum(), wanted).text);
    expect(events).toEqual([]);
    expect(calendar.getAllSubcomponents('vtimezone')).toHaveLength(1);
    expect(textOf(calendar, 'x-wr-caldesc')).toMatch(says);
  },
);

it('ends with the days that can be written', () => {
  const { text } = rendered(icalendar, 'a 7', {
    goals: 'a',
    hoursPerWeek: 7,
    startOn: '9999-12-25',
  });
  expect(factsOf(read(text).events[0]!)).toMatchObject({ start: '9999-12-25', end: '9999-12-31' });
});
