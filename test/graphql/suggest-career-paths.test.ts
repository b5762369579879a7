import { expect, it } from 'vitest';
import { testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

async function suggest(input: object) {
  const query = `query ($input: SuggestCareerPathsInput!) {
    suggestCareerPaths(input: $input) {
      __typename
      ... on CareerPathSuggestions { fits { careerPath { slug } score hoursLeft shareKnown why } }
      ... on UnknownNames { names { path suggestions } }
    }
  }`;
  return (await server.read(query, { input })).suggestCareerPaths;
}

it('brings every career path, the one that fits best first', async () => {
  const { fits } = await suggest({ interests: ['logic'], knows: [{ skill: 'html' }] });
  expect(fits).toMatchObject([
    { careerPath: { slug: 'backend-developer' } },
    { careerPath: { slug: 'frontend-developer' }, hoursLeft: 5, shareKnown: 0.375 },
  ]);
  for (const { score, why } of fits) {
    expect(score).toBeGreaterThanOrEqual(0);
    expect(score).toBeLessThanOrEqual(1);
    expect(why).toMatch(/\.$/);
  }
});

it('asks for nothing', async () => {
  expect((await suggest({})).fits).toHaveLength(2);
  expect((await suggest({ interests: null, knows: null, curriculum: null })).fits).toHaveLength(2);
});

it('names what is unknown', async () =>
  expect(await suggest({ interests: ['logik'] })).toEqual({
    __typename: 'UnknownNames',
    names: [{ path: 'interests.0', suggestions: ['logic'] }],
  }));
