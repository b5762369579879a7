import { expect, it } from 'vitest';
import { invariant } from '../../src/util/invariant.ts';

it('lets what holds pass', () => invariant(true, 'never seen'));
it('names our bug', () => {
  expect(() => invariant(null, 'a step without a skill')).toThrow('a step without a skill');
});
