import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FetchSettings, fetchText } from '../../src/outside/fetch-text.ts';

let server: Server;
let other: Server;
const seen: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = [];

const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/text': (response) => response.end('Grüße'),
  '/latin': (response) => response.end(Buffer.from('Gr\xfc\xdfe', 'latin1')),
  '/large': (response) => response.end('x'.repeat(200_000)),
  '/endless': (response) => {
    const timer = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(timer));
  },
  '/silent': () => undefined,
  '/broken': (response) => {
    response.writeHead(200, { 'content-length': 100 }).write('half');
    setTimeout(() => response.destroy(), 20);
  },
  '/zipped': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
  '/missing': (response) => response.writeHead(404).end(),
  '/near': (response) => response.writeHead(302, { location: 'text' }).end(),
  '/far': (response) => response.writeHead(307, { location: `${urlOf(other)}/text` }).end(),
  '/around': (response) => response.writeHead(302, { location: '/around' }).end(),
  '/file': (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
};

beforeAll(async () => {
  [server, other] = [0, 1].map(() =>
    createServer(({ url = '', headers }, response) => {
      seen.push({ path: url, headers });
      answers[url]?.(response);
    }),
  ) as [Server, Server];
  for (const each of [server, other])
    await new Promise<void>((resolve) => each.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  for (const each of [server, other]) {
    each.closeAllConnections();
    each.close();
  }
});

function urlOf(of: Server): string {
  return `http://127.0.0.1:${(of.address() as AddressInfo).port}`;
}

const usual: FetchSettings = { mayBePrivate: true, bytesMax: 100_000, milliseconds: 5_000 };

const fetched = (path: string, more: Partial<FetchSettings> = {}) =>
  fetchText(`${urlOf(server)}${path}`, { ...usual, ...more });

async function problem(path: string, more: Partial<FetchSettings> = {}): Promise<string> {
  const result = await fetched(path, more);
  return result.kind === 'unreachable' ? result.message : result.text;
}

describe('a text', () => {
  it('is fetched, through redirects', async () => {
    expect(await fetched('/text')).toMatchObject({ kind: 'text', text: 'Grüße' });
    const near = await fetched('/near');
    expect(near.kind === 'text' && near.url.pathname).toBe('/text');
  });

  it('is asked for with the key of the host that was named, and no other host gets that', async () => {
    seen.length = 0;
    await fetched('/near', { authorization: 'Bearer key' });
    await fetched('/far', { authorization: 'Bearer key' });
    expect(seen.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ...[
        ['/near', 'Bearer key'],
        ['/text', 'Bearer key'],
        ['/far', 'Bearer key'],
      ],
      ['/text', undefined],
    ]);
  });

  it('is found at the address that was checked, wherever the name leads later', async () => {
    let asked = 0;
    const lookUp = async () => [{ address: asked++ === 0 ? '127.0.0.1' : '192.0.2.1' }];
    const url = new URL(`${urlOf(server)}/text`);
    url.hostname = 'rebound.example';
    expect(await fetchText(url.href, usual, lookUp)).toMatchObject({ kind: 'text' });
    expect(asked).toBe(1);
  });
});

describe('what is refused', () => {
  it('is whatever is not public or not encrypted, unless that is meant', async () => {
    const strict = { ...usual, mayBePrivate: false };
    const refusal = async (url: string, lookUp?: Parameters<typeof fetchText>[2]) => {
      const result = await fetchText(url, strict, lookUp);
      return result.kind === 'unreachable' ? result.message : result.kind;
    };
    expect(await problem('/text', { mayBePrivate: false })).toContain('https://');
    for (const host of [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '0x7f.1',
      '2130706433',
      '[::ffff:127.0.0.1]',
      '169.254.169.254',
    ])
      expect(await refusal(`https://${host}/`)).toContain('not public');
    const inside = async () => [{ address: '10.0.0.7' }];
    expect(await refusal('https://looks-public.example/', inside)).toContain('not public');
    expect(await refusal('file:///etc/passwd')).toContain('https://');
    expect(await refusal('nonsense')).toContain('not an address');
    expect(await refusal('https://me:secret@any.example/')).toMatch(/^(?!.*secret).*password/);
  });

  it('is a redirect to such an address', async () => {
    expect(await problem('/file')).toContain('`https://`');
    expect(await problem('/around')).toContain('without end');
  });

  it('is what is too large, too slow, broken off, compressed, missing, or no text', async () => {
    expect(await problem('/large')).toContain('100000 bytes');
    expect(await problem('/endless', { milliseconds: 300 })).toContain('0.3 seconds');
    expect(await problem('/silent', { milliseconds: 300 })).toContain('0.3 seconds');
    expect(await problem('/broken')).toMatch(/broke off|cannot be reached/);
    expect(await problem('/zipped')).toContain('compressed');
    expect(await problem('/missing')).toContain('404');
    expect(await problem('/latin')).toContain('UTF-8');
    expect(await fetchText('http://127.0.0.1:1/', usual)).toMatchObject({ kind: 'unreachable' });
  });
});
