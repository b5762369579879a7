import { describe, expect, it } from 'vitest';
import { names, roadmap, type Wanted } from '../support/planning.ts';

/** The milestones, as `title [area]: steps`. */
function check(drawing: string, wanted: Wanted, expected: string[]) {
  const { milestones } = roadmap(drawing, wanted);
  const told = milestones.map(
    ({ title, area, steps }) => `${title} [${area ?? ''}]: ${names(steps)}`,
  );
  expect(told).toEqual(expected);
}

describe('milestones', () => {
  it('are the areas', () =>
    check('%one; a; b; %two; c: a; z: b & c', { goals: 'z' }, [
      'one [one]: a b',
      'two [two]: c z',
    ]));

  it('are numbered where an area comes back', () =>
    check('%one; a; d: b; %two; b: a; z: d', { goals: 'z' }, [
      'one, part 1 [one]: a',
      'two, part 1 [two]: b',
      'one, part 2 [one]: d',
      'two, part 2 [two]: z',
    ]));

  it('hold the projects among them', () =>
    check('%one; a; b: a; !app: a; $path: b', { goals: 'path app' }, ['one [one]: a app b']));

  it('begin with a project that is ready at once', () =>
    check('%one; a; !app', { goals: 'a app' }, ['one [one]: app a']));

  it('are called after the last project where there is nothing else', () =>
    check('a; !app: a; !shop: a', { goals: 'app shop', knows: 'a' }, ['shop []: app shop']));

  it('end with the projects that practise them', () =>
    check(
      '%one; a; %two; b: a; !app 2: a; !shop 3: a & b ~ b; $path: b',
      { goals: 'path', projects: 'ONE_PER_MILESTONE' },
      ['one [one]: a app', 'two [two]: b shop'],
    ));
});

it('add up, and have the dates of their first and last step', () => {
  const { milestones } = roadmap('%one; a 0.1; b 0.2; %two; z 7: a & b', {
    goals: 'z',
    hoursPerWeek: 7,
    startOn: '2027-01-04',
  });
  expect(milestones.map(({ hours, startsOn, endsOn }) => ({ hours, startsOn, endsOn }))).toEqual([
    { hours: 0.3, startsOn: '2027-01-04', endsOn: '2027-01-04' },
    { hours: 7, startsOn: '2027-01-04', endsOn: '2027-01-11' },
  ]);
});

describe('milestones towards what is reached', () => {
  const early = { objective: 'EARLY_VALUE' } as const;

  it('end with a goal, however soon', () =>
    check('a; b 30; c 30', { ...early, goals: 'a b c' }, [
      'a [area]: a',
      'b [area]: b',
      'c [area]: c',
    ]));

  it('end with what a goal names, after work worth marking', () =>
    check(
      'a 5; b 6; c 7; d 8; e 12; f 13; n 31: m; m 29; $path: a & b & c & d & e & f & n',
      { ...early, goals: 'path' },
      ['d, c and 2 more [area]: a b c d', 'e and f [area]: e f', 'path [area]: m n'],
    ));

  it('end with another area on a long way to it', () =>
    check(
      '%one; a 25; b 25: a; %two; c 25: b; d 25: c; %one-again; e 25: d; $path: e',
      { ...early, goals: 'path' },
      ['one [one]: a b', 'two [two]: c d', 'path [one-again]: e'],
    ));

  it('are numbered where they would be called the same', () =>
    check(
      '%one; a 45; %two; b 45: a; %one-more; z 9: c; %one; c 45: b; $path: z',
      { ...early, goals: 'path' },
      ['one, part 1 [one]: a', 'two [two]: b', 'one, part 2 [one]: c', 'path [one-more]: z'],
    ));
});
