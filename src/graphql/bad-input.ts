import { GraphQLError } from 'graphql';

/** An argument that cannot be served, said to the caller as it is. Suggestions are for programs; the message has them too. */
export function badInput(message: string, suggestions: readonly string[] = []): GraphQLError {
  return new GraphQLError(message, {
    extensions: {
      code: 'BAD_USER_INPUT',
      ...(suggestions.length > 0 ? { suggestions } : {}),
    },
  });
}
