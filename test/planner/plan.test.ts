import { describe, expect, it } from 'vitest';
import type { Requirement } from '../../src/curriculum/requirement.ts';
import type { Roadmap } from '../../src/planner/roadmap.ts';
import { curriculum } from '../support/curricula.ts';
import { drawnName, listOf, names, planned, roadmap, type Wanted } from '../support/planning.ts';

/** The steps of a roadmap, in order. */
function check(drawing: string, wanted: Wanted, expected: string) {
  expect(names(roadmap(drawing, wanted).steps)).toBe(expected);
}

function knownTo({ known }: Roadmap): string {
  return known.map(({ competency: { skill, level } }) => drawnName(`${skill}@${level}`)).join(' ');
}

describe('a roadmap has', () => {
  it('what the goal needs, needs first', () =>
    check('python; http: python; rest: http; sql: python', { goals: 'rest' }, 'python http rest'));

  it('no more than what is not known', () =>
    check('python; http: python; rest: http', { goals: 'rest', knows: 'http' }, 'rest'));

  it('the levels that are asked for, each from the one below', () =>
    check('a; a@2; a@3; b: a; b@2: a@2; z: b@2', { goals: 'z' }, 'a a@2 b b@2 z'));

  it('of a skill the level that is a goal', () => check('a; a@2; a@3', { goals: 'a@2' }, 'a a@2'));

  it('what career paths and projects ask for, and the projects that are goals', () =>
    check('a; b; c; !app: a; $path: b', { goals: 'path app' }, 'a app b'));

  it('nothing where everything is known', () => {
    const { steps, milestones, totalHours, summary, choices, readyNow } = roadmap(
      'a; b: a; $path: b',
      { goals: 'path', knows: 'b' },
    );
    expect([steps, milestones, totalHours, choices, readyNow]).toEqual([[], [], 0, [], []]);
    expect(summary).toBe('You know all that path asks for.');
  });

  it('for each of two goals what the other one has not', () =>
    check('a; b: a; c: a', { goals: 'b c' }, 'a b c'));

  it('a goal once that another goal needs', () => check('a; b: a', { goals: 'b a' }, 'a b'));
});

describe('alternatives', () => {
  it('are chosen by hours', () => check('a 2; b 1; z: a | b', { goals: 'z' }, 'b z'));

  it('are chosen for all goals at once', () => {
    const drawing = 'shared 5; a 4; b 4; y: a | shared; z: b | shared';
    check(drawing, { goals: 'y' }, 'a y');
    check(drawing, { goals: 'y z' }, 'shared y z');
  });

  it('are chosen by what is known already', () =>
    check('n 9; a 2: n; b 5; z: a | b', { goals: 'z', knows: 'n' }, 'a z'));

  it('give way to one that is known', () =>
    check('a; b 9; z: a | b', { goals: 'z', knows: 'b' }, 'z'));

  it('are as many as asked for', () =>
    check('a 3; b 1; c 2; z: 2 of (a, b, c)', { goals: 'z' }, 'b c z'));

  it('lead out of circles', () =>
    check('x 5; a: b | x; b: a; z: a & b', { goals: 'z' }, 'x a b z'));

  it('may be nested', () =>
    check('a 9; b 2; c 2; d 1; z: a | (b & (c | d))', { goals: 'z' }, 'b d z'));
});

