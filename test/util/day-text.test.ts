import { expect, it } from 'vitest';
import { daysText, dayText, shortDaysText } from '../../src/util/day-text.ts';

it('writes days', () => {
  expect(dayText('2027-01-04')).toBe('4 Jan 2027');
  expect(daysText('2027-01-04', '2027-12-31')).toBe('4 Jan to 31 Dec 2027');
  expect(daysText('2027-12-30', '2028-01-04')).toBe('30 Dec 2027 to 4 Jan 2028');
  expect(daysText('2027-01-04', '2027-01-04')).toBe('4 Jan 2027');
  expect(shortDaysText('2027-01-04', '2027-01-09')).toBe('4 Jan to 9 Jan');
  expect(shortDaysText('2027-01-04', '2027-01-04')).toBe('4 Jan');
});
