import { GraphQLError } from 'graphql';
import type { Forbidden } from '../actions/permissions.ts';

/** A result of an action whose actor may do it. */
export type Permitted<Result> = Exclude<Result, Forbidden>;

/** Ends the field with an error where the actor may not do it; hands on every other result. */
export function orForbid<Result extends { readonly kind: string }>(
  result: Result | Forbidden,
): Permitted<Result> {
  if (isForbidden(result)) throw forbiddenError(result);
  return result as Permitted<Result>;
}

/** The same, for where one entry of a list alone is forbidden: return it in the place of the entry. */
export function forbiddenError({ message, requiredScope }: Forbidden): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'FORBIDDEN', requiredScope } });
}

function isForbidden(result: { readonly kind: string }): result is Forbidden {
  return result.kind === 'forbidden';
}
