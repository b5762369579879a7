import { describe, expect, it } from 'vitest';
import { graph } from '../support/curricula.ts';
import { planned, roadmap, type Wanted } from '../support/planning.ts';

const drawn = graph(`
  python; http: python; django: http; django@2; html
  !blog: django
  $backend: django@2
`);

/** What is wrong with a request, as `path: message`, by path. */
function check(wanted: Partial<Wanted>, expected: string[]) {
  const answer = planned(drawn, { goals: 'backend', ...wanted });
  if (answer.kind !== 'invalid-request') throw new Error(answer.kind);
  const told = answer.problems.map(({ path, message }) => `${path}: ${message}`);
  expect(told.sort()).toEqual(expected);
}

/** The names that a request has and the curriculum doesn't, with what may have been meant. */
function checkNames(wanted: Partial<Wanted>, expected: string[]) {
  const answer = planned(drawn, { goals: 'backend', ...wanted });
  if (answer.kind !== 'unknown-names') throw new Error(answer.kind);
  const told = answer.names.map(
    ({ path, name, suggestions }) => `${path}: ${name} -> ${suggestions.join(' ')}`,
  );
  expect(told).toEqual(expected);
}

describe('unknown names', () => {
  it('are told with what may have been meant, of the kind that is asked for', () =>
    checkNames(
      {
        goals: [{ skill: 'djnago' }, { careerPath: 'backnd' }, { project: 'blogg' }],
        completedProjects: ['djang'],
      },
      [
        'goals.0.skill: djnago -> django',
        'goals.1.careerPath: backnd -> backend',
        'goals.2.project: blogg -> blog',
        'completedProjects.0: djang -> ',
      ],
    ));

  it('are told wherever they stand', () =>
    checkNames(
      {
        knows: 'pyton',
        denies: 'htp',
        prefers: ['python', 'htlm@working'],
        avoids: ['cobol'],
        excludes: ['blob'],
        pins: ['djnago@advanced'],
      },
      [
        'knows.0.skill: pyton -> python',
        'denies.0.skill: htp -> http',
        'excludes.0: blob -> blog',
        'pins.0: djnago -> django',
        'prefers.1: htlm -> html http',
        'avoids.0: cobol -> ',
      ],
    ));

  it('come to one sentence', () =>
    expect(planned(drawn, { goals: 'djnago pyton htp' })).toMatchObject({
      message:
        '`djnago` is not in the curriculum. Did you mean `django`? 2 more names are not in it either.',
    }));

  it('are shortened where they are long', () => {
    const answer = planned(drawn, { goals: 'x'.repeat(500) });
    if (answer.kind !== 'unknown-names') throw new Error(answer.kind);
    expect(answer.names[0]!.name).toBe(`${'x'.repeat(200)}…`);
  });

  it('are problems among others where there are others', () =>
    check({ pins: ['pyton'], hoursPerWeek: 0 }, [
      'hoursPerWeek: `hoursPerWeek` is at least 0.01 and at most 168, the hours that a week has, not 0.',
      'pins.0: `pyton` is not in the curriculum. Did you mean `python`?',
    ]));
});

