import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { operationLimits } from '../../src/actions/register-operations.ts';
import { type Json, testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

afterAll(() => expect(server.bugs).toEqual([]));

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

interface Asked {
  readonly secret?: string;
  readonly accept?: string;
}

async function send(
  { method = 'POST', path = '/graphql', body }: { method?: string; path?: string; body?: unknown },
  { secret, accept = 'application/graphql-response+json, application/json;q=0.9' }: Asked = {},
): Promise<{ status: number; answer: Json }> {
  const response = await server.send({
    method,
    path,
    headers: {
      accept,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(secret ? { authorization: `Bearer ${secret}` } : {}),
      'apollo-require-preflight': 'true',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, answer: JSON.parse(response.body.toString()) };
}

const post = (body: unknown, asked?: Asked) => send({ body }, asked);

const hashOnly = (query: string) => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: sha256(query) } },
});

async function register(
  operations: readonly { name?: string; document: string }[],
  secret?: string,
) {
  const admin =
    secret ?? (await server.secretOf({ kind: 'SERVICE', scopes: ['operations:write'] }));
  const { registerOperations } = await server.read(
    `mutation ($operations: [OperationInput!]!) {
      registerOperations(input: { operations: $operations }) {
        __typename
        ... on OperationsRegistered { operations { status operation { name sha256Hash document } } }
        ... on InvalidRequest { message problems { path message } }
      }
    }`,
    { operations },
    admin,
  );
  return registerOperations;
}

describe('operations that clients register themselves', () => {
  /** What Apollo Client sends with `createPersistedQueryLink({ sha256 })`, and what Apollo iOS and urql do. */
  it('are asked for by their hash, then sent, then asked for by their hash', async () => {
    const query =
      'query Skill($slug: String!) {\n  skill(slug: $slug) {\n    slug\n    __typename\n  }\n}';
    const variables = { slug: 'html' };
    const operationName = 'Skill';
    const first = await post({ operationName, variables, ...hashOnly(query) });
    expect(first).toEqual({
      status: 200,
      answer: {
        errors: [
          {
            message: 'PersistedQueryNotFound',
            extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' },
          },
        ],
      },
    });
    const data = { skill: { slug: 'html', __typename: 'Skill' } };
    const second = await post({ operationName, variables, query, ...hashOnly(query) });
    expect(second).toEqual({ status: 200, answer: { data } });
    const third = await post({ operationName, variables: { slug: 'css' }, ...hashOnly(query) });
    expect(third.answer['data'].skill.slug).toBe('css');
    const parameters = new URLSearchParams({
      operationName,
      variables: JSON.stringify(variables),
      extensions: JSON.stringify(hashOnly(query).extensions),
    });
    const byGet = await send({ method: 'GET', path: `/graphql?${parameters}` });
    expect(byGet.answer).toEqual({ data });
  });

  it('are kept for each who asks apart', async () => {
    const query = '{ skill(slug: "css") { title } }';
    const secret = await server.secretOf({ kind: 'AUTHOR' });
    expect((await post({ query, ...hashOnly(query) }, { secret })).answer['data']).toBeTruthy();
    expect((await post(hashOnly(query), { secret })).answer['data']).toBeTruthy();
    expect((await post(hashOnly(query))).answer['errors'][0].message).toBe(
      'PersistedQueryNotFound',
    );
  });

  it('are kept only where they are sound, within the limits, and what the hash says', async () => {
    const deep = `{ skill(slug: "css") ${'{ area { curriculum '.repeat(9)}{ slug }${'} }'.repeat(9)} }`;
    const long = `{ skill(slug: "css") { title } } #${'x'.repeat(8_000)}`;
    for (const query of ['{ nothing }', '{', deep, long]) {
      await post({ query, ...hashOnly(query) });
      expect((await post(hashOnly(query))).answer['errors'][0].message).toBe(
        'PersistedQueryNotFound',
      );
    }
    const other = { query: '{ viewer { kind } }', ...hashOnly('{ curricula { totalCount } }') };
    expect(await post(other)).toMatchObject({
      status: 400,
      answer: { errors: [{ message: 'provided sha does not match query' }] },
    });
  });

  it('are forgotten when there are too many, and then sent again', async () => {
    const query = (place: number) => `{ viewer { kind } } #${place}`;
    const secret = await server.secretOf({ kind: 'AUTHOR' });
    for (let place = 0; place <= 50; place += 1)
      await post({ query: query(place), ...hashOnly(query(place)) }, { secret });
    expect((await post(hashOnly(query(0)), { secret })).answer['errors']).toBeTruthy();
    expect((await post(hashOnly(query(50)), { secret })).answer['data']).toBeTruthy();
  });

  it('of a version that nobody knows are refused so that clients do without', async () => {
    const extensions = { persistedQuery: { version: 2, sha256Hash: 'a' } };
    const { answer } = await post({ extensions });
    expect(answer['errors'][0]).toMatchObject({
      message: 'PersistedQueryNotSupported',
      extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' },
    });
  });
});

