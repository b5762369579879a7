import { expect, it } from 'vitest';
import { planResultJson } from '../../src/exchange/plan-result.ts';
import { explainChoices } from '../../src/planner/explain-choices.ts';
import { plan } from '../../src/planner/plan.ts';
import type { PlanRequest } from '../../src/planner/request.ts';
import { graph } from '../support/curricula.ts';
import { runToEnd } from '../support/run-to-end.ts';

const drawn = graph(
  'python 2; http 1.5; django 5: python & http; flask 3: python & http; $web: django | flask',
);
const addressee = { curriculum: 'drawn', revision: 7 };

/** A request, and what its answer must have among the rest. */
function check(request: PlanRequest, expected: object) {
  const json = planResultJson(runToEnd(plan(drawn, request)), addressee);
  expect(JSON.parse(JSON.stringify(json))).toMatchObject(expected);
}

it('begins a roadmap with what matters most', () => {
  const roadmap = planResultJson(
    runToEnd(plan(drawn, { goals: [{ careerPath: 'web' }] })),
    addressee,
  );
  const order = ['kind', 'curriculum', 'revision', 'totalHours', 'proof', 'steps'];
  expect(Object.keys(roadmap).slice(0, order.length)).toEqual(order);
});

it('tells steps by skill, level and hours', () =>
  check(
    { goals: [{ careerPath: 'web' }], knows: [{ skill: 'http' }] },
    {
      kind: 'roadmap',
      curriculum: 'drawn',
      revision: 7,
      totalHours: 5,
      proof: { optimal: true, weightedHours: 5, lowerBoundHours: 5, gap: 0 },
      steps: [
        {
          skill: 'python',
          level: 'foundation',
          hours: 2,
          key: 'python@foundation',
          position: 1,
          unlocks: ['flask@foundation'],
        },
        {
          skill: 'flask',
          level: 'foundation',
          hours: 3,
          after: ['python@foundation'],
          week: null,
          startsOn: null,
        },
      ],
      goals: [{ careerPath: 'web', importance: 1, by: null }],
      milestones: [{ area: 'area', hours: 5, steps: ['python@foundation', 'flask@foundation'] }],
      readyNow: ['python@foundation'],
      choices: [
        {
          requirement: 'django@foundation or flask@foundation',
          neededBy: { careerPath: 'web' },
          chosen: ['flask@foundation'],
          options: [
            { skill: 'django', level: 'foundation', isChosen: false },
            { skill: 'flask', level: 'foundation', isChosen: true },
          ],
        },
      ],
      known: [{ skill: 'http', level: 'foundation', provenance: 'DECLARED' }],
      weeks: null,
      fits: null,
      deferred: [],
    },
  ));

it('tells a project by its name', () => {
  const shop = graph('python; !shop 4: python');
  const json = planResultJson(runToEnd(plan(shop, { goals: [{ project: 'shop' }] })), addressee);
  expect(json).toMatchObject({
    steps: [{ skill: 'python' }, { project: 'shop', hours: 4, key: 'shop' }],
  });
});

it('dates the steps of a schedule', () =>
  check(
    { goals: [{ skill: 'python' }], hoursPerWeek: 7, startOn: '2027-01-04' },
    {
      weeks: 1,
      startsOn: '2027-01-04',
      finishesOn: '2027-01-05',
      fits: true,
      steps: [{ week: 1, startsOn: '2027-01-04', endsOn: '2027-01-05' }],
    },
  ));

it('prices options where somebody asked', () => {
  const request = { goals: [{ careerPath: 'web' }] };
  const roadmap = runToEnd(plan(drawn, request));
  if (roadmap.kind !== 'roadmap') throw new Error(roadmap.message);
  const [choice] = roadmap.choices;
  const explanations = runToEnd(explainChoices(drawn, request, roadmap));
  expect(planResultJson(roadmap, addressee, explanations)).toMatchObject({
    choices: [
      {
        options: [
          { skill: 'django', extraHours: 2, extraHoursIsExact: true, addedSteps: 1 },
          { skill: 'flask', extraHours: 0 },
        ],
        tippedBy: [],
        why: explanations.get(choice!)!.why,
      },
    ],
  });
});

it('tells refusals by their kind', () => {
  check(
    { goals: [{ skill: 'pyton' }] },
    {
      kind: 'unknown-names',
      names: [{ path: 'goals.0.skill', name: 'pyton', suggestions: ['python'] }],
    },
  );
  check({ goals: [] }, { kind: 'invalid-request', problems: [{ path: 'goals' }] });
  check(
    { goals: [{ careerPath: 'web' }], excludes: ['python'] },
    {
      kind: 'unreachable-goals',
      goals: [{ careerPath: 'web' }],
      conflict: [{ kind: 'EXCLUDES', name: 'python' }],
      argument: expect.arrayContaining([
        {
          number: 1,
          kind: 'EXCLUDED',
          says: 'You exclude python.',
          about: [{ skill: 'python', level: 'foundation' }],
          because: [],
        },
        {
          number: 3,
          kind: 'NEEDS_ALL',
          says: 'flask needs python [1].',
          about: [{ skill: 'flask', level: 'foundation' }],
          because: [1],
        },
      ]),
      argumentLinesLeftOut: 0,
      repairs: [{ lifts: [{ name: 'python' }], totalHours: 6.5 }],
      advice: [],
    },
  );
});

it('tells what changed since the roadmap whose order is kept', () => {
  check({ goals: [{ careerPath: 'web' }] }, { changes: null });
  check(
    {
      goals: [{ careerPath: 'web' }],
      keepOrder: ['flask', 'python', 'django'].map((slug) => `${slug}@foundation`),
    },
    {
      changes: {
        added: ['http@foundation'],
        removed: [
          {
            key: 'django@foundation',
            title: 'django',
            because: 'REPLACED',
            why: 'flask was chosen instead.',
          },
        ],
        moved: [
          {
            step: 'flask@foundation',
            because: 'python@foundation',
            why: 'It now comes after python, which it needs.',
          },
        ],
      },
    },
  );
});
