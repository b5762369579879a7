import {
  customType,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { canonicalJson } from '../../util/canonical-json.ts';
import type { Dialect } from '../dialect.ts';
import { storableText } from '../storable-text.ts';

const text = customType<{ data: string; driverData: string }>({
  dataType: () => 'text',
  toDriver: storableText,
});

const json = customType<{ data: unknown; driverData: string }>({
  dataType: () => 'text',
  toDriver: canonicalJson,
  fromDriver: (value) => JSON.parse(value),
});

const kit = {
  table: sqliteTable,
  text,
  integer: (name: string) => integer(name),
  real: (name: string) => real(name),
  flag: (name: string) => integer(name, { mode: 'boolean' }),
  instant: (name: string) => integer(name, { mode: 'timestamp_ms' }),
  json: (name: string) => json(name),
  choice: (name: string) => text(name),
  primaryKey,
  index,
  uniqueIndex,
} satisfies Record<keyof Dialect, unknown>;

/** How SQLite keeps each kind of value; the values are those that Postgres's columns read and write. */
export const sqliteDialect = kit as unknown as Dialect;
