import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Actor } from '../actions/actor.ts';
import type { Environment } from '../actions/environment.ts';
import { type FindStatementsResult, findStatements } from '../actions/find-statements.ts';
import type { Forbidden } from '../actions/permissions.ts';
import {
  consistentThrough,
  type ReceiveStatementsResult,
  receiveStatements,
} from '../actions/receive-statements.ts';
import { storeTrouble } from '../actions/store-trouble.ts';
import { versionMeant, type XapiVersion, xapiVersions } from '../exchange/evidence/xapi/index.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { GateSettings } from './authenticate.ts';
import { httpLimits } from './http-limits.ts';
import { readBytes } from './xapi/read-bytes.ts';
import { whoSends } from './xapi/sender.ts';

export interface XapiSettings {
  /** What is spoken with clients who do not say which version they speak. */
  readonly defaultVersion: XapiVersion;
  readonly gate: GateSettings;
  /** Where others reach this server, as the request tells. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** What stands before `/xapi` in addresses, for whoever reaches us through somebody else. */
  readonly prefix: string;
}

/** An answer that is not sent yet. */
interface Answer {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  /** Null where there is none. */
  readonly body: string | null;
}

/** So many requests of one sender are answered at the same time. */
const atOnceMax = 16;

/** Answers what is asked below `/xapi`: a statement receiver by xAPI 1.0.3 and 2.0.0. */
export function createXapi(environment: Environment, settings: XapiSettings) {
  const underWay = new Map<string, number>();
  return async (
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
  ): Promise<void> => {
    const version = versionOf(request);
    const spoken = version ?? settings.defaultVersion;
    const through = consistentThrough(environment);
    const answer = await answerTo(
      { environment, settings, underWay, request, spoken, isSaid: version !== null },
      resourceOf(path),
    );
    send(request, response, {
      ...answer,
      headers: {
        'x-experience-api-version': spoken,
        'x-experience-api-consistent-through': through.toISOString(),
        'cache-control': 'no-store',
        ...answer.headers,
      },
    });
  };
}

interface Asked {
  readonly environment: Environment;
  readonly settings: XapiSettings;
  readonly underWay: Map<string, number>;
  readonly request: IncomingMessage;
  readonly spoken: XapiVersion;
  /** Whether the client said so itself. */
  readonly isSaid: boolean;
}

/** What follows the base address, which clients write with and without a slash, and some with the resource besides. */
function resourceOf(path: string): string {
  const rest = path.replace(/\/+/g, '/').replace(/^\/xapi\/?/i, '');
  return rest.replace(/^(statements\/)+(?=.)/, '').replace(/\/$/, '');
}

function versionOf({ headersDistinct }: IncomingMessage): XapiVersion | null {
  const [header, ...others] = headersDistinct['x-experience-api-version'] ?? [];
  return header !== undefined && others.length === 0 ? versionMeant(header) : null;
}

async function answerTo(asked: Asked, resource: string): Promise<Answer> {
  const { environment, settings, request, isSaid } = asked;
  const method = request.method ?? '';
  if (resource === 'about' || resource === '') return about(method);
  if (!isSaid) return refusal(400, 'VERSION_MISSING', noVersion);
  if (resource !== 'statements') return refusal(404, 'NOT_FOUND', notHere);
  if (!['GET', 'HEAD', 'POST', 'PUT'].includes(method))
    return refusal(405, 'METHOD_NOT_ALLOWED', `Statements are not asked for by ${method}.`, {
      allow: 'GET, HEAD, POST, PUT',
    });
  const who = await whoSends(environment, settings.gate, request);
  if (who.kind === 'refused') return refusal(who.status, who.code, who.message, who.headers);
  const identity = { actor: who.actor, token: null };
  const tooMuch = settings.gate.rateLimits?.of(identity, request).charge(pointsOf(request));
  if (tooMuch) return refusal(tooMuch.status, tooMuch.code, tooMuch.message, tooMuch.headers);
  const { underWay } = asked;
  const before = underWay.get(who.actor.name) ?? 0;
  if (before >= atOnceMax)
    return refusal(429, 'TOO_MANY_REQUESTS', tooMany, { 'retry-after': '1' });
  underWay.set(who.actor.name, before + 1);
  try {
    return method === 'POST' || method === 'PUT'
      ? await receive(asked, who, method)
      : await find(asked, who);
  } catch (error) {
    const trouble = storeTrouble(error);
    if (trouble === null) throw error;
    return refusal(503, 'STORE_TROUBLE', trouble, { 'retry-after': '5' });
  } finally {
    const left = underWay.get(who.actor.name)! - 1;
    if (left === 0) underWay.delete(who.actor.name);
    else underWay.set(who.actor.name, left);
  }
}

