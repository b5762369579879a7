import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { Curriculum } from '../curriculum/curriculum.ts';
import { CurriculumGraph } from '../curriculum/graph.ts';
import { type History, type NamedKind, namedKinds } from '../curriculum/history.ts';
import type { Lineage } from '../curriculum/lineage.ts';
import {
  type CompileMessage,
  type CompileQuestion,
  type CompileReply,
  type CurriculumHeading,
  type ItemList,
  itemLists,
  type ListName,
  listNames,
} from './compile-message.ts';
import { startThread } from './start-thread.ts';

/** A revision could not be read or compiled on the thread: the database didn't answer, or memory was wanting. */
export class CompileFailure extends Error {
  override readonly name = 'CompileFailure';
}

export interface CompileLimits {
  /** A thread of which nothing was asked for so long is ended, since it keeps memory. */
  readonly idleMilliseconds: number;
  /** Where the thread says nothing for so long it is given up. */
  readonly silenceMilliseconds: number;
}

const usualLimits: CompileLimits = { idleMilliseconds: 60_000, silenceMilliseconds: 60_000 };

/**
 * Reads and compiles revisions on a thread of its own, one after the other. Only what a known revision has not comes over,
 * as text that is read a little at a time, and the arrays in memory that both threads share; so a large curriculum takes
 * this thread as long as there is new in it. The thread is started by the first revision and doesn't keep the process alive
 * while nothing is asked of it. Where it dies the revision at hand fails, and the next one starts a new thread.
 */
export class CompileThread {
  readonly #limits: CompileLimits;
  #thread: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();
  /** How many revisions are asked for and not there yet. */
  #asked = 0;

  constructor(limits: CompileLimits = usualLimits) {
    this.#limits = limits;
  }

  /** Rejects with a `CompileFailure` where it can't be done. `known` is the revision of that number, or null. */
  compile(question: CompileQuestion, known: Curriculum | null): Promise<Compiled> {
    this.#asked += 1;
    clearTimeout(this.#idle);
    const compiled = this.#last
      .then(() => this.#ask(question))
      .then((news) => compiledOf(news, known))
      .finally(() => this.#rest());
    this.#last = compiled.catch(() => undefined);
    return compiled;
  }

  /** What is under way fails. A revision that comes later starts a new thread. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#thread?.terminate();
  }

  #ask(question: CompileQuestion): Promise<News> {
    this.#thread ??= this.#startThread();
    const thread = this.#thread;
    thread.ref();
    return new Promise<News>((resolve, reject) => {
      const lists = new Map<ListName, unknown[]>(listNames.map((list) => [list, []]));
      const guard = setTimeout(() => thread.terminate(), this.#limits.silenceMilliseconds);
      let problem = 'it ended';
      const take = (message: CompileMessage) => {
        guard.refresh();
        if (message.kind === 'part') {
          const list = lists.get(message.list)!;
          for (const item of JSON.parse(message.json)) list.push(item);
          thread.postMessage('taken' satisfies CompileReply);
        } else {
          end();
          if (message.kind === 'compiled') resolve({ ...message, lists });
          else reject(new CompileFailure(message.message));
        }
      };
      const die = (error: Error) => {
        problem = error.message;
      };
      const exit = () => {
        end();
        if (this.#thread === thread) this.#thread = null;
        reject(
          new CompileFailure(`The thread that compiles ${nameOf(question)} stopped: ${problem}.`),
        );
      };
      const end = () => {
        clearTimeout(guard);
        thread.off('message', take).off('error', die).off('exit', exit);
      };
      thread.on('message', take).on('error', die).on('exit', exit);
      thread.postMessage(question);
    });
  }

  #startThread(): Worker {
    const thread = startThread(entry);
    // Where it dies while nothing is asked of it nobody is told, and the next revision starts another.
    thread.on('error', () => undefined);
    thread.on('exit', () => {
      if (this.#thread === thread) this.#thread = null;
    });
    return thread;
  }

  #rest(): void {
    this.#asked -= 1;
    if (this.#asked > 0) return;
    this.#thread?.unref();
    this.#idle = setTimeout(() => this.close(), this.#limits.idleMilliseconds).unref();
  }
}

/** The one that all curricula of a process share. */
export const sharedCompileThread = new CompileThread();

const entry = new URL('./compile-worker.ts', import.meta.url).href;

interface Item {
  readonly slug: string;
}

/** All that a revision has otherwise than the known one. */
type News = Extract<CompileMessage, { kind: 'compiled' }> & {
  readonly lists: ReadonlyMap<ListName, readonly unknown[]>;
};

/** A revision that was compiled. */
export interface Compiled {
  readonly graph: CurriculumGraph;
  /** What became of all names up to this revision; null where nobody asked for it. */
  readonly lineage: Lineage | null;
}

/** Others get a turn between the steps: each goes over the whole curriculum. */
async function compiledOf(news: News, known: Curriculum | null): Promise<Compiled> {
  const lists = {} as Record<ItemList, readonly Item[]>;
  for (const list of itemLists) {
    lists[list] = merged(
      known?.[list] ?? [],
      news.lists.get(list) as readonly Item[],
      news.gone[list],
    );
    await setImmediate();
  }
  const heading = JSON.parse(news.heading) as CurriculumHeading;
  const curriculum = { ...heading, ...(lists as Pick<Curriculum, ItemList>) };
  const graph = CurriculumGraph.attach({ curriculum, snapshot: news.snapshot });
  await setImmediate();
  return { graph, lineage: news.lineage && filled(news.lineage, news.lists) };
}

type Names = Lineage['kinds'][NamedKind];
type Meaning = Names['meanings'] extends ReadonlyMap<infer Key, infer Value> ? [Key, Value] : never;
type Ranges = History['names'][NamedKind];

/** A lineage with its long lists. */
function filled(lineage: Lineage, lists: News['lists']): Lineage {
  const kinds = {} as Record<NamedKind, Names>;
  const ranges = {} as Record<NamedKind, Ranges>;
  for (const kind of namedKinds) {
    const bearers = lists.get(`bearers of ${kind}`) as Names['bearers'];
    const meanings = new Map(lists.get(`meanings of ${kind}`) as Iterable<Meaning>);
    kinds[kind] = { ...lineage.kinds[kind], bearers, meanings };
    ranges[kind] = lists.get(`ranges of ${kind}`) as Ranges;
  }
  return { ...lineage, kinds, history: { ...lineage.history, names: ranges } };
}

/** What was known with what is new in its place, in order of slug; items that stayed as they were are the same values. */
function merged(
  known: readonly Item[],
  added: readonly Item[],
  gone: readonly string[],
): readonly Item[] {
  if (known.length === 0) return added;
  if (added.length + gone.length === 0) return known;
  const left = new Set(gone);
  const all: Item[] = [];
  let next = 0;
  for (const item of known) {
    while (next < added.length && added[next]!.slug < item.slug) all.push(added[next++]!);
    const isReplaced = added[next]?.slug === item.slug;
    if (!isReplaced && !left.has(item.slug)) all.push(item);
  }
  for (; next < added.length; next += 1) all.push(added[next]!);
  return all;
}

function nameOf({ curriculum, number }: CompileQuestion): string {
  return `revision ${number} of ${curriculum}`;
}
