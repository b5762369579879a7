import { describe, expect, it } from 'vitest';
import { listOf, names, roadmap, type Wanted } from '../support/planning.ts';

/** The roadmap with one project for each milestone. */
function check(drawing: string, wanted: Partial<Wanted>, expected: string) {
  const { steps } = roadmap(drawing, { goals: 'z', projects: 'ONE_PER_MILESTONE', ...wanted });
  expect(names(steps)).toBe(expected);
}

describe('a milestone is closed by the project that', () => {
  it('practises most of what is new', () =>
    check('a; z: a; !few 1: a ~ a; !many 9: z ~ a, z', {}, 'a z many'));

  it('takes fewer hours among those that practise as much', () =>
    check('z; !long 9: z; !short 2: z', {}, 'z short'));

  it('comes first by name among equals', () => check('z; !two: z; !one: z', {}, 'z one'));

  it('needs nothing more than what is known and learned by then', () => {
    check('a; b; z: a; !app: a & b ~ a', {}, 'a z');
    check('a; b; z: a; !app: a & b ~ a', { knows: 'b' }, 'a z app');
    check('a; b; z: a; !app: a | b ~ a', {}, 'a z app');
    check('a; b; c; z: a; !app: a | (b & c) ~ z', {}, 'a z app');
  });

  it('practises a level of a skill by practising a higher one', () =>
    check('z; z@2; !app: z ~ z@2', {}, 'z app'));

  it('does not practise a higher level by practising a lower one', () =>
    check('%one; a; a@2: b; %two; b; %three; z: a@2; !app: z ~ a', { knows: 'a' }, 'b a@2 z'));

  it('was not built at an earlier milestone', () =>
    check('%one; a; %two; z: a; !app: a ~ a, z', {}, 'a app z'));

  it('is neither done nor excluded', () => {
    check('z; !app: z', { completedProjects: ['app'] }, 'z');
    check('z; !app: z', { excludes: ['app'] }, 'z');
  });
});

it('says what a project practises, and has it after that and after what it needs', () => {
  const { steps, totalHours } = roadmap('a; b; z: a; !app 2.5: b | a ~ z', {
    goals: 'z',
    projects: 'ONE_PER_MILESTONE',
  });
  const app = steps.at(-1)!;
  expect(app.reasons).toMatchObject([{ kind: 'PRACTISES', step: { key: 'z@foundation' } }]);
  expect(app.why).toBe('It practises z.');
  expect(names(app.after)).toBe('a z');
  expect(totalHours).toBe(4.5);
});

it('links a project to the alternative that its own milestones brought', () => {
  const drawing = '%one; b; %two; a: b; z: a & b; !early: a | b ~ b; !late: z ~ z, a';
  const { steps } = roadmap(drawing, { goals: 'z', projects: 'ALL' });
  expect(names(steps)).toBe('b early a z late');
  expect(names(steps[1]!.after)).toBe('b');
});

it('is pinned like anything else', () =>
  check('a; z; !app: a', { pins: listOf('app') }, 'a app z'));