/** Of what each may ask in a minute, by how much they send: a batch of a thousand statements is about a hundred. */
function pointsOf({ headers }: IncomingMessage): number {
  return 1 + Math.ceil(Number(headers['content-length'] ?? 0) / 10_000);
}

const noVersion =
  'Say which version of xAPI you speak: send the header `X-Experience-API-Version: 1.0.3` or `2.0.0`.';
const notHere =
  'There is no such resource: this is a statement receiver, with `/xapi/statements` and `/xapi/about`.';
const tooMany = 'Too many requests of this sender are under way. Wait until some are answered.';

function about(method: string): Answer {
  if (method !== 'GET' && method !== 'HEAD')
    return refusal(405, 'METHOD_NOT_ALLOWED', '`about` is read by GET.', { allow: 'GET, HEAD' });
  return { status: 200, body: JSON.stringify({ version: xapiVersions, extensions: {} }) };
}

interface Sender {
  readonly actor: Exclude<Actor, { kind: 'ANONYMOUS' }>;
  readonly source: string;
}

async function receive(
  { environment, settings, request, spoken }: Asked,
  { actor, source }: Sender,
  method: 'POST' | 'PUT',
): Promise<Answer> {
  const query = queryOf(request);
  const allowed = method === 'PUT' ? ['statementId'] : [];
  const strange = [...query.keys()].find((name) => !allowed.includes(name));
  if (strange !== undefined)
    return refusal(
      400,
      'BAD_REQUEST',
      `\`${strange.slice(0, 100)}\` is no parameter of a ${method} of statements.`,
    );
  const id = query.get('statementId') ?? null;
  if (method === 'PUT' && id === null)
    return refusal(400, 'BAD_REQUEST', 'Say under which id: `?statementId=…`.');
  if (id !== null && !isUuid(id.toLowerCase()))
    return refusal(400, 'BAD_REQUEST', '`statementId` must be a UUID.');
  const wrong = wrongType(request);
  if (wrong) return wrong;
  const bytes = await readBytes(request, httpLimits.statementBodyBytes);
  if (bytes === null)
    return refusal(
      413,
      'BODY_TOO_LARGE',
      `The body has more than ${httpLimits.statementBodyBytes} bytes. Send several batches.`,
    );
  const address = settings.addressOf(request);
  const delivery = { source, version: spoken, text: bytes.toString('utf8'), id, address };
  return received(await receiveStatements(environment, actor, delivery), method);
}

function wrongType({ headers }: IncomingMessage): Answer | null {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((each) => each.trim()).find((each) => each.startsWith('charset='));
  if (type.trim().startsWith('multipart/'))
    return refusal(
      400,
      'ATTACHMENTS',
      'Files that come with statements are not kept: send statements as `application/json`, and say by `fileUrl` where files are.',
    );
  if (type.trim() !== 'application/json')
    return refusal(
      400,
      'CONTENT_TYPE',
      'Statements come as `application/json`: say so in `Content-Type`.',
    );
  return charset === undefined || /^charset="?utf-?8"?$/.test(charset)
    ? null
    : refusal(400, 'CONTENT_TYPE', 'Statements come in UTF-8.');
}

