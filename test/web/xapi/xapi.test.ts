import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { testServer } from '../../support/server.ts';
import { smallCurriculum } from '../../support/small-curriculum.ts';
import {
  account,
  attempt,
  course,
  partOf,
  platform,
  quiz,
  said,
  site,
  verbs,
} from '../../support/statements.ts';

const server = testServer(() => [smallCurriculum()]);
let secret = '';
const { send, post, put, get } = platform(server, () => secret);

beforeAll(async () => {
  secret = await server.secretOf({ kind: 'SERVICE', scopes: ['evidence:write', 'learners:read'] });
});

/** A source that nobody sent anything for yet. */
function fresh(): { user: string } {
  return { user: `moodle-${randomUUID()}` };
}

const errorsOf = ({ body }: { body: { errors: { extensions: object }[] } }) =>
  body.errors.map(({ extensions }) => extensions);

describe('the door', () => {
  it('says what it speaks to anybody', async () => {
    const { status, body } = await server
      .send({ path: '/xapi/about' })
      .then(({ status, body }) => ({
        status,
        body: JSON.parse(body.toString()),
      }));
    expect([status, body]).toEqual([200, { version: ['1.0.3', '2.0.0'], extensions: {} }]);
  });

  it('is found with and without slashes, and by those who name the resource twice', async () => {
    const paths = [
      '/xapi/statements',
      '/xapi/statements/',
      '/xapi//statements',
      '/xapi/statements/statements',
    ];
    const sent = await Promise.all(paths.map((path) => send('GET', `${path}?limit=1`, undefined)));
    expect(sent.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await send('GET', '/xapi/', undefined, { version: null })).status).toBe(200);
  });

  it('wants a version, and answers in it', async () => {
    const version = async (version: string | null) => {
      const { status, headers } = await get({ limit: '1' }, { version });
      return [status, headers['x-experience-api-version']];
    };
    expect(await version('1.0')).toEqual([200, '1.0.3']);
    expect(await version('1.0.7')).toEqual([200, '1.0.3']);
    expect(await version('2.0.0')).toEqual([200, '2.0.0']);
    expect(await version('0.95')).toEqual([400, '1.0.3']);
    expect(await version(null)).toEqual([400, '1.0.3']);
  });

  it('tells who may not in', async () => {
    const ask = async (authorization?: string) => {
      const headers = {
        'x-experience-api-version': '1.0.3',
        ...(authorization && { authorization }),
      };
      const { status, body } = await server.send({ path: '/xapi/statements', headers });
      return [status, JSON.parse(body.toString()).errors?.[0].message];
    };
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    const [status, message] = await ask();
    expect([status, message]).toEqual([401, expect.stringContaining('`Authorization` is missing')]);
    expect((await ask(basic('moodle:wrong')))[0]).toBe(401);
    expect((await ask(basic('nothing')))[0]).toBe(401);
    expect((await ask('Basic !'))[0]).toBe(401);
    expect((await ask(basic(`learner:${secret}`)))[0]).toBe(403);
    expect((await ask(`Bearer ${secret}`))[0]).toBe(200);
    expect((await ask(basic(`${secret}:`)))[0]).toBe(200);
  });

  it('lets nobody send or read who lacks the scope, and says which', async () => {
    const [reader, writer] = await Promise.all([
      server.secretOf({ kind: 'SERVICE', scopes: ['learners:read'] }),
      server.secretOf({ kind: 'SERVICE', scopes: ['evidence:write'] }),
    ]);
    const refused = await platform(server, () => reader).post(said());
    expect([refused.status, errorsOf(refused)]).toEqual([
      403,
      [{ code: 'FORBIDDEN', requiredScope: 'evidence:write' }],
    ]);
    const other = platform(server, () => writer);
    expect((await other.post(said(), fresh())).status).toBe(200);
    expect(errorsOf(await other.get())).toEqual([
      { code: 'FORBIDDEN', requiredScope: 'learners:read' },
    ]);
  });

  it('has no other resource and no other method', async () => {
    expect((await send('GET', '/xapi/activities/state', undefined)).status).toBe(404);
    expect((await send('DELETE', '/xapi/statements', undefined)).status).toBe(405);
  });

  it('takes nothing but JSON, and not more than it can hold', async () => {
    const status = async (body: string, type: string) => (await post(body, { type })).status;
    expect(await status('{}', 'text/plain')).toBe(400);
    expect(await status('{}', 'multipart/mixed; boundary=a')).toBe(400);
    expect(await status('{}', 'application/json; charset=utf-16')).toBe(400);
    expect(errorsOf(await post('{"a":'))).toEqual([
      { code: 'BAD_STATEMENT', index: null, path: '', rule: 'json' },
    ]);
    expect(errorsOf(await post('['.repeat(100_000)))[0]).toMatchObject({ rule: 'depth' });
    const headers = {
      authorization: `Bearer ${secret}`,
      'x-experience-api-version': '1.0.3',
      'content-type': 'application/json',
    };
    const body = Buffer.alloc(20_000_001, ' ');
    const sent = await server.send({ method: 'POST', path: '/xapi/statements', headers, body });
    expect(sent.status).toBe(413);
  });
});

