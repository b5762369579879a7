import { CsvError, parse } from 'csv-parse/sync';

/** Somebody on a list of people to be invited. */
export interface ListedPerson {
  /** Of the text, from 1. */
  readonly line: number;
  readonly name: string | null;
  readonly mail: string | null;
}

export type ReadPeople =
  | { readonly kind: 'people'; readonly people: readonly ListedPerson[] }
  | { readonly kind: 'unreadable'; readonly message: string };

/**
 * Reads names and mail addresses from CSV, as spreadsheets and learning platforms write it: with commas, semicolons or
 * tabs, with or without a byte order mark and a line that names the columns. Where no line does, the cell with an `@` is the
 * address and the first of the others the name. Other columns are left aside, and so are empty lines.
 */
export function readPeople(text: string): ReadPeople {
  try {
    // The types of the parser know nothing of `info`.
    const rows: unknown = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    });
    const [head, ...rest] = rows as Row[];
    if (head === undefined) return { kind: 'people', people: [] };
    const columns = columnsOf(head.record);
    const people = (columns ? rest : [head, ...rest]).map((row) => personOf(row, columns));
    return { kind: 'people', people };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as CsvError & { readonly lines?: number };
    const place = lines === undefined ? '' : ` near line ${lines}`;
    const message = `The list can't be read as CSV${place}: a quotation mark is missing or stands in the middle of a cell.`;
    return { kind: 'unreadable', message };
  }
}

interface Row {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

interface Columns {
  readonly name: number;
  readonly mail: number;
}

/** What stands most often in the first line. */
function delimiterOf(text: string): string {
  const line =
    text
      .slice(0, 10_000)
      .split(/\r?\n/)
      .find((each) => each.trim() !== '') ?? '';
  const counts = [',', ';', '\t'].map((delimiter) => ({
    delimiter,
    count: line.split(delimiter).length,
  }));
  return counts.reduce((most, each) => (each.count > most.count ? each : most)).delimiter;
}

/** Where the columns are, if the line names at least one; -1 for one that is not there. */
function columnsOf(cells: readonly string[]): Columns | null {
  const words = cells.map((cell) => cell.toLowerCase().replace(/[^\p{L}]/gu, ''));
  const name = words.findIndex((word) => names.has(word));
  const mail = words.findIndex((word) => mails.has(word));
  return name === -1 && mail === -1 ? null : { name, mail };
}

const names = new Set(['name', 'fullname', 'displayname', 'learner', 'student', 'user']);
const mails = new Set(['mail', 'email', 'mailaddress', 'emailaddress']);

function personOf({ record, info }: Row, columns: Columns | null): ListedPerson {
  const mail = columns ? columns.mail : record.findIndex((cell) => cell.includes('@'));
  const name = columns
    ? columns.name
    : record.findIndex((cell, index) => index !== mail && cell !== '');
  return { line: info.lines, name: record[name] || null, mail: record[mail] || null };
}
