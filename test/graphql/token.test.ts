import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typedId } from '../../src/util/typed-id.ts';
import { newId, newLearner } from '../support/learners.ts';
import { testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

let admin: string;

beforeAll(async () => {
  admin = await server.secretOf({ kind: 'ADMIN' });
});

afterAll(() => expect(server.bugs).toEqual([]));

const createToken = `mutation ($input: CreateTokenInput!) { createToken(input: $input) {
  __typename
  ... on TokenCreated { secret token { id kind title scopes prefix expiresAt lastUsedAt mentor { id } } }
  ... on Refusal { message }
  ... on InvalidRequest { problems { path } }
  ... on UnknownNames { names { path } }
} }`;
const revokeToken = `mutation ($token: ID!) { revokeToken(input: { token: $token }) {
  __typename ... on TokenRevoked { token { id revokedAt } } ... on Refusal { message } } }`;

const create = async (input: object) =>
  (await server.read(createToken, { input }, admin))['createToken'];
const viewerKind = async (secret: string) =>
  (await server.ask('{ viewer { kind } }', {}, secret)).data?.['viewer'].kind;

describe('a token', () => {
  it('is made, used, listed, found and revoked', async () => {
    const made = await create({
      kind: 'SERVICE',
      title: 'Moodle',
      scopes: ['evidence:write', 'learners:read', 'evidence:write'],
      expiresAt: '2030-01-01T00:00:00Z',
    });
    expect(made).toMatchObject({
      __typename: 'TokenCreated',
      secret: expect.stringMatching(/^cairn_[\w-]{43}$/),
      token: {
        kind: 'SERVICE',
        title: 'Moodle',
        scopes: ['learners:read', 'evidence:write'],
        prefix: made.secret.slice(0, 12),
        expiresAt: '2030-01-01T00:00:00.000Z',
        lastUsedAt: null,
        mentor: null,
      },
    });
    const { id } = made.token;
    expect(await viewerKind(made.secret)).toBe('SERVICE');
    await server.environment().store.write(async () => undefined);
    const found = `{ node(id: "${id}") { ... on Token { title lastUsedAt revokedAt } } }`;
    expect((await server.read(found, {}, admin))['node']).toEqual({
      title: 'Moodle',
      lastUsedAt: expect.stringMatching(/^2027-03-01T/),
      revokedAt: null,
    });
    const { revokeToken: revoked } = await server.read(revokeToken, { token: id }, admin);
    expect(revoked.token).toEqual({ id, revokedAt: expect.any(String) });
    expect(await viewerKind(made.secret)).toBeUndefined();
    expect((await server.read(revokeToken, { token: id }, admin))['revokeToken']).toEqual(revoked);
    expect((await server.read(found, {}, admin))['node'].revokedAt).toBe(revoked.token.revokedAt);
  });

  it('stands for a mentor', async () => {
    const { createMentor } = await server.read(
      'mutation { createMentor(input: { name: "Grace" }) { ... on MentorCreated { mentor { id } } } }',
      {},
      admin,
    );
    const { mentor } = createMentor;
    const made = await create({ kind: 'MENTOR', title: 'Phone', mentor: mentor.id });
    expect(made.token.mentor).toEqual(mentor);
    const asked = '{ viewer { mentor { id name } } }';
    expect(await server.read(asked, {}, made.secret)).toEqual({
      viewer: { mentor: { ...mentor, name: 'Grace' } },
    });
  });

  it.each<[what: string, input: object, refusal: object]>([
    ['without a title', { kind: 'ADMIN', title: '' }, { problems: [{ path: 'title' }] }],
    [
      'with a scope that there is not',
      { kind: 'SERVICE', title: 'a', scopes: ['learners:read', 'root', 'x'.repeat(9_000)] },
      { problems: [{ path: 'scopes.1' }, { path: 'scopes.2' }] },
    ],
    [
      'for a moment in the past',
      { kind: 'ADMIN', title: 'a', expiresAt: '2020-01-01T00:00:00Z' },
      { problems: [{ path: 'expiresAt' }] },
    ],
    [
      'for a learner who is not there',
      { kind: 'LEARNER', title: 'a', learner: typedId('Learner', [newId()]) },
      { names: [{ path: 'learner' }] },
    ],
    [
      'for a mentor who is not there',
      { kind: 'MENTOR', title: 'a', mentor: typedId('Mentor', [newId()]) },
      { names: [{ path: 'mentor' }] },
    ],
  ])('is not made %s', async (_, input, refusal) =>
    expect(await create(input)).toMatchObject(refusal),
  );

  it('is not made for what is no id, or the id of something else', async () => {
    for (const learner of ['', 'x', newId(), typedId('Mentor', [newId()]), 'TGVhcm5lcjo=']) {
      const { data, errors } = await server.ask(
        createToken,
        { input: { kind: 'LEARNER', title: 'a', learner } },
        admin,
      );
      expect([data ?? null, errors?.[0]?.extensions?.['code']]).toEqual([null, 'BAD_USER_INPUT']);
    }
  });

  it('that is not there is not revoked', async () => {
    const token = typedId('Token', [newId()]);
    const { revokeToken: refused } = await server.read(revokeToken, { token }, admin);
    expect(refused.__typename).toBe('UnknownNames');
  });
});

describe('tokens', () => {
  const page =
    'query ($first: Int, $after: String) { tokens(first: $first, after: $after) { totalCount pageInfo { hasNextPage hasPreviousPage endCursor } nodes { id } } }';

  it('are read page by page, each once', async () => {
    for (let index = 0; index < 5; index += 1) await server.secretOf({ kind: 'AUTHOR' });
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const { tokens } = await server.read(page, { first: 3, after }, admin);
      expect(tokens.pageInfo.hasPreviousPage).toBe(after !== null);
      seen.push(...tokens.nodes.map(({ id }: { id: string }) => id));
      after = tokens.pageInfo.endCursor;
      if (!tokens.pageInfo.hasNextPage) {
        expect(new Set(seen).size).toBe(tokens.totalCount);
        expect(seen).toHaveLength(tokens.totalCount);
        return;
      }
    }
  });

  it.each<[what: string, args: Record<string, unknown>]>([
    ['a cursor of another list', { after: Buffer.from('["mentors","a"]').toString('base64url') }],
    [
      'a cursor with another key',
      { after: Buffer.from(`["tokens","' or 1=1"]`).toString('base64url') },
    ],
    ['what is no cursor', { after: 'x' }],
    ['a page of nothing', { first: 0 }],
    ['a page too large', { first: 101 }],
  ])('are not read by %s', async (_, args) => {
    const { errors } = await server.ask(page, args, admin);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('mentors', () => {
  const createMentor = `mutation ($input: CreateMentorInput!) { createMentor(input: $input) {
    __typename ... on MentorCreated { mentor { id name mail createdAt } } ... on InvalidRequest { problems { path } } } }`;
  const updateMentor = `mutation ($input: UpdateMentorInput!) { updateMentor(input: $input) {
    __typename ... on MentorUpdated { mentor { id name mail } } ... on InvalidRequest { problems { path } } } }`;
  const createWith = async (input: object) =>
    (await server.read(createMentor, { input }, admin))['createMentor'];

  it('come in once, however often the request is sent', async () => {
    const input = { name: 'Ada', mail: 'ada@example.org', idempotencyKey: 'one' };
    const [first, again] = [await createWith(input), await createWith(input)];
    expect(first.mentor).toMatchObject({ name: 'Ada', mail: 'ada@example.org' });
    expect(again).toEqual(first);
    expect(await createWith({ ...input, name: 'Eve' })).toEqual({ __typename: 'KeyConflict' });
    const others = await server.secretOf({ kind: 'ADMIN' });
    const { createMentor: other } = await server.read(createMentor, { input }, others);
    expect(other.mentor.id).not.toBe(first.mentor.id);
    const sent = { ...input, idempotencyKey: 'two' };
    const [one, two] = await Promise.all([createWith(sent), createWith(sent)]);
    expect(one).toEqual(two);
  });

  it('are changed, in what is said and in nothing else', async () => {
    const { mentor } = await createWith({ name: 'Ada', mail: 'ada@example.org' });
    const { id } = mentor;
    const change = async (input: object) =>
      (await server.read(updateMentor, { input: { mentor: id, ...input } }, admin))['updateMentor'];
    expect((await change({ name: 'Grace' })).mentor).toEqual({
      id,
      name: 'Grace',
      mail: 'ada@example.org',
    });
    expect((await change({ mail: null })).mentor).toEqual({ id, name: 'Grace', mail: null });
    const { problems } = await change({ name: ' ', mail: 'x' });
    expect(problems).toEqual([{ path: 'name' }, { path: 'mail' }]);
    expect((await change({})).mentor).toEqual({ id, name: 'Grace', mail: null });
    expect(await change({ mentor: typedId('Mentor', [newId()]) })).toEqual({
      __typename: 'UnknownNames',
    });
  });

  it('are listed', async () => {
    const { mentors } = await server.read(
      '{ mentors(first: 100) { totalCount nodes { name } } }',
      {},
      admin,
    );
    expect(mentors.nodes).toHaveLength(mentors.totalCount);
    expect(mentors.nodes).toContainEqual({ name: 'Ada' });
  });
});

it('says no secret where something breaks', async () => {
  const { store } = server.environment();
  const learner = newLearner();
  await store.write(({ learners }) => learners.create([learner]));
  const secret = await server.secretOf({ kind: 'LEARNER', learner: learner.id });
  const { byIds } = store.reads.learners;
  store.reads.learners.byIds = () => Promise.reject(new Error('The disk is gone.'));
  const { errors } = await server.ask('{ viewer { name } }', {}, secret);
  store.reads.learners.byIds = byIds;
  const [bug] = server.bugs.splice(0);
  expect(errors?.[0]?.message).toBe('Something went wrong on our side.');
  expect(String((bug as Error).stack)).toContain('The disk is gone.');
  expect(JSON.stringify([errors, String((bug as Error).stack)])).not.toContain(secret.slice(12));
});