describe('operations that were registered', () => {
  const document = 'query Html { skill(slug: "html") { slug } }';
  const data = { skill: { slug: 'html' } };

  it('are asked for by name or hash, in a body or in an address', async () => {
    const name = 'skills/html';
    expect(await register([{ name, document }, { document }])).toMatchObject({
      operations: [
        { status: 'CREATED', operation: { name, sha256Hash: sha256(document), document } },
        { status: 'CREATED', operation: { name: `sha256:${sha256(document)}` } },
      ],
    });
    for (const documentId of [name, `sha256:${sha256(document)}`]) {
      expect(await post({ documentId })).toEqual({ status: 200, answer: { data } });
      const path = `/graphql?${new URLSearchParams({ documentId })}`;
      expect(await send({ method: 'GET', path })).toEqual({ status: 200, answer: { data } });
    }
    expect((await post(hashOnly(document))).answer).toEqual({ data });
    expect((await post({ documentId: 'skills/css' })).answer['errors'][0].extensions.code).toBe(
      'PERSISTED_QUERY_NOT_FOUND',
    );
    expect((await post({ documentId: name, query: document })).status).toBe(400);
  });

  it('are replaced under their name, listed, and removed', async () => {
    const name = 'replaced';
    const secret = await server.secretOf({ kind: 'ADMIN' });
    await register([{ name, document }], secret);
    expect(await register([{ name, document }], secret)).toMatchObject({
      operations: [{ status: 'UNCHANGED' }],
    });
    const other = '{ skill(slug: "css") { slug } }';
    expect(await register([{ name, document: other }], secret)).toMatchObject({
      operations: [{ status: 'REPLACED' }],
    });
    expect((await post({ documentId: name })).answer).toEqual({ data: { skill: { slug: 'css' } } });
    const names: string[] = [];
    let after: string | null = null;
    do {
      const { persistedOperations: page } = await server.read(
        'query ($after: String) { persistedOperations(first: 1, after: $after) { totalCount nodes { name } pageInfo { hasNextPage endCursor } } }',
        { after },
        secret,
      );
      names.push(...page.nodes.map((node: { name: string }) => node.name));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(names).toContain(name);
    const remove = () =>
      server.read(
        'mutation { removeOperations(input: { names: ["replaced", "nobody"] }) { ... on OperationsRemoved { names } } }',
        {},
        secret,
      );
    expect((await remove())['removeOperations'].names).toEqual([name]);
    expect((await remove())['removeOperations'].names).toEqual([]);
    expect((await post({ documentId: name })).answer['errors'][0].message).toBe(
      'PersistedQueryNotFound',
    );
  });

  it('are sound, all of them or none is kept', async () => {
    const deep = `{ skill(slug: "css") ${'{ area { curriculum '.repeat(9)}{ slug }${'} }'.repeat(9)} }`;
    const refused = await register([
      { name: 'good', document },
      { name: 'bad name', document: '{ nothing }' },
      { name: 'good', document: '{' },
      { name: `sha256:${sha256('other')}`, document: deep },
      { document: `{ viewer { kind } } #${'x'.repeat(operationLimits.document)}` },
    ]);
    expect(refused.__typename).toBe('InvalidRequest');
    expect(refused.problems.map(({ path }: { path: string }) => path)).toEqual([
      ...['operations.1.document', 'operations.1.name'],
      ...['operations.2.document', 'operations.2.name'],
      ...['operations.3.document', 'operations.3.name'],
      'operations.4.document',
    ]);
    expect((await post({ documentId: 'good' })).answer['errors']).toBeTruthy();
  });

  it('are all that a token may ask that is locked to them', async () => {
    const secret = await server.secretOf({
      kind: 'SERVICE',
      scopes: ['learners:read'],
      persistedOperationsOnly: true,
    });
    await register([{ name: 'html', document }]);
    expect((await post({ documentId: 'html' }, { secret })).answer).toEqual({ data });
    expect((await post(hashOnly(document), { secret })).answer).toEqual({ data });
    // As Apollo's clients send it when a hash was not found; it is the same document.
    expect((await post({ query: document, ...hashOnly(document) }, { secret })).answer).toEqual({
      data,
    });
    expect((await post({ query: document }, { secret })).answer).toEqual({ data });
    const query = '{ learners { totalCount } }';
    for (const body of [{ query }, { query, ...hashOnly(query) }, {}])
      expect(await post(body, { secret })).toMatchObject({
        status: 403,
        answer: { errors: [{ extensions: { code: 'PERSISTED_QUERY_ONLY' } }] },
      });
    const path = `/graphql?${new URLSearchParams({ query })}`;
    expect((await send({ method: 'GET', path }, { secret })).status).toBe(403);
    // What others registered for themselves is not registered.
    await post({ query, ...hashOnly(query) });
    expect((await post(hashOnly(query), { secret })).answer['errors'][0].message).toBe(
      'PersistedQueryNotFound',
    );
    // Nor does it help to send another text as though it were the registered one.
    expect((await post({ query, ...hashOnly(document) }, { secret })).status).toBe(400);
  });
});
