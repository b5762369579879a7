import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { SharedGraph } from '../curriculum/graph.ts';
import { answerPlanRequest, type Ground } from './answer-plan-request.ts';
import { startThread } from './start-thread.ts';

/** What a thread is told. */
export type RequestThreadMessage =
  | {
      readonly kind: 'ground';
      readonly shared: SharedGraph;
      readonly revision: number | null;
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

/** A thread died, for want of memory for example, before it had answered. */
export class ThreadFailure extends Error {}

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
    prices,
  };
  const crew: RequestThread[] = [];
  try {
    while (crew.length < threads) crew.push(new RequestThread(message));
  } catch (error) {
    // Requirements nested thousands deep can't be sent: copying them goes by recursion.
    if (!(error instanceof RangeError)) throw error;
    return answerHere(ground, prices);
  }
  return {
    asksAhead: threads * asksAheadPerThread,
    answer: (line) => leastBusy(crew).answer(line),
    close: async () => void (await Promise.all(crew.map((thread) => thread.stop()))),
  };
}

/** Enough that no thread waits for work while answers are written. */
const asksAheadPerThread = 8;

function leastBusy(crew: readonly RequestThread[]): RequestThread {
  return crew.reduce((best, thread) => (thread.asked < best.asked ? thread : best));
}

interface Waiting {
  readonly resolve: (answer: string) => void;
  readonly reject: (failure: ThreadFailure) => void;
}

/** A thread and the requests that it was asked; it answers them in their order. */
class RequestThread {
  readonly #thread: Worker;
  readonly #waiting: Waiting[] = [];
  #failure: ThreadFailure | null = null;

  constructor(ground: RequestThreadMessage) {
    this.#thread = startThread(new URL('./request-thread.ts', import.meta.url).href);
    this.#thread.on('message', (answer: string) => this.#waiting.shift()?.resolve(answer));
    this.#thread.on('error', (error) => this.#fail(String(error)));
    this.#thread.on('exit', (code) => this.#fail(`it ended with ${code}`));
    try {
      this.#thread.postMessage(ground);
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  get asked(): number {
    return this.#waiting.length;
  }

  answer(line: string): Promise<string> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#thread.postMessage({ kind: 'request', line } satisfies RequestThreadMessage);
    });
  }

  async stop(): Promise<void> {
    await this.#thread.terminate();
  }

  #fail(why: string): void {
    this.#failure ??= new ThreadFailure(`A thread that plans stopped: ${why}.`);
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}
