import { setImmediate } from 'node:timers/promises';
import { type SQL, type SQLChunk, StringChunk, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { chunks } from '../util/chunks.ts';

/** So many keys a statement: SQLite takes 32,766 values at a time. */
const keysAtOnce = 5000;

/** So many values a statement that writes, since it takes long to put together and other requests want their turn. */
const valuesAtOnce = 2000;

/** At most `limit`, and of those that come after the id `after` where it is given. */
export interface PageAfter {
  readonly after?: string | undefined;
  readonly limit: number;
}

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

/** Does it for all rows, in a statement for every two thousand values; nothing for none. */
export async function writeMany<Row>(
  rows: readonly Row[],
  write: (some: Row[]) => Promise<unknown>,
): Promise<void> {
  const [first] = rows;
  const width = typeof first === 'object' && first !== null ? Object.keys(first).length : 1;
  for (const [index, some] of chunks(rows, Math.ceil(valuesAtOnce / width)).entries()) {
    if (index > 0) await setImmediate();
    await write(some);
  }
}

/** That the columns together have one of these sets of texts, at least one and each with a text for every column. */
export function isOneOf(
  columns: readonly AnyPgColumn[],
  rows: readonly (readonly string[])[],
): SQL {
  const chunks: SQLChunk[] = [];
  listInto(chunks, columns);
  chunks.push(isIn);
  for (const [index, row] of rows.entries()) {
    if (index > 0) chunks.push(comma);
    listInto(chunks, row);
  }
  chunks.push(end);
  return sql.fromList(chunks);
}

function listInto(chunks: SQLChunk[], parts: readonly (AnyPgColumn | string)[]): void {
  chunks.push(begin);
  for (const [index, part] of parts.entries()) {
    if (index > 0) chunks.push(comma);
    chunks.push(part);
  }
  chunks.push(end);
}

/** Flat and shared: nested ones take Drizzle several times as long to put together. */
const [begin, comma, end, isIn] = ['(', ', ', ')', ' in (values '].map(
  (text) => new StringChunk(text),
) as [StringChunk, StringChunk, StringChunk, StringChunk];
