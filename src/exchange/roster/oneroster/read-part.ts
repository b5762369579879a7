import { didYouMean, didYouMeanText } from '../../../util/did-you-mean.ts';
import { delimiterOf, type TableRow, tableRows } from '../../text/read-table.ts';
import type { References, RosterNoun, RosterPart } from '../roster.ts';
import { rosterLimits } from '../roster-limits.ts';
import type { NounForm } from './noun-forms.ts';
import { RowCells, type Told } from './row-cells.ts';

export interface ReadPart<Value> {
  readonly part: RosterPart<Value>;
  readonly references: readonly References[];
}

/** So many rows are read before others get a turn. */
const rowsAtOnce = 500;

/** Reads a file row by row, and tells all that is wrong with it. */
export function* readPart<Value>(
  form: NounForm<Value>,
  text: string,
  extent: RosterPart<Value>['extent'],
  told: Told,
): Generator<undefined, ReadPart<Value> | null, unknown> {
  const rows = tableRows(text, delimiterOf(text));
  const head = rows.next();
  if (head.done) {
    told.problems.add(form.file, null, null, 'The file is empty: not even its columns are named.');
    return null;
  }
  const columns = readHead(form, head.value, extent, told);
  if (!columns) return null;
  const references = new Map<string, { to: RosterNoun; ids: string[]; lines: number[] }>();
  const cells = new RowCells(form.file, columns, told, (column, to, id, line) => {
    const known = references.get(column) ?? { to, ids: [], lines: [] };
    references.set(column, known);
    known.ids.push(id);
    known.lines.push(line);
  });
  const values = new Map<string, Value>();
  const lines = new Map<string, number>();
  const gone = new Set<string>();
  let count = 0;
  for (const row of rows) {
    if (++count % rowsAtOnce === 0) yield;
    if (++told.rows.count > rosterLimits.rows) {
      const message = `With this row there are more than ${rosterLimits.rows} in this roster, which are the most.`;
      told.problems.add(form.file, row.line, null, message);
      return null;
    }
    if (isMisshapen(form, row, head.value, told)) continue;
    cells.moveTo(row.line, row.cells);
    const id = readId(cells, lines);
    const state = readState(cells, extent);
    if (id === null || state === null) continue;
    lines.set(id, row.line);
    if (state === 'GONE') {
      gone.add(id);
      continue;
    }
    const value = form.read(cells);
    if (value !== null) values.set(id, value);
  }
  return {
    part: { file: form.file, extent, values, lines, gone },
    references: [...references].map(([column, known]) => ({ file: form.file, column, ...known })),
  };
}

/** Of a file that says nothing. */
export function emptyPart<Value>(file: string): RosterPart<Value> {
  const nothing = { values: new Map(), lines: new Map(), gone: new Set<string>() };
  return { file, extent: 'NOTHING', ...nothing };
}

/** Where each column is; null where one is missing without which nothing can be made of the file. */
function readHead<Value>(
  form: NounForm<Value>,
  { line, cells }: TableRow,
  extent: RosterPart<Value>['extent'],
  { problems, remarks }: Told,
): ReadonlyMap<string, number> | null {
  const columns = new Map<string, number>();
  const names = cells.map((cell) => cell.trim());
  const before = problems.count;
  for (const [index, name] of names.entries()) {
    const column = form.columns.find((known) => known.toLowerCase() === name.toLowerCase());
    if (column !== undefined && columns.has(column))
      problems.add(form.file, line, column, 'This column is here twice.');
    if (column !== undefined) columns.set(column, index);
  }
  const missing = form.columns.filter((column) => !columns.has(column));
  for (const name of names) {
    const isKnown = form.columns.some((known) => known.toLowerCase() === name.toLowerCase());
    if (isKnown || /^metadata\./i.test(name)) continue;
    const meant = didYouMeanText(didYouMean(name, missing));
    const shown = name.slice(0, 100);
    const message = `There is no column \`${shown}\` in this format, and it was not read.${meant}`;
    remarks.add(form.file, line, shown, message);
  }
  const changes = extent === 'CHANGES' ? ['status', 'dateLastModified'] : [];
  for (const column of ['sourcedId', ...changes, ...form.needed])
    if (missing.includes(column))
      problems.add(form.file, line, column, `There is no column \`${column}\`.`);
  return problems.count > before ? null : columns;
}

function isMisshapen(
  { file }: NounForm<unknown>,
  { line, cells, fault }: TableRow,
  head: TableRow,
  { problems }: Told,
): boolean {
  if (fault !== null) {
    const message =
      fault === 'unclosed-quote'
        ? 'A quotation mark opens a cell and nothing closes it.'
        : 'There is text after the quotation mark that closes a cell.';
    problems.add(file, line, null, message);
    return true;
  }
  if (cells.length === head.cells.length) return false;
  const message = `The row has ${cells.length} cells, and there are ${head.cells.length} columns.`;
  problems.add(file, line, null, message);
  return true;
}

function readId(cells: RowCells, lines: ReadonlyMap<string, number>): string | null {
  const id = cells.needed('sourcedId');
  if (id === null) return null;
  const first = lines.get(id);
  if (first !== undefined) cells.wrong('sourcedId', `Line ${first} has the same \`sourcedId\`.`);
  if (id.length > rosterLimits.sourcedId)
    cells.wrong(
      'sourcedId',
      `This has ${id.length} characters; ${rosterLimits.sourcedId} are the most.`,
    );
  return first === undefined && id.length <= rosterLimits.sourcedId ? id : null;
}

/** Whether a row is in force. What is whole has no use for the two columns, which many systems fill all the same. */
function readState(
  cells: RowCells,
  extent: RosterPart<unknown>['extent'],
): 'ACTIVE' | 'GONE' | null {
  const isWhole = extent === 'WHOLE';
  const modified = cells.text('dateLastModified');
  const isTime = modified !== null && isInstant(modified);
  if (isWhole && modified !== null && !isTime)
    cells.remark(
      'dateLastModified',
      `\`${modified.slice(0, 30)}\` is no time; nothing rests on it.`,
    );
  if (!isWhole && !isTime) {
    const shown = modified === null ? 'There is none' : `\`${modified.slice(0, 30)}\` is no time`;
    const message = `${shown}: where changes are told, it must look like \`2027-01-31T08:00:00.000Z\`.`;
    cells.wrong('dateLastModified', message);
  }
  const status = cells.text('status')?.toLowerCase() ?? null;
  if (status === 'active' || (isWhole && status === null)) return 'ACTIVE';
  if (status === 'tobedeleted') {
    if (isWhole)
      cells.remark('status', 'This is to be deleted: it was read as if it weren’t here.');
    return 'GONE';
  }
  cells.wrong('status', 'This must be `active` or `tobedeleted`.');
  return null;
}

function isInstant(text: string): boolean {
  return (
    /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/i.test(text) &&
    !Number.isNaN(Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')))
  );
}