describe('sending', () => {
  it('gives back the ids in order, and the statements with what was added', async () => {
    const source = fresh();
    const { status, body } = await post([said(), said({ actor: account('6') })], source);
    expect([status, body]).toEqual([200, [expect.any(String), expect.any(String)]]);
    const { body: kept } = await get({ statementId: body[1] }, source);
    expect(kept).toMatchObject({ ...said({ actor: account('6') }), id: body[1], version: '1.0.0' });
    expect(kept.authority.account.homePage).toBe(server.url());
    expect(Date.parse(kept.stored)).toBeGreaterThan(0);
  });

  it('stores all of a batch or nothing, and says of each wrong one where and why', async () => {
    const source = fresh();
    const id = randomUUID();
    const bad = await post(
      [said({ id }), said({ verb: { id: 'x' } }), said({ colour: 1 })],
      source,
    );
    expect([bad.status, errorsOf(bad)]).toEqual([
      400,
      [
        { code: 'BAD_STATEMENT', index: 1, path: 'verb.id', rule: 'iri' },
        { code: 'BAD_STATEMENT', index: 2, path: 'colour', rule: 'unknown-key' },
      ],
    ]);
    expect((await get({ statementId: id }, source)).status).toBe(404);
    expect((await get({}, source)).body.statements).toEqual([]);
  });

  it('takes the same again, and nothing else under its id', async () => {
    const source = fresh();
    const id = randomUUID();
    expect((await put(id, said(), source)).status).toBe(204);
    const same = said({
      id: id.toUpperCase(),
      timestamp: '2027-02-01T09:00:00.000Z',
      verb: { id: verbs.completed, display: { de: 'abgeschlossen' } },
      object: { id: course },
    });
    expect((await put(id, same, source)).status).toBe(204);
    expect((await post([same], source)).status).toBe(200);
    const other = await post([said(), said({ id, result: { success: false } })], source);
    expect([other.status, errorsOf(other)]).toEqual([409, [{ code: 'CONFLICT', index: 1, id }]]);
    expect((await put(id, said({ timestamp: '2027-02-01T09:00:01Z' }), source)).status).toBe(409);
    expect((await get({}, source)).body.statements).toHaveLength(1);
    expect((await put(id, said({ id: randomUUID() }), source)).status).toBe(400);
    expect((await put(id, [said()], source)).status).toBe(400);
    expect((await send('PUT', '/xapi/statements', said(), source)).status).toBe(400);
    expect((await send('POST', '/xapi/statements?limit=1', said(), source)).status).toBe(400);
  });

  it('knows those again that came without an id, if they say when', async () => {
    const source = fresh();
    const first = (await post([said(), said({ actor: account('6') })], source)).body;
    const again = said();
    const renamed = { ...again, context: { ...(again['context'] as object), extensions: {} } };
    expect((await post([said({ actor: account('6') }), renamed], source)).body).toEqual([
      first[1],
      first[0],
    ]);
    const twice = (
      await post([said({ actor: account('7') }), said({ actor: account('7') })], source)
    ).body;
    expect(twice[0]).toBe(twice[1]);
    expect((await get({}, source)).body.statements).toHaveLength(3);
    const { timestamp, ...untimed } = said();
    await post([untimed, untimed], source);
    expect((await get({}, source)).body.statements).toHaveLength(5);
  });

  it('keeps the statements of each platform to itself', async () => {
    const [one, other] = [fresh(), fresh()];
    const id = randomUUID();
    await put(id, said(), one);
    expect((await put(id, said({ actor: account('6') }), other)).status).toBe(204);
    expect((await get({}, one)).body.statements).toHaveLength(1);
  });

  it('takes a thousand at a time', async () => {
    const source = fresh();
    const many = Array.from({ length: 1_000 }, (_, index) => said({ actor: account(`${index}`) }));
    const { status, body } = await post(many, source);
    expect([status, body.length]).toEqual([200, 1_000]);
  });

  it('refuses more than it can keep at once', async () => {
    const parent = Array.from({ length: 200_001 }, (_, index) => ({ id: `urn:${index}` }));
    const sent = await post(said({ context: { contextActivities: { parent } } }), fresh());
    expect([sent.status, errorsOf(sent)]).toMatchObject([400, [{ rule: 'batch-size' }]]);
    const many = await post(
      Array.from({ length: 10_001 }, () => ({})),
      fresh(),
    );
    expect([many.status, errorsOf(many)]).toMatchObject([400, [{ rule: 'batch-size' }]]);
  });

  it('asks a sender to wait who has too much under way, and nobody else', async () => {
    const other = await server.secretOf({ kind: 'SERVICE', scopes: ['learners:read'] });
    const headers = {
      authorization: `Bearer ${secret}`,
      'x-experience-api-version': '1.0.3',
      'content-type': 'application/json',
      'content-length': 2,
    };
    const slow = Array.from({ length: 16 }, () => {
      const outgoing = request(`${server.url()}/xapi/statements`, { method: 'POST', headers });
      outgoing.on('error', () => undefined).write('[');
      return outgoing;
    });
    await expect.poll(async () => (await get({ limit: '1' })).status).toBe(429);
    expect((await get({ limit: '1' })).headers['retry-after']).toBe('1');
    expect((await platform(server, () => other).get()).status).toBe(200);
    for (const outgoing of slow) outgoing.end(']');
    await expect.poll(async () => (await get({ limit: '1' })).status).toBe(200);
  });

  it('refuses characters that no database keeps', async () => {
    const sent = await post(said({ result: { response: 'a\0b' } }), fresh());
    expect(errorsOf(sent)).toMatchObject([{ rule: 'text' }]);
  });

  it('keeps what looks like an attack as the text that it is', async () => {
    const source = fresh();
    const response = "'; drop table statements; -- \\u0000 <script>";
    const { body } = await post(said({ result: { response } }), source);
    expect((await get({ statementId: body[0] }, source)).body.result.response).toBe(response);
  });
});

