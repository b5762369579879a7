import { expect, it } from 'vitest';
import { testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

async function compare(input: object) {
  const query = `query ($input: CompareGoalsInput!) {
    compareGoals(input: $input) {
      __typename
      ... on GoalComparison {
        summary
        goals {
          goal { title } hours stepCount extraHours proof { optimal }
          sharesWith { goal { title } hours } partsAt { text }
        }
        totalHours shared { text } sharedHours
      }
      ... on UnknownNames { names { path } }
      ... on InvalidRequest { problems { path } }
      ... on UnreachableGoals { conflict { name } }
    }
  }`;
  return (await server.read(query, { input })).compareGoals;
}

it('tells what each goal costs from here and what they share', async () =>
  expect(await compare({ goals: [{ skill: 'flask' }, { skill: 'css' }] })).toEqual({
    __typename: 'GoalComparison',
    summary:
      'They share 3 h, up to HTML. Then Flask goes on with variables (17 h); CSS goes on with CSS (5 h). Together they take 25 h, 3 h less than each by itself.',
    goals: [
      {
        goal: { title: 'Flask' },
        hours: 20,
        stepCount: 5,
        extraHours: 17,
        proof: { optimal: true },
        sharesWith: [{ goal: { title: 'CSS' }, hours: 3 }],
        partsAt: [{ text: 'variables' }],
      },
      {
        goal: { title: 'CSS' },
        hours: 8,
        stepCount: 2,
        extraHours: 5,
        proof: { optimal: true },
        sharesWith: [{ goal: { title: 'Flask' }, hours: 3 }],
        partsAt: [{ text: 'CSS' }],
      },
    ],
    totalHours: 25,
    shared: [{ text: 'HTML' }],
    sharedHours: 3,
  }));

it('is refused in the way that a roadmap is', async () => {
  expect(await compare({ goals: [{ skill: 'nope' }, { skill: 'css' }] })).toEqual({
    __typename: 'UnknownNames',
    names: [{ path: 'goals.0.skill' }],
  });
  expect(await compare({ goals: [] })).toMatchObject({ __typename: 'InvalidRequest' });
  expect(await compare({ goals: [{ skill: 'css' }], revision: 9 })).toEqual({
    __typename: 'InvalidRequest',
    problems: [{ path: 'revision' }],
  });
  expect(
    await compare({ goals: [{ skill: 'css' }, { skill: 'http' }], excludes: ['html'] }),
  ).toEqual({
    __typename: 'UnreachableGoals',
    conflict: [{ name: 'html' }, { name: 'css' }],
  });
});
