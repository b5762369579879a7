import { createRequire } from 'node:module';
import { versions } from 'node:process';
import type Driver from 'better-sqlite3';

/**
 * better-sqlite3, of the line that suits this Node: 12 is the last one for Node 20, but since Node 24.19 it may abort the
 * process whenever a statement is collected; 13 doesn't.
 */
export const Sqlite: typeof Driver = createRequire(import.meta.url)(
  Number.parseInt(versions.node, 10) >= 24 ? 'better-sqlite3-13' : 'better-sqlite3',
);
