import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

type Drizzle = PgDatabase<PgQueryResultHKT>;

/** What may be asked outside a transaction. */
export type Reads = Pick<Drizzle, 'select'>;

/** What may be asked inside one. */
export type Writes = Pick<Drizzle, 'select' | 'insert' | 'update' | 'delete'>;

/** An open database with its tables up to date: all that the store needs of SQLite or Postgres. */
export interface Database {
  readonly reads: Reads;
  /**
   * Runs the work in one transaction: all of it happens when the promise resolves, none of it when it rejects. Work
   * must let the errors of statements pass, and not begin another transaction. Rejects with `UniqueConflict`,
   * `StoreBusy` or `StoreFull` where those are the reason.
   */
  transaction<Result>(work: (writes: Writes) => Promise<Result>): Promise<Result>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  /** Lets go of the database; no transaction is under way any more. */
  close(): Promise<void>;
}
