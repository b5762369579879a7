import { describe, expect, it } from 'vitest';
import type { Curriculum } from '../../../src/curriculum/curriculum.ts';
import { curriculum } from '../../support/curricula.ts';
import { drawnName, roadmap, type Wanted } from '../../support/planning.ts';

/** Why each step is there, in a sentence. */
function check(drawing: string | Curriculum, wanted: Wanted, expected: Record<string, string>) {
  const { steps } = roadmap(drawing, wanted);
  expect(Object.fromEntries(steps.map(({ key, why }) => [drawnName(key), why]))).toEqual(expected);
}

describe('a step is there because', () => {
  it('it is the goal, or the goal asks for it', () =>
    check(
      'a; b: a; $path: b; $other: b',
      { goals: 'path other a' },
      {
        a: 'It is your goal; needed for b. It leads to path and other.',
        b: 'Other and path ask for it.',
      },
    ));

  it('of several goals it leads to some', () =>
    check(
      'a; b: a; c: a; $one: b; $two: b & c',
      { goals: 'one two' },
      {
        a: 'Needed for b and c. It leads to one and two.',
        b: 'One and two ask for it.',
        c: 'Two asks for it.',
      },
    ));

  it('others need it, of which three are named', () =>
    check(
      'a; b: a; c: a; d: a; e: a; z: b & c & d & e',
      { goals: 'z' },
      {
        a: 'Needed for b, c, d and 1 more.',
        b: 'Needed for z.',
        c: 'Needed for z.',
        d: 'Needed for z.',
        e: 'Needed for z.',
        z: 'It is your goal.',
      },
    ));

  it('it was chosen', () =>
    check(
      'a; b 2; c 3; z: a | b | c',
      { goals: 'z' },
      {
        a: 'Needed for z; chosen among a, b or c.',
        z: 'It is your goal.',
      },
    ));

  it('it was chosen by the goal', () =>
    check(
      'a; b 2; $path: a | b',
      { goals: 'path' },
      {
        a: 'Path asks for it; chosen among a or b.',
      },
    ));

  it('it was asked for', () =>
    check(
      'a; b; z: a',
      { goals: 'z', pins: ['b', 'a'] },
      {
        a: 'You asked for it; needed for z.',
        b: 'You asked for it.',
        z: 'It is your goal.',
      },
    ));

  it('it makes others easier', () =>
    check(
      'a; b ~ a; z: b',
      { goals: 'z', includeRecommended: true },
      {
        a: 'It makes b easier.',
        b: 'Needed for z.',
        z: 'It is your goal.',
      },
    ));

  it('the author says so', () => {
    const drawn = curriculum('a; b; z: a & (a | b)');
    const skills = drawn.skills.map((skill) =>
      skill.slug === 'z' ? { ...skill, because: { a: 'A comes before Z.' } } : skill,
    );
    check(
      { ...drawn, skills },
      { goals: 'z' },
      {
        a: 'Needed for z. A comes before Z.',
        z: 'It is your goal.',
      },
    );
  });

  it('it is a project to practise', () =>
    check(
      'a; b: a; !app: b ~ a, b',
      { goals: 'b', projects: 'ALL' },
      {
        a: 'Needed for b.',
        b: 'It is your goal.',
        app: 'It practises a and b.',
      },
    ));
});

it('names a level where a skill has several', () =>
  check(
    'a; a@2; z: a@2',
    { goals: 'z' },
    {
      a: 'Needed for a (working).',
      'a@2': 'Needed for z.',
      z: 'It is your goal.',
    },
  ));

it('does not list every option of a large choice at every step', () => {
  const electives = Array.from({ length: 300 }, (_, index) => `e${index + 100}`);
  const { steps } = roadmap(`${electives.join('; ')}; $path: 150 of (${electives.join(', ')})`, {
    goals: 'path',
  });
  expect(steps[0]!.why).toBe('Path asks for it; chosen among e100, e101, e102 and others.');
});
