import { describe, expect, it } from 'vitest';
import type { PauseRequest } from '../../src/planner/request.ts';
import type { Roadmap } from '../../src/planner/roadmap.ts';
import { dayName, dayNumber } from '../../src/util/calendar.ts';
import { drawnName, names, roadmap, type Wanted } from '../support/planning.ts';
import { dice } from '../support/random.ts';

/** When each step of a drawing is learned, by name: `week first-day..last-day`, the month left out. */
function check(drawing: string, wanted: Partial<Wanted>, expected: Record<string, string>) {
  const { steps } = roadmap(drawing, { goals: 'z', startOn: '2027-01-04', ...wanted });
  const day = (date: string | null): string => date?.slice(8) ?? '';
  const times = steps.map(({ key, timing }) => [
    drawnName(key),
    `${timing!.week} ${day(timing!.startsOn)}..${day(timing!.endsOn)}`,
  ]);
  expect(Object.fromEntries(times)).toEqual(expected);
}

describe('a schedule', () => {
  it('has a seventh of the hours of a week each day', () =>
    check(
      'a 2; b 3: a; z 3: b',
      { hoursPerWeek: 14 },
      { a: '1 04..04', b: '1 05..06', z: '1 06..07' },
    ));

  it('shares a day among the steps that fit on it', () =>
    check(
      'a 0.5; b 0.5; z: a & b',
      { hoursPerWeek: 14 },
      { a: '1 04..04', b: '1 04..04', z: '1 04..04' },
    ));

  it('begins with the next day once a day is full', () =>
    check('a 1; z 1: a', { hoursPerWeek: 7 }, { a: '1 04..04', z: '1 05..05' }));

  it('counts weeks from the start', () =>
    check('a 7; z 1: a', { hoursPerWeek: 7 }, { a: '1 04..10', z: '2 11..11' }));

  it('leaves out the days of pauses, the first and the last included', () =>
    check(
      'a 2; z 1: a',
      { hoursPerWeek: 7, pauses: [{ from: '2027-01-05', to: '2027-01-06' }] },
      { a: '1 04..07', z: '1 08..08' },
    ));

  it('knows pauses that overlap, touch, stand out of order or began before', () =>
    check(
      'a 2; z 1: a',
      {
        hoursPerWeek: 7,
        pauses: [
          { from: '2027-01-08', to: '2027-01-09' },
          { from: '2027-01-06', to: '2027-01-07' },
          { from: '2027-01-07', to: '2027-01-08' },
          { from: '2026-12-24', to: '2027-01-04' },
          { from: '2020-01-01', to: '2020-12-31' },
        ],
      },
      { a: '1 05..10', z: '2 11..11' },
    ));

  it('has weeks only, where no start is given', () => {
    const { steps, schedule } = roadmap('a 7; z 1: a', { goals: 'z', hoursPerWeek: 7 });
    expect(steps.map(({ timing }) => timing)).toMatchObject([
      { week: 1, startsOn: null, endsOn: null },
      { week: 2, startsOn: null, endsOn: null },
    ]);
    expect(schedule).toMatchObject({ weeks: 2, startsOn: null, finishesOn: null });
  });

  it('is none where nothing is said of time', () => {
    const { steps, schedule } = roadmap('z', { goals: 'z' });
    expect([steps[0]!.timing, schedule]).toEqual([null, null]);
  });

  it('has no dates where the hours of a week are not said', () => {
    const answer = roadmap('z 20', { goals: 'z', startOn: '2027-01-04', finishBy: '2027-01-13' });
    expect(answer.steps[0]!.timing).toBeNull();
    expect(answer.schedule).toMatchObject({ finishesOn: null, hoursPerWeekNeeded: 14 });
  });

  it('is over on the first day where everything is known', () =>
    expect(
      roadmap('z', {
        goals: 'z',
        knows: 'z',
        hoursPerWeek: 1,
        startOn: '2027-01-04',
        finishBy: '2027-01-04',
      }).schedule,
    ).toMatchObject({ weeks: 0, finishesOn: '2027-01-04', fits: true, deferred: [] }));
});