describe('wishes', () => {
  const web = 'django 6; flask 4; z: django | flask';

  it('make what is preferred half as dear', () => {
    check(web, { goals: 'z', prefers: ['django'] }, 'django z');
    check('django 9; flask 4; z: django | flask', { goals: 'z', prefers: ['django'] }, 'flask z');
  });

  it('make what is avoided twice as dear', () => {
    check(web, { goals: 'z', avoids: ['flask'] }, 'django z');
    check('django 9; flask 4; z: django | flask', { goals: 'z', avoids: ['flask'] }, 'flask z');
  });

  it('weigh a level and those above it', () =>
    check(
      'a 3; a@2 3; b 5; b@2 1; z: a@2 | b@2',
      { goals: 'z', avoids: listOf('b@2'), prefers: listOf('a@2') },
      'a a@2 z',
    ));

  it('rule out what is excluded, with all its levels', () =>
    check('a; a@2; b 9; z: a@2 | b', { goals: 'z', excludes: ['a'] }, 'b z'));

  it('rule out an excluded level and those above, not those below', () =>
    check(
      'a; a@2; a@3; b 9; c 9; y: a@2 | b; z: a | c',
      { goals: 'y z', excludes: listOf('a@2') },
      'a b y z',
    ));

  it('let stand what is excluded and known', () =>
    check('a; b: a', { goals: 'b', knows: 'a', excludes: ['a'] }, 'b'));

  it('put what is pinned on the roadmap, with what it needs', () => {
    check('a; b: a; b@2; z', { goals: 'z', pins: ['b'] }, 'a z b');
    check('a; !app: a; z', { goals: 'z', pins: ['app'] }, 'a app z');
  });

  it('let a pin decide a choice', () =>
    check('a 1; b 9; z: a | b', { goals: 'z', pins: ['b'] }, 'b z'));

  it('change nothing where the pin is known or a goal', () => {
    check('a; z', { goals: 'z', knows: 'a', pins: ['a'] }, 'z');
    check('a; z: a', { goals: 'z a', pins: ['z', 'a'] }, 'a z');
  });
});

describe('what the authors usually choose', () => {
  const web = 'django 6; flask 4; $backend: django | flask + django';

  it('is chosen', () => check(web, { goals: 'backend' }, 'django'));

  it('is chosen for its own goal only', () =>
    check(`${web}; $other: django | flask`, { goals: 'other' }, 'flask'));

  it('gives way to what the learner prefers', () =>
    check(
      'django 4; flask 6; $backend: django | flask + django',
      { goals: 'backend', prefers: ['flask'] },
      'flask',
    ));

  it('gives way to what the learner prefers among nested alternatives', () =>
    check(
      'orm; django 4; flask 6; $backend: (django & orm) | (flask & orm) + django',
      { goals: 'backend', prefers: ['flask'] },
      'flask orm',
    ));

  it('gives way where the learner avoids it', () =>
    check(web, { goals: 'backend', avoids: ['django'] }, 'flask'));

  it('stays where the learner prefers something that has nothing to do with it', () =>
    check(`${web}; z`, { goals: 'backend', prefers: ['z'] }, 'django'));
});

describe('recommendations', () => {
  const drawing = 'git; docs: git; a ~ docs; b ~ a; z: b';

  it('are left out unless they are asked for', () => check(drawing, { goals: 'z' }, 'b z'));

  it('come with what they need, once, and not those of their own', () =>
    check(drawing, { goals: 'z', includeRecommended: true }, 'a b z'));

  it('are ordered before what goes easier with them', () =>
    check('a; b ~ c; c; z: a & b & c', { goals: 'z' }, 'a c b z'));

  it('are left out where they are excluded or need what is', () => {
    check('a; b: a; c ~ b', { goals: 'c', includeRecommended: true, excludes: ['a'] }, 'c');
    check('a; b: a; c ~ b', { goals: 'c', includeRecommended: true, excludes: ['b'] }, 'c');
  });

  it('never undo what was chosen without them', () => {
    const { steps, choices } = roadmap('a 2; z 1 ~ a; u: a | z', {
      goals: 'u',
      includeRecommended: true,
    });
    expect(names(steps)).toBe('a z u');
    expect(choices.map(({ chosen }) => names(chosen))).toEqual(['z']);
    expect(steps.map(({ reasons }) => reasons.map(({ kind }) => kind))).toEqual([
      ['RECOMMENDED_BY'],
      ['NEEDED_BY'],
      ['GOAL'],
    ]);
  });
});

