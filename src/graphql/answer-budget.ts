import {
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNullableType,
  isListType,
  isObjectType,
} from 'graphql';
import type { Context } from './context.ts';
import { limitError } from './limit-error.ts';
import { limits } from './limits.ts';

/** How much of an answer has been made; one a request. */
export interface AnswerBudget {
  entries: number;
}

/**
 * Makes every list of a schema count its entries, and ends those of an answer that has grown past the limit: the cost
 * of a query goes by how long lists usually are, and a curriculum may be unusual.
 */
export function limitAnswers(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields()))
      if (isListType(getNullableType(field.type)) && field.resolve)
        field.resolve = counted(field.resolve);
  }
  return schema;
}

/** What the whole answer is replaced by, rather than a part of it with an error for each list that is missing. */
export function answerTooLarge() {
  const message = `The answer has more than ${limits.entries} entries in its lists and texts: ask for less at once.`;
  return limitError('ANSWER_TOO_LARGE', message, { limit: limits.entries });
}

/** Counts what is in an answer and in no list; throws where that is too much. */
export function countEntries({ budget }: Context, entries: number): void {
  budget.entries += entries;
  if (budget.entries > limits.entries) throw answerTooLarge();
}

type Resolve = GraphQLFieldResolver<unknown, Context>;

function counted(resolve: Resolve): Resolve {
  return (source, args, context, info) => {
    const entries: unknown = resolve(source, args, context, info);
    return entries instanceof Promise
      ? entries.then((settled) => count(context, settled))
      : count(context, entries);
  };
}

function count(context: Context, entries: unknown): unknown {
  if (Array.isArray(entries)) countEntries(context, entries.length);
  return entries;
}