describe('a goal', () => {
  it('has to be there', () =>
    check({ goals: '' }, [
      'goals: There is no goal: name a career path, a project or a skill to plan for.',
    ]));

  it('is one of three', () =>
    check({ goals: [{}, { skill: 'python', project: 'blog' }, { level: 'working' }] }, [
      'goals.0: A goal is exactly one of `careerPath`, `project` or `skill`, not none of them.',
      'goals.1: A goal is exactly one of `careerPath`, `project` or `skill`, not `project` and `skill`.',
      'goals.2: A goal is exactly one of `careerPath`, `project` or `skill`, not none of them.',
    ]));

  it('is of the kind that it is said to be', () =>
    check({ goals: [{ skill: 'blog' }, { project: 'backend' }, { careerPath: 'python' }] }, [
      'goals.0.skill: `blog` is a project, and this names a skill.',
      'goals.1.project: `backend` is a career path, and this names a project.',
      'goals.2.careerPath: `python` is a skill, and this names a career path.',
    ]));

  it('has a level only as a skill, and one that the skill has', () =>
    check(
      {
        goals: [
          { project: 'blog', level: 'working' },
          { skill: 'django', level: 'advanced' },
          { skill: 'python', level: 'expert' },
        ],
      },
      [
        'goals.0.level: Only a skill has levels; a project is reached whole.',
        'goals.1.level: `django` has no level `advanced`; it has `foundation`, `working`.',
        'goals.2.level: `python` has no level `expert`; it has `foundation`.',
      ],
    ));

  it('is named once', () =>
    check({ goals: [{ skill: 'django' }, { skill: 'django', level: 'foundation' }] }, [
      'goals.1: This goal is the same as `goals.0`: name it once.',
    ]));

  it('may be of one skill at two levels', () =>
    expect(roadmap(drawn, { goals: 'django django@2' }).goals).toHaveLength(2));

  it('has a whole importance', () =>
    check(
      {
        goals: [
          { skill: 'python', importance: 0 },
          { skill: 'http', importance: 1.5 },
          { skill: 'html', importance: 1_001 },
          { skill: 'django', importance: 1_000 },
        ],
      },
      [
        'goals.0.importance: An importance is a whole number from 1 to 1000, not 0.',
        'goals.1.importance: An importance is a whole number from 1 to 1000, not 1.5.',
        'goals.2.importance: An importance is a whole number from 1 to 1000, not 1001.',
      ],
    ));
});

describe('wishes that contradict each other', () => {
  it('are pins that are excluded, by name or by level', () =>
    check({ pins: ['html', 'django@working'], excludes: ['html', 'django'] }, [
      'pins.0: `html` is pinned, and `excludes` rules it out by `html`: keep one of the two.',
      'pins.1: `django@working` is pinned, and `excludes` rules it out by `django`: keep one of the two.',
    ]));

  it('are not a pin below an excluded level', () =>
    expect(
      roadmap(drawn, { goals: 'html', pins: ['django'], excludes: ['django@working'] }).kind,
    ).toBe('roadmap'));

  it('are tastes for and against', () =>
    check({ prefers: ['html', 'django@working'], avoids: ['django', 'html'] }, [
      'prefers.0: `html` is preferred and avoided: keep one of the two.',
      'prefers.1: `django@working` is preferred and avoided: keep one of the two.',
    ]));

  it('are told once beside a name that is unknown', () =>
    check({ prefers: ['html', 'pyton'], avoids: ['html'] }, [
      'prefers.0: `html` is preferred and avoided: keep one of the two.',
      'prefers.1: `pyton` is not in the curriculum. Did you mean `python`?',
    ]));

  it('are known and denied', () =>
    check({ knows: 'python django@2', denies: 'html django' }, [
      'denies.1: `django@foundation` is denied here, and `knows.1` says that `django@working` is known: keep one of the two.',
    ]));

  it('are not a denied level above the known one', () =>
    expect(roadmap(drawn, { goals: 'backend', knows: 'django', denies: 'django@2' }).kind).toBe(
      'roadmap',
    ));
});

describe('names in wishes', () => {
  it('are of skills and projects', () =>
    check({ excludes: ['backend'], pins: ['blog@working'], completedProjects: ['python'] }, [
      'completedProjects.0: `python` is a skill, and this names a project.',
      'excludes.0: `backend` is a career path, and this names a skill or project.',
      'pins.0: `blog` is a project, and this names a skill.',
    ]));

  it('have levels that the skill has', () =>
    check({ excludes: ['python@working'], prefers: ['django@'] }, [
      'excludes.0: `python` has no level `working`; it has `foundation`.',
      'prefers.0: `django` has no level ``; it has `foundation`, `working`.',
    ]));

  it('may be doubled', () =>
    expect(
      roadmap(drawn, {
        goals: 'backend',
        knows: 'python python',
        excludes: ['html', 'html@foundation'],
        pins: ['http', 'http'],
        prefers: ['django', 'django'],
      }).steps.map(({ key }) => key),
    ).toEqual(['http@foundation', 'django@foundation', 'django@working']));
});

