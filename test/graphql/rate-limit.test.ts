import { afterAll, describe, expect, it } from 'vitest';
import { testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()], {
  rateLimits: { pointsPerMinute: 3_000, strangersPointsPerMinute: 3_000 },
});

afterAll(() => expect(server.bugs).toEqual([]));

async function post(query: string, secret: string, headers = {}) {
  const response = await server.send({
    method: 'POST',
    path: '/graphql',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${secret}`,
      ...headers,
    },
    body: JSON.stringify({ query }),
  });
  return { ...response, answer: JSON.parse(response.body.toString()) };
}

describe('who asks too much', () => {
  it('is told how long to wait, before anything is done, and what is left', async () => {
    const secret = await server.secretOf({ kind: 'SERVICE', scopes: ['learners:write'] });
    const first = await post('{ rateLimit { cost limit remaining resetAt } }', secret);
    expect(first.status).toBe(200);
    const { rateLimit } = first.answer.data;
    expect(rateLimit).toMatchObject({ cost: 1, limit: 3_000 });
    expect(rateLimit.remaining).toBeGreaterThan(2_900);
    expect(Number(first.headers['x-ratelimit-remaining'])).toBeCloseTo(rateLimit.remaining, -2);
    expect(first.headers['x-ratelimit-limit']).toBe('3000');
    const plan = `{ ${Array.from({ length: 4 }, (_, index) => `p${index}: planRoadmap(input: { goals: [{ skill: "html" }] }) { __typename }`).join(' ')} }`;
    expect((await post(plan, secret)).status).toBe(200);
    const refused = await post(plan, secret);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.answer).toMatchObject({
      errors: [{ extensions: { code: 'RATE_LIMITED', cost: expect.any(Number) } }],
    });
    const create = (alias: string) =>
      `${alias}: createLearner(input: {}) { ... on LearnerCreated { learner { evidence(first: 100) { edges { cursor } nodes { id } } } } }`;
    const dear = `mutation { ${[...'abcdefghi'].map(create).join(' ')} }`;
    const { learners } = server.environment().store.reads;
    expect((await post(dear, secret)).status).toBe(429);
    expect(await learners.count()).toBe(0);
    expect((await post(`mutation { ${create('a')} }`, secret)).status).toBe(200);
    expect(await learners.count()).toBe(1);
    // Another token has its own.
    const other = await server.secretOf({ kind: 'AUTHOR' });
    expect((await post('{ viewer { kind } }', other)).status).toBe(200);
  });

  it('is held to it below /xapi and /ims/case, too', async () => {
    const secret = await server.secretOf({ kind: 'SERVICE', scopes: ['learners:read'] });
    const ask = (path: string, headers: Record<string, string> = {}) =>
      server.send({ path, headers: { authorization: `Bearer ${secret}`, ...headers } });
    const version = { 'x-experience-api-version': '1.0.3' };
    let answered = 0;
    while ((await ask('/ims/case/v1p1/CFDocuments')).status === 200 && answered < 400)
      answered += 1;
    expect(answered).toBeGreaterThan(140);
    expect(answered).toBeLessThan(300);
    const refused = await ask('/ims/case/v1p1/CFDocuments');
    expect([refused.status, Boolean(refused.headers['retry-after'])]).toEqual([429, true]);
    while ((await ask('/xapi/statements?limit=1', version)).status === 200);
    const statements = await ask('/xapi/statements?limit=1', version);
    expect([statements.status, Boolean(statements.headers['retry-after'])]).toEqual([429, true]);
  });
});

describe('every answer', () => {
  it('has the id that its request had, or one of its own', async () => {
    const ask = (headers = {}) => server.send({ path: '/version', headers });
    expect((await ask({ 'x-request-id': 'abc-1' })).headers['x-request-id']).toBe('abc-1');
    expect((await ask({ 'x-request-id': 'a b' })).headers['x-request-id']).toMatch(
      /^[0-9a-f-]{36}$/,
    );
    const { status, body } = await ask();
    expect([status, JSON.parse(body.toString())]).toEqual([
      200,
      { name: 'cairn', version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
    ]);
  });
});
