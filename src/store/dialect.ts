import type { postgresDialect } from './postgres/dialect.ts';

/**
 * The kit of columns, keys and indexes that tables are declared with. Every database has one, with the same keys over
 * columns that read and write the same JavaScript values. Postgres's is the type of them all: it has no `.get()`,
 * `.all()` or `.run()`, so that only what both can do compiles.
 */
export type Dialect = typeof postgresDialect;
