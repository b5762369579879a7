import { expect, it } from 'vitest';
import { objectives } from '../../src/planner/objectives/index.ts';
import { testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

/** What a request for Flask is answered with, the fields of the roadmap being those. */
async function plan(input: object, fields: string) {
  const query = `query ($input: PlanRoadmapInput!) { planRoadmap(input: $input) { ... on Roadmap { ${fields} } } }`;
  const goal = { goals: [{ skill: 'flask' }], projects: 'NONE' };
  return (await server.read(query, { input: { ...goal, ...input } })).planRoadmap;
}

it('tells what changed since the roadmap whose order is kept', async () =>
  expect(
    await plan(
      {
        knows: [{ skill: 'html' }],
        keepOrder: ['functions', 'flask', 'http', 'html'].map((slug) => `${slug}@foundation`),
      },
      `changes {
        summary added { key } removed { key title because why } moved { step { key } because { key } why }
      }`,
    ),
  ).toEqual({
    changes: {
      summary: 'Since your last roadmap 1 step is new, 1 is done or known by now and 1 has moved.',
      added: [{ key: 'variables@foundation' }],
      removed: [
        { key: 'html@foundation', title: 'HTML', because: 'DONE', why: 'You know it by now.' },
      ],
      moved: [
        {
          step: { key: 'flask@foundation' },
          because: { key: 'http@foundation' },
          why: 'It now comes after http, which it needs.',
        },
      ],
    },
  }));

it('has no changes without an order to keep', async () =>
  expect(await plan({}, 'changes { summary }')).toEqual({ changes: null }));

it.each(objectives)('proves the order for $name', async ({ name }) => {
  const { orderProof } = await plan(
    { objective: name },
    'orderProof { objective cost lowerBound gap }',
  );
  expect(orderProof.objective).toBe(name);
  expect(orderProof.cost).toBeGreaterThan(0);
  expect(orderProof.lowerBound).toBeLessThanOrEqual(orderProof.cost);
  expect(orderProof.gap).toBeCloseTo(1 - orderProof.lowerBound / orderProof.cost);
});
