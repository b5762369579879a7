import type { Worker } from 'node:worker_threads';
import { startThread } from './start-thread.ts';

/** A thread died, for want of memory for example, before it had answered. */
export class ThreadFailure extends Error {}

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (failure: ThreadFailure) => void;
}

/** A thread, what it is told, and the questions that it was asked; it posts one answer for each of these, in their order. */
export class AnsweringThread<Message, Answer> {
  readonly #thread: Worker;
  readonly #waiting: Waiting<Answer>[] = [];
  #failure: ThreadFailure | null = null;

  /** @param entry as `new URL('./file.ts', import.meta.url).href`. */
  constructor(entry: string) {
    this.#thread = startThread(entry);
    this.#thread.on('message', (answer: Answer) => this.#waiting.shift()?.resolve(answer));
    this.#thread.on('error', (error) => this.#fail(String(error)));
    this.#thread.on('exit', (code) => this.#fail(`it ended with ${code}`));
  }

  /** How many questions wait for their answer. */
  get asked(): number {
    return this.#waiting.length;
  }

  /** Hands on what it doesn't answer. Throws where that can't be copied, and has stopped the thread then. */
  tell(message: Message): void {
    try {
      this.#thread.postMessage(message);
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  /** Rejects with a `ThreadFailure` where the thread died over it. */
  ask(question: Message): Promise<Answer> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#thread.postMessage(question);
      this.#waiting.push({ resolve, reject });
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

/** The one that has the fewest questions to answer. */
export function leastBusy<Thread extends { readonly asked: number }>(
  crew: readonly Thread[],
): Thread {
  return crew.reduce((best, thread) => (thread.asked < best.asked ? thread : best));
}
