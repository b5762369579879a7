import { createYoga } from 'graphql-yoga';
import type { Identity } from '../actions/authenticate.ts';
import type { Environment } from '../actions/environment.ts';
import { type AskersAllowance, type AskersConnection, createContext } from './context.ts';
import { documentCache } from './document-cache.ts';
import { limitAnswer, limitCost, limitDocuments } from './enforce-limits.ts';
import { maskBugs, type ReportBug } from './mask-bugs.ts';
import { persistedOperations } from './persisted-operations.ts';
import { readRequests } from './read-requests.ts';
import { schema } from './schema.ts';
import { streamEvents } from './stream-events.ts';

/** What is known of a request before it is read. */
interface Asker {
  readonly identity: Identity;
  readonly address: string;
  readonly connection: AskersConnection;
  readonly allowance: AskersAllowance;
}

/**
 * Answers GraphQL over HTTP, given who asks. Yoga's own defaults are closed where they are open to everybody: it is for the server to
 * say who may ask from where, and how long a body may be.
 */
export function createEndpoint(environment: Environment, reportBug: ReportBug) {
  return createYoga<Asker>({
    schema,
    context: ({ identity, address, connection, allowance }) =>
      createContext(environment, identity, address, connection, allowance),
    graphqlEndpoint: '/graphql',
    landingPage: false,
    graphiql: false,
    cors: false,
    multipart: false,
    batching: false,
    extraParamNames: ['documentId'],
    logging: false,
    // The server has looked at `Content-Length`; yoga would pass every body through a stream of its own.
    maxRequestBodySize: false,
    parserAndValidationCache: documentCache(),
    maskedErrors: maskBugs(reportBug),
    plugins: [
      readRequests(),
      persistedOperations(environment),
      limitDocuments(),
      limitCost(),
      streamEvents(),
      limitAnswer(),
    ],
  });
}
