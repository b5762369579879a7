import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type FragmentDefinitionNode,
  GraphQLError,
  getOperationAST,
  Kind,
  parse,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { answerTooLarge } from './answer-budget.ts';
import type { Context } from './context.ts';
import { costOf } from './cost.ts';
import { brokenLimits, tooManyTokens } from './document-limits.ts';
import { limitError } from './limit-error.ts';
import { limits } from './limits.ts';

/** Refuses documents that are too long, deep or wide, before they are validated. Each is measured once. */
export function limitDocuments(): Plugin {
  const measured = new WeakSet<DocumentNode>();
  return {
    onParse({ setParseFn }) {
      setParseFn((source, options) => {
        const tooLong = tooManyTokens(String(typeof source === 'string' ? source : source.body));
        if (tooLong) throw tooLong;
        return parse(source, options);
      });
      return ({ result, replaceParseResult }) => {
        if (!isDocument(result) || measured.has(result)) return;
        const errors = brokenLimits(result);
        if (errors.length === 0) measured.add(result);
        else replaceParseResult(errors.length === 1 ? errors[0]! : new AggregateError(errors));
      };
    },
  };
}

/** Refuses operations that cost too much. After validation, whose result is kept whatever the variables are. */
export function limitCost(): Plugin {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const refusal = tooCostly(args);
      if (refusal) setResultAndStopExecution({ errors: [refusal] });
    },
  };
}

/** What is wrong with an operation that costs too much, or more than whoever asks has left; null where it does not. */
export function tooCostly(args: ExecutionArgs): GraphQLError | null {
  const operation = getOperationAST(args.document, args.operationName);
  if (!operation) return null;
  const fragments = fragmentsOf(args.document);
  const cost = costOf({ ...args, operation, fragments, variables: args.variableValues ?? {} });
  if (cost <= limits.cost) return charge(args.contextValue as unknown as Context, cost);
  const message = `The query may come to ${cost} objects: at most ${limits.cost} are allowed. Ask for smaller pages, or for fewer lists within lists.`;
  return limitError('TOO_COSTLY', message, { limit: limits.cost, size: cost });
}

/** Takes what an operation costs from what its asker has left, before anything is done for it. */
function charge({ allowance, charged }: Context, cost: number): GraphQLError | null {
  const refusal = allowance.charge(cost);
  charged.points = cost;
  if (refusal === null) return null;
  const { message, retryAfterSeconds } = refusal;
  const http = { status: 429, headers: { 'retry-after': String(retryAfterSeconds) } };
  return new GraphQLError(message, {
    extensions: { code: 'RATE_LIMITED', cost, retryAfterSeconds, http },
  });
}

/** Refuses an answer that has grown too large, whole. */
export function limitAnswer(): Plugin {
  return {
    onExecute({ args }) {
      const context = args.contextValue as unknown as Context;
      return {
        onExecuteDone({ result, setResult }) {
          setResult(answerWithin(context, result as ExecutionResult));
        },
      };
    },
  };
}

/** The answer; where it has grown too large, that it has. */
export function answerWithin({ budget }: Context, answer: ExecutionResult): ExecutionResult {
  return budget.entries > limits.entries ? { errors: [answerTooLarge()] } : answer;
}

function isDocument(result: unknown): result is DocumentNode {
  return (result as DocumentNode | null)?.kind === Kind.DOCUMENT;
}

function fragmentsOf({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> {
  return Object.fromEntries(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
}
