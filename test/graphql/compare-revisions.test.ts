import { afterAll, expect, it } from 'vitest';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import { curriculum } from '../support/curricula.ts';
import { testServer } from '../support/server.ts';

const versions: readonly Curriculum[] = [
  curriculum('%one; a 2; b 3: a; c 4; !p: b; $way: b | c'),
  withReplaced(curriculum('%one; a 2; z 5: a; c 4; !p: z & c; $way: z | c; $other: a'), 'z', 'b'),
  withReplaced(curriculum('%one; a 2; x 5: a; c 4; !p: x & c; $way: x | c; $other: a'), 'x', 'z'),
];

const server = testServer(() => versions);

afterAll(() => expect(server.bugs).toEqual([]));

function withReplaced(drawn: Curriculum, slug: string, old: string): Curriculum {
  return {
    ...drawn,
    skills: drawn.skills.map((skill) =>
      skill.slug === slug ? { ...skill, replaces: [old] } : skill,
    ),
  };
}

async function compare(input: object, selection: string) {
  const query = `query ($input: CompareRevisionsInput!) {
    compareRevisions(input: $input) {
      __typename
      ... on RevisionComparison { from { revision } to { revision } ${selection} }
      ... on UnknownNames { names { path } }
      ... on InvalidRequest { problems { path message } }
    }
  }`;
  return (await server.read(query, { input })).compareRevisions;
}

const alterations = 'difference { isEmpty alterations { nodes { noun kind says } } }';

it('tells what a revision has otherwise than the one before', async () => {
  const found = await compare(
    { from: 1, to: 2 },
    `difference {
      isEmpty summary
      alterations(nouns: [SKILL, PROJECT]) {
        totalCount
        nodes {
          noun kind before { slug hours item { __typename slug } } after { slug hours }
          says
          changes {
            __typename aspect says
            ... on HoursChange { level before after }
            ... on RequirementChange {
              strictness comparedBy
              parts { kind before { ... on Competency { text } } after { ... on Competency { text } } }
            }
            ... on ListChange { added removed isReordered }
          }
        }
      }
    }`,
  );
  expect(found).toEqual({
    __typename: 'RevisionComparison',
    from: { revision: 1 },
    to: { revision: 2 },
    difference: {
      isEmpty: false,
      summary: '1 skill has another name. 1 project has changed. 1 career path is new.',
      alterations: {
        totalCount: 2,
        nodes: [
          {
            noun: 'SKILL',
            kind: 'RENAMED',
            before: [{ slug: 'b', hours: 3, item: { __typename: 'Skill', slug: 'b' } }],
            after: [{ slug: 'z', hours: 5 }],
            says: 'b is z now.',
            changes: [
              {
                __typename: 'ValueChange',
                aspect: 'TITLE',
                says: 'It is called z now; it was b.',
              },
              {
                __typename: 'HoursChange',
                aspect: 'HOURS',
                says: 'It takes 5 h now rather than 3 h.',
                level: 'foundation',
                before: 3,
                after: 5,
              },
            ],
          },
          {
            noun: 'PROJECT',
            kind: 'CHANGED',
            before: [{ slug: 'p', hours: 1, item: { __typename: 'Project', slug: 'p' } }],
            after: [{ slug: 'p', hours: 1 }],
            says: 'p has changed: requirement and what it practises.',
            changes: [
              {
                __typename: 'RequirementChange',
                aspect: 'REQUIREMENT',
                says: 'It needs c now.',
                strictness: 'STRICTER',
                comparedBy: 'MEANING',
                parts: [{ kind: 'PREREQUISITE_ADDED', before: null, after: { text: 'c' } }],
              },
              {
                __typename: 'ListChange',
                aspect: 'PRACTISES',
                says: 'What it practises: c is new.',
                added: ['c@foundation'],
                removed: [],
                isReordered: false,
              },
            ],
          },
        ],
      },
    },
  });
});

