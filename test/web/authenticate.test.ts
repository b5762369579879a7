import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import { createLearner } from '../../src/actions/create-learner.ts';
import { createMentor } from '../../src/actions/create-mentor.ts';
import { revokeToken } from '../../src/actions/revoke-token.ts';
import { tokenKinds } from '../../src/curriculum/token.ts';
import { typedId } from '../../src/util/typed-id.ts';
import { issuer, startProvider } from '../support/identity-provider.ts';
import { testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const provider = await startProvider();
const trusting = await startProvider({ kinds: tokenKinds });
const server = testServer(() => [smallCurriculum()], {
  identityProvider: provider.settings,
  corsOrigins: ['https://learn.example'],
});
const other = testServer(() => [smallCurriculum()], {
  identityProvider: trusting.settings,
  anonymousAccess: 'catalogue',
});
const cut = testServer(() => [smallCurriculum()], { identityProvider: provider.settings });
const closed = testServer(() => [smallCurriculum()], { anonymousAccess: 'none' });

const json = { 'content-type': 'application/json' };
const query = '{ viewer { kind canPlan name scopes } }';

/** The status of an answer, and who it says asks or the code of the refusal. */
async function ask(authorization?: string | string[], at = server) {
  // Two headers of one name, which the types don't foresee.
  const header = authorization as string | undefined;
  const headers = header === undefined ? json : { ...json, authorization: header };
  const body = JSON.stringify({ query });
  const response = await at.send({ method: 'POST', path: '/graphql', headers, body });
  const text = response.body.toString();
  const { data, errors } = JSON.parse(text);
  const code = errors?.[0].extensions.code;
  return { status: response.status, code, viewer: data?.viewer, text, headers: response.headers };
}

afterAll(() => {
  expect(server.bugs).toEqual([]);
  expect(closed.bugs).toEqual([]);
});

describe('a token', () => {
  it('tells who asks, by POST and by GET', async () => {
    const secret = await server.secretOf({
      kind: 'SERVICE',
      title: 'Moodle',
      scopes: ['learners:read'],
    });
    const viewer = { kind: 'SERVICE', canPlan: true, name: 'Moodle', scopes: ['learners:read'] };
    expect(await ask(`Bearer ${secret}`)).toMatchObject({ status: 200, viewer });
    const { body } = await server.send({
      path: `/graphql?query=${encodeURIComponent(query)}`,
      headers: { authorization: `bearer ${secret}` },
    });
    expect(JSON.parse(body.toString())).toEqual({ data: { viewer } });
  });

  it('of a learner or mentor tells their name', async () => {
    const environment = server.environment();
    const learner = await createLearner(environment, operator, { name: 'Ada' });
    const mentor = await createMentor(environment, operator, { name: 'Grace' });
    if (learner.kind !== 'learner-created' || mentor.kind !== 'mentor-created')
      throw new Error('nobody');
    const ada = await server.secretOf({ kind: 'LEARNER', learner: learner.learner.id });
    const grace = await server.secretOf({ kind: 'MENTOR', mentor: mentor.mentor.id });
    expect((await ask(`Bearer ${ada}`)).viewer).toMatchObject({ kind: 'LEARNER', name: 'Ada' });
    expect((await ask(`Bearer ${grace}`)).viewer).toMatchObject({ kind: 'MENTOR', name: 'Grace' });
  });

  it('that is bad is refused before anything else is read', async () => {
    const secret = await server.secretOf({ kind: 'ADMIN' });
    for (const authorization of [
      '',
      secret,
      `Basic ${secret}`,
      `Bearer ${secret}x`,
      `Bearer cairn_${'x'.repeat(43)}`,
      'Bearer a.b.c',
      `Bearer ${'x'.repeat(9_000)}`,
      [`Bearer ${secret}`, `Bearer ${secret}`],
    ]) {
      const { status, code, headers, text } = await ask(authorization);
      expect([status, code], String(authorization)).toEqual([401, 'UNAUTHENTICATED']);
      expect(headers['www-authenticate']).toBe('Bearer');
      expect(text).not.toContain(secret);
    }
    const unread = await server.send({
      method: 'POST',
      path: '/graphql',
      headers: { ...json, authorization: 'Bearer nope' },
      body: '{{{',
    });
    expect(unread.status).toBe(401);
  });

  it('that is revoked is refused', async () => {
    const secret = await server.secretOf({ kind: 'ADMIN' });
    const environment = server.environment();
    const token = (await environment.store.reads.tokens.page({ limit: 99 })).at(-1)!;
    expect(await ask(`Bearer ${secret}`)).toMatchObject({ status: 200 });
    await revokeToken(environment, operator, token.id);
    expect(await ask(`Bearer ${secret}`)).toMatchObject({ status: 401 });
  });

  it('is not needed for the page, nor for a browser that asks whether it may send one', async () => {
    const page = await closed.send({ path: '/graphql', headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect((await closed.send({ path: '/health/ready' })).status).toBe(200);
  });

  it('may be sent by the page of another site that may ask, which is told where it is bad', async () => {
    const origin = 'https://learn.example';
    const asks = { origin, 'access-control-request-headers': 'authorization' };
    const permission = await server.send({ method: 'OPTIONS', path: '/graphql', headers: asks });
    expect(permission.headers['access-control-allow-headers']).toContain('authorization');
    const headers = { ...json, origin, authorization: 'Bearer nope' };
    const refused = await server.send({ method: 'POST', path: '/graphql', headers, body: '{}' });
    expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([401, origin]);
  });

  it('lets those send more who say who they are', async () => {
    const bearer = async (token: Parameters<typeof server.secretOf>[0]) => ({
      ...json,
      authorization: `Bearer ${await server.secretOf(token)}`,
    });
    const known = await bearer({ kind: 'SERVICE', scopes: ['learners:read'] });
    const author = await bearer({ kind: 'AUTHOR' });
    const body = JSON.stringify({ query });
    const send = async (bytes: number, headers: Record<string, string>) => {
      const padded = body + ' '.repeat(bytes - body.length);
      return (await server.send({ method: 'POST', path: '/graphql', headers, body: padded }))
        .status;
    };
    expect([await send(100_001, json), await send(100_001, known)]).toEqual([413, 200]);
    expect([await send(1_000_000, known), await send(1_000_001, known)]).toEqual([200, 413]);
    expect([await send(1_000_001, author), await send(16_000_001, author)]).toEqual([200, 413]);
  });

  it('that is bad costs one look, and no write', async () => {
    const { store } = server.environment();
    const writes = vi.spyOn(store, 'write');
    const looks = vi.spyOn(store.reads.tokens, 'byHash');
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        ask(`Bearer cairn_${String(index).padStart(43, '0')}`),
      ),
    );
    await ask('Bearer nope');
    expect([writes.mock.calls.length, looks.mock.calls.length]).toEqual([0, 50]);
    vi.restoreAllMocks();
  });
});

describe('strangers', () => {
  const plan = '{ planRoadmap(input: { goals: [{ skill: "html" }] }) { __typename } }';

  it('may plan where they are let', async () => {
    expect((await ask()).viewer).toMatchObject({ kind: 'ANONYMOUS', canPlan: true, name: null });
    expect((await server.ask(plan)).errors).toBeUndefined();
  });

  it('may read the catalogue alone where they are not', async () => {
    expect((await ask(undefined, other)).viewer).toMatchObject({ canPlan: false });
    expect((await other.read('{ skill(slug: "html") { slug } }'))['skill']).toBeTruthy();
    for (const forbidden of [
      plan,
      '{ compareGoals(input: { goals: [{ skill: "html" }] }) { __typename } }',
      '{ suggestCareerPaths(input: { interests: [] }) { __typename } }',
    ]) {
      const { data, errors } = await other.ask(forbidden);
      expect(data ?? null).toBeNull();
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', requiredScope: null } }]);
    }
    const secret = await other.secretOf({ kind: 'AUTHOR' });
    expect((await other.ask(plan, {}, secret)).errors).toBeUndefined();
  });

  it('may not even ask where nobody may', async () => {
    expect(await ask(undefined, closed)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    const secret = await closed.secretOf({ kind: 'AUTHOR' });
    expect(await ask(`Bearer ${secret}`, closed)).toMatchObject({ status: 200 });
  });
});

describe('an identity provider', () => {
  let mentor: string;
  beforeAll(async () => {
    for (const { environment } of [server, other]) {
      const externalIds = [{ system: issuer, externalId: 'ada' }];
      await createLearner(environment(), operator, { name: 'Ada', externalIds });
      const created = await createMentor(environment(), operator, { name: 'Grace' });
      mentor = created.kind === 'mentor-created' ? created.mentor.id : '';
    }
  });
  const asked = async (claims: Record<string, unknown>, at = other, by = trusting) =>
    ask(`Bearer ${await by.sign(at.environment().now(), claims)}`, at);

  it('vouches for a learner whom it knows by its own name', async () => {
    expect(await asked({}, server, provider)).toMatchObject({
      status: 200,
      viewer: { kind: 'LEARNER', name: 'Ada' },
    });
    for (const sub of ['eve', 'a\u0000b', "' or 1=1"])
      expect(await asked({ sub }), sub).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it('vouches for a mentor by id', async () => {
    const viewer = { kind: 'MENTOR', name: 'Grace' };
    const claims = { cairn_kind: 'mentor', cairn_mentor: mentor };
    expect(await asked(claims)).toMatchObject({ status: 200, viewer });
    const cairn_mentor = typedId('Mentor', [mentor]);
    expect(await asked({ ...claims, cairn_mentor })).toMatchObject({ status: 200, viewer });
    for (const wrong of [undefined, 'x', typedId('Learner', [mentor]), { id: mentor }])
      expect((await asked({ ...claims, cairn_mentor: wrong })).status).toBe(401);
  });

  it('vouches for services by scopes, and for those who may do everything, only where it is trusted with them', async () => {
    const service = { cairn_kind: 'SERVICE', scope: 'openid learners:read evidence:write' };
    expect((await asked(service)).viewer).toMatchObject({
      kind: 'SERVICE',
      scopes: ['learners:read', 'evidence:write'],
    });
    expect((await asked({ ...service, scope: 'openid' })).status).toBe(401);
    expect((await asked({ cairn_kind: 'ADMIN' })).viewer).toMatchObject({ kind: 'ADMIN' });
    for (const cairn_kind of ['SERVICE', 'AUTHOR', 'ADMIN', 'ANONYMOUS', 'x', null, ['ADMIN'], 5])
      expect((await asked({ ...service, cairn_kind }, server, provider)).status).toBe(401);
  });
});

describe('an identity provider that is down', () => {
  it('is told to who asks and to whoever runs the server', async () => {
    provider.answerWith(500);
    const cold = await ask(`Bearer ${await provider.sign(cut.environment().now())}`, cut);
    expect(cold).toMatchObject({ status: 503, code: 'IDENTITY_PROVIDER_UNAVAILABLE' });
    expect(cold.headers['retry-after']).toBe('5');
    expect(cut.bugs).toHaveLength(1);
    expect(await ask(undefined, cut)).toMatchObject({ status: 200 });
  });
});
