import { expect, it } from 'vitest';
import { roadmap, type Wanted } from '../../support/planning.ts';

/** The sentences of a summary. */
function check(drawing: string, wanted: Wanted, expected: string[]) {
  expect(roadmap(drawing, wanted).summary).toBe(expected.join(' '));
}

it('tells hours, steps, milestones and the proof', () =>
  check('%one; a 0.5; %two; z: a', { goals: 'z' }, [
    '1.5 h in 2 steps and 2 milestones to z.',
    'No other choice of skills is shorter: this is proven.',
  ]));

it('tells by what measure the choice is the best', () =>
  check('z', { goals: 'z', prefers: ['z'] }, [
    '1 h in 1 step and 1 milestone to z.',
    'No other choice of skills is better by what is preferred and avoided: this is proven.',
  ]));

it('names three goals', () =>
  check('a; b; c; d', { goals: 'a b c d' }, [
    '4 h in 4 steps and 1 milestone to a, b, c and 1 more.',
    'No other choice of skills is shorter: this is proven.',
  ]));

it('tells how much is known', () =>
  check('a; b: a; z', { goals: 'z', knows: 'b' }, [
    '1 h in 1 step and 1 milestone to z.',
    '2 competencies are known already.',
    'No other choice of skills is shorter: this is proven.',
  ]));

it('tells the weeks, or the day of the finish, and what comes late', () => {
  const proven = 'No other choice of skills is shorter: this is proven.';
  check('z 8', { goals: 'z', hoursPerWeek: 7 }, [
    '8 h in 1 step and 1 milestone to z.',
    proven,
    'It takes 2 weeks.',
  ]);
  check('z 8', { goals: 'z', hoursPerWeek: 7, startOn: '2027-01-04', finishBy: '2027-01-10' }, [
    '8 h in 1 step and 1 milestone to z.',
    proven,
    'You finish on 2027-01-11.',
    'z is not reached in time; 8 h a week would do.',
  ]);
});

it('is short where nothing is left', () =>
  check('a; b', { goals: 'a b', knows: 'a b' }, ['You know all that a and b ask for.']));
