import { connect } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { type RawRequest, testServer } from './support/server.ts';
import { smallCurriculum } from './support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()], { corsOrigins: ['https://learn.example'] });

const json = { 'content-type': 'application/json' };
const query = JSON.stringify({ query: '{ viewer { kind } }' });
const asked = { method: 'POST', path: '/graphql', headers: json, body: query };

/** What a request is answered with: the status, and the code of the error. */
async function check(raw: RawRequest, status: number, code?: string) {
  const response = await server.send(raw);
  const text = response.body.toString();
  expect([response.status, text && JSON.parse(text).errors?.[0].extensions.code]).toEqual([
    status,
    code ?? (text && undefined),
  ]);
  expect(text).not.toMatch(/node_modules|at \w+ \(|\.ts:/);
  return response;
}

afterAll(() => expect(server.bugs).toEqual([]));

describe('the way to the API', () => {
  it('is /graphql, by GET and by POST', async () => {
    expect((await check(asked, 200)).body.toString()).toBe(
      '{"data":{"viewer":{"kind":"ANONYMOUS"}}}',
    );
    await check({ path: `/graphql?query=${encodeURIComponent('{ viewer { kind } }')}` }, 200);
    await check({ ...asked, path: '/graphql/' }, 200);
  });

  it('is where a browser is led that opens the root', async () => {
    const response = await server.send({ path: '/', headers: { accept: 'text/html' } });
    expect([response.status, response.headers.location]).toEqual([302, 'graphql']);
  });

  it('is no other', async () => {
    for (const path of [
      '/',
      '/nope',
      '/graphql/more',
      '/graphq',
      '/__proto__',
      '/health',
      '/%2e%2e/etc/passwd',
    ])
      await check({ path }, 404, 'NOT_FOUND');
  });

  it('tells nobody to keep an answer or to guess its type', async () => {
    const { headers } = await check(asked, 200);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-powered-by']).toBeUndefined();
  });
});

describe('health', () => {
  it('is live and ready where a curriculum is published', async () => {
    await check({ path: '/health/live' }, 200);
    await check({ path: '/health/ready' }, 200);
    await check({ path: '/health/ready', method: 'HEAD' }, 200);
  });
});

describe('an address', () => {
  it('is a path, not a whole URL', async () => {
    await check({ ...asked, path: 'http://evil.example/graphql' }, 400, 'BAD_REQUEST');
    await check({ ...asked, path: '//evil.example/graphql' }, 400, 'BAD_REQUEST');
    await check({ method: 'OPTIONS', path: '*' }, 400, 'BAD_REQUEST');
  });

  it('has a host that is one', async () => {
    for (const host of [
      'a@b:99999',
      '[::1',
      'a b',
      'x/y',
      'localhost:99999',
      '999.999.999.999',
      'a:b:c',
    ])
      await check({ ...asked, headers: { ...json, host } }, 400, 'BAD_REQUEST');
    for (const host of ['localhost', 'my_app:4000', '[::1]:4000', 'learn.example', '10.0.0.1'])
      await check({ ...asked, headers: { ...json, host } }, 200);
  });

  it('is not too long', () =>
    check({ path: `/graphql?query=${'x'.repeat(9_000)}` }, 414, 'ADDRESS_TOO_LONG'));
});

describe('a body', () => {
  const padded = (bytes: number) => query + ' '.repeat(bytes - query.length);

  it('has at most 100,000 bytes', async () => {
    await check({ ...asked, body: padded(100_000) }, 200);
    await check({ ...asked, body: padded(100_001) }, 413, 'BODY_TOO_LARGE');
    await check({ ...asked, body: padded(900_000) }, 413, 'BODY_TOO_LARGE');
  });

  it('that goes on without end is cut off', async () => {
    const huge = server.send({ ...asked, body: Buffer.alloc(50_000_000) });
    await huge.then(
      ({ status }) => expect(status).toBe(413),
      (error) => expect(error.code).toMatch(/ECONNRESET|EPIPE/),
    );
    await check(asked, 200);
  });

  it('says how long it is', async () => {
    const headers = { ...json, 'transfer-encoding': 'chunked' };
    await check({ ...asked, headers }, 411, 'LENGTH_REQUIRED');
  });

  it('comes as it is', async () => {
    for (const encoding of ['gzip', 'br', 'deflate', 'x'])
      await check(
        { ...asked, headers: { ...json, 'content-encoding': encoding } },
        415,
        'UNSUPPORTED_ENCODING',
      );
  });

  it('is JSON', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-16',
      '',
    ])
      await check({ ...asked, headers: { 'content-type': type } }, 415, 'UNSUPPORTED_MEDIA_TYPE');
    for (const type of [
      'Application/JSON',
      'application/json ; charset=UTF-8',
      'application/graphql+json',
    ])
      await check({ ...asked, headers: { 'content-type': type } }, 200);
    for (const body of ['{', '', 'null', '5', '"x"', '\ufeff{}x', '{"query":', '\u0000'])
      await check({ ...asked, body }, 400, 'BAD_REQUEST');
  });

  it('is one question', async () => {
    await check({ ...asked, body: `[${query}]` }, 400, 'BAD_REQUEST');
    for (const body of [
      {},
      { query: 5 },
      { query: ['{ x }'] },
      { query: '{ viewer { kind } }', variables: 'x' },
      { query: '{ viewer { kind } }', nope: 1 },
    ])
      expect((await server.send({ ...asked, body: JSON.stringify(body) })).body.toString()).toMatch(
        /"code":"BAD_REQUEST"/,
      );
  });
});

