import type { Worker } from 'node:worker_threads';
import type { HardPart, HardPartAnswer } from '../planner/select/hard-part.ts';
import type { MixedIntegerLimits } from '../planner/select/mixed-integer.ts';
import { startThread } from './start-thread.ts';

/** What the thread is asked. */
export interface HardPartQuestion {
  readonly part: HardPart;
  readonly limits: MixedIntegerLimits;
}

export interface HardPartLimits extends MixedIntegerLimits {
  /** So many parts may wait or be worked on; past that there is no answer. */
  readonly partsWaiting: number;
  /** A thread is replaced by a new one after so many parts, which bounds what the solver may leak. */
  readonly partsPerThread: number;
}

export const hardPartLimits: HardPartLimits = {
  nodes: 2_000,
  seconds: 5,
  partsWaiting: 64,
  partsPerThread: 2_000,
};

/** More than a thread takes to start on a busy machine. */
const startMilliseconds = 10_000;

interface Waiting {
  readonly part: HardPart;
  readonly resolve: (answer: HardPartAnswer | undefined) => void;
}

/**
 * Solves hard parts on a thread of its own, one at a time: it is started by the first part, stays warm, and doesn't keep the
 * process alive while nothing is asked of it. Where it dies over a part that one has no answer, and the next one a new thread.
 */
export class HardPartSolver {
  readonly #limits: HardPartLimits;
  readonly #waiting: Waiting[] = [];
  #thread: Worker | null = null;
  #solvedByThread = 0;
  #current: (Waiting & { readonly thread: Worker }) | null = null;
  #guard: NodeJS.Timeout | undefined;

  constructor(limits: HardPartLimits = hardPartLimits) {
    this.#limits = limits;
  }

  /** Undefined where too many parts wait, or the thread died over this one. */
  solve(part: HardPart): Promise<HardPartAnswer | undefined> {
    if (this.#waiting.length >= this.#limits.partsWaiting) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#waiting.push({ part, resolve });
      this.#next();
    });
  }

  /** What waits has no answer any more. A part that comes later starts a new thread. */
  async close(): Promise<void> {
    for (const { resolve } of this.#waiting.splice(0)) resolve(undefined);
    await this.#stopThread();
  }

  #next(): void {
    if (this.#current !== null) return;
    const next = this.#waiting.shift();
    if (next === undefined) {
      this.#thread?.unref();
      return;
    }
    const thread = this.#thread ?? this.#startThread();
    this.#current = { ...next, thread };
    thread.ref();
    const { nodes, seconds } = this.#limits;
    thread.postMessage({ part: next.part, limits: { nodes, seconds } } satisfies HardPartQuestion);
    // The solver keeps its time but roughly, and a thread takes a while to start: one that goes far beyond is given up.
    this.#guard = setTimeout(() => this.#stopThread(), seconds * 2_000 + startMilliseconds);
  }

  #startThread(): Worker {
    const thread = startThread(entry);
    thread.on('message', (answer: HardPartAnswer) => {
      this.#solvedByThread += 1;
      if (this.#solvedByThread >= this.#limits.partsPerThread) this.#stopThread();
      this.#answer(answer);
    });
    // Whatever it was, the thread exits over it.
    thread.on('error', () => {});
    thread.on('exit', () => {
      if (this.#thread === thread) this.#thread = null;
      if (this.#current?.thread === thread) this.#answer(undefined);
    });
    this.#thread = thread;
    this.#solvedByThread = 0;
    return thread;
  }

  #answer(answer: HardPartAnswer | undefined): void {
    clearTimeout(this.#guard);
    const answered = this.#current;
    this.#current = null;
    answered?.resolve(answer);
    this.#next();
  }

  /** The part at hand, if there is one, has no answer. */
  async #stopThread(): Promise<void> {
    const thread = this.#thread;
    this.#thread = null;
    await thread?.terminate();
  }
}

/** The one that all requests of a process share. */
export const sharedHardPartSolver = new HardPartSolver();

const entry = new URL('./hard-part-worker.ts', import.meta.url).href;
