import {
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
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
      const operation = getOperationAST(args.document, args.operationName);
      if (!operation) return;
      const fragments = fragmentsOf(args.document);
      const cost = costOf({ ...args, operation, fragments, variables: args.variableValues ?? {} });
      if (cost <= limits.cost) return;
      const message = `The query may come to ${cost} objects: at most ${limits.cost} are allowed. Ask for smaller pages, or for fewer lists within lists.`;
      const size = { limit: limits.cost, size: cost };
      setResultAndStopExecution({ errors: [limitError('TOO_COSTLY', message, size)] });
    },
  };
}

/** Refuses an answer that has grown too large, whole. */
export function limitAnswer(): Plugin {
  return {
    onExecute({ args }) {
      const { budget } = args.contextValue as unknown as Context;
      return {
        onExecuteDone({ setResult }: { setResult: (result: ExecutionResult) => void }) {
          if (budget.entries > limits.entries) setResult({ errors: [answerTooLarge()] });
        },
      };
    },
  };
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
