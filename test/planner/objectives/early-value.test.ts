import { describe, expect, it } from 'vitest';
import type { GoalRequest } from '../../../src/planner/request.ts';
import { names, roadmap } from '../../support/planning.ts';

/** The steps in order; goals are named `x*3` where they have an importance. */
function check(drawing: string, goals: string, expected: string) {
  const requested = goals.split(' ').map((goal): GoalRequest => {
    const [name, importance = '1'] = goal.split('*') as [string, string?];
    const path = name.startsWith('$') ? { careerPath: name.slice(1) } : { skill: name };
    return { ...path, importance: Number(importance) };
  });
  const { steps } = roadmap(drawing, { goals: requested, objective: 'EARLY_VALUE' });
  expect(names(steps)).toBe(expected);
}

describe('early value', () => {
  it('begins with the goal of fewer hours', () => check('a 3; b 2', 'a b', 'b a'));

  it('begins with the goal that matters more for its hours', () => {
    check('a 3; b 2', 'a*2 b', 'a b');
    check('a 3; b 2', 'a*3 b*2', 'a b');
  });

  it('counts what has to be learned for a goal', () => check('a: m; m 9; b 5', 'a*2 b*2', 'b m a'));

  it('spreads what a career path weighs over what it names', () => {
    check('a 2; b 2; c 3; $path: a & b', '$path c', 'c a b');
    check('a 2; b 2; c 3; $path: a & b', '$path*2 c', 'a b c');
  });

  it('takes what more steps build on first among equals, and then those', () =>
    check('a; b; x: b; y: b; z: a & x & y', 'z', 'b x y a z'));
});