describe('slack', () => {
  /** Hours by which each step may slip, with a `!` where it may not. */
  function checkSlack(drawing: string, wanted: Partial<Wanted>, expected: Record<string, string>) {
    const { steps } = roadmap(drawing, { goals: 'z', hoursPerWeek: 7, ...wanted });
    const slacks = steps.map(({ key, timing }) => [
      drawnName(key),
      `${timing!.slackHours}${timing!.isCritical ? '!' : ''}`,
    ]);
    expect(Object.fromEntries(slacks)).toEqual(expected);
  }

  it('is what other steps can be done before', () =>
    checkSlack('a 2; b 3; c 4: a; z 1: b & c', {}, { a: '3', b: '4', c: '0!', z: '0!' }));

  it('is none in a row', () => checkSlack('a; b: a; z: b', {}, { a: '0!', b: '0!', z: '0!' }));

  it('counts up to the day to finish by', () =>
    checkSlack(
      'a 2; z 1: a',
      { startOn: '2027-01-04', finishBy: '2027-01-10' },
      { a: '4', z: '4' },
    ));

  it('is less than nothing where that cannot be kept', () =>
    checkSlack(
      'a 2; z 1: a',
      { startOn: '2027-01-04', finishBy: '2027-01-05' },
      { a: '-1!', z: '-1!' },
    ));

  it('counts what follows by several ways once', () =>
    checkSlack(
      'a; b: a; c: a; d 5; z: b & c & d',
      {},
      { a: '5', d: '2', b: '1', c: '0!', z: '0!' },
    ));
});

describe('dates that are asked for', () => {
  const drawing = 'a 7; b 7; $one: a; $two: b';
  const goals = (first: string | null, second: string | null) => [
    { careerPath: 'one', by: first },
    { careerPath: 'two', by: second },
  ];
  const checkDates = (wanted: Wanted, expected: object) => {
    const { schedule } = roadmap(drawing, { hoursPerWeek: 7, startOn: '2027-01-04', ...wanted });
    const { fits, deferred, hoursPerWeekNeeded } = schedule!;
    expect({ fits, deferred: deferred.map(({ title }) => title), hoursPerWeekNeeded }).toEqual(
      expected,
    );
  };

  it('are kept to the last day', () =>
    checkDates(
      { goals: goals('2027-01-10', '2027-01-17') },
      { fits: true, deferred: [], hoursPerWeekNeeded: 7 },
    ));

  it('are not kept by a goal that would come a day late', () =>
    checkDates(
      { goals: goals('2027-01-09', '2027-01-16') },
      { fits: false, deferred: ['one'], hoursPerWeekNeeded: 8.17 },
    ));

  it('are of the last step that a goal asks for', () =>
    expect(
      roadmap('a 7: b; b 7; $one: a & b', {
        goals: [{ careerPath: 'one', by: '2027-01-16' }],
        hoursPerWeek: 7,
        startOn: '2027-01-04',
      }).schedule,
    ).toMatchObject({ fits: false, hoursPerWeekNeeded: 7.54 }));

  it('are of the roadmap too', () =>
    checkDates(
      { goals: goals(null, null), finishBy: '2027-01-12' },
      { fits: false, deferred: ['two'], hoursPerWeekNeeded: 10.89 },
    ));

  it('are not asked for where there are none', () =>
    checkDates(
      { goals: goals(null, null) },
      { fits: true, deferred: [], hoursPerWeekNeeded: null },
    ));

  it('are beyond any number of hours where pauses leave no day', () =>
    checkDates(
      { goals: goals('2027-01-05', null), pauses: [{ from: '2027-01-04', to: '2027-01-05' }] },
      { fits: false, deferred: ['one'], hoursPerWeekNeeded: null },
    ));

  it('are beyond any number of hours where a week has too few', () => {
    const { schedule } = roadmap('z 30', {
      goals: 'z',
      hoursPerWeek: 7,
      startOn: '2027-01-04',
      finishBy: '2027-01-04',
    });
    expect(schedule).toMatchObject({ fits: false, hoursPerWeekNeeded: null });
  });

  it('make projects to practise give way', () => {
    const wanted = {
      goals: 'path',
      projects: 'ONE_PER_MILESTONE',
      hoursPerWeek: 7,
      startOn: '2027-01-04',
    } as const;
    const app = 'a 7; !app 7: a; $path: a';
    const tight = roadmap(app, { ...wanted, finishBy: '2027-01-16' });
    expect([names(tight.steps), tight.schedule!.fits]).toEqual(['a', true]);
    const roomy = roadmap(app, { ...wanted, finishBy: '2027-01-17' });
    expect([names(roomy.steps), roomy.schedule!.fits]).toEqual(['a app', true]);
  });

  it('are kept by the hours that are said to be needed, and by no fewer', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const { between } = dice(seed);
      const wanted = {
        goals: goals(dayName(start + between(0, 20)), dayName(start + between(0, 20))),
        startOn: '2027-01-04',
        finishBy: dayName(start + between(0, 30)),
        pauses: randomPauses(seed),
      };
      const fitsWith = (hoursPerWeek: number): boolean =>
        roadmap(drawing, { ...wanted, hoursPerWeek }).schedule!.fits;
      const needed = roadmap(drawing, { ...wanted, hoursPerWeek: 7 }).schedule!.hoursPerWeekNeeded;
      if (needed === null) {
        expect(fitsWith(168), `seed ${seed}`).toBe(false);
      } else {
        expect(fitsWith(needed), `seed ${seed}`).toBe(true);
        expect(fitsWith(needed - 0.01), `seed ${seed}`).toBe(false);
      }
    }
  });
});