describe('projects', () => {
  const drawing = `
    %one; a; b: a
    %two; c: b
    !first 2: a ~ a
    !second 2: a & b ~ a, b
    !third 2: c ~ c
    $path: c`;

  it('are none unless there are to be some', () => check(drawing, { goals: 'path' }, 'a b c'));

  it('close each milestone, one each', () =>
    check(drawing, { goals: 'path', projects: 'ONE_PER_MILESTONE' }, 'a b second c third'));

  it('are all that practise something new', () =>
    check(drawing, { goals: 'path', projects: 'ALL' }, 'a b second first c third'));

  it('are not built again', () =>
    check(
      drawing,
      { goals: 'path', projects: 'ONE_PER_MILESTONE', completedProjects: ['second'] },
      'a b first c third',
    ));

  it('are not built where they are excluded', () =>
    check(
      drawing,
      { goals: 'path', projects: 'ONE_PER_MILESTONE', excludes: ['second', 'third'] },
      'a b first c',
    ));

  it('that are goals are there however many are wanted', () =>
    check(drawing, { goals: 'second', projects: 'NONE' }, 'a b second'));

  it('that are goals and done need nothing more', () =>
    check(drawing, { goals: 'second', completedProjects: ['second'] }, ''));

  it('that are goals and excluded are out of reach', () => {
    const answer = planned(drawing, { goals: 'second', excludes: ['second'] });
    expect(answer).toMatchObject({
      kind: 'unreachable-goals',
      why: "second can't be reached without `second`.",
    });
  });
});

it('tells what is known, and of no choice that it settles', () => {
  const answer = roadmap('a; b: a; c; z: b & (a | c)', { goals: 'z', knows: 'b' });
  expect(knownTo(answer)).toBe('a b');
  expect(answer.choices).toEqual([]);
});

it('tells that the choice is proven, in weighted hours', () => {
  const wanted = { goals: 'z', prefers: ['b'] } as const;
  expect(roadmap('a 4; b 4.5; z 1: a | b', wanted).proof).toEqual({
    optimal: true,
    weightedHours: 3.25,
    lowerBoundHours: 3.25,
    gap: 0,
    limitedBy: null,
  });
});

it('sums up in a few sentences', () => {
  const drawn = curriculum('a 2; b 4: a; c; $path: b');
  expect(
    roadmap(drawn, { goals: 'path c', knows: 'a', hoursPerWeek: 7, startOn: '2027-01-04' }).summary,
  ).toBe(
    '5 h in 2 steps and 1 milestone to path and c. 1 competency is known already. ' +
      'No other choice of skills is shorter: this is proven. You finish on 2027-01-08.',
  );
});

it('plans a row of twenty thousand skills', () => {
  const [skill] = curriculum('a').skills;
  const slug = (index: number): string => `s${String(index).padStart(5, '0')}`;
  const skills = Array.from({ length: 20_000 }, (_, index) => ({
    ...skill!,
    slug: slug(index),
    levels: [
      {
        ...skill!.levels[0]!,
        requires:
          index === 0
            ? null
            : ({ kind: 'competency', skill: slug(index - 1), level: 'foundation' } as const),
      },
    ],
  }));
  const wanted = { goals: slug(19_999), hoursPerWeek: 100, startOn: '2027-01-04' };
  const { steps } = roadmap({ ...curriculum('a'), skills }, wanted);
  expect([steps.length, steps[0]!.key, steps.at(-1)!.key]).toEqual([
    20_000,
    's00000@foundation',
    's19999@foundation',
  ]);
});

it('plans through two thousand groups in groups', () => {
  const drawn = curriculum('a; b 2; z');
  const [a, b] = ['a', 'b'].map(
    (skill): Requirement => ({ kind: 'competency', skill, level: 'foundation' }),
  );
  let requires = a!;
  for (let depth = 0; depth < 2_000; depth++) {
    requires = { kind: depth % 2 === 0 ? 'any-of' : 'all-of', of: [requires, depth % 2 ? a! : b!] };
  }
  const skills = drawn.skills.map((skill) =>
    skill.slug === 'z' ? { ...skill, levels: [{ ...skill.levels[0]!, requires }] } : skill,
  );
  const { steps, choices } = roadmap({ ...drawn, skills }, { goals: 'z' });
  expect(names(steps)).toBe('a z');
  expect(choices).toHaveLength(1_000);
});
