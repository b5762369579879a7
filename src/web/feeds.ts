import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Environment } from '../actions/environment.ts';
import { readFeed } from '../actions/feeds.ts';
import { BoundedCache } from '../util/bounded-cache.ts';
import { hasAlready } from './has-already.ts';
import { type HttpRefusal, refuse } from './refuse.ts';

/** So many texts are kept for those who ask for the same again. */
const keptFeeds = { entries: 100, keyLength: 200 };

/** A reader may show what it has for so long without asking. */
const freshSeconds = 300;

/**
 * Answers `/feeds/<name>`: the address is the secret, so that calendars and pages need no other. A reader who has the text
 * already is told so before it is worked out.
 */
export function createFeeds(environment: Environment) {
  const texts = new BoundedCache<string>(keptFeeds);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '' } = request;
    if (method !== 'GET' && method !== 'HEAD') return refuse(request, response, notReadable);
    const name = url.split('?')[0]!.slice('/feeds/'.length);
    const feed = name.length > nameLengthMax ? null : await readFeed(environment, name);
    if (!feed) return refuse(request, response, noFeed);
    const headers = {
      etag: `"${feed.tag}"`,
      'cache-control': `private, max-age=${freshSeconds}`,
      // An address that is a secret goes to nobody else, and what is drawn runs nothing.
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'x-robots-tag': 'noindex',
    };
    if (hasAlready(request, headers.etag)) {
      response.writeHead(304, headers).end();
      return;
    }
    const text = texts.get(feed.tag + feed.fileName) ?? (await feed.text());
    if (text === null) return refuse(request, response, noFeed);
    texts.set(feed.tag + feed.fileName, text);
    const body = Buffer.from(text);
    response.writeHead(200, {
      ...headers,
      'content-type': `${feed.mediaType}; charset=utf-8`,
      'content-length': body.length,
      'content-disposition': `inline; filename="${feed.fileName}"`,
    });
    response.end(method === 'HEAD' ? undefined : body);
  };
}

/** Longer ones are not of our making. */
const nameLengthMax = 150;

const notReadable: HttpRefusal = {
  status: 405,
  code: 'METHOD_NOT_ALLOWED',
  message: 'A feed is read by GET.',
  headers: { allow: 'GET, HEAD' },
};

const noFeed: HttpRefusal = {
  status: 404,
  code: 'NOT_FOUND',
  message: 'There is no feed here, or no longer.',
};
