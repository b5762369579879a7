import { curriculumReads, curriculumWrites } from './curricula.ts';
import type { Database, Reads, Writes } from './database.ts';
import { revisionReads } from './revisions.ts';
import type { Tables } from './tables.ts';

/** Where everything lives that outlives the process: a noun each, with what may be asked and what may be done. */
export interface Store {
  readonly reads: StoreReads;
  /**
   * Runs the work in one transaction: all of it happens when the promise resolves, none of it when it rejects. Rejects
   * with `StoreBusy` where other writes took too long; the work must not call `write` again.
   */
  write<Result>(work: (writes: StoreWrites) => Promise<Result>): Promise<Result>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  /** Waits for the writes under way, then lets go of the database; to close again does nothing. */
  close(): Promise<void>;
}

export type StoreReads = ReturnType<typeof storeReads>;
export type StoreWrites = ReturnType<typeof storeWrites>;

export function createStore(database: Database, tables: Tables): Store {
  const underWay = new Set<Promise<unknown>>();
  let closed: Promise<void> | undefined;
  return {
    reads: storeReads(database.reads, tables),
    write(work) {
      const write = database.transaction((db) => work(storeWrites(db, tables)));
      underWay.add(write);
      return write.finally(() => underWay.delete(write));
    },
    ping: () => database.ping(),
    close() {
      closed ??= Promise.allSettled(underWay).then(() => database.close());
      return closed;
    },
  };
}

function storeReads(db: Reads, tables: Tables) {
  return { curricula: curriculumReads(db, tables), revisions: revisionReads(db, tables) };
}

function storeWrites(db: Writes, tables: Tables) {
  const { curricula, revisions } = storeReads(db, tables);
  return { curricula: { ...curricula, ...curriculumWrites(db, tables) }, revisions };
}
