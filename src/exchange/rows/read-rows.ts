import { delimiterOf, tableRows } from '../text/read-table.ts';

/** One thing of many that a file has, by the names of its properties. */
export type Row =
  | {
      readonly kind: 'row';
      /** Where it begins in the text, from 1. */
      readonly line: number;
      readonly values: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'unreadable'; readonly line: number; readonly message: string };

/** Characters of one row of JSON. */
const rowCharactersMax = 100_000;

/**
 * The rows of a text, one at a time: objects of JSON, one a line, where the first is one; else a table whose first row
 * names its columns, the cells of which are texts and are left out where they are empty.
 */
export function readRows(text: string): Iterable<Row> {
  return /^\ufeff?\s*\{/.test(text.slice(0, 1_000)) ? jsonRows(text) : namedRows(text);
}

function* jsonRows(text: string): Generator<Row, void> {
  let line = 0;
  for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const next = end === -1 ? text.length : end;
    line += 1;
    const row = text.slice(at, next).trim();
    if (row !== '') yield jsonRow(row, line);
    at = next + 1;
  }
}

function jsonRow(text: string, line: number): Row {
  if (text.length > rowCharactersMax) {
    const message = `The line has ${text.length} characters; ${rowCharactersMax} are the most.`;
    return { kind: 'unreadable', line, message };
  }
  try {
    const values: unknown = JSON.parse(text);
    if (typeof values === 'object' && values !== null && !Array.isArray(values))
      return { kind: 'row', line, values: values as Record<string, unknown> };
  } catch {}
  const message = 'The line is no object of JSON: each is one on a line of its own.';
  return { kind: 'unreadable', line, message };
}

function* namedRows(text: string): Generator<Row, void> {
  let names: readonly string[] | null = null;
  for (const { line, cells, fault } of tableRows(text, delimiterOf(text))) {
    if (names === null) names = cells.map((cell) => cell.trim());
    else if (fault !== null)
      yield { kind: 'unreadable', line, message: 'A quotation mark in this row is not closed.' };
    else yield { kind: 'row', line, values: valuesOf(names, cells) };
  }
}

function valuesOf(names: readonly string[], cells: readonly string[]): Record<string, string> {
  const named = names.map((name, index) => [name, cells[index]?.trim() ?? ''] as const);
  return Object.fromEntries(named.filter(([name, cell]) => name !== '' && cell !== ''));
}
