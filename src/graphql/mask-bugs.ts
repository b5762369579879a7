import { maskError } from 'graphql-yoga';

/** Is told of an error that is ours, not the caller's. */
export type ReportBug = (bug: unknown) => void;

/**
 * Says nothing to the caller of what went wrong inside, and tells us. What resolvers say to the caller they say as a
 * `GraphQLError`, which passes.
 */
export function maskBugs(reportBug: ReportBug) {
  return {
    isDev: false,
    errorMessage: 'Something went wrong on our side.',
    maskError: (error: unknown, message: string): Error => {
      const masked = maskError(error, message, false);
      if (masked !== error) reportBug(causeOf(error));
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
