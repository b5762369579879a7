import { describe, expect, it } from 'vitest';
import { competencyKey } from '../../src/curriculum/requirement.ts';
import { compareGoals, type GoalComparison } from '../../src/planner/compare-goals.ts';
import type { Roadmap, Step } from '../../src/planner/roadmap.ts';
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

  it('by where they part', () => {
    const answer = compared(
      'a; b: a; s: a & b; c: s; d: c; e; f: s & e; g: d & f; $one: d; $two: f; $three: g',
      { goals: 'one two three' },
    );
    const partings = answer.goals.map(({ partsAt }) => partsAt.map(({ skill }) => skill).sort());
    expect(partings.map((names) => names.join(' '))).toEqual(['c', 'e', 'c e']);
    expect(answer.goals.map(({ sharesWith }) => sharesWith.map(({ hours }) => hours))).toEqual([
      [3, 5],
      [3, 5],
      [5, 5],
    ]);
    expect(answer.goals[1]!.sharesWith.map(({ goal }) => goal.title)).toEqual(['one', 'three']);
  });

  it('by what joint planning shares', () => {
    const answer = compared('shared 5; a 4; b 4; y: a | shared; z: b | shared', { goals: 'y z' });
    expect(answer).toMatchObject({ totalHours: 7, sharedHours: 0 });
    expect(answer.goals.map(({ hours, extraHours }) => [hours, extraHours])).toEqual([
      [5, 2],
      [5, 2],
    ]);
  });
});

/** The steps in which something is learned, by key. */
function learned({ steps }: Roadmap): ReadonlyMap<string, Step> {
  const own = steps.filter(({ subject }) => subject.kind === 'competency');
  return new Map(own.map((step) => [step.key, step]));
}

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
    const alone = goals.map((goal) => learned(roadmap(curriculum, { goals: [goal] })));
    const isShared = (key: string): boolean => alone.every((steps) => steps.has(key));
    const shared = [...alone[0]!.keys()].filter(isShared);
    expect(answer.shared.map(competencyKey).sort(), `seed ${seed}`).toEqual(shared.sort());
    answer.goals.forEach(({ partsAt, sharesWith }, index) => {
      const own = [...alone[index]!.values()];
      const parted = own.filter(
        ({ key, after }) => !isShared(key) && after.every((before) => isShared(before.key)),
      );
      const keys = parted.map(({ key }) => key).sort();
      expect(partsAt.map(competencyKey).sort(), `seed ${seed}`).toEqual(keys);
      const others = alone.filter((_, other) => other !== index);
      sharesWith.forEach(({ hours }, other) => {
        const common = own.filter(({ key }) => others[other]!.has(key));
        expect(hours, `seed ${seed}`).toBeCloseTo(
          common.reduce((sum, step) => sum + step.hours, 0),
          6,
        );
      });
    });
  }
});

describe('a comparison reads', () => {
  const summary = (drawing: string, wanted: Wanted): string => compared(drawing, wanted).summary;

  it('as what is shared, where the goals part, and what they take together', () =>
    expect(summary('a 5; b 2: a; c 3: a; $one: b; $two: c', { goals: 'one two' })).toBe(
      'They share 5 h, up to a. Then one goes on with b (2 h); two goes on with c (3 h). Together they take 10 h, 5 h less than each by itself.',
    ));

  it('where nothing is shared', () =>
    expect(summary('b 2; c 3; $one: b; $two: c', { goals: 'one two' })).toBe(
      'They share nothing that is left to learn. one begins with b (2 h); two begins with c (3 h). Together they take 5 h.',
    ));

  it('where one goal is part of another, and a project is left to build', () =>
    expect(summary('a; b: a; !app 4: b', { goals: 'b app' })).toBe(
      'They share 2 h, up to b. Then b is reached with that; app is left to build (4 h). Together they take 6 h, 2 h less than each by itself.',
    ));

  it('where goals are reached', () => {
    expect(summary('a; b', { goals: 'a b', knows: 'a b' })).toBe(
      'All of them are reached already.',
    );
    expect(summary('a', { goals: 'a', knows: 'a' })).toBe('a is reached already.');
    expect(summary('a; b', { goals: 'a b', knows: 'a' })).toContain(
      'a is reached already; b begins',
    );
  });

  it('of a single goal', () =>
    expect(summary('a; b: a', { goals: 'b' })).toBe('b takes 2 h in 2 steps.'));

  it('of three, with what only one of them needs first', () =>
    expect(
      summary('s; a: s; b: s; c: s; $one: a & c; $two: a & b; $three: a & b & c', {
        goals: 'one two three',
      }),
    ).toContain(
      'All of them share 2 h, up to a. Then one goes on with c (1 h); two goes on with b',
    ));

  it('of many, of which five are told', () => {
    const paths = Array.from({ length: 7 }, (_, index) => `p${index}`);
    const drawing = `${paths.map((path) => `s${path}; $${path}: s${path}`).join('; ')}`;
    expect(summary(drawing, { goals: paths.join(' ') })).toContain(
      '; 2 other goals go their own way.',
    );
  });
});

it('refuses what a roadmap would be refused for', () => {
  const drawn = graphOf('a; b: a');
  expect(runToEnd(compareGoals(drawn, { goals: [] })).kind).toBe('invalid-request');
  expect(runToEnd(compareGoals(drawn, { goals: [{ skill: 'c' }] })).kind).toBe('unknown-names');
  expect(runToEnd(compareGoals(drawn, { goals: [{ skill: 'b' }], excludes: ['a'] })).kind).toBe(
    'unreachable-goals',
  );
});
