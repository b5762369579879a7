import type { IncomingMessage } from 'node:http';
import type { Actor } from '../actions/actor.ts';
import { forbids } from '../actions/permissions.ts';
import { httpLimits } from './http-limits.ts';
import type { HttpRefusal } from './refuse.ts';

/**
 * What is wrong with a request as HTTP, told by its headers alone; null where nothing is. What passes can be made into
 * a URL, and its body is as long as it says.
 */
export function refusalOf(request: IncomingMessage): HttpRefusal | null {
  return wrongAddress(request) ?? wrongBody(request);
}

/** What is wrong with a request as a question in GraphQL; the answer to other methods and media types than it knows. */
export function refusalOfQuery(request: IncomingMessage): HttpRefusal | null {
  const { method = '', url = '' } = request;
  if (method !== 'GET' && method !== 'POST')
    return {
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
      message: `GraphQL is asked by GET or POST, not by ${method}.`,
      headers: { allow: 'GET, POST' },
    };
  if (url.length > httpLimits.addressCharacters)
    return {
      status: 414,
      code: 'ADDRESS_TOO_LONG',
      message: `The address has ${url.length} characters: at most ${httpLimits.addressCharacters} are allowed. Longer queries go into the body of a POST.`,
    };
  if (method === 'GET' || queryTypes.includes(mediaTypeOf(request))) return null;
  return {
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'The body of a query must be `application/json`, in UTF-8.',
  };
}

/** What is wrong with the length of a body: those who say who they are may send longer ones, and those who publish or bring rosters the longest. */
export function refusalOfLength({ headers }: IncomingMessage, actor: Actor): HttpRefusal | null {
  const length = headers['content-length'] ?? '0';
  const most = bodyBytesMax(actor);
  if (Number(length) <= most) return null;
  const message = `The body has ${length} bytes: at most ${most} are allowed.`;
  return { status: 413, code: 'BODY_TOO_LARGE', message, drainedBytes: 2 * most };
}

function bodyBytesMax(actor: Actor): number {
  if (actor.kind === 'ANONYMOUS') return httpLimits.bodyBytes;
  const isTrustedWithFiles = !forbids(actor, 'PUBLISH') || !forbids(actor, 'IMPORT_ROSTERS');
  return isTrustedWithFiles ? httpLimits.publisherBodyBytes : httpLimits.knownBodyBytes;
}

/** Without its parameters and in lower case; empty where the body is in another character set than JSON's. */
export function mediaTypeOf({ headers }: IncomingMessage): string {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='));
  const isReadable = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  return isReadable ? type.trim() : '';
}

const queryTypes = ['application/json', 'application/graphql+json', 'application/graphql'];

function wrongAddress({ url = '', headers: { host } }: IncomingMessage): HttpRefusal | null {
  if (!/^\/(?!\/)/.test(url)) return bad('The address of a request must be a path.');
  if (host !== undefined && !isHost(host)) return bad('The `Host` header is not one.');
  return null;
}

/** A name or address and perhaps a port, and nothing else that an address can have in front of its path. */
function isHost(host: string): boolean {
  return /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i.test(host) && URL.canParse(`http://${host}/`);
}

function wrongBody({ headers }: IncomingMessage): HttpRefusal | null {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    return {
      status: 415,
      code: 'UNSUPPORTED_ENCODING',
      message: 'Bodies must come as they are, without `Content-Encoding`.',
    };
  if (headers['transfer-encoding'] !== undefined)
    return {
      status: 411,
      code: 'LENGTH_REQUIRED',
      message: 'A body must say how long it is: send `Content-Length`, not chunks.',
    };
  const isLength = /^\d+$/.test(headers['content-length'] ?? '0');
  return isLength ? null : bad('The `Content-Length` header is not a number.');
}

function bad(message: string): HttpRefusal {
  return { status: 400, code: 'BAD_REQUEST', message };
}
