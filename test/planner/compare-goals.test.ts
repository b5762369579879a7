import { describe, expect, it } from 'vitest';
import { competencyKey } from '../../src/curriculum/requirement.ts';
import { compareGoals, type GoalComparison } from '../../src/planner/compare-goals.ts';
import { drawnName, graphOf, requestOf, roadmap, type Wanted } from '../support/planning.ts';
import { randomCurriculum } from '../support/random-curricula.ts';
import { runToEnd } from '../support/run-to-end.ts';

function compared(ground: Parameters<typeof graphOf>[0], wanted: Wanted): GoalComparison {
  const drawn = graphOf(ground);
  const answer = runToEnd(compareGoals(drawn, requestOf(drawn, wanted)));
  if (answer.kind !== 'goal-comparison') throw new Error(answer.message);
  return answer;
}

/** Of each goal the hours, the steps and what it adds; then what all of them share. */
function check(drawing: string, wanted: Wanted, expected: string[], shared: string) {
  const answer = compared(drawing, wanted);
  const told = answer.goals.map(
    ({ goal, hours, stepCount, extraHours }) =>
      `${goal.title}: ${hours} h, ${stepCount} steps, ${extraHours} more`,
  );
  expect(told).toEqual(expected);
  expect(answer.shared.map((each) => drawnName(competencyKey(each))).join(' ')).toBe(shared);
}

describe('goals are compared', () => {
  it('by what they take alone, and beside the others', () =>
    check(
      'a 5; b 2: a; c 3: a; $one: b; $two: c',
      { goals: 'one two' },
      ['one: 7 h, 2 steps, 2 more', 'two: 8 h, 2 steps, 3 more'],
      'a',
    ));

  it('from what is known', () =>
    check(
      'a 5; b 2: a; c 3: a; $one: b; $two: c',
      { goals: 'one two', knows: 'a' },
      ['one: 2 h, 1 steps, 2 more', 'two: 3 h, 1 steps, 3 more'],
      '',
    ));

  it('where one is part of the other', () =>
    check(
      'a; b: a; !app 4: b',
      { goals: 'app a' },
      ['app: 6 h, 3 steps, 5 more', 'a: 1 h, 1 steps, 0 more'],
      'a',
    ));

  it('where one is reached already', () =>
    check(
      'a; b',
      { goals: 'a b', knows: 'a' },
      ['a: 0 h, 0 steps, 0 more', 'b: 1 h, 1 steps, 1 more'],
      '',
    ));

  it('where there is one only', () =>
    check('a; b: a', { goals: 'b' }, ['b: 2 h, 2 steps, 2 more'], 'a b'));

  it('by what joint planning shares', () => {
    const answer = compared('shared 5; a 4; b 4; y: a | shared; z: b | shared', { goals: 'y z' });
    expect(answer).toMatchObject({ totalHours: 7, sharedHours: 0 });
    expect(answer.goals.map(({ hours, extraHours }) => [hours, extraHours])).toEqual([
      [5, 2],
      [5, 2],
    ]);
  });
});

it('agrees with the roadmaps of each goal, of all, and of all but each', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const curriculum = randomCurriculum(seed, 5 + (seed % 8));
    const goals = [
      { project: 'p0' },
      ...curriculum.careerPaths.map(({ slug }) => ({ careerPath: slug })),
    ];
    const answer = compared(curriculum, { goals });
    const hoursOf = (some: typeof goals): number =>
      some.length === 0 ? 0 : roadmap(curriculum, { goals: some }).totalHours;
    expect(answer.totalHours, `seed ${seed}`).toBe(hoursOf(goals));
    answer.goals.forEach(({ hours, extraHours, proof }, index) => {
      const others = goals.filter((_, other) => other !== index);
      expect(hours, `seed ${seed}`).toBe(hoursOf([goals[index]!]));
      expect(extraHours, `seed ${seed}`).toBeCloseTo(answer.totalHours - hoursOf(others), 6);
      expect(proof.optimal, `seed ${seed}`).toBe(true);
    });
  }
});

it('refuses what a roadmap would be refused for', () => {
  const drawn = graphOf('a; b: a');
  expect(runToEnd(compareGoals(drawn, { goals: [] })).kind).toBe('invalid-request');
  expect(runToEnd(compareGoals(drawn, { goals: [{ skill: 'c' }] })).kind).toBe('unknown-names');
  expect(runToEnd(compareGoals(drawn, { goals: [{ skill: 'b' }], excludes: ['a'] })).kind).toBe(
    'unreachable-goals',
  );
});
