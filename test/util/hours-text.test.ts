import { expect, it } from 'vitest';
import { hoursText } from '../../src/util/hours-text.ts';

it('writes hours without noise', () => {
  expect(hoursText(0.1 + 0.2)).toBe('0.3 h');
  expect(hoursText(12)).toBe('12 h');
});
