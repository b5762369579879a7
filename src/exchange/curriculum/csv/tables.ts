import { delimiterOf, firstLine, type TableRow, tableRows } from '../../text/read-table.ts';
import { fileDefect, startOf } from '../importing/defective.ts';
import { shortened } from '../importing/remark-list.ts';
import type { Place, PlacedDefect, SourceFile } from '../native.ts';
import {
  findColumns,
  type PrerequisiteColumn,
  prerequisiteColumns,
  type SkillColumn,
  skillColumns,
  type TableColumns,
} from './columns.ts';

/** A file with a table in it. */
export interface Table<Column extends string> extends TableColumns<Column> {
  readonly file: string;
  /** All but the first, which names the columns. */
  readonly rows: () => Iterable<TableRow>;
}

export interface Tables {
  readonly skills: readonly Table<SkillColumn>[];
  readonly prerequisites: readonly Table<PrerequisiteColumn>[];
}

export type FoundTables =
  | { readonly kind: 'tables'; readonly tables: Tables }
  | { readonly kind: 'defective'; readonly defects: readonly PlacedDefect[] };

/** Tells by the first rows of the files which of them hold skills and which hold prerequisites. */
export function findTables(files: readonly SourceFile[]): FoundTables {
  const defects: PlacedDefect[] = [];
  const skills: Table<SkillColumn>[] = [];
  const prerequisites: Table<PrerequisiteColumn>[] = [];
  for (const source of [...files].sort((one, two) => (one.file < two.file ? -1 : 1))) {
    const unreadable = encodingDefect(source);
    if (unreadable) {
      defects.push(unreadable);
      continue;
    }
    const rows = () => tableRows(source.text, delimiterOf(source.text));
    const [head] = rows();
    if (head === undefined) continue;
    const { file } = source;
    const isSkills = looksLikeSkills(head.cells);
    if (looksLikePrerequisites(head.cells) && !(isSkills && isCalledSkills(file)))
      prerequisites.push({
        file,
        rows: () => afterFirst(rows()),
        ...findColumns(head.cells, prerequisiteColumns),
      });
    else if (isSkills)
      skills.push({
        file,
        rows: () => afterFirst(rows()),
        ...findColumns(head.cells, skillColumns),
      });
    else defects.push(unknownTable({ file, line: head.line, column: 1 }, head.cells));
  }
  if (skills.length === 0 && defects.length === 0) defects.push(noSkills(files));
  if (defects.length > 0) return { kind: 'defective', defects };
  return { kind: 'tables', tables: { skills, prerequisites } };
}

/** Whether the first row of a file looks like one of the two tables; at least half of it must be known. */
export function looksLikeTable({ text }: SourceFile): boolean {
  if (text.includes('\0')) return false;
  const [head] = tableRows(firstLine(text), delimiterOf(text));
  if (head === undefined) return false;
  const { cells } = head;
  if (looksLikePrerequisites(cells)) return isMostlyKnown(cells, prerequisiteColumns);
  return looksLikeSkills(cells) && cells.length > 1 && isMostlyKnown(cells, skillColumns);
}

function isMostlyKnown(
  cells: readonly string[],
  columns: Readonly<Record<string, readonly string[]>>,
): boolean {
  const { at, unknown } = findColumns(cells, columns);
  return at.size >= unknown.size;
}

function looksLikeSkills(cells: readonly string[]): boolean {
  const { at } = findColumns(cells, skillColumns);
  return at.has('title') || at.has('id');
}

function looksLikePrerequisites(cells: readonly string[]): boolean {
  const { at } = findColumns(cells, prerequisiteColumns);
  return at.has('skill') && at.has('needs') && !findColumns(cells, skillColumns).at.has('title');
}

function isCalledSkills(file: string): boolean {
  return /skills?\.\w+$/i.test(file);
}

function* afterFirst(rows: Iterable<TableRow>): Generator<TableRow, void> {
  let isFirst = true;
  for (const row of rows) {
    if (!isFirst) yield row;
    isFirst = false;
  }
}

/** A text with zeros in it was UTF-16 before somebody took it for UTF-8. */
function encodingDefect({ file, text }: SourceFile): PlacedDefect | null {
  const at = text.indexOf('\0');
  if (at === -1) return null;
  const line = text.slice(0, at).split(/\r\n|\n|\r/).length;
  return fileDefect(
    'unprintable-text',
    { file, line, column: 1 },
    `Line ${line} has U+0000 in it: the file is no text, or it is UTF-16. Save it as "CSV UTF-8" and import it again.`,
  );
}

function unknownTable(place: Place, cells: readonly string[]): PlacedDefect {
  const message =
    `These columns are neither those of skills nor those of prerequisites: ${shortened(cells.join(', '))}. ` +
    'Name the columns in the first row: skills have `id` or `title`, prerequisites have `skill` and `needs`.';
  return fileDefect('missing-key', place, message);
}

function noSkills(files: readonly SourceFile[]): PlacedDefect {
  const message =
    'There is no table of skills here. Give one whose first row names the columns `id` or `title`, and `area`, `hours` and `summary` where they are known.';
  return fileDefect('missing-key', startOf(files[0]?.file ?? ''), message);
}
