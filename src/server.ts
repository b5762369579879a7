import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Environment } from './actions/environment.ts';
import { type Config, usualRateLimits } from './config.ts';
import type { AskersConnection } from './graphql/context.ts';
import { createEndpoint } from './graphql/endpoint.ts';
import type { ReportBug } from './graphql/mask-bugs.ts';
import { identityProvider } from './outside/identity-provider.ts';
import { whoAsks } from './web/authenticate.ts';
import { createCaseProvider, isCasePath } from './web/case/provider.ts';
import { allowOrigins } from './web/cors.ts';
import type { Dashboard } from './web/example-operations.ts';
import { createFeeds } from './web/feeds.ts';
import { createGraphiQL, opensPage } from './web/graphiql.ts';
import { mediaTypeOf, refusalOf, refusalOfLength, refusalOfQuery } from './web/guard.ts';
import { respondLive, respondReady, respondVersion } from './web/health.ts';
import { httpLimits } from './web/http-limits.ts';
import { RateLimits, tellingAllowance } from './web/rate-limits.ts';
import { type HttpRefusal, refuse } from './web/refuse.ts';
import { requestIdOf } from './web/request-id.ts';
import { createXapi } from './web/xapi.ts';

/**
 * The HTTP server, not listening yet: `/graphql` for programs and, in a browser, as GraphiQL; `/ims/case` for systems that
 * read competency frameworks; `/health/live` and `/health/ready` for whoever runs it. Bugs, which callers are told nothing of, go to standard error as a line of JSON.
 */
export function createServer(
  environment: Environment,
  config: ServerConfig,
  reportBug: ReportBug = (bug) => writeBug(environment.now(), bug),
): Server {
  const handle = createHandler(environment, config, reportBug);
  const server = createHttpServer(timeouts, (request, response) => {
    handle(request, response).catch((bug) => {
      reportBug(bug);
      if (response.headersSent) response.destroy();
      else refuse(request, response, ourFault);
    });
  });
  return server.setTimeout(httpLimits.idleMilliseconds);
}

/** Those of the settings that the server minds. */
export type ServerConfig = Pick<
  Config,
  'corsOrigins' | 'publicUrl' | 'anonymousAccess' | 'identityProvider'
> & {
  /** The usual ones where it is left out. */
  readonly rateLimits?: Config['rateLimits'];
  /** 1.0.3 where it is left out. */
  readonly xapiDefaultVersion?: Config['xapiDefaultVersion'];
  /** What GraphiQL's tabs for mentors are filled in with; nothing where it is left out. */
  readonly dashboard?: Dashboard | null;
};

const timeouts = {
  headersTimeout: httpLimits.headersMilliseconds,
  requestTimeout: httpLimits.requestMilliseconds,
  keepAliveTimeout: httpLimits.keepAliveMilliseconds,
  connectionsCheckingInterval: 1_000,
};

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function createHandler(
  environment: Environment,
  {
    corsOrigins,
    publicUrl,
    anonymousAccess,
    identityProvider: settings,
    xapiDefaultVersion = '1.0.3',
    dashboard = null,
    rateLimits = usualRateLimits,
  }: ServerConfig,
  reportBug: ReportBug,
): Handler {
  const origins = new Set(corsOrigins);
  const gate = {
    access: anonymousAccess,
    rateLimits: new RateLimits(rateLimits),
    provider: settings && {
      kinds: settings.kinds,
      vouch: identityProvider(settings, { now: environment.now, report: reportBug }),
    },
  };
  const endpoint = createEndpoint(environment, reportBug);
  const feeds = createFeeds(environment);
  const frameworks = createCaseProvider(environment, gate, reportBug);
  const prefix = publicUrl ? pathOf(new URL(publicUrl).pathname) : '';
  const xapi = createXapi(environment, {
    defaultVersion: xapiDefaultVersion,
    gate,
    addressOf: (request) => publicUrl ?? addressOf(request),
    prefix,
  });
  const graphiql = createGraphiQL(`${prefix}/graphql`, dashboard);
  const routes: Readonly<Record<string, Handler>> = {
    '': async (request, response) => {
      if (opensPage(request)) response.writeHead(302, { location: 'graphql' }).end();
      else refuse(request, response, notFound);
    },
    '/graphql': async (request, response) => {
      if (opensPage(request)) return graphiql(request, response);
      const refusal = refusalOfQuery(request);
      if (refusal) return refuse(request, response, refusal);
      const who = await whoAsks(environment, gate, request);
      if (who.kind === 'refused') return refuse(request, response, who.refusal);
      const allowance = tellingAllowance(gate.rateLimits.of(who.identity, request), response);
      // What it costs is known when it has been read; whoever has nothing left is not read at all.
      const tooMuch = allowance.charge(1);
      if (tooMuch) return refuse(request, response, tooMuch);
      const tooLong = refusalOfLength(request, who.identity.actor);
      if (tooLong) return refuse(request, response, tooLong);
      // Yoga knows media types in lower case only.
      request.headers['content-type'] = mediaTypeOf(request);
      response.setHeader('cache-control', 'no-store');
      const address = publicUrl ?? addressOf(request);
      const connection = connectionOf(response);
      await endpoint(request, response, {
        ...{ identity: who.identity, address, connection, allowance },
      });
    },
    '/version': async (_request, response) => respondVersion(response),
    '/health/live': async (_request, response) => respondLive(response),
    '/health/ready': (_request, response) => respondReady(environment, response),
  };
  return async (request, response) => {
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('x-request-id', requestIdOf(request));
    if (allowOrigins(origins, request, response)) return;
    const refusal = refusalOf(request);
    if (refusal) return refuse(request, response, refusal);
    const path = pathOf(request.url!.split('?')[0]!);
    if (Object.hasOwn(routes, path)) await routes[path]!(request, response);
    else if (path.startsWith('/feeds/')) await feeds(request, response);
    else if (isCasePath(path)) await frameworks(request, response, publicUrl ?? addressOf(request));
    else if (/^\/xapi(\/|$)/.test(path)) await xapi(request, response, path);
    else refuse(request, response, notFound);
  };
}

/** A path without the slashes that may end it; empty for the root. */
function pathOf(path: string): string {
  return path.replace(/\/+$/, '');
}

function connectionOf(response: ServerResponse): AskersConnection {
  return {
    whenGone(then) {
      if (response.destroyed || response.writableFinished) then();
      else response.once('close', then);
    },
    hangUp: () => response.destroy(),
  };
}

/** Where a caller reached us, by what it says itself. */
function addressOf({ headers, socket }: IncomingMessage): string {
  return `http://${headers.host ?? `localhost:${socket.localPort}`}`;
}

const notFound: HttpRefusal = {
  status: 404,
  code: 'NOT_FOUND',
  message: 'There is nothing here. The API is at `/graphql`.',
};

const ourFault: HttpRefusal = {
  status: 500,
  code: 'INTERNAL_SERVER_ERROR',
  message: 'Something went wrong on our side.',
};

function writeBug(now: Date, bug: unknown): void {
  const { message, stack } =
    bug instanceof Error ? bug : { message: String(bug), stack: undefined };
  const line = { level: 'error', at: now.toISOString(), message, stack };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
