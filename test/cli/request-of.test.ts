import { expect, it } from 'vitest';
import { parseCommandLine } from '../../src/cli/parse-command-line.ts';
import { plan } from '../../src/cli/plan.ts';
import { requestOf } from '../../src/cli/request-of.ts';
import { objectives } from '../../src/planner/objectives/index.ts';
import { curriculum, graph } from '../support/curricula.ts';

const backend = curriculum('python; sql; sql@2: sql; !shop: sql; $backend: python & sql@2');
const drawn = {
  revision: null,
  graph: graph({
    ...backend,
    projects: backend.projects.map((each) => ({ ...each, replaces: ['store'] })),
    careerPaths: backend.careerPaths.map((each) => ({ ...each, replaces: ['server-side'] })),
  }),
};

const objectiveNames = objectives
  .map(({ name }) => `\`${name.toLowerCase().replaceAll('_', '-')}\``)
  .join(', ');

function read(line: string) {
  const parsed = parseCommandLine(plan, line.split(' ').filter(Boolean));
  if (parsed.kind !== 'line') throw new Error(JSON.stringify(parsed));
  return requestOf(parsed.line, drawn);
}

/** A command line, and what of the request comes of it. */
function check(line: string, request: object) {
  expect(read(line)).toMatchObject({ kind: 'request', request });
}

/** A command line, and all that is said against it. */
function refuses(line: string, ...problems: string[]) {
  expect(read(line)).toEqual({ kind: 'wrong', problems });
}

it('takes a goal for what has its name', () =>
  check('backend --goal shop,sql --goal sql@working', {
    goals: [
      { careerPath: 'backend' },
      { project: 'shop' },
      { skill: 'sql' },
      { skill: 'sql', level: 'working' },
    ],
  }));

it('takes a misspelt goal for what its likeliest correction is', () =>
  check('bakend shoop pithon', {
    goals: [{ careerPath: 'bakend' }, { project: 'shoop' }, { skill: 'pithon' }],
  }));

it('takes a goal for what had its name before', () =>
  check('server-side store', { goals: [{ careerPath: 'server-side' }, { project: 'store' }] }));

it('reads what follows a goal', () =>
  check('--goal backend,importance=3,by=2027-05-01,sql', {
    goals: [{ careerPath: 'backend', importance: 3, by: '2027-05-01' }, { skill: 'sql' }],
  }));

it('reads every wish', () =>
  check(
    '--know python,sql@working --deny sql --no-infer --completed-project shop --prefer a --avoid b --exclude c --pin d ' +
      '--include-recommended --projects one-per-milestone --objective one-area-at-a-time --keep-order x,y ' +
      '--hours-per-week 7.5 --start-on 2027-01-04 --finish-by 2027-06-30 --pause 2027-02-01..2027-02-07',
    {
      knows: [
        { skill: 'python', level: null },
        { skill: 'sql', level: 'working' },
      ],
      denies: [{ skill: 'sql', level: null }],
      inferKnown: false,
      completedProjects: ['shop'],
      prefers: ['a'],
      avoids: ['b'],
      excludes: ['c'],
      pins: ['d'],
      includeRecommended: true,
      projects: 'ONE_PER_MILESTONE',
      objective: 'ONE_AREA_AT_A_TIME',
      keepOrder: ['x', 'y'],
      hoursPerWeek: 7.5,
      startOn: '2027-01-04',
      finishBy: '2027-06-30',
      pauses: [{ from: '2027-02-01', to: '2027-02-07' }],
    },
  ));

it('leaves out what was not said', () =>
  check('sql', {
    inferKnown: true,
    projects: null,
    objective: null,
    hoursPerWeek: null,
    startOn: null,
  }));

it('says all that can not be read', () =>
  refuses(
    '--goal importance=3 --goal sql,importance=high,size=4 --projects sum --objective none --hours-per-week ten --pause 2027-02-01',
    "`importance=3` can't be read: after a goal may stand `importance=3` or `by=2027-05-01`.",
    '`importance` must be a number, not `high`.',
    "`size=4` can't be read: after a goal may stand `importance=3` or `by=2027-05-01`.",
    '`--projects sum` must be one of `none`, `one-per-milestone`, `all`.',
    `\`--objective none\` must be one of ${objectiveNames}.`,
    '`--hours-per-week` must be a number, not `ten`.',
    '`--pause 2027-02-01` must be two dates: `2027-07-01..2027-07-14`.',
  ));
