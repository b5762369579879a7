import type { LearnerChange } from '../curriculum/adopted-roadmap.ts';
import type { Store } from '../store/store.ts';
import { ChangeStream, type StreamSource } from './change-stream.ts';
import { type StreamLimits, streamLimits } from './stream-limits.ts';

/** A stream that somebody wants. */
export interface WantedStream {
  /** Who reads it: there may be so many streams for each. */
  readonly viewer: string;
  readonly topic: Topic;
  readonly source: StreamSource;
  /** It gives what comes after this. */
  readonly sequence: number;
  /** Cuts off a reader who takes nothing any more, and so could not be told anything either. */
  readonly hangUp: () => void;
}

/** What a stream is about. */
export type Topic = `learner ${string}` | `cohort ${string}`;

/**
 * All streams of this process. While there are any, one look now and then at the newest sequence tells whether something
 * happened, and whom it concerns: those streams read on. The looks are hints and nothing more. What a stream gives it reads
 * from the database by the sequence that it stands at, so that nothing is left out or comes twice.
 */
export class ChangeStreams {
  readonly #store: Store;
  readonly #limits: StreamLimits;
  readonly #byTopic = new Map<Topic, Set<ChangeStream>>();
  readonly #hangUps = new WeakMap<ChangeStream, () => void>();
  readonly #byViewer = new Map<string, number>();
  #size = 0;
  #isFollowing = false;
  #isEnding = false;
  /** Everybody was told of what came up to here; null before the first look. */
  #known: number | null = null;
  #isHinted = false;
  #endPause: () => void = () => undefined;

  constructor(store: Store, limits: Partial<StreamLimits> = {}) {
    this.#store = store;
    this.#limits = { ...streamLimits, ...limits };
  }

  /** How many are open. */
  get size(): number {
    return this.#size;
  }

  /** How many somebody has open. */
  sizeFor(viewer: string): number {
    return this.#byViewer.get(viewer) ?? 0;
  }

  /** Opens a stream, which counts until it is over; a sentence where there are too many. */
  open({ viewer, topic, source, sequence, hangUp }: WantedStream): ChangeStream | string {
    const { streamsPerViewer, streamsPerProcess } = this.#limits;
    if (this.sizeFor(viewer) >= streamsPerViewer)
      return `You have ${streamsPerViewer} streams open: at most ${streamsPerViewer} are allowed. Close one of them first.`;
    if (this.#size >= streamsPerProcess)
      return 'There are as many streams open here as there may be. Try again later.';
    const stream = new ChangeStream(source, sequence, this.#limits, () => {
      this.#remove(stream, viewer, topic);
    });
    this.#hangUps.set(stream, hangUp);
    this.#size += 1;
    this.#byViewer.set(viewer, this.sizeFor(viewer) + 1);
    const others = this.#byTopic.get(topic);
    if (others) others.add(stream);
    else this.#byTopic.set(topic, new Set([stream]));
    if (this.#isEnding) stream.end('stopping');
    if (!this.#isFollowing) this.#follow();
    return stream;
  }

  #remove(stream: ChangeStream, viewer: string, topic: Topic): void {
    this.#size -= 1;
    const left = this.sizeFor(viewer) - 1;
    if (left === 0) this.#byViewer.delete(viewer);
    else this.#byViewer.set(viewer, left);
    const streams = this.#byTopic.get(topic)!;
    streams.delete(stream);
    if (streams.size === 0) this.#byTopic.delete(topic);
    if (this.#size === 0) this.#endPause();
  }

  /** Ends all streams, and those that are opened from now on: each tells its reader where to go on elsewhere. */
  end(): void {
    this.#isEnding = true;
    for (const stream of this.#all()) stream.end('stopping');
  }

  *#all(): Generator<ChangeStream> {
    for (const streams of this.#byTopic.values()) yield* streams;
  }

  async #follow(): Promise<void> {
    this.#isFollowing = true;
    this.#known = null;
    const ignore = this.#store.onChange(() => {
      this.#isHinted = true;
      this.#endPause();
    });
    while (this.#size > 0) {
      // A look that fails is made up for by the next.
      await this.#look().catch(() => undefined);
      await this.#pause(this.#limits.pollMs, () => this.#isHinted);
      await this.#pause(this.#limits.burstMs, () => false);
    }
    ignore();
    this.#isFollowing = false;
  }

  async #look(): Promise<void> {
    for (const stream of [...this.#all()])
      if (stream.isStuck()) this.#cutOff(stream);
      else stream.wakeForRights();
    this.#isHinted = false;
    const { learnerChanges } = this.#store.reads;
    const head = await learnerChanges.head();
    const known = this.#known;
    if (head === known) return;
    const changes =
      known === null
        ? []
        : await learnerChanges.sinceForAll({ sequence: known, limit: newsMax + 1 });
    // Streams may have begun to read before the first look, and after many changes nobody is worth sorting out.
    if (known === null || changes.length > newsMax) for (const stream of this.#all()) stream.wake();
    else
      for (const topic of await this.#topicsOf(changes))
        for (const stream of this.#byTopic.get(topic) ?? []) stream.wake();
    this.#known = head;
  }

  #cutOff(stream: ChangeStream): void {
    stream.close();
    this.#hangUps.get(stream)!();
  }

  async #topicsOf(changes: readonly LearnerChange[]): Promise<ReadonlySet<Topic>> {
    const learners = [...new Set(changes.map(({ learner }) => learner))];
    const topics = new Set<Topic>(learners.map((id) => `learner ${id}` as const));
    if (![...this.#byTopic.keys()].some((topic) => topic.startsWith('cohort '))) return topics;
    for (const cohorts of (await this.#store.reads.cohorts.ofLearners(learners)).values())
      for (const { id } of cohorts) topics.add(`cohort ${id}`);
    for (const change of changes)
      if (change.kind === 'COHORT_LEFT') topics.add(`cohort ${cohortOf(change)}`);
    return topics;
  }

  /** Waits, unless there is a reason not to or one comes up. */
  async #pause(milliseconds: number, isOver: () => boolean): Promise<void> {
    if (this.#size === 0 || isOver()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds).unref();
      this.#endPause = () => {
        if (this.#size > 0 && !isOver()) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** The streams that so many changes concern are sorted out; for more, all are woken. */
const newsMax = 500;

/** Which cohort somebody joined or left. */
export function cohortOf({ what }: LearnerChange): string {
  return (what as { readonly cohort: string }).cohort;
}
