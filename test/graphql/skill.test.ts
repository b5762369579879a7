import { expect, it } from 'vitest';
import { testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

async function check(query: string, expected: unknown) {
  expect(await server.read(query)).toEqual(expected);
}

it('has all that the author said of it', () =>
  check(
    `{
      skill(slug: "django") {
        slug title summary hours sideNote sameAs replaces
        area { slug title position }
        side { slug title }
        resources { title url hours kind level { slug } }
      }
    }`,
    {
      skill: {
        slug: 'django',
        title: 'Django',
        summary: 'A large framework for servers.',
        hours: 12,
        sideNote: 'Its templates are filled on the server.',
        sameAs: ['https://example.org/skills/django'],
        replaces: [],
        area: { slug: 'web', title: 'web', position: 2 },
        side: { slug: 'backend', title: 'Backend' },
        resources: [
          {
            title: 'Documentation',
            url: 'https://docs.djangoproject.com/',
            hours: 3,
            kind: 'REFERENCE',
            level: { slug: 'foundation' },
          },
        ],
      },
    },
  ));

it('has its levels, lowest first, with what each needs and takes', () =>
  check(
    `{
      skill(slug: "functions") {
        hours side { slug }
        levels { level { slug title rank } hours requires { ... on AllOf { text } } }
      }
    }`,
    {
      skill: {
        hours: 10,
        side: null,
        levels: [
          {
            level: { slug: 'foundation', title: 'foundation', rank: 0 },
            hours: 4,
            requires: { text: 'variables' },
          },
          {
            level: { slug: 'working', title: 'working', rank: 1 },
            hours: 6,
            requires: null,
          },
        ],
      },
    },
  ));

it('says what it requires as a typed expression', () =>
  check(
    `{
      skill(slug: "fastapi") {
        requires {
          __typename
          ... on AllOf {
            text
            of {
              __typename
              ... on Competency { text skill { slug } level { slug } }
              ... on AnyOf { text of { ... on Competency { skill { slug } } } }
            }
          }
        }
      }
      none: skill(slug: "html") { requires { __typename } }
    }`,
    {
      skill: {
        requires: {
          __typename: 'AllOf',
          text: 'http and (HTML or CSS)',
          of: [
            {
              __typename: 'Competency',
              text: 'http',
              skill: { slug: 'http' },
              level: { slug: 'foundation' },
            },
            {
              __typename: 'AnyOf',
              text: 'HTML or CSS',
              of: [{ skill: { slug: 'html' } }, { skill: { slug: 'css' } }],
            },
          ],
        },
      },
      none: { requires: null },
    },
  ));

it('says the same as flat edges', () =>
  check(
    `{
      fastapi: skill(slug: "fastapi") { ...Edges }
      functions: skill(slug: "functions") { ...Edges }
    }
    fragment Edges on Skill { prerequisites { kind competency { text } neededFor { slug } because } }`,
    {
      fastapi: {
        prerequisites: [
          edge('http', 'REQUIRED'),
          edge('HTML', 'ALTERNATIVE'),
          edge('CSS', 'ALTERNATIVE'),
        ],
      },
      functions: {
        prerequisites: [
          edge('variables', 'REQUIRED', 'A function works on what variables hold.'),
          edge('HTML', 'RECOMMENDED'),
        ],
      },
    },
  ));

function edge(text: string, kind: string, because: string | null = null) {
  return { kind, competency: { text }, neededFor: { slug: 'foundation' }, because };
}

it('knows what it opens up', () =>
  check(
    `{
      skill(slug: "html") {
        requiredBy { totalCount nodes { slug } }
        careerPaths { nodes { slug } }
        projects { nodes { slug hours } }
      }
    }`,
    {
      skill: {
        requiredBy: {
          totalCount: 4,
          nodes: [{ slug: 'css' }, { slug: 'django' }, { slug: 'fastapi' }, { slug: 'flask' }],
        },
        careerPaths: { nodes: [{ slug: 'backend-developer' }, { slug: 'frontend-developer' }] },
        projects: { nodes: [{ slug: 'notes-app', hours: 10 }] },
      },
    },
  ));

it('is null where there is none of that slug', () =>
  check(
    `{
      skill(slug: "nobody") { slug }
      project: skill(slug: "notes-app") { slug }
      elsewhere: skill(slug: "html", curriculum: "nowhere") { slug }
    }`,
    { skill: null, project: null, elsewhere: null },
  ));
