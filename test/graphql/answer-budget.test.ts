import { afterAll, expect, it } from 'vitest';
import { limits } from '../../src/graphql/limits.ts';
import { testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

/** Lists that are a hundred times as long as lists usually are. */
const server = testServer(() => {
  const small = smallCurriculum();
  const css = small.skills.find(({ slug }) => slug === 'css')!;
  const html = { kind: 'competency', skill: 'html', level: 'foundation' } as const;
  const requires = { kind: 'all-of', of: Array(600).fill(html) } as const;
  const wide = Array.from({ length: 100 }, (_, index) => ({
    ...css,
    slug: `wide-${String(index).padStart(2, '0')}`,
    levels: [{ ...css.levels[0]!, requires }],
  }));
  return [{ ...small, skills: [...small.skills, ...wide] }];
});

afterAll(() => expect(server.bugs).toEqual([]));

const query =
  'query ($first: Int) { skills(filter: { requires: "html" }, orderBy: { direction: DESC }, first: $first) { nodes { requires { ... on AllOf { of { __typename } } } } } }';

it('stops an answer that grows past the limit, though the query seemed cheap', async () => {
  const answer = await server.ask(query, { first: 100 });
  expect(answer).toMatchObject({
    errors: [{ extensions: { code: 'ANSWER_TOO_LARGE', limit: limits.entries } }],
  });
  expect(answer.errors).toHaveLength(1);
});

it('lets a large one through that stays below it', async () => {
  const { skills } = await server.read(query, { first: 80 });
  expect(skills.nodes.at(-1).requires.of).toHaveLength(600);
});
