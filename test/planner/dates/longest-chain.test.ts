import { expect, it } from 'vitest';
import type { Step } from '../../../src/planner/roadmap.ts';
import { names, roadmap } from '../../support/planning.ts';
import { randomCurriculum, randomRequest } from '../../support/random-curricula.ts';

function check(drawing: string, goals: string, expected: string, hours: number) {
  const { longestChain } = roadmap(drawing, { goals });
  expect([names(longestChain.steps), longestChain.hours]).toEqual([expected, hours]);
}

it('is of steps that can only follow one another', () =>
  check('a 2; b 3: a; c 9; z 1: b & c', 'z', 'c z', 10));

it('is as long as the hours of its steps, not as their number', () =>
  check('a; b: a; c: b; d 2.5; z 0.5: c & d', 'z', 'a b c z', 3.5));

it('comes first of several that take as long', () => check('a; b; z: a & b', 'z', 'a z', 2));

it('is empty where nothing is left to do', () => {
  const { longestChain } = roadmap('a', { goals: 'a', knows: 'a' });
  expect(longestChain).toEqual({ steps: [], hours: 0 });
});

it('is the longest of all chains that there are', () => {
  for (let seed = 1; seed <= 150; seed++) {
    const curriculum = randomCurriculum(seed, 6);
    const { excludes: _, pins: __, ...request } = randomRequest(seed, curriculum);
    const { steps, longestChain } = roadmap(curriculum, { goals: request.goals, projects: 'ALL' });
    const longest = Math.max(0, ...steps.map(hoursUpTo));
    expect(longestChain.hours, `seed ${seed}`).toBeCloseTo(longest, 6);
    longestChain.steps.forEach((step, index) => {
      if (index > 0) expect(step.after, `seed ${seed}`).toContain(longestChain.steps[index - 1]);
    });
  }
});

/** Of all ways to a step, the one that takes longest. */
function hoursUpTo(step: Step): number {
  return step.hours + Math.max(0, ...step.after.map(hoursUpTo));
}
