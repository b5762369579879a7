import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { chunks } from '../util/chunks.ts';

/** So many keys, or rows, a statement: SQLite takes 32,766 values at a time. */
const keysAtOnce = 5000;
const rowsAtOnce = 1000;

/** What the keys give, by key, with an empty list for those that give nothing; one statement for any usual number. */
export async function readMany<Key extends string, Row>(
  keys: readonly Key[],
  read: (some: Key[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
): Promise<Map<Key, Row[]>> {
  const found = new Map<Key, Row[]>(keys.map((key) => [key, []]));
  for (const some of chunks([...found.keys()], keysAtOnce))
    for (const row of await read(some)) found.get(keyOf(row))!.push(row);
  return found;
}

/** Does it for all rows, in one statement for any usual number; nothing for none. */
export async function writeMany<Row>(
  rows: readonly Row[],
  write: (some: Row[]) => Promise<unknown>,
): Promise<void> {
  for (const some of chunks(rows, rowsAtOnce)) await write(some);
}

/** That the columns together have one of these sets of texts, at least one and each with a text for every column. */
export function isOneOf(
  columns: readonly AnyPgColumn[],
  rows: readonly (readonly string[])[],
): SQL {
  const list = (parts: readonly unknown[]) =>
    sql`(${sql.join(
      parts.map((part) => sql`${part}`),
      sql`, `,
    )})`;
  const values = sql.join(rows.map(list), sql`, `);
  return sql`${list(columns)} in (values ${values})`;
}
