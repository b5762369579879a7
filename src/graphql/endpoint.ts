import { createYoga } from 'graphql-yoga';
import type { Identity } from '../actions/authenticate.ts';
import type { Environment } from '../actions/environment.ts';
import { type AskersConnection, createContext } from './context.ts';
import { documentCache } from './document-cache.ts';
import { limitAnswer, limitCost, limitDocuments } from './enforce-limits.ts';
import { maskBugs, type ReportBug } from './mask-bugs.ts';
import { persistedOperations } from './persisted-operations.ts';
import { readRequests } from './read-requests.ts';
import { schema } from './schema.ts';
import { streamEvents } from './stream-events.ts';

/**
 * Answers GraphQL over HTTP, given who asks. Yoga's own defaults are closed where they are open to everybody: it is for the server to
 * say who may ask from where, and how long a body may be.
 */
export function createEndpoint(environment: Environment, reportBug: ReportBug) {
  return createYoga<{ identity: Identity; address: string; connection: AskersConnection }>({
    schema,
    context: ({ identity, address, connection }) =>
      createContext(environment, identity, address, connection),
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