describe('a method', () => {
  it('is GET or POST', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) {
      const { headers } = await check({ path: '/graphql', method }, 405, 'METHOD_NOT_ALLOWED');
      expect(headers.allow).toBe('GET, POST');
    }
  });

  it('of GET changes nothing, and reads what it is given', async () => {
    await check(
      { path: `/graphql?query=${encodeURIComponent('mutation { x }')}` },
      405,
      'BAD_REQUEST',
    );
    await check({ path: '/graphql?query={viewer{kind}}&variables={bad' }, 400, 'BAD_REQUEST');
    await check({ path: '/graphql' }, 200, 'BAD_REQUEST');
  });
});

describe('a page of another site', () => {
  const from = (origin: string) => ({ ...asked, headers: { ...json, origin } });

  it('may ask where its origin is allowed, without cookies', async () => {
    const { headers } = await server.send(from('https://learn.example'));
    expect(headers['access-control-allow-origin']).toBe('https://learn.example');
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    expect(headers.vary).toMatch(/origin/i);
  });

  it('is told nothing where it is not', async () => {
    for (const origin of [
      'https://evil.example',
      'https://learn.example.evil',
      'http://learn.example',
      'null',
    ]) {
      const { headers } = await server.send(from(origin));
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('gets permission beforehand in the same way', async () => {
    const question = (origin: string) => ({
      path: '/graphql',
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    const { status, headers } = await server.send(question('https://learn.example'));
    expect([status, headers['access-control-allow-methods']]).toEqual([
      204,
      'GET, HEAD, POST, PUT',
    ]);
    await check(question('https://evil.example'), 405, 'METHOD_NOT_ALLOWED');
  });
});

describe('a connection', () => {
  const talk = (text: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(server.url()).port), '127.0.0.1', () =>
        socket.write(text),
      );
      let heard = '';
      socket.on('data', (chunk) => {
        heard += chunk;
      });
      socket.on('close', () => resolve(heard));
      socket.on('error', () => resolve(heard));
      socket.setTimeout(3_000, () => socket.destroy());
    });

  it('that speaks no HTTP is closed', async () => {
    expect(await talk('hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
    expect(await talk('GET / HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
    expect(await talk(`GET / HTTP/1.1\r\nHost: x\r\nBig: ${'x'.repeat(40_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431/,
    );
  });

  it('cannot smuggle a second request into the body of the first', async () => {
    const heard = await talk(
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: x\r\n\r\n',
    );
    expect(heard).not.toMatch(/"live"/);
  });

  it('that ends amid a request harms nobody', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(server.url()).port), '127.0.0.1', () => {
        socket.write(
          'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"q',
        );
        setTimeout(() => socket.destroy(), 50);
      });
      socket.on('close', () => resolve());
    });
    await check(asked, 200);
  });
});
