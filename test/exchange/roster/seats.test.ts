import { describe, expect, it } from 'vitest';
import type { RosterUser } from '../../../src/exchange/roster/roster.ts';
import { emptyRoster, type RosterState } from '../../../src/exchange/roster/roster-state.ts';
import { cohortTitle, seatsOn } from '../../../src/exchange/roster/seats.ts';

const day = '2026-03-01';

/** People by their roles in the school, `ada: student`, and what they have as agents, `ada: student < anne`. */
function people(...lines: string[]): Pick<RosterState, 'users' | 'roles'> {
  const users = new Map<string, RosterUser>();
  const roles = new Map<string, { user: string; role: string; beginsOn: null; endsOn: null }>();
  for (const line of lines) {
    const [id, rest = ''] = line.split(': ') as [string, string];
    const [said = '', agents = ''] = rest.split(' < ');
    const isEnabled = !said.startsWith('(');
    users.set(id, {
      isEnabled,
      name: id,
      mail: null,
      externalIds: [],
      agents: agents.split(' ').filter(Boolean),
    });
    for (const role of said.replace(/[()]/g, '').split(' ').filter(Boolean))
      roles.set(`${id} ${role}`, { user: id, role, beginsOn: null, endsOn: null });
  }
  return { users, roles };
}

/** In one class; `ada student`, with days as `ada student 2026-01-01 2026-02-01` and `-` for none. */
function enrolled(...lines: string[]): RosterState['enrollments'] {
  return new Map(
    lines.map((line, index) => {
      const [user, role, begins = '-', ends = '-'] = line.split(' ') as [string, 'student'];
      const dayOf = (text: string) => (text === '-' ? null : text);
      return [
        String(index),
        { class: 'c', user, role, beginsOn: dayOf(begins), endsOn: dayOf(ends) },
      ];
    }),
  );
}

const inClass = (...terms: string[]) => ({
  classes: new Map([
    ['c', { title: 'C', org: null, terms: terms.map((_, index) => String(index)) }],
  ]),
  terms: new Map(
    terms.map((endsOn, index) => [String(index), { endsOn: endsOn === '-' ? null : endsOn }]),
  ),
});

function seats(state: Partial<RosterState>) {
  const { learners, members, mentors, agents } = seatsOn(
    { ...emptyRoster, ...inClass(), ...state },
    day,
  );
  const list = (ids: Iterable<string> | undefined) => [...(ids ?? [])].sort().join(' ');
  return {
    learners: list(learners),
    members: list(members.get('c')),
    mentors: list(mentors.get('c')),
    agents: [...agents].map(([learner, ids]) => `${learner} < ${list(ids)}`),
  };
}

describe('who has a seat', () => {
  it.each([
    [
      'students and teachers',
      ['ann: student', 'tom: teacher'],
      ['ann student', 'tom teacher'],
      'ann',
      'tom',
    ],
    [
      'aides, also as proctors',
      ['al: aide', 'bo: aide', 'cy: proctor'],
      ['al aide', 'bo proctor', 'cy proctor'],
      '',
      'al bo',
    ],
    ['no administrators', ['ad: siteAdministrator'], ['ad administrator'], '', ''],
    [
      'nobody who is disabled',
      ['ann: (student)', 'tom: (teacher)'],
      ['ann student', 'tom teacher'],
      '',
      '',
    ],
    [
      'who has begun',
      ['ann: student', 'bob: student'],
      ['ann student 2026-03-01', 'bob student 2026-03-02'],
      'ann',
      '',
    ],
    [
      'who has not ended',
      ['ann: student', 'bob: student'],
      ['ann student - 2026-03-02', 'bob student - 2026-03-01'],
      'ann',
      '',
    ],
    ['both, of one person', ['ann: student'], ['ann student', 'ann teacher'], 'ann', 'ann'],
  ])('%s', (_, given, enrollments, members, mentors) => {
    const state = { ...people(...given), enrollments: enrolled(...enrollments) };
    expect(seats(state)).toMatchObject({ members, mentors });
  });

  it.each([
    [['2026-03-02'], 'ann'],
    [['2026-03-01'], ''],
    [['2026-01-01', '2026-06-01'], 'ann'],
    [['2026-01-01', '-'], 'ann'],
    [[], 'ann'],
  ])('until the last of the terms ends: %j', (terms, members) => {
    const state = {
      ...people('ann: student'),
      ...inClass(...terms),
      enrollments: enrolled('ann student'),
    };
    expect(seats(state)).toMatchObject({ members, learners: 'ann' });
  });

  it('by its own end, where it has one, whatever the terms', () => {
    const state = {
      ...people('ann: student'),
      ...inClass('2026-01-01'),
      enrollments: enrolled('ann student - 2026-06-01'),
    };
    expect(seats(state).members).toBe('ann');
  });
});

describe('who looks after one learner', () => {
  it.each([
    ['whom a student names', ['ann: student < mum', 'mum: parent'], ['ann < mum']],
    ['who names a student', ['ann: student', 'mum: parent < ann'], ['ann < mum']],
    ['either way once', ['ann: student < mum', 'mum: parent < ann'], ['ann < mum']],
    ['also without a role', ['ann: student < mum', 'mum: '], ['ann < mum']],
    ['no student', ['ann: student < bob', 'bob: student'], []],
    [
      'a student who is something else too',
      ['ann: student < bob', 'bob: student aide'],
      ['ann < bob'],
    ],
    ['nobody of those who are none', ['mum: parent < dad', 'dad: parent'], []],
    ['nobody who is disabled', ['ann: student < mum', 'mum: (parent)'], []],
    ['nobody of who is disabled', ['ann: (student) < mum', 'mum: parent'], []],
    ['not oneself', ['ann: student aide < ann'], []],
  ])('%s', (_, given, agents) => {
    expect(seats(people(...given)).agents).toEqual(agents);
  });
});

describe('what a class is called', () => {
  const state = {
    ...emptyRoster,
    orgs: new Map([
      ['n', { name: 'North' }],
      ['s', { name: null }],
    ]),
  };
  it.each([
    ['n', 'Algebra', 'Algebra · North'],
    ['s', 'Algebra', 'Algebra'],
    [null, 'Algebra', 'Algebra'],
    ['n', 'x'.repeat(198), `${'x'.repeat(198)} …`],
    [null, `${'x'.repeat(198)}😀😀`, `${'x'.repeat(198)}…`],
  ])('at %s', (org, title, expected) => {
    expect(cohortTitle(state, { title, org, terms: [] })).toBe(expected);
  });
});
