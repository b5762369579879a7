import type { Worker } from 'node:worker_threads';
import type { ElkNode } from 'elkjs/lib/elk-api.js';
import { startThread } from './start-thread.ts';

/** What the thread is asked, and what it answers. */
export interface LayoutQuestion {
  readonly number: number;
  readonly graph: ElkNode;
}

interface Waiting {
  readonly resolve: (graph: ElkNode) => void;
  readonly reject: (problem: Error) => void;
}

/**
 * Lays drawings out on a thread of its own, since that takes long and the first time longer: it is started by the first
 * graph, stays warm, and doesn't keep the process alive while nothing is asked of it. Where it dies, all that wait fail, and
 * the next graph starts a new thread.
 */
export class LayoutThread {
  readonly #waiting = new Map<number, Waiting>();
  #thread: Worker | null = null;
  #asked = 0;

  layOut(graph: ElkNode): Promise<ElkNode> {
    this.#thread ??= this.#startThread();
    const thread = this.#thread;
    const number = this.#asked++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      thread.ref();
      thread.postMessage({ number, graph } satisfies LayoutQuestion);
    });
  }

  /** What waits fails. A graph that comes later starts a new thread. */
  async close(): Promise<void> {
    await this.#thread?.terminate();
  }

  #startThread(): Worker {
    const thread = startThread(entry);
    let problem = new Error('The thread that lays drawings out has ended.');
    thread.on('message', ({ number, graph }: LayoutQuestion) => {
      this.#waiting.get(number)?.resolve(graph);
      this.#waiting.delete(number);
      if (this.#waiting.size === 0) thread.unref();
    });
    thread.on('error', (error: Error) => {
      problem = error;
    });
    thread.on('exit', () => {
      this.#thread = null;
      for (const { reject } of this.#waiting.values()) reject(problem);
      this.#waiting.clear();
    });
    return thread;
  }
}

/** The one that all requests of a process share. */
export const sharedLayoutThread = new LayoutThread();

const entry = new URL('./layout-worker.ts', import.meta.url).href;
