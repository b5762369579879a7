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
  const chain = Array.from({ length: 600 }, (_, index) => ({
    ...css,
    slug: linkName(index),
    levels: [{ ...css.levels[0]!, requires: index === 0 ? null : requiresLink(index - 1) }],
  }));
  return [{ ...small, skills: [...chain, ...small.skills, ...wide] }];
});

function linkName(index: number): string {
  return `chain-${String(index).padStart(3, '0')}`;
}

function requiresLink(index: number) {
  return { kind: 'competency', skill: linkName(index), level: 'foundation' } as const;
}

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

it('counts the steps of roadmaps that are written down', async () => {
  const ways = (count: number) =>
    Array.from({ length: count }, (_, index) => `a${index}: render(as: MERMAID)`).join(' ');
  const written = (count: number) =>
    `{ planRoadmap(input: { goals: [{ skill: "chain-599" }] }) { ... on Roadmap { ${ways(count)} } } }`;
  const { planRoadmap } = await server.read(written(16));
  expect(planRoadmap.a15).toContain('s599 --> s600');
  expect((await server.ask(written(17))).errors).toMatchObject([
    { extensions: { code: 'ANSWER_TOO_LARGE', limit: limits.entries } },
  ]);
});
