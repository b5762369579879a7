import { availableParallelism } from 'node:os';
import type { SharedGraph } from '../curriculum/graph.ts';
import { answerPlanRequest, type Ground } from './answer-plan-request.ts';
import { AnsweringThread, leastBusy } from './answering-thread.ts';

/** What a thread is told. */
export type RequestThreadMessage =
  | {
      readonly kind: 'ground';
      readonly shared: SharedGraph;
      readonly revision: number | null;
      readonly lineage: Ground['lineage'];
      readonly prices: boolean;
    }
  | { readonly kind: 'request'; readonly line: string };

/** Answers requests, each a line of JSON, by a line of JSON. */
export interface RequestAnswerer {
  /** So many requests may be asked before the first of them is answered; more would only wait. */
  readonly asksAhead: number;
  /** Rejects with a `ThreadFailure` where the thread died over it. */
  readonly answer: (line: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** How many threads many requests are worth: one a core where there is much to do, else this one alone. */
export function usualThreads(requestBytes: number | null): number {
  return requestBytes !== null && requestBytes >= manyRequestBytes ? availableParallelism() : 1;
}

/** About a thousand requests; fewer are answered before threads have started. */
const manyRequestBytes = 200_000;

/** Answers in this thread, one request at a time. */
export function answerHere(ground: Ground, prices: boolean): RequestAnswerer {
  return {
    asksAhead: 1,
    answer: async (line) => JSON.stringify(await answerPlanRequest(ground, line, { prices })),
    close: async () => undefined,
  };
}

/**
 * Answers on so many threads, which share the arrays of the compiled curriculum and copy its words. The answers are those
 * that `answerHere` gives.
 */
export function answerOnThreads(ground: Ground, prices: boolean, threads: number): RequestAnswerer {
  const message: RequestThreadMessage = {
    kind: 'ground',
    shared: ground.graph.share(),
    revision: ground.revision,
    lineage: ground.lineage,
    prices,
  };
  const crew: AnsweringThread<RequestThreadMessage, string>[] = [];
  try {
    while (crew.length < threads) {
      const thread = new AnsweringThread<RequestThreadMessage, string>(entry);
      thread.tell(message);
      crew.push(thread);
    }
  } catch (error) {
    // Requirements nested thousands deep can't be sent: copying them goes by recursion.
    if (!(error instanceof RangeError)) throw error;
    return answerHere(ground, prices);
  }
  return {
    asksAhead: threads * asksAheadPerThread,
    answer: (line) => leastBusy(crew).ask({ kind: 'request', line }),
    close: async () => void (await Promise.all(crew.map((thread) => thread.stop()))),
  };
}

/** Enough that no thread waits for work while answers are written. */
const asksAheadPerThread = 8;

const entry = new URL('./request-thread.ts', import.meta.url).href;
