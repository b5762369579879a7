import type { LearnerChange } from '../curriculum/adopted-roadmap.ts';
import type { StreamLimits } from './stream-limits.ts';

export type StreamEvent =
  | { readonly kind: 'change'; readonly change: LearnerChange }
  /** The last event, where it isn't the reader who ends the stream. */
  | {
      readonly kind: 'end';
      readonly reason: EndReason;
      /** Nothing is left out by who goes on from here. */
      readonly sequence: number;
      /** What went wrong, where it failed. */
      readonly cause: unknown;
    };

export type EndReason = 'stopping' | 'signed-out' | 'forbidden' | 'failed';

/** Where a stream has its changes from. */
export interface StreamSource {
  /** Some of the changes after a sequence, the oldest of them, in order. */
  readonly read: (sequence: number) => Promise<ChangePage>;
  /** Why the reader may have no more; null where they may. */
  readonly check: () => Promise<EndReason | null>;
}

export interface ChangePage {
  readonly changes: readonly LearnerChange[];
  /** There is nothing else up to this sequence. */
  readonly upTo: number;
  /** Whether there may be more after it already. */
  readonly isFull: boolean;
}

/**
 * The changes after a sequence, each once and in order, and then those that are still to come. A page of them is read when
 * the reader has taken all before, so that who reads slowly takes up no memory. Not a generator: those wait for what they
 * wait for before they can be ended.
 */
export class ChangeStream implements AsyncIterableIterator<StreamEvent> {
  readonly #source: StreamSource;
  readonly #limits: StreamLimits;
  readonly #onOver: () => void;
  /** Since when the reader has been busy with an event; null while they wait for one. */
  #busySince: number | null = null;
  /** The reader has all up to here. */
  #sequence: number;
  #page: ChangePage;
  #taken = 0;
  #mayHaveMore = true;
  #checkedAt = performance.now();
  #end: { readonly reason: EndReason; readonly cause: unknown } | null = null;
  #isOver = false;
  #endWait: () => void = () => undefined;

  constructor(source: StreamSource, sequence: number, limits: StreamLimits, onOver: () => void) {
    this.#source = source;
    this.#sequence = sequence;
    this.#page = { changes: [], upTo: sequence, isFull: false };
    this.#limits = limits;
    this.#onOver = onOver;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<StreamEvent>> {
    this.#busySince = null;
    while (!this.#isOver) {
      const change = this.#page.changes[this.#taken];
      const isWaiting = change === undefined && !this.#mayHaveMore;
      if (!this.#end && this.#isTrusted()) {
        if (isWaiting) await this.#wait();
        else if (change) return this.#take(change);
        else await this.#try(() => this.#read());
      } else if (!this.#end) await this.#try(() => this.#check());
      else return this.#finish(this.#end);
    }
    return { done: true, value: undefined };
  }

  /** Something happened that it may have to tell. */
  wake(): void {
    this.#mayHaveMore = true;
    this.#endWait();
  }

  /** Looks at the rights of a reader who waits, if that was long ago. */
  wakeForRights(): void {
    if (performance.now() - this.#checkedAt >= this.#limits.idleMs) this.#endWait();
  }

  /** Whether the reader has not asked for another event for long. */
  isStuck(): boolean {
    const { stuckMs } = this.#limits;
    return this.#busySince !== null && performance.now() - this.#busySince >= stuckMs;
  }

  /** Has the reader told why it ends. */
  end(reason: EndReason, cause: unknown = null): void {
    this.#end ??= { reason, cause };
    this.#endWait();
  }

  /** The reader wants no more. */
  async return(): Promise<IteratorResult<StreamEvent>> {
    this.close();
    return { done: true, value: undefined };
  }

  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#page = { changes: [], upTo: this.#sequence, isFull: false };
    this.#endWait();
    this.#onOver();
  }

  #isTrusted(): boolean {
    return performance.now() - this.#checkedAt < this.#limits.trustMs;
  }

  #take(change: LearnerChange): IteratorResult<StreamEvent> {
    this.#taken += 1;
    this.#busySince = performance.now();
    this.#sequence = change.sequence;
    return { done: false, value: { kind: 'change', change } };
  }

  #finish({ reason, cause }: { reason: EndReason; cause: unknown }): IteratorResult<StreamEvent> {
    const sequence = this.#sequence;
    this.close();
    return { done: false, value: { kind: 'end', reason, sequence, cause } };
  }

  async #read(): Promise<void> {
    // Whatever wakes it from here on may come too late for this page.
    this.#mayHaveMore = false;
    const page = await this.#source.read(this.#page.upTo);
    if (this.#isOver) return;
    this.#page = page;
    this.#taken = 0;
    if (page.changes.length === 0) this.#sequence = page.upTo;
    if (page.isFull) this.#mayHaveMore = true;
  }

  async #check(): Promise<void> {
    const reason = await this.#source.check();
    this.#checkedAt = performance.now();
    if (reason) this.end(reason);
    if (this.#taken === this.#page.changes.length) return;
    // Of what the page has left some may not be for the reader any more.
    this.#page = { changes: [], upTo: this.#sequence, isFull: false };
    this.#taken = 0;
    this.#mayHaveMore = true;
  }

  async #try(attempt: () => Promise<void>): Promise<void> {
    try {
      await attempt();
    } catch (cause) {
      this.end('failed', cause);
    }
  }

  async #wait(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#endWait = resolve;
    });
  }
}
