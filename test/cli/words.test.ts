import { expect, it } from 'vitest';
import { counted, daysText, dayText, hoursText, shortDaysText } from '../../src/cli/words.ts';

it('writes hours without noise', () => {
  expect(hoursText(0.1 + 0.2)).toBe('0.3 h');
  expect(hoursText(12)).toBe('12 h');
});

it('counts', () => {
  expect(counted(1, 'step')).toBe('1 step');
  expect(counted(0, 'step')).toBe('0 steps');
});

it('writes days', () => {
  expect(dayText('2027-01-04')).toBe('4 Jan 2027');
  expect(daysText('2027-01-04', '2027-12-31')).toBe('4 Jan to 31 Dec 2027');
  expect(daysText('2027-12-30', '2028-01-04')).toBe('30 Dec 2027 to 4 Jan 2028');
  expect(daysText('2027-01-04', '2027-01-04')).toBe('4 Jan 2027');
  expect(shortDaysText('2027-01-04', '2027-01-09')).toBe('4 Jan to 9 Jan');
  expect(shortDaysText('2027-01-04', '2027-01-04')).toBe('4 Jan');
});
