import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type Context, contextOfEvent } from './context.ts';
import { answerWithin, tooCostly } from './enforce-limits.ts';

/**
 * Answers subscriptions. Each event is answered as if it were a request of its own: with what is published and stored by
 * then, and within the limits of one answer.
 */
export function streamEvents(): Plugin {
  return {
    onSubscribe({ args, setResultAndStopExecution, setSubscribeFn }) {
      const refusal = acceptsEvents(args.contextValue.request) ? tooCostly(args) : notAcceptable();
      if (refusal) setResultAndStopExecution({ errors: [refusal] });
      else setSubscribeFn(subscribe);
    },
  };
}

async function subscribe(
  args: ExecutionArgs,
): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>> {
  const events = await createSourceEventStream(args);
  return isStream(events) ? new Answers(events[Symbol.asyncIterator](), args) : events;
}

function isStream(
  events: AsyncIterable<unknown> | ExecutionResult,
): events is AsyncIterable<unknown> {
  return Symbol.asyncIterator in events;
}

/** An answer for each event. Whoever wants no more ends the events at once, and not after the next one. */
class Answers implements AsyncIterableIterator<ExecutionResult> {
  readonly #events: AsyncIterator<unknown>;
  readonly #args: ExecutionArgs;

  constructor(events: AsyncIterator<unknown>, args: ExecutionArgs) {
    this.#events = events;
    this.#args = args;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<ExecutionResult>> {
    const { done, value: rootValue } = await this.#events.next();
    if (done) return { done, value: undefined };
    const contextValue = contextOfEvent(this.#args.contextValue as Context);
    const result = await execute({ ...this.#args, rootValue, contextValue });
    return { done: false, value: answerWithin(contextValue, result) };
  }

  async return(): Promise<IteratorResult<ExecutionResult>> {
    await this.#events.return?.();
    return { done: true, value: undefined };
  }
}

function acceptsEvents(request: Request | undefined): boolean {
  const accepted = request?.headers.get('accept') ?? '*/*';
  return /text\/(event-stream|\*)|\*\/\*/i.test(accepted);
}

function notAcceptable(): GraphQLError {
  const message =
    'A subscription is answered with server-sent events: send `Accept: text/event-stream`.';
  return new GraphQLError(message, {
    extensions: { code: 'NOT_ACCEPTABLE', http: { status: 406 } },
  });
}