function received(result: ReceiveStatementsResult, method: 'POST' | 'PUT'): Answer {
  switch (result.kind) {
    case 'statements-received':
      return method === 'PUT'
        ? { status: 204, body: null }
        : { status: 200, body: JSON.stringify(result.ids) };
    case 'unreadable-statements':
      return refusals(
        400,
        result.problems.map(({ message, index, path, rule }) => ({
          message: index === null ? message : `Statement ${index}: ${message}`,
          extensions: { code: 'BAD_STATEMENT', index, path, rule },
        })),
      );
    case 'statement-conflict':
      return refusals(
        409,
        result.conflicts.map(({ index, id }) => ({
          message: result.message,
          extensions: { code: 'CONFLICT', index, id },
        })),
      );
    case 'forbidden':
      return forbidden(result);
  }
}

async function find(
  { environment, settings, request, spoken }: Asked,
  { actor, source }: Sender,
): Promise<Answer> {
  const query = queryOf(request);
  const found = await findStatements(environment, actor, source, query, languagesOf(request));
  const answer = foundAs(found, `${settings.prefix}/xapi/statements`, spoken);
  return query.get('attachments') === 'true' && answer.status === 200 ? inParts(answer) : answer;
}

function foundAs(found: FindStatementsResult, address: string, spoken: XapiVersion): Answer {
  const modified = (at: Date | null): OutgoingHttpHeaders =>
    at && spoken === '2.0.0' ? { 'last-modified': at.toUTCString() } : {};
  switch (found.kind) {
    case 'statement':
      return { status: 200, headers: modified(found.storedAt), body: found.text };
    case 'statement-page': {
      const more = found.more === null ? '' : `${address}?more=${found.more}`;
      const body = `{"statements":[${found.texts.join(',')}],"more":${JSON.stringify(more)}}`;
      return { status: 200, headers: modified(found.newestStoredAt), body };
    }
    case 'no-statement':
      return refusal(404, 'NOT_FOUND', found.message);
    case 'unreadable-query':
      return refusals(
        400,
        found.problems.map(({ message, path, rule }) => ({
          message,
          extensions: { code: 'BAD_REQUEST', path, rule },
        })),
      );
    case 'forbidden':
      return forbidden(found);
  }
}

/** With the files that are kept, which are none: the statements are the first and only part. */
function inParts({ status, headers, body }: Answer): Answer {
  const boundary = 'cairn-statements';
  const part = `--${boundary}\r\nContent-Type: application/json\r\n\r\n${body}\r\n--${boundary}--\r\n`;
  const type = { 'content-type': `multipart/mixed; boundary=${boundary}` };
  return { status, headers: { ...headers, ...type }, body: part };
}

function queryOf({ url = '' }: IncomingMessage): ReadonlyMap<string, string> {
  const [, text = ''] = url.split(/\?(.*)/s);
  return new Map(new URLSearchParams(text));
}

/** Those that the reader likes, the best first, in lower case. */
function languagesOf({ headers }: IncomingMessage): string[] {
  return (headers['accept-language'] ?? '')
    .slice(0, 1_000)
    .split(',')
    .map((each) => {
      const [tag = '', quality] = each
        .trim()
        .toLowerCase()
        .split(/;\s*q=/);
      return { tag, quality: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((one, two) => two.quality - one.quality)
    .map(({ tag }) => tag);
}

function forbidden({ message, requiredScope }: Forbidden): Answer {
  const needs = requiredScope === null ? '' : ` It needs the scope \`${requiredScope}\`.`;
  return refusals(403, [
    { message: `${message}${needs}`, extensions: { code: 'FORBIDDEN', requiredScope } },
  ]);
}

function refusal(
  status: number,
  code: string,
  message: string,
  headers: OutgoingHttpHeaders = {},
): Answer {
  return { ...refusals(status, [{ message, extensions: { code } }]), headers };
}

function refusals(
  status: number,
  errors: readonly { readonly message: string; readonly extensions: object }[],
): Answer {
  return { status, body: JSON.stringify({ errors }) };
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers = {}, body }: Answer,
): void {
  const bytes = body === null ? null : Buffer.from(body);
  response.writeHead(status, {
    ...(bytes && {
      'content-type': 'application/json; charset=utf-8',
      'content-length': bytes.length,
    }),
    ...headers,
  });
  response.end(bytes === null || request.method === 'HEAD' ? undefined : bytes);
  // What nobody read is let go of, so that the sender reads the answer.
  request.resume();
}
