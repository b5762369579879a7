import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { caseFrameworks, findCaseObject } from '../../actions/case-frameworks.ts';
import type { PublishedCurriculum } from '../../actions/curricula.ts';
import type { Environment } from '../../actions/environment.ts';
import { BoundedCache } from '../../util/bounded-cache.ts';
import { isUuid } from '../../util/uuid-v7.ts';
import { type GateSettings, whoAsks } from '../authenticate.ts';
import { hasAlready } from '../has-already.ts';
import { httpLimits } from '../http-limits.ts';
import { openApi } from './openapi.ts';
import { answerQuery, type CaseQuery, readQuery } from './query.ts';
import { type CaseRefusal, inCaseWords, refuseCase } from './refuse.ts';
import { documentIn, isCollection, type Parts, partsOf, written } from './representation.ts';
import { type CaseVersion, caseVersions } from './version.ts';

/** Whether a path is one that the provider answers. */
export function isCasePath(path: string): boolean {
  return /^\/(ims\/case|uri)(\/|$)/.test(path);
}

/**
 * Answers `/ims/case/v1p1`, `/ims/case/v1p0` and `/uri/<identifier>`: each published curriculum as a competency framework
 * of CASE, to whoever may read the catalogue. What was read already is told to be so by its tag. Bugs are told to
 * `reportBug` alone.
 */
export function createCaseProvider(
  environment: Environment,
  gate: GateSettings,
  reportBug: (bug: unknown) => void,
) {
  const bodies = new BoundedCache<Buffer>(keptBodies);
  return async (
    request: IncomingMessage,
    response: ServerResponse,
    address: string,
  ): Promise<void> => {
    try {
      const answer = await answerTo(environment, gate, request, address);
      if (answer.kind === 'refused') refuseCase(request, response, answer.refusal);
      else await send(request, response, answer, bodies);
    } catch (bug) {
      reportBug(bug);
      if (response.headersSent) response.destroy();
      else refuseCase(request, response, ourFault);
    }
  };
}

async function answerTo(
  environment: Environment,
  gate: GateSettings,
  request: IncomingMessage,
  address: string,
): Promise<Answer> {
  const { method = '', url = '' } = request;
  if (method !== 'GET' && method !== 'HEAD') return refused(notReadable);
  if (url.length > httpLimits.addressCharacters) return refused(tooLong);
  const who = await whoAsks(environment, gate, request);
  if (who.kind === 'refused') return refused(inCaseWords(who.refusal));
  const tooMuch = gate.rateLimits?.of(who.identity, request).charge(pointsEach);
  if (tooMuch) return refused(inCaseWords(tooMuch));
  const snapshot = environment.curricula.snapshot();
  return answerAt(new URL(url, 'http://localhost'), snapshot, address);
}

/** Of what each may ask in a minute: most of what is asked for is kept. */
const pointsEach = 20;

type Snapshot = ReturnType<Environment['curricula']['snapshot']>;

type Answer =
  | { readonly kind: 'refused'; readonly refusal: CaseRefusal }
  | { readonly kind: 'elsewhere'; readonly location: string }
  | CaseAnswer;

interface CaseAnswer {
  readonly kind: 'answer';
  /** What the answer is made of: the same, and it is the same. */
  readonly madeOf: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly parts: Parts;
}

async function answerAt(url: URL, snapshot: Snapshot, address: string): Promise<Answer> {
  const [first, ...rest] = url.pathname.split('/').filter(Boolean);
  if (first === 'uri') return answerUri(rest, snapshot, address);
  const [, version, collection, id, ...more] = rest.length > 0 ? [first, ...rest.slice(1)] : [];
  const known = caseVersions.find((each) => each === version);
  if (!known || more.length > 0) return refused(nothingHere);
  if (collection === 'discovery' && known === 'v1p1' && id === 'imscasev1p1_openapi3_v1p0.json')
    return {
      kind: 'answer',
      madeOf: ['openapi', address],
      parts: () => [JSON.stringify(openApi(address))],
    };
  if (collection === 'CFDocuments' && id === undefined)
    return answerList(url, known, snapshot, address);
  if (id === undefined || !isCollection(collection)) return refused(nothingHere);
  if (!isUuid(id.toLowerCase())) return refused(noUuid);
  const found = await findCaseObject(snapshot, id.toLowerCase());
  const parts = found && partsOf(collection, found, { version: known, address });
  if (!found || !parts) return refused(unknownObject);
  const { published } = found.framework;
  return { kind: 'answer', madeOf: [known, address, collection, id, ...madeOf(published)], parts };
}

