import { expect, it } from 'vitest';
import { readPlanRequest } from '../../src/exchange/plan-request.ts';
import { objectives } from '../../src/planner/objectives/index.ts';

const addressee = { curriculum: 'python-web', revision: 3 };

/** What is wrong with a request that is to be refused, as `path: message`. */
function check(request: unknown, expected: readonly string[]) {
  const text = typeof request === 'string' ? request : JSON.stringify(request);
  const result = readPlanRequest(text, addressee);
  const problems = result.kind === 'invalid-request' ? result.problems : [];
  expect(problems.map(({ path, message }) => `${path}: ${message}`)).toEqual(expected);
}

it('reads a request as it was written', () => {
  const request = {
    goals: [
      { careerPath: 'backend-developer', importance: 2 },
      { skill: 'sql', level: 'working' },
    ],
    knows: [{ skill: 'functions', level: null }],
    prefers: null,
    objective: 'ONE_AREA_AT_A_TIME',
    projects: 'NONE',
    hoursPerWeek: 7.5,
    pauses: [{ from: '2027-01-01', to: '2027-01-07' }],
  };
  expect(readPlanRequest(JSON.stringify(request), addressee)).toEqual({ kind: 'request', request });
});

it('takes a request that is addressed to the curriculum at hand', () =>
  check(
    {
      curriculum: 'python-web',
      revision: 3,
      goals: [],
      knows: [{ skill: 'sql', curriculum: 'python-web' }],
    },
    [],
  ));

it('refuses one that is meant for another', () =>
  check(
    { curriculum: 'rust', revision: 2, goals: [], knows: [{ skill: 'sql', curriculum: 'rust' }] },
    [
      'curriculum: `rust` is not the curriculum at hand, which is `python-web`.',
      'knows.0.curriculum: `rust` is not the curriculum at hand, which is `python-web`.',
      'revision: The revision at hand is 3.',
    ],
  ));

it('refuses a revision where the curriculum was never published', () => {
  const result = readPlanRequest('{"goals":[],"revision":1}', {
    curriculum: 'draft',
    revision: null,
  });
  expect(result).toMatchObject({ problems: [{ path: 'revision' }] });
});

it('says all that is wrong with the shape at once', () =>
  check(
    {
      goals: [{ skil: 'sql', importance: 'high' }, 'django'],
      knows: [{ level: 'working' }],
      pauses: [{ from: '2027-01-01', until: '2027-01-07', to: '2027-01-07' }],
      objectiv: null,
      objective: 'FASTEST',
      inferKnown: 1,
    },
    [
      'goals.0.importance: `goals.0.importance` must be a finite number.',
      'goals.0.skil: `goals.0` has no `skil`. Did you mean `skill`?',
      'goals.1: `goals.1` must be an object.',
      'knows.0.skill: `knows.0.skill` must be text.',
      'inferKnown: `inferKnown` must be `true` or `false`.',
      `objective: \`objective\` must be one of ${objectives.map(({ name }) => `\`${name}\``).join(', ')}.`,
      'pauses.0.until: `pauses.0` has no `until`.',
      'objectiv: The request has no `objectiv`. Did you mean `objective`?',
    ],
  ));

it.each(['', '{', 'goals', '{"goals": [],}', '\u0000'])('refuses %j as no JSON', (text) =>
  check(text, [': The request is not JSON.']),
);

it.each(['null', '[]', '"django"', '4'])('refuses %s as no request', (text) =>
  check(text, [': The request must be an object.']),
);

it('misses the goals', () => check({}, ['goals: `goals` must be a list.']));

it('refuses numbers that are not finite', () =>
  check('{"goals":[],"hoursPerWeek":1e999}', [
    'hoursPerWeek: `hoursPerWeek` must be a finite number.',
  ]));

it('takes no key for more than a key', () =>
  check('{"goals":[],"__proto__":{"knows":4}}', ['__proto__: The request has no `__proto__`.']));

it('refuses a request that is too long', () =>
  check(JSON.stringify({ goals: [], pins: ['x'.repeat(1_000_000)] }), [
    ': The request is longer than 1000000 characters.',
  ]));

it('lists a hundred problems, and counts the others', () => {
  const result = readPlanRequest(JSON.stringify({ goals: Array(250).fill(1) }), addressee);
  expect(result).toMatchObject({ message: '250 things are wrong with the request.' });
  expect(result.kind === 'invalid-request' && result.problems.length).toBe(101);
  expect(result.kind === 'invalid-request' && result.problems[100]).toEqual({
    path: '',
    message: '150 more problems are not listed.',
    suggestions: [],
  });
});
