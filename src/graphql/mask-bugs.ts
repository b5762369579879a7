import { GraphQLError } from 'graphql';
import { maskError } from 'graphql-yoga';
import { storeTrouble } from '../actions/store-trouble.ts';

/** Is told of an error that is ours, not the caller's. */
export type ReportBug = (bug: unknown) => void;

/**
 * Says nothing to the caller of what went wrong inside, and tells us; but for a database that is busy or full, about which
 * callers can do something. What resolvers say to the caller they say as a `GraphQLError`, which passes.
 */
export function maskBugs(reportBug: ReportBug) {
  return {
    isDev: false,
    errorMessage: 'Something went wrong on our side.',
    maskError: (error: unknown, message: string): Error => {
      const trouble = storeTrouble(causeOf(error));
      const masked = maskError(error, trouble ?? message, false);
      if (masked !== error) reportBug(causeOf(error));
      if (trouble !== null && masked instanceof GraphQLError)
        masked.extensions['code'] = 'UNAVAILABLE';
      return masked;
    },
  };
}

/** GraphQL wraps what a resolver threw, to say where. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && 'originalError' in error
    ? (error.originalError ?? error)
    : error;
}
