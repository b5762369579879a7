import { describe, expect, it } from 'vitest';
import { Calendar, hundredthsNeeded, workingDays } from '../../../src/planner/dates/calendar.ts';
import { dayName, dayNumber } from '../../../src/util/calendar.ts';
import { dice } from '../../support/random.ts';

const start = dayNumber('2027-01-04')!;

function randomTimetable(seed: number) {
  const { between } = dice(seed);
  const pauses: { from: number; to: number }[] = [];
  for (let from = start - 3 + between(0, 6); pauses.length < seed % 4; from += between(3, 12)) {
    pauses.push({ from, to: from + between(0, 2) });
  }
  return { hundredthsPerWeek: between(1, 5_000), startOn: start, finishBy: null, pauses };
}

describe('the room up to a day', () => {
  it('is what ends by then, and not a tenth more', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const calendar = new Calendar(randomTimetable(seed));
      const day = start + dice(seed).between(-2, 40);
      const room = calendar.tenthsBy(day);
      if (room > 0) expect(calendar.dayOf(room), `seed ${seed}`).toBeLessThanOrEqual(day);
      expect(calendar.dayOf(room + 1), `seed ${seed}`).toBeGreaterThan(day);
    }
  });

  it('is none before the start and within a pause that covers all', () => {
    const pauses = [{ from: start, to: start + 10 }];
    const timetable = { hundredthsPerWeek: 700, startOn: start, finishBy: null, pauses };
    const calendar = new Calendar(timetable);
    expect([start - 1, start, start + 10, start + 11].map((day) => calendar.tenthsBy(day))).toEqual(
      [0, 0, 0, 10],
    );
    expect(workingDays(timetable, start + 12)).toBe(2);
  });
});

it('needs as many hours a week as are enough, to a hundredth', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const { between } = dice(seed);
    const timetable = randomTimetable(seed);
    const day = start + between(0, 60);
    const tenths = between(1, 2_000);
    const needed = hundredthsNeeded(tenths, workingDays(timetable, day));
    const fitsWith = (hundredthsPerWeek: number): boolean =>
      new Calendar({ ...timetable, hundredthsPerWeek }).tenthsBy(day) >= tenths;
    if (needed === null) {
      expect(fitsWith(1_000_000), `seed ${seed}`).toBe(false);
      continue;
    }
    expect(fitsWith(needed), `seed ${seed}`).toBe(true);
    expect(needed > 1 && fitsWith(needed - 1), `seed ${seed}`).toBe(false);
  }
});

it('has the first day for no work at all', () => {
  const calendar = new Calendar(randomTimetable(4));
  expect(calendar.endOf(0)).toBe(dayName(start));
  expect(hundredthsNeeded(0, 0)).toBe(0);
});
