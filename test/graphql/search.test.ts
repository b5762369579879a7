import { expect, it } from 'vitest';
import { testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

const query = `query ($text: String!, $after: String) {
  search(text: $text, first: 2, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { __typename slug ... on Project { hours } }
  }
}`;

it('finds items of every kind, best first, page by page', async () => {
  const { search: first } = await server.read(query, { text: 'app' });
  expect(first.nodes).toEqual([{ __typename: 'Project', slug: 'notes-app', hours: 10 }]);
  const { search: page } = await server.read(query, { text: 'f' });
  expect(page).toMatchObject({
    totalCount: 5,
    pageInfo: { hasNextPage: true },
    nodes: [{ __typename: 'Skill', slug: 'fastapi' }, { slug: 'flask' }],
  });
  const after = page.pageInfo.endCursor;
  const { search: next } = await server.read(query, { text: 'f', after });
  expect(next.nodes).toEqual([
    { __typename: 'CareerPath', slug: 'frontend-developer' },
    { __typename: 'Skill', slug: 'functions' },
  ]);
});

it('takes no cursor of another search', async () => {
  const { search } = await server.read(query, { text: 'f' });
  const { errors } = await server.ask(query, { text: 'g', after: search.pageInfo.endCursor });
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

it('finds nothing for nothing', async () =>
  expect((await server.read(query, { text: '  ' })).search.totalCount).toBe(0));