/** Leads to what an address of something means: addresses stay the same whatever the version of the standard is. */
async function answerUri(
  rest: readonly string[],
  snapshot: Snapshot,
  address: string,
): Promise<Answer> {
  const [id = '', ...more] = rest;
  if (more.length > 0 || !isUuid(id.toLowerCase())) return refused(noUuid);
  const found = await findCaseObject(snapshot, id.toLowerCase());
  if (!found) return refused(unknownObject);
  const { kind, value } = found.object;
  return { kind: 'elsewhere', location: `${address}/ims/case/v1p1/${kind}/${value.identifier}` };
}

async function answerList(
  url: URL,
  version: CaseVersion,
  snapshot: Snapshot,
  address: string,
): Promise<Answer> {
  const reading = readQuery(url.searchParams);
  if (reading.kind === 'wrong')
    return refused({ status: 400, code: 'invalid_selection_field', message: reading.message });
  const frameworks = await caseFrameworks(snapshot);
  const { page, total } = answerQuery(
    frameworks.map((framework) => documentIn(framework, { version, address })),
    reading.query,
  );
  const links = pageLinks(url, reading.query, total, `${address}/ims/case/${version}/CFDocuments`);
  return {
    kind: 'answer',
    madeOf: [
      version,
      address,
      url.search,
      ...frameworks.flatMap(({ published }) => madeOf(published)),
    ],
    headers: { 'x-total-count': String(total), ...(links === '' ? {} : { link: links }) },
    parts: () => [`{"CFDocuments":${written(page, address)}}`],
  };
}

function pageLinks(url: URL, { limit, offset }: CaseQuery, total: number, path: string): string {
  const last = Math.max(0, Math.floor((total - 1) / limit) * limit);
  const offsets = {
    first: 0,
    ...(offset > 0 ? { prev: Math.max(0, offset - limit) } : {}),
    ...(offset + limit < total ? { next: offset + limit } : {}),
    last,
  };
  return Object.entries(offsets)
    .map(([relation, to]) => {
      const parameters = new URLSearchParams(url.searchParams);
      parameters.set('limit', String(limit));
      parameters.set('offset', String(to));
      return `<${path}?${parameters}>; rel="${relation}"`;
    })
    .join(', ');
}

function madeOf({ revision }: PublishedCurriculum): string[] {
  return [
    revision.curriculum,
    String(revision.number),
    revision.digest,
    revision.publishedAt.toISOString(),
  ];
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Exclude<Answer, { kind: 'refused' }>,
  bodies: BoundedCache<Buffer>,
): Promise<void> {
  if (answer.kind === 'elsewhere') {
    response.writeHead(303, { location: answer.location, 'content-length': 0 }).end();
    return;
  }
  const tag = createHash('sha256')
    .update(JSON.stringify([form, ...answer.madeOf]))
    .digest('base64url');
  const headers = { ...answer.headers, etag: `"${tag}"`, 'cache-control': 'private, no-cache' };
  if (hasAlready(request, headers.etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  const body = bodies.get(tag) ?? (await bodyOf(answer));
  if (body.length <= keptBodies.bytes) bodies.set(tag, body);
  response.writeHead(200, {
    ...headers,
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

async function bodyOf({ parts }: CaseAnswer): Promise<Buffer> {
  const written: string[] = [];
  for (const part of parts()) {
    written.push(part);
    if (part.length > partCharacters) await setImmediate();
  }
  return Buffer.from(written.join(''));
}

/** Raised whenever the same revision is written otherwise. */
const form = '1';
/** So many bodies of so many bytes at the most are kept for those who ask for the same again. */
const keptBodies = { entries: 8, keyLength: 100, bytes: 16 * 1024 * 1024 };
/** What is longer takes long enough to let others have a turn. */
const partCharacters = 50_000;

function refused(refusal: CaseRefusal): Answer {
  return { kind: 'refused', refusal };
}

const ourFault: CaseRefusal = {
  status: 500,
  code: 'internal_server_error',
  message: 'Something went wrong on our side.',
};

const notReadable: CaseRefusal = {
  status: 405,
  code: 'forbidden',
  message: 'Frameworks are read by GET.',
  headers: { allow: 'GET, HEAD' },
};

const tooLong: CaseRefusal = {
  status: 414,
  code: 'invalid_selection_field',
  message: `The address of a request has at most ${httpLimits.addressCharacters} characters.`,
};

const nothingHere: CaseRefusal = {
  status: 404,
  code: 'unknownobject',
  message: 'There is nothing here. The frameworks are listed at `/ims/case/v1p1/CFDocuments`.',
};

const unknownObject: CaseRefusal = {
  status: 404,
  code: 'unknownobject',
  message: 'Nothing of this kind has that identifier.',
};

const noUuid: CaseRefusal = {
  status: 404,
  code: 'invalid_uuid',
  message: 'An identifier is a UUID, such as `c5fb0812-4a39-5a1c-8a0c-9f3b3a4b2d11`.',
};
