import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** A request that cannot be read is its caller's mistake, wherever in it that shows. */
export function readRequests(): Plugin {
  return {
    onRequestParse({ requestParser, setRequestParser }) {
      if (!requestParser) return;
      setRequestParser(async (request) => {
        try {
          return await requestParser(request);
        } catch {
          throw unreadable();
        }
      });
    },
  };
}

function unreadable(): GraphQLError {
  const message =
    'The request cannot be read: a body must be a JSON object, and so must `variables` and `extensions`.';
  return new GraphQLError(message, {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });
}
