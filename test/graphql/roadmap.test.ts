import { describe, expect, it } from 'vitest';
import { planExplained } from '../../src/actions/plan-explained.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { renderRoadmap } from '../../src/actions/render-roadmap.ts';
import { roadmapFormats } from '../../src/exchange/roadmap/index.ts';
import { testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

/** What a request is answered with, the fields of the answer being those. */
async function plan(input: object, fields: string) {
  const query = `query ($input: PlanRoadmapInput!) { planRoadmap(input: $input) { __typename ${fields} } }`;
  return (await server.read(query, { input })).planRoadmap;
}

describe('a roadmap', () => {
  it('has its steps in order, each with its subject, its reasons and its place', async () => {
    const roadmap = await plan(
      { goals: [{ skill: 'flask' }], projects: 'NONE' },
      `... on Roadmap {
        revision objective totalHours summary curriculum { slug revision }
        goals { title importance by subject { __typename ... on Competency { text } } }
        proof { optimal weightedHours lowerBoundHours gap }
        steps {
          key position title hours hoursBefore why
          subject { __typename ... on Competency { skill { slug area { slug } } level { slug } } }
          reasons { kind text goal { title } step { key } choice { why } because }
          serves { title } after { key } unlocks { key }
          week startsOn endsOn slackHours isCritical
        }
        milestones { title area { slug } hours startsOn steps { key } }
        readyNow { key }
        weeks startsOn finishesOn fits deferred { title } hoursPerWeekNeeded
      }`,
    );
    expect(roadmap).toMatchObject({
      __typename: 'Roadmap',
      revision: 1,
      objective: 'ONE_AREA_AT_A_TIME',
      totalHours: 20,
      curriculum: { slug: 'small', revision: 1 },
      goals: [{ title: 'Flask', importance: 1, by: null, subject: { __typename: 'Competency' } }],
      proof: { optimal: true, weightedHours: 20, lowerBoundHours: 20, gap: 0 },
      readyNow: [{ key: 'variables@foundation' }, { key: 'html@foundation' }],
      weeks: null,
      startsOn: null,
      fits: true,
      deferred: [],
    });
    expect(roadmap.steps.map(({ key }: { key: string }) => key)).toEqual([
      'variables@foundation',
      'functions@foundation',
      'html@foundation',
      'http@foundation',
      'flask@foundation',
    ]);
    expect(roadmap.steps[1]).toMatchObject({
      position: 2,
      hours: 4,
      hoursBefore: 2,
      subject: {
        skill: { slug: 'functions', area: { slug: 'basics' } },
        level: { slug: 'foundation' },
      },
      reasons: [{ kind: 'NEEDED_BY', step: { key: 'http@foundation' }, goal: null, choice: null }],
      serves: [{ title: 'Flask' }],
      after: [{ key: 'variables@foundation' }],
      unlocks: [{ key: 'http@foundation' }],
      week: null,
    });
    expect(roadmap.steps[4].reasons).toMatchObject([{ kind: 'GOAL', goal: { title: 'Flask' } }]);
    expect(roadmap.milestones.map(({ hours }: { hours: number }) => hours)).toEqual([6, 14]);
  });

  it('knows what is known and what that implies', async () => {
    const knows = [{ skill: 'http' }, { skill: 'html', level: null, curriculum: null }];
    const fields =
      '... on Roadmap { totalHours known { competency { text } provenance because } steps { key } }';
    const inferred = await plan({ goals: [{ skill: 'flask' }], knows, projects: 'NONE' }, fields);
    expect(inferred).toMatchObject({ totalHours: 8, steps: [{ key: 'flask@foundation' }] });
    const provenances = inferred.known.map(
      (known: { competency: { text: string }; provenance: string }) =>
        `${known.competency.text} ${known.provenance}`,
    );
    expect(provenances.toSorted()).toEqual([
      'Functions INFERRED',
      'HTML DECLARED',
      'http DECLARED',
      'variables INFERRED',
    ]);
    const bare = { goals: [{ skill: 'flask' }], knows, inferKnown: false, projects: 'NONE' };
    expect((await plan(bare, fields)).known).toHaveLength(2);
  });

  it('prices its choices where that is asked', async () => {
    const { choices, steps } = await plan(
      { goals: [{ careerPath: 'backend-developer' }], projects: 'NONE' },
      `... on Roadmap {
        steps { key reasons { choice { neededBy { slug } } } }
        choices {
          requirement { ... on AnyOf { text } } neededBy { __typename slug } neededByLevel { slug }
          chosen { key } why tippedBy { because }
          options { requirement { __typename } competency { skill { slug } } isChosen extraHours extraHoursIsExact addedSteps }
        }
      }`,
    );
    expect(choices).toHaveLength(2);
    expect(choices[1]).toMatchObject({
      requirement: { text: 'HTML or CSS' },
      neededBy: { __typename: 'Skill', slug: 'fastapi' },
      neededByLevel: { slug: 'foundation' },
      chosen: [{ key: 'html@foundation' }],
    });
    expect(choices[0]).toMatchObject({
      requirement: { text: 'Flask, Django or FastAPI' },
      neededBy: { __typename: 'CareerPath', slug: 'backend-developer' },
      neededByLevel: null,
      chosen: [{ key: 'fastapi@foundation' }],
      tippedBy: [],
    });
    expect(
      choices[0].options.map((option: { competency: { skill: { slug: string } } }) => ({
        ...option,
        competency: option.competency.skill.slug,
      })),
    ).toMatchObject([
      { competency: 'flask', isChosen: false, extraHours: 0, extraHoursIsExact: true },
      { competency: 'django', isChosen: false, extraHours: 4 },
      { competency: 'fastapi', isChosen: true, extraHours: 0, addedSteps: 0 },
    ]);
    const chosen = steps.find(({ key }: { key: string }) => key === 'fastapi@foundation');
    expect(chosen.reasons).toMatchObject([{ choice: { neededBy: { slug: 'backend-developer' } } }]);
  });

  it('has dates where the hours of a week and a first day are said', async () => {
    const roadmap = await plan(
      {
        goals: [{ skill: 'flask', by: '2027-01-10' }],
        hoursPerWeek: 7,
        startOn: '2027-01-04',
        pauses: [{ from: '2027-01-05', to: '2027-01-05' }],
        projects: 'NONE',
      },
      '... on Roadmap { weeks startsOn finishesOn fits deferred { title by } hoursPerWeekNeeded steps { week startsOn endsOn slackHours isCritical } }',
    );
    expect(roadmap).toMatchObject({
      weeks: 3,
      startsOn: '2027-01-04',
      finishesOn: '2027-01-24',
      fits: false,
      deferred: [{ title: 'Flask', by: '2027-01-10' }],
      steps: [{ week: 1, startsOn: '2027-01-04', endsOn: '2027-01-06' }, {}, {}, {}, { week: 3 }],
    });
    expect(roadmap.hoursPerWeekNeeded).toBeGreaterThan(20);
  });

  it('says which dates would do where one is not kept, and what follows one another', async () => {
    const roadmap = await plan(
      {
        goals: [{ skill: 'flask', by: '2027-01-04' }],
        hoursPerWeek: 7,
        startOn: '2027-01-04',
        projects: 'NONE',
      },
      `... on Roadmap {
        fits finishesOn earliestFinishForAll deferred { title } deferredIsProven
        lateness { goal { title } hoursMissing aloneOn afterOthersOn why }
        longestChain { hours steps { key position } }
        steps { hours after { position } }
      }`,
    );
    const { lateness, longestChain, finishesOn } = roadmap;
    expect(roadmap).toMatchObject({
      fits: false,
      earliestFinishForAll: finishesOn,
      deferred: [{ title: 'Flask' }],
      deferredIsProven: true,
      lateness: [{ goal: { title: 'Flask' }, aloneOn: finishesOn, afterOthersOn: finishesOn }],
    });
    expect(lateness[0].hoursMissing).toBeGreaterThan(0);
    expect(lateness[0].why).toContain(`It can be reached on ${finishesOn}.`);
    const chain = longestChain.steps.map(({ position }: { position: number }) => position - 1);
    const hours = chain.map((step: number) => roadmap.steps[step].hours);
    expect(longestChain.hours).toBe(hours.reduce((sum: number, each: number) => sum + each, 0));
  });

  it('comes with advice for the situation', async () => {
    const { advice } = await plan(
      { goals: [{ skill: 'django' }] },
      '... on Roadmap { advice { title says about { slug } } }',
    );
    expect(advice).toEqual([
      {
        title: 'Basics first',
        says: 'Learn functions before a framework.',
        about: [{ slug: 'django' }, { slug: 'functions' }],
      },
    ]);
  });

  it('is the same for the same request, and for one that says null where nothing is meant', async () => {
    const query =
      'query ($input: PlanRoadmapInput!) { planRoadmap(input: $input) { ... on Roadmap { summary steps { key why } } } }';
    const goals = [{ careerPath: 'backend-developer', importance: null }];
    const nulls = Object.fromEntries(
      [
        'knows',
        'denies',
        'inferKnown',
        'completedProjects',
        'prefers',
        'avoids',
        'excludes',
        'pins',
      ]
        .concat(['includeRecommended', 'projects', 'objective', 'keepOrder', 'hoursPerWeek'])
        .concat(['startOn', 'finishBy', 'pauses', 'curriculum', 'revision'])
        .map((name) => [name, null]),
    );
    const first = await server.ask(query, { input: { goals } });
    expect(first.errors).toBeUndefined();
    expect(await server.ask(query, { input: { goals } })).toEqual(first);
    expect(await server.ask(query, { input: { goals, ...nulls } })).toEqual(first);
  });

  it('can be planned on an older revision, and not on one that is not there', async () => {
    const curriculum = { ...smallCurriculum(), title: 'Second' };
    await publishCurriculum(server.environment(), { curriculum, publishedBy: 'test', note: null });
    const goals = [{ skill: 'html' }];
    const fields =
      '... on Roadmap { revision curriculum { title revision } steps { subject { ... on Competency { skill { id } } } } } ... on InvalidRequest { problems { path message } }';
    const head = await plan({ goals }, fields);
    const first = await plan({ goals, revision: 1 }, fields);
    expect(head).toMatchObject({ revision: 2, curriculum: { title: 'Second', revision: 2 } });
    expect(first).toMatchObject({ revision: 1, curriculum: { title: 'Small small', revision: 1 } });
    expect(first.steps).toEqual(head.steps);
    for (const revision of [0, -1, 3, 2_000_000_000])
      expect(await plan({ goals, revision }, fields)).toMatchObject({
        __typename: 'InvalidRequest',
        problems: [{ path: 'revision' }],
      });
  });
});

describe('a roadmap as text', () => {
  const dated = {
    goals: [{ careerPath: 'backend-developer' }],
    hoursPerWeek: 5,
    startOn: '2027-01-04',
  };

  it('is what each format writes, as the command line does', async () => {
    const names = roadmapFormats.map(({ name }) => name);
    const fields = names.map((name) => `${name}: render(as: ${name})`);
    const texts = await plan(dated, `... on Roadmap { ${fields.join(' ')} }`);
    const published = server.environment().curricula.snapshot().heads.get('small')!;
    const { result } = await planExplained(published.graph, dated, { prices: false });
    if (result.kind !== 'roadmap') throw new Error(result.message);
    const { graph, revision } = published;
    for (const name of names)
      expect(texts[name]).toBe(
        await renderRoadmap(result, name, {
          graph,
          revision: revision.number,
          explanations: new Map(),
        }),
      );
  });

  it('of a calendar without dates says what is missing', async () => {
    const { text } = await plan(
      { goals: dated.goals },
      '... on Roadmap { text: render(as: ICALENDAR) }',
    );
    expect(text.replace(/\r\n /g, '')).toContain('Its steps have no dates');
    expect(text).not.toContain('BEGIN:VEVENT');
  });

  it('can be had in ten ways at once, and not in twenty', async () => {
    const ways = (count: number) =>
      Array.from({ length: count }, (_, index) => `a${index}: render(as: SVG)`).join(' ');
    const ten = await plan(dated, `... on Roadmap { ${ways(10)} }`);
    expect(new Set(Object.values(ten)).size).toBe(2);
    const { errors } = await server.ask(
      `{ planRoadmap(input: { goals: [{ skill: "html" }] }) { ... on Roadmap { ${ways(20)} } } }`,
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'TOO_COSTLY' });
  });
});

