import { GraphQLError } from 'graphql';

/**
 * A request that asks for more than is allowed. As the specification of GraphQL over HTTP has it, the status is 400 for
 * callers who accept `application/graphql-response+json`, and 200 for those who only know `application/json`.
 */
export function limitError(
  code: string,
  message: string,
  size: { readonly limit: number; readonly size?: number },
): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, ...size, http: { spec: true, status: 400 } },
  });
}
