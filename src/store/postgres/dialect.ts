import {
  bigint,
  boolean,
  customType,
  doublePrecision,
  index,
  pgTable,
  primaryKey,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { canonicalJson } from '../../util/canonical-json.ts';
import { storableText } from '../storable-text.ts';

const text = customType<{ data: string; driverData: string }>({
  dataType: () => 'text',
  toDriver: storableText,
});

/** As text: `json` and `jsonb` limit the depth, and `jsonb` puts the keys in an order of its own. */
const json = customType<{ data: unknown; driverData: string }>({
  dataType: () => 'text',
  toDriver: canonicalJson,
  fromDriver: (value) => JSON.parse(value),
});

/** How Postgres keeps each kind of value. */
export const postgresDialect = {
  table: pgTable,
  text,
  /** Whole numbers that JavaScript keeps exactly. */
  integer: (name: string) => bigint(name, { mode: 'number' }),
  real: (name: string) => doublePrecision(name),
  flag: (name: string) => boolean(name),
  /** A `Date`, to the millisecond. */
  instant: (name: string) => timestamp(name, { precision: 3, withTimezone: true }),
  json: <Value>(name: string) => json(name).$type<Value>(),
  /** One of a list of words. */
  choice: <const Word extends string>(name: string, _words: readonly Word[]) =>
    text(name).$type<Word>(),
  primaryKey,
  index,
  uniqueIndex,
};