describe('a refusal', () => {
  it('names every unknown name and what may have been meant', async () => {
    expect(
      await plan(
        { goals: [{ skill: 'flaks' }], knows: [{ skill: 'htlm' }], curriculum: 'small' },
        '... on Refusal { message } ... on UnknownNames { names { path name suggestions } }',
      ),
    ).toEqual({
      __typename: 'UnknownNames',
      message: expect.stringContaining('flaks'),
      names: [
        { path: 'goals.0.skill', name: 'flaks', suggestions: ['flask'] },
        { path: 'knows.0.skill', name: 'htlm', suggestions: ['html', 'http'] },
      ],
    });
    expect(
      await plan(
        { goals: [{ skill: 'flask' }], curriculum: 'smal' },
        '... on UnknownNames { names { path name suggestions } }',
      ),
    ).toMatchObject({ names: [{ path: 'curriculum', name: 'smal', suggestions: ['small'] }] });
  });

  it('tells everything that is wrong with a request, and where', async () => {
    const refused = await plan(
      {
        goals: [{ skill: 'flask', level: 'guru' }, { project: 'notes-app', skill: 'html' }, {}],
        excludes: ['css'],
        pins: ['css'],
        hoursPerWeek: -1,
        startOn: '2027-02-30',
      },
      '... on Refusal { message } ... on InvalidRequest { problems { path message suggestions } }',
    );
    expect(refused.__typename).toBe('InvalidRequest');
    expect(refused.problems.map(({ path }: { path: string }) => path).toSorted()).toEqual([
      'goals.0.level',
      'goals.1',
      'goals.2',
      'hoursPerWeek',
      'pins.0',
      'startOn',
    ]);
    for (const goals of [
      [],
      [{ skill: 'html' }, { skill: 'html' }],
      Array(60).fill({ skill: 'html' }),
    ])
      expect(await plan({ goals }, '')).toEqual({ __typename: 'InvalidRequest' });
  });

  it('tells which wishes stand in the way, and what would help', async () => {
    expect(
      await plan(
        { goals: [{ skill: 'django' }], excludes: ['html', 'css'] },
        '... on UnreachableGoals { message why goals { title } conflict { kind name text } repairs { text totalHours lifts { name } } advice { slug } }',
      ),
    ).toEqual({
      __typename: 'UnreachableGoals',
      message: expect.stringMatching(/Django/),
      why: expect.stringMatching(/html/i),
      goals: [{ title: 'Django' }],
      conflict: [{ kind: 'EXCLUDES', name: 'html', text: expect.any(String) }],
      repairs: [
        { text: expect.any(String), totalHours: expect.any(Number), lifts: [{ name: 'html' }] },
      ],
      advice: [{ slug: 'frameworks-before-basics' }],
    });
  });

  it('argues line by line', async () => {
    const answer = await plan(
      { goals: [{ project: 'notes-app' }, { skill: 'css' }], excludes: ['http'] },
      `... on UnreachableGoals {
        conflict { kind name }
        argument { number kind says because about { ... on Competency { text } ... on Project { slug } } }
        argumentLinesLeftOut
      }`,
    );
    expect(answer).toEqual({
      __typename: 'UnreachableGoals',
      conflict: [
        { kind: 'EXCLUDES', name: 'http' },
        { kind: 'GOALS', name: 'notes-app' },
      ],
      argument: expect.arrayContaining([
        {
          number: 1,
          kind: 'EXCLUDED',
          says: 'You exclude http.',
          because: [],
          about: [{ text: 'http' }],
        },
        {
          number: 5,
          kind: 'NEEDS_ANY',
          says: "notes-app needs Flask, Django or FastAPI, and none of these is left [2, 3, 4], so it can't be reached.",
          because: [2, 3, 4],
          about: [{ slug: 'notes-app' }],
        },
      ]),
      argumentLinesLeftOut: 0,
    });
  });

  it('of what is no date at all comes before the planner is asked', async () => {
    for (const startOn of [
      'tomorrow',
      '2027-1-4',
      '04.01.2027',
      20270104,
      '2027-01-04T00:00:00Z',
    ]) {
      const answer = await server.ask(
        'query ($input: PlanRoadmapInput!) { planRoadmap(input: $input) { __typename } }',
        { input: { goals: [{ skill: 'html' }], startOn } },
      );
      expect(answer.errors?.[0]?.message).toMatch(/A date is written `YYYY-MM-DD`/);
    }
  });
});

describe('an answer', () => {
  it('has its fields in the order in which they were asked for, those that take longer too', async () => {
    const { body } = await server.send({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: `{
          viewer { kind }
          planRoadmap(input: { goals: [{ careerPath: "backend-developer" }] }) {
            ... on Roadmap { choices { why neededBy { slug } options { extraHours isChosen addedSteps } chosen { key } } totalHours }
            __typename
          }
          skill(slug: "html") { title slug }
          compareGoals(input: { goals: [{ skill: "html" }, { skill: "css" }] }) { __typename }
          curriculum { slug }
        }`,
      }),
    });
    const keys = [...body.toString().matchAll(/"(\w+)":/g)].map(([, key]) => key);
    expect([...new Set(keys)]).toEqual(
      'data viewer kind planRoadmap choices why neededBy slug options extraHours isChosen addedSteps chosen key totalHours __typename skill title compareGoals curriculum'.split(
        ' ',
      ),
    );
  });
});
