import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import { ChangeStreams } from '../../src/actions/change-streams.ts';
import { createToken, type TokenInput } from '../../src/actions/create-token.ts';
import { Curricula } from '../../src/actions/curricula.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import type { StreamLimits } from '../../src/actions/stream-limits.ts';
import type { Config } from '../../src/config.ts';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import { createServer } from '../../src/server.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';

/** A server as callers see it, over a real database and a real socket. */
export interface TestServer {
  /** `http://127.0.0.1:<port>`. */
  url(): string;
  environment(): Environment;
  /** The JSON that a query is answered with, for a stranger or for whoever the secret of a token is of. */
  ask(query: string, variables?: Record<string, unknown>, secret?: string): Promise<Answer>;
  /** What `ask` answers with where nothing is wrong; throws what is. */
  read(query: string, variables?: Record<string, unknown>, secret?: string): Promise<Json>;
  /** Makes a token, and gives its secret. */
  secretOf(token: Omit<TokenInput, 'title'> & { readonly title?: string }): Promise<string>;
  /** Sends a request as it stands, which `fetch` would mend or refuse. */
  send(request: RawRequest): Promise<RawResponse>;
  /** The errors that were ours. */
  readonly bugs: unknown[];
}

export interface RawRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** In one piece, with its length unless the headers say otherwise. */
  readonly body?: string | Buffer;
}

export interface RawResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

// biome-ignore lint/suspicious/noExplicitAny: an answer has whatever shape was asked for.
export type Json = Record<string, any>;

export interface Answer {
  readonly data?: Json | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Json;
  }[];
}

/** Runs a server as long as the test file that calls this, with each curriculum published in its turn. */
export function testServer(
  curricula: () => readonly Curriculum[] | Promise<readonly Curriculum[]>,
  config: Partial<Config> & { readonly streams?: Partial<StreamLimits> } = {},
): TestServer {
  const bugs: unknown[] = [];
  let folder: string;
  let store: Store;
  let environment: Environment;
  let server: ReturnType<typeof createServer>;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cairn-server-'));
    store = await openStore(`file:${join(folder, 'cairn.db')}`);
    let milliseconds = Date.parse('2027-03-01T09:30:00.000Z');
    const now = () => new Date(milliseconds++);
    environment = {
      store,
      now,
      random: randomBytes,
      curricula: await Curricula.load(store),
      streams: new ChangeStreams(store, config.streams),
    };
    for (const curriculum of await curricula())
      await publishCurriculum(environment, { curriculum, publishedBy: 'test', note: null });
    server = createServer(environment, { ...usual, ...config }, (bug) => bugs.push(bug));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    await store?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const ask: TestServer['ask'] = async (query, variables, secret) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  };
  return {
    bugs,
    ask,
    url: () => url,
    environment: () => environment,
    send: (raw) => send(new URL(url), raw),
    async secretOf(token) {
      const created = await createToken(environment, operator, { title: 'Test', ...token });
      if (created.kind !== 'token-created') throw new Error(created.message);
      return created.secret;
    },
    async read(query, variables, secret) {
      const { data, errors } = await ask(query, variables, secret);
      if (errors || !data) throw new Error(JSON.stringify(errors));
      return data;
    },
  };
}

const usual = {
  corsOrigins: [],
  publicUrl: null,
  anonymousAccess: 'planning',
  identityProvider: null,
} as const;

function send(url: URL, { body, ...raw }: RawRequest): Promise<RawResponse> {
  const isMeasured = body !== undefined && !('transfer-encoding' in (raw.headers ?? {}));
  const headers = {
    ...(isMeasured ? { 'content-length': Buffer.byteLength(body) } : {}),
    ...raw.headers,
  };
  const options = { host: url.hostname, port: url.port, agent: false, ...raw, headers };
  return new Promise((resolve, reject) => {
    const outgoing = request(options, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const { statusCode = 0, headers } = response;
      resolve({ status: statusCode, headers, body: Buffer.concat(chunks) });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