const start = dayNumber('2027-01-04')!;

function randomPauses(seed: number): PauseRequest[] {
  const { between } = dice(seed + 10_000);
  return Array.from({ length: between(0, 4) }, () => {
    const from = start + between(-5, 40);
    return { from: dayName(from), to: dayName(from + between(0, 6)) };
  });
}

it('is what comes of going through it day by day', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const { between } = dice(seed);
    const row = Array.from({ length: between(1, 12) }, (_, index) => {
      const name = String.fromCharCode(97 + index);
      const before = index === 0 ? '' : `: ${String.fromCharCode(96 + index)}`;
      return `${name} ${between(1, 300) / 10} ${before}`;
    });
    const last = String.fromCharCode(96 + row.length);
    const pauses = randomPauses(seed);
    const hoursPerWeek = between(50, 4_000) / 100;
    const answer = roadmap(row.join('; '), {
      goals: last,
      startOn: '2027-01-04',
      hoursPerWeek,
      pauses,
    });
    const seen = answer.steps.map(({ timing }) => [timing!.week, timing!.startsOn, timing!.endsOn]);
    expect(seen, `seed ${seed}`).toEqual(dayByDay(answer, Math.round(hoursPerWeek * 100), pauses));
    const end = answer.steps.at(-1)!.timing!;
    expect(answer.schedule, `seed ${seed}`).toMatchObject({
      weeks: end.week,
      finishesOn: end.endsOn,
    });
  }
});

/** Week, first and last day of each step. A day's work is counted in 700ths of an hour, so that all is whole. */
function dayByDay({ steps }: Roadmap, perDay: number, pauses: readonly PauseRequest[]) {
  let day = start - 1;
  let left = 0;
  const nextDay = (): void => {
    do day += 1;
    while (pauses.some(({ from, to }) => from <= dayName(day) && dayName(day) <= to));
    left = perDay;
  };
  return steps.map(({ hours }) => {
    let work = Math.round(hours * 700);
    if (left === 0) nextDay();
    const first = dayName(day);
    for (; work > left; nextDay()) work -= left;
    left -= work;
    return [Math.floor((day - start) / 7) + 1, first, dayName(day)];
  });
}