describe('voiding', () => {
  const voiding = (id: string) =>
    said({ verb: { id: verbs.voided }, object: { objectType: 'StatementRef', id } });

  it('takes a statement back for good, whichever of the two comes first', async () => {
    const source = fresh();
    const [before, after] = [randomUUID(), randomUUID()];
    await put(before, said(), source);
    await post([voiding(before), voiding(after)], source);
    await put(after, said({ actor: account('6') }), source);
    for (const id of [before, after]) {
      expect((await get({ statementId: id }, source)).status).toBe(404);
      expect((await get({ voidedStatementId: id }, source)).status).toBe(200);
    }
    const listed = (await get({}, source)).body.statements;
    expect(listed.map((one: { verb: { id: string } }) => one.verb.id)).toEqual([
      verbs.voided,
      verbs.voided,
    ]);
  });

  it('does nothing to what takes back another', async () => {
    const source = fresh();
    const [target, first] = [randomUUID(), randomUUID()];
    await put(target, said(), source);
    await put(first, voiding(target), source);
    await post(voiding(first), source);
    expect((await get({ statementId: first }, source)).status).toBe(200);
    expect((await get({ statementId: target }, source)).status).toBe(404);
  });
});

describe('reading', () => {
  const source = fresh();
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    const all: Record<string, object> = {
      course: said(),
      attempt: said({
        object: { id: attempt },
        context: partOf(quiz, course),
        verb: { id: verbs.passed },
      }),
      other: said({
        actor: account('6'),
        context: { registration: 'AAAAAAAA-bbbb-4ccc-8ddd-eeeeeeeeeeee', instructor: account('9') },
      }),
      group: said({ actor: { objectType: 'Group', member: [account('5'), account('7')] } }),
    };
    for (const [name, statement] of Object.entries(all))
      ids[name] = (await post(statement, source)).body[0];
    const about = said({
      actor: account('8'),
      verb: { id: verbs.answered },
      object: { objectType: 'StatementRef', id: ids['attempt'] },
    });
    ids['about'] = (await post(about, source)).body[0];
    const aboutThat = said({
      actor: account('8'),
      verb: { id: verbs.scored },
      object: { objectType: 'StatementRef', id: ids['about'] },
    });
    ids['aboutThat'] = (await post(aboutThat, source)).body[0];
  });

  const found = async (query: Record<string, string>) => {
    const { body } = await get(query, source);
    const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
    return body.statements.map(({ id }: { id: string }) => names.get(id));
  };

  it('lists the newest first', async () =>
    expect(await found({})).toEqual(['aboutThat', 'about', 'group', 'other', 'attempt', 'course']));

  it('filters, with what is about those that match', async () => {
    const agent = JSON.stringify(account('5'));
    expect(await found({ agent })).toEqual(['aboutThat', 'about', 'group', 'attempt', 'course']);
    expect(await found({ activity: attempt, ascending: 'true' })).toEqual([
      'attempt',
      'about',
      'aboutThat',
    ]);
    expect(await found({ activity: quiz })).toEqual([]);
    expect(await found({ activity: quiz, related_activities: 'true' })).toEqual([
      'aboutThat',
      'about',
      'attempt',
    ]);
    expect(await found({ verb: verbs.passed })).toEqual(['aboutThat', 'about', 'attempt']);
    expect(await found({ verb: verbs.scored })).toEqual(['aboutThat']);
    expect(await found({ agent, verb: verbs.answered })).toEqual([]);
    expect(await found({ registration: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee' })).toEqual([
      'other',
    ]);
    expect(await found({ agent: JSON.stringify(account('9')) })).toEqual([]);
    expect(await found({ agent: JSON.stringify(account('9')), related_agents: 'true' })).toEqual([
      'other',
    ]);
  });

  it('is limited by when things were stored', async () => {
    const { stored } = (await get({ statementId: ids['other']! }, source)).body;
    expect(await found({ since: stored })).toEqual(['aboutThat', 'about', 'group']);
    expect(await found({ until: stored })).toEqual(['other', 'attempt', 'course']);
  });

  it('comes in pages that what is new does not disturb', async () => {
    const read: string[] = [];
    let { body } = await get({ limit: '4', verb: verbs.completed }, source);
    expect(body.more).toBe('');
    ({ body } = await get({ limit: '2' }, source));
    for (;;) {
      read.push(...body.statements.map(({ id }: { id: string }) => id));
      if (body.more === '') break;
      await post(said({ timestamp: new Date(1e12 + read.length).toISOString() }), source);
      ({ body } = await send('GET', body.more, undefined, source));
    }
    expect(read).toEqual(
      ['aboutThat', 'about', 'group', 'other', 'attempt', 'course'].map((name) => ids[name]),
    );
    expect((await get({ more: 'junk' }, source)).status).toBe(400);
  });

  it('has formats', async () => {
    const [id] = (
      await post(
        said({
          verb: { id: verbs.completed, display: { en: 'completed', de: 'abgeschlossen' } },
          actor: account('10'),
        }),
        source,
      )
    ).body;
    const inIds = (await get({ statementId: id, format: 'ids' }, source)).body;
    expect([inIds.actor, inIds.verb, inIds.object]).toEqual([
      { objectType: 'Agent', account: { homePage: site, name: '10' } },
      { id: verbs.completed },
      { id: course },
    ]);
    const canonical = await server.send({
      path: `/xapi/statements?statementId=${id}&format=canonical`,
      headers: {
        authorization: `Basic ${Buffer.from(`${source.user}:${secret}`).toString('base64')}`,
        'x-experience-api-version': '1.0.3',
        'accept-language': 'fr, de-AT;q=0.5, de;q=0.4',
      },
    });
    expect(JSON.parse(canonical.body.toString()).verb.display).toEqual({ de: 'abgeschlossen' });
    const parts = await get({ statementId: id, attachments: 'true' }, source);
    expect(parts.headers['content-type']).toContain('multipart/mixed');
  });

  it('refuses questions that are none', async () => {
    const refused: Record<string, string>[] = [
      { colour: 'red' },
      { statementId: 'x' },
      { limit: '-1' },
      { format: 'short' },
      { agent: '{}' },
      { agent: 'x' },
      { verb: 'x' },
      { since: 'today' },
      { ascending: 'yes' },
      { statementId: ids['course']!, voidedStatementId: ids['course']! },
      { statementId: ids['course']!, limit: '1' },
    ];
    const statuses = await Promise.all(
      refused.map(async (query) => (await get(query, source)).status),
    );
    expect(statuses).toEqual(refused.map(() => 400));
  });

  it('is answered to HEAD without a body', async () => {
    const head = await send(
      'HEAD',
      `/xapi/statements?statementId=${ids['course']}`,
      undefined,
      source,
    );
    expect([head.status, head.body]).toEqual([200, '']);
    expect(Number(head.headers['content-length'])).toBeGreaterThan(100);
    expect(head.headers['x-experience-api-consistent-through']).toMatch(/^\d{4}-/);
  });

  it('has UTC, lists and the time of storing for 2.0', async () => {
    const later = { ...source, version: '2.0.0' };
    const single = { contextActivities: { parent: { id: quiz } } };
    const [id] = (await post(said({ actor: account('11'), context: single }), later)).body;
    const { body, headers } = await get({ statementId: id }, later);
    expect([body.timestamp, body.version, body.context.contextActivities.parent]).toEqual([
      '2027-02-01T09:00:00.000Z',
      '2.0.0',
      [{ id: quiz }],
    ]);
    expect(Math.floor(Date.parse(body.stored) / 1000)).toBe(
      Date.parse(String(headers['last-modified'])) / 1000,
    );
  });
});

it('had no bugs', () => expect(server.bugs).toEqual([]));