it('tells what that means for whoever begins', async () => {
  const found = await compare(
    { from: 1, to: 2, goals: [{ skill: 'b' }] },
    `effects {
      summary goalsLeftOut
      goals {
        nodes {
          fate says before { hours stepCount } after { hours goals { title } proof { optimal } }
          stepsIn { key } stepsOut { key } skillsClosed { slug } skillsOpened { slug }
        }
      }
    }`,
  );
  expect(found.effects).toEqual({
    summary: 'For whoever begins: of 4 goals, 2 take more, 1 is new and 1 is as before.',
    goalsLeftOut: 0,
    goals: {
      nodes: [
        {
          ...effect,
          fate: 'CHANGED',
          says: 'z takes 7 h now rather than 5 h, by the same steps.',
          before: { hours: 5, stepCount: 2 },
          after: { hours: 7, goals: [{ title: 'z' }], proof: { optimal: true } },
        },
        {
          ...effect,
          fate: 'NEW',
          says: 'other is new: 2 h in 1 step.',
          before: null,
          after: { hours: 2, goals: [{ title: 'other' }], proof: { optimal: true } },
        },
        {
          ...effect,
          fate: 'SAME',
          says: 'way takes 4 h as before.',
          before: { hours: 4, stepCount: 1 },
          after: { hours: 4, goals: [{ title: 'way' }], proof: { optimal: true } },
        },
        {
          ...effect,
          fate: 'CHANGED',
          says: 'p takes 12 h now rather than 6 h: the cheapest way goes with c. Ways to it may lead through c now.',
          before: { hours: 6, stepCount: 3 },
          after: { hours: 12, goals: [{ title: 'p' }], proof: { optimal: true } },
          stepsIn: [{ key: 'c@foundation' }],
          skillsOpened: [{ slug: 'c' }],
        },
      ],
    },
  });
});

const effect = { stepsIn: [], stepsOut: [], skillsClosed: [], skillsOpened: [] };

it('follows names through the revisions between, and looks back', async () => {
  const there = await compare({ from: 1 }, alterations);
  expect(there.difference.alterations.nodes[0]).toEqual({
    noun: 'SKILL',
    kind: 'RENAMED',
    says: 'b is x now.',
  });
  const back = await compare({ from: 3, to: 1 }, alterations);
  expect(back.difference.alterations.nodes[0]).toEqual({
    noun: 'SKILL',
    kind: 'RENAMED',
    says: 'x is b now.',
  });
});

it('compares the newest with the one before where nothing else is said', async () => {
  const found = await compare({}, alterations);
  expect(found).toMatchObject({ from: { revision: 2 }, to: { revision: 3 } });
  const same = await compare({ from: 3, to: 3 }, 'difference { isEmpty summary }');
  expect(same.difference).toEqual({ isEmpty: true, summary: 'Nothing differs.' });
});

it('comes in pages', async () => {
  const page = (after: string | null) =>
    compare(
      { from: 1, to: 2 },
      `difference { alterations(first: 2, after: ${JSON.stringify(after)}) {
        totalCount nodes { noun } pageInfo { hasNextPage endCursor }
      } }`,
    );
  const first = (await page(null)).difference.alterations;
  expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
  const second = (await page(first.pageInfo.endCursor)).difference.alterations;
  expect(second.nodes).toEqual([{ noun: 'CAREER_PATH' }]);
  expect(second.pageInfo.hasNextPage).toBe(false);
});

it('is refused where there is no such revision, curriculum or goal', async () => {
  expect(await compare({ from: 9 }, alterations)).toEqual({
    __typename: 'InvalidRequest',
    problems: [{ path: 'from', message: '`drawn` has no revision 9; its newest is 3.' }],
  });
  expect(await compare({ to: 9 }, alterations)).toMatchObject({ problems: [{ path: 'to' }] });
  expect(await compare({ curriculum: 'nope' }, alterations)).toEqual({
    __typename: 'UnknownNames',
    names: [{ path: 'curriculum' }],
  });
  expect(await compare({ goals: [{ skill: 'a' }, { skill: 'nope' }] }, alterations)).toEqual({
    __typename: 'UnknownNames',
    names: [{ path: 'goals.1.skill' }],
  });
});
