import { CurriculumGraph } from '../curriculum/graph.ts';
import { type Lineage, lineageOf } from '../curriculum/lineage.ts';
import { type Revision, revisionKey } from '../curriculum/revision.ts';
import type { Store } from '../store/store.ts';
import { invariant } from '../util/invariant.ts';
import { type CompileThread, sharedCompileThread } from './compile-thread.ts';

/** A revision that can be planned on. */
export interface PublishedCurriculum {
  readonly graph: CurriculumGraph;
  readonly revision: Revision;
  /** What became of all names up to this revision; left out of older ones, since what came later is the newest's to say. */
  readonly lineage?: Lineage | undefined;
}

/** The newest revisions at one moment. It never changes: a request keeps the one that it began with. */
export interface CurriculaSnapshot {
  /** By the curriculum's slug; the curriculum that was published first comes first. */
  readonly heads: ReadonlyMap<string, PublishedCurriculum>;
  /** Where a request names no curriculum: the one that was published first; null before there is any. */
  readonly default: PublishedCurriculum | null;
}

/** The curricula as whoever works with them sees them. */
export type CurriculaSeen = Pick<Curricula, 'snapshot' | 'at' | 'refresh'>;

/** The same, but for the newest revisions, which stay those of a moment: a request ends on what it began with. */
export function heldAt(snapshot: CurriculaSnapshot, curricula: CurriculaSeen): CurriculaSeen {
  return {
    snapshot: () => snapshot,
    at: (slug, number) => curricula.at(slug, number),
    refresh: () => curricula.refresh(),
  };
}

/** So many older revisions are kept compiled. */
const olderMax = 8;

/** How revisions are compiled. */
export interface Compiling {
  /** With so many skills or more a revision is compiled on the thread; fewer hold up nobody for long. */
  readonly largeSkills: number;
  readonly thread: CompileThread;
}

const usualCompiling: Compiling = { largeSkills: 2_000, thread: sharedCompileThread };

/**
 * The curricula in memory. What is here is published, compiled and sound; when a head moves, all that a request can see
 * changes at once.
 */
export class Curricula {
  readonly #store: Store;
  readonly #compiling: Compiling;
  #snapshot: CurriculaSnapshot = { heads: new Map(), default: null };
  #refreshed: Promise<void> = Promise.resolve();
  /** By slug and number, the one that was asked for last at the end. */
  readonly #older = new Map<string, Promise<PublishedCurriculum | null>>();

  private constructor(store: Store, compiling: Compiling) {
    this.#store = store;
    this.#compiling = compiling;
  }

  static async load(store: Store, compiling: Partial<Compiling> = {}): Promise<Curricula> {
    const curricula = new Curricula(store, { ...usualCompiling, ...compiling });
    await curricula.refresh();
    return curricula;
  }

  snapshot(): CurriculaSnapshot {
    return this.#snapshot;
  }

  /**
   * Looks whether any head has moved, and compiles those that have. When it resolves, everything is seen that was
   * published before it was called. Where the database doesn't answer it rejects, and what is in memory stays; where one
   * revision can't be compiled it rejects, too, and its curriculum alone stays as it was.
   *
   * @returns what is published now.
   */
  async refresh(): Promise<CurriculaSnapshot> {
    const refreshed = this.#refreshed.then(() => this.#readHeads());
    this.#refreshed = refreshed.catch(() => undefined);
    await refreshed;
    return this.#snapshot;
  }

  /** Any revision, whether or not it is the newest; null where there is none of that number. */
  async at(slug: string, number: number): Promise<PublishedCurriculum | null> {
    const head = this.#snapshot.heads.get(slug);
    if (!head || head.revision.number === number) return head ?? null;
    if (!Number.isSafeInteger(number) || number < 1) return null;
    const key = revisionKey({ curriculum: slug, number });
    const published = this.#older.get(key) ?? this.#read(slug, number);
    this.#keep(key, published);
    return published;
  }

  async #readHeads(): Promise<void> {
    const heads = new Map<string, PublishedCurriculum>();
    const failures: unknown[] = [];
    for (const revision of await this.#store.reads.curricula.heads()) {
      const { curriculum } = revision;
      const known = this.#snapshot.heads.get(curriculum);
      if (known?.revision.number === revision.number) {
        heads.set(curriculum, known);
        continue;
      }
      try {
        heads.set(curriculum, await this.#compile(revision, { isHead: true }));
        // Requests that began with it may come back for it.
        if (known) this.#keep(revisionKey(known.revision), Promise.resolve(known));
      } catch (error) {
        failures.push(error);
        if (known) heads.set(curriculum, known);
      }
    }
    const [first = null] = heads.values();
    const before = this.#snapshot.heads;
    const isSame =
      heads.size === before.size && [...heads].every(([slug, head]) => before.get(slug) === head);
    if (!isSame) this.#snapshot = { heads, default: first };
    if (failures.length > 0) throw failures[0];
  }

  async #read(slug: string, number: number): Promise<PublishedCurriculum | null> {
    const revision = await this.#store.reads.revisions.byNumber(slug, number);
    return revision && this.#compile(revision, { isHead: false });
  }

  async #compile(
    revision: Revision,
    { isHead }: { readonly isHead: boolean },
  ): Promise<PublishedCurriculum> {
    const { curriculum, number } = revision;
    const { address, reads } = this.#store;
    const { largeSkills, thread } = this.#compiling;
    const isLarge = await reads.curricula.hasSkills(curriculum, number, largeSkills);
    if (address === null || !isLarge) return this.#compileHere(revision, { isHead });
    const known = this.#snapshot.heads.get(curriculum);
    const { graph, lineage } = await thread.compile(
      { address, curriculum, number, known: known?.revision.number ?? null, wantsLineage: isHead },
      known?.graph.curriculum ?? null,
    );
    return lineage ? { graph, revision, lineage } : { graph, revision };
  }

  async #compileHere(
    revision: Revision,
    { isHead }: { readonly isHead: boolean },
  ): Promise<PublishedCurriculum> {
    const { curriculum: slug, number } = revision;
    const { curricula } = this.#store.reads;
    const curriculum = await curricula.at(slug, number);
    invariant(curriculum, `revision ${number} of ${slug} is listed but not there`);
    const built = CurriculumGraph.build(curriculum);
    invariant(built.kind === 'graph', `revision ${number} of ${slug} was published unsound`);
    const { graph } = built;
    if (!isHead) return { graph, revision };
    return { graph, revision, lineage: lineageOf(await curricula.history(slug, number)) };
  }

  #keep(key: string, published: Promise<PublishedCurriculum | null>): void {
    this.#older.delete(key);
    this.#older.set(key, published);
    for (const oldest of this.#older.keys()) {
      if (this.#older.size <= olderMax) break;
      this.#older.delete(oldest);
    }
    published.then(
      (found) => found ?? this.#older.delete(key),
      () => this.#older.delete(key),
    );
  }
}