describe('times', () => {
  it('are days of the calendar', () =>
    check(
      {
        goals: [{ skill: 'python', by: 'soon' }],
        startOn: '2027-02-29',
        finishBy: '27-01-01',
        pauses: [{ from: '2027-01-32', to: '' }],
      },
      [
        'finishBy: `27-01-01` is not a day of the calendar; a date reads `2027-02-28`.',
        'goals.0.by: `soon` is not a day of the calendar; a date reads `2027-02-28`.',
        'pauses.0.from: `2027-01-32` is not a day of the calendar; a date reads `2027-02-28`.',
        'pauses.0.to: `` is not a day of the calendar; a date reads `2027-02-28`.',
        'startOn: `2027-02-29` is not a day of the calendar; a date reads `2027-02-28`.',
      ],
    ));

  it('count from a start', () =>
    check(
      {
        goals: [{ skill: 'python', by: '2027-02-01' }],
        finishBy: '2027-02-01',
        pauses: [{ from: '2027-01-01', to: '2027-01-02' }],
      },
      [
        'finishBy: `finishBy` is a date, and dates need a `startOn` to count from.',
        'goals.0.by: `goals.0.by` is a date, and dates need a `startOn` to count from.',
        'pauses: `pauses` is a date, and dates need a `startOn` to count from.',
      ],
    ));

  it('are not before the start', () =>
    check(
      {
        goals: [{ skill: 'python', by: '2027-01-03' }],
        startOn: '2027-01-04',
        finishBy: '2026-12-31',
      },
      [
        'finishBy: `2026-12-31` is before the start on `2027-01-04`.',
        'goals.0.by: `2027-01-03` is before the start on `2027-01-04`.',
      ],
    ));

  it('do not run backwards', () =>
    check({ startOn: '2027-01-04', pauses: [{ from: '2027-02-02', to: '2027-02-01' }] }, [
      "pauses.0: A pause from `2027-02-02` can't end on `2027-02-01`, before it began.",
    ]));

  it.each([0, -1, 0.004, 168.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'have no %d hours in a week',
    (hoursPerWeek) =>
      check({ hoursPerWeek }, [
        `hoursPerWeek: \`hoursPerWeek\` is at least 0.01 and at most 168, the hours that a week has, not ${hoursPerWeek}.`,
      ]),
  );

  it('end within a lifetime and before the year 10000', () => {
    const message =
      '4 h at 0.01 h a week would go on for more than 100 years, or past the year 9999, pauses included: further than dates are reckoned.';
    expect(planned(drawn, { goals: 'backend', hoursPerWeek: 0.01 })).toMatchObject({
      kind: 'roadmap',
      schedule: { weeks: 400 },
    });
    const century = graph('a 100');
    expect(planned(century, { goals: 'a', hoursPerWeek: 0.01 })).toMatchObject({
      kind: 'invalid-request',
      problems: [{ path: 'hoursPerWeek', message: message.replace('4 h', '100 h') }],
    });
    expect(planned(drawn, { goals: 'backend', hoursPerWeek: 1, startOn: '9999-12-20' }).kind).toBe(
      'invalid-request',
    );
    const pauses = [{ from: '2200-01-01', to: '2400-01-01' }];
    expect(
      planned(drawn, { goals: 'backend', hoursPerWeek: 1, startOn: '2027-01-04', pauses }).kind,
    ).toBe('roadmap');
  });
});

it('is read without fault where nothing but a goal is given', () =>
  expect(
    roadmap(drawn, {
      goals: 'html',
      completedProjects: null,
      prefers: null,
      avoids: null,
      excludes: null,
      pins: null,
      includeRecommended: null,
      projects: null,
      objective: null,
      keepOrder: null,
      hoursPerWeek: null,
      startOn: null,
      finishBy: null,
      pauses: null,
      inferKnown: null,
    }).schedule,
  ).toBeNull());
