import { expect, it } from 'vitest';
import { testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

it('tells callers nothing of what goes wrong inside, and tells us', async () => {
  await server.environment().store.close();
  const answer = await server.ask(
    '{ planRoadmap(input: { goals: [{ skill: "html" }], revision: 7 }) { __typename } }',
  );
  expect(answer).toEqual({
    data: null,
    errors: [
      {
        message: 'Something went wrong on our side.',
        path: ['planRoadmap'],
        locations: [{ line: 1, column: 3 }],
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ],
  });
  expect(server.bugs).toHaveLength(1);
  expect(String(server.bugs[0])).toMatch(/database|connection/);
});

it('goes on answering from memory meanwhile, and says that it is not ready', async () => {
  expect(await server.read('{ skill(slug: "html") { title } }')).toEqual({
    skill: { title: 'HTML' },
  });
  const { status, body } = await server.send({ path: '/health/ready' });
  expect([status, JSON.parse(body.toString())]).toEqual([
    503,
    { status: 'unavailable', problem: 'The database does not answer.' },
  ]);
  expect((await server.send({ path: '/health/live' })).status).toBe(200);
});
