import { expect, it } from 'vitest';
import { counted } from '../../src/util/counted.ts';

it('counts', () => {
  expect(counted(1, 'step')).toBe('1 step');
  expect(counted(0, 'step')).toBe('0 steps');
});
