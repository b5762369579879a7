import { delimiterOf, firstLine, type TableRow, tableRows } from '../../text/read-table.ts';
import { identifiersOf, isCaseIdentifier, uuidV5 } from '../case/identifiers.ts';
import type { ImportReading, ImportSettings } from '../importer.ts';
import { fileDefect, startOf } from '../importing/defective.ts';
import { RemarkList, shortened } from '../importing/remark-list.ts';
import { Slugs } from '../importing/slugs.ts';
import { levelsMax, titleMax } from '../native/document-shape.ts';
import { bytesMax, type Place, type SourceFile } from '../native.ts';
import { readDescription } from '../outline/description.ts';
import { documentOf } from '../outline/document-of.ts';
import { levelTitleOf } from '../outline/lacks.ts';
import type { Outline, OutlineItem } from '../outline/outline.ts';
import { unreadable } from '../outline/unreadable.ts';
import { canvasSystem, externalIdOfGuid } from './guids.ts';
import { noLevel } from './write-outcomes.ts';

const required = ['vendor_guid', 'object_type', 'title', 'parent_guids'] as const;
const optional = [
  ...(['canvas_id', 'course_id', 'description', 'display_name', 'calculation_method'] as const),
  ...(['calculation_int', 'workflow_state', 'mastery_points', 'ratings'] as const),
] as const;

type Column = (typeof required)[number] | (typeof optional)[number];

/** Whether the first row names the columns that Canvas asks for. */
export function looksLikeOutcomes(text: string): boolean {
  const [head] = tableRows(firstLine(text), delimiterOf(text));
  const cells = new Set(head?.cells.map(nameOf));
  return required.every((column) => cells.has(column));
}

function nameOf(cell: string): string {
  return cell.trim().toLowerCase();
}

/** Reads what Canvas exports, and what people write for it, more leniently than Canvas does. */
export function readOutcomes(
  files: readonly SourceFile[],
  settings: ImportSettings,
): ImportReading {
  const defect = unreadable(files, bytesMax, 'the outcomes of one account or course');
  if (defect) return { kind: 'defective', defects: [defect] };
  const [{ file, text }] = files as readonly [SourceFile];
  const remarks = new RemarkList();
  const rows = tableRows(text, delimiterOf(text))[Symbol.iterator]();
  const head = rows.next().value as TableRow | undefined;
  const at = columnsOf(head?.cells ?? []);
  const missing = required.filter((column) => !at.has(column));
  if (missing.length > 0) {
    const message = `The first row lacks ${missing.map((column) => `\`${column}\``).join(', ')}, which Canvas asks for.`;
    return { kind: 'defective', defects: [fileDefect('missing-key', startOf(file), message)] };
  }
  for (const cell of head!.cells.slice(0, at.get('ratings') ?? head!.cells.length)) {
    if (cell.trim() === '' || at.has(nameOf(cell) as Column)) continue;
    const message = `Nobody knows the column \`${shortened(cell)}\`, for which Canvas would refuse the whole file. It is left out.`;
    remarks.add('DROPPED', { file, line: head!.line, column: 1 }, 'columns', message);
  }
  const read = readRows(rows, { file, at, remarks });
  return documentOf(outlineOf(read, file, remarks), settings, remarks);
}

function columnsOf(cells: readonly string[]): ReadonlyMap<Column, number> {
  const known: ReadonlySet<string> = new Set([...required, ...optional]);
  const at = new Map<Column, number>();
  for (const [index, cell] of cells.entries()) {
    const name = nameOf(cell);
    if (known.has(name) && !at.has(name as Column)) at.set(name as Column, index);
  }
  return at;
}

interface ReadRow {
  readonly guid: string;
  readonly isGroup: boolean;
  readonly parents: readonly string[];
  readonly cell: (column: Column) => string;
  readonly ratings: readonly Rating[];
  readonly place: Place;
}

interface Rating {
  readonly points: number;
  readonly words: string;
}

interface Ground {
  readonly file: string;
  readonly at: ReadonlyMap<Column, number>;
  readonly remarks: RemarkList;
}

function readRows(rows: Iterable<TableRow>, ground: Ground): ReadRow[] {
  const found = new Map<string, ReadRow>();
  for (const row of rows) {
    const read = readRow(row, ground);
    if (read === null) continue;
    const before = found.get(read.guid);
    if (before) {
      const message = `Line ${before.place.line} has this guid too, so this row is left out, as Canvas does.`;
      ground.remarks.add('DROPPED', read.place, read.guid, message);
    } else found.set(read.guid, read);
  }
  return [...found.values()];
}

/** Null where it can't be used. */
function readRow({ line, cells, fault }: TableRow, { file, at, remarks }: Ground): ReadRow | null {
  const place = { file, line, column: 1 };
  const cell = (column: Column) => cells[at.get(column) ?? -1]?.trim() ?? '';
  const guid = cell('vendor_guid') || canvasGuid(cell('canvas_id'), cell('object_type'));
  const subject = guid || `line ${line}`;
  const drop = (message: string) => {
    remarks.add('DROPPED', place, subject, message);
    return null;
  };
  if (fault !== null)
    remarks.add(
      'CHANGED',
      place,
      subject,
      'The quotation marks of this row do not fit together; it is read as well as may be.',
    );
  if (guid === '') return drop('It has no `vendor_guid`, so Canvas would refuse it.');
  const type = cell('object_type').toLowerCase();
  if (type !== 'group' && type !== 'outcome')
    return drop(`\`${shortened(type)}\` is neither \`group\` nor \`outcome\`.`);
  if (cell('workflow_state').toLowerCase() === 'deleted') return drop('It is deleted in Canvas.');
  if (/\s/.test(guid))
    remarks.add('CHANGED', place, subject, 'Its guid has space in it, which Canvas would refuse.');
  return {
    guid,
    isGroup: type === 'group',
    parents: cell('parent_guids').split(/\s+/).filter(Boolean),
    cell,
    ratings: ratingsIn(cells.slice(at.get('ratings') ?? cells.length), place, subject, remarks),
    place,
  };
}

function canvasGuid(id: string, type: string): string {
  if (!/^\d+$/.test(id)) return '';
  return `canvas_outcome${type.toLowerCase() === 'group' ? '_group' : ''}:${id}`;
}

/** Points and words by turns, up to where nothing more stands. */
function ratingsIn(
  cells: readonly string[],
  place: Place,
  subject: string,
  remarks: RemarkList,
): Rating[] {
  const ratings: Rating[] = [];
  for (let index = 0; index < cells.length && ratings.length < ratingsMax; index += 2) {
    const [points = '', words = ''] = cells.slice(index, index + 2).map((cell) => cell.trim());
    if (points === '' && words === '') continue;
    const number = Number(points.replace(',', '.'));
    if (points === '' || !Number.isFinite(number)) {
      const message = `The rating \`${shortened(words)}\` has no points, so it is left out.`;
      remarks.add('DROPPED', place, subject, message);
    } else ratings.push({ points: number, words });
  }
  return ratings;
}

const ratingsMax = 100;

function outlineOf(rows: readonly ReadRow[], file: string, remarks: RemarkList): Outline {
  const byGuid = new Map(rows.map((row) => [row.guid, row]));
  const parents = new Map(rows.map((row) => [row, parentsOf(row, byGuid, remarks)]));
  const root = rootOf(rows, parents);
  const levels = levelsOf(rows, remarks);
  const items = rows
    .filter((row) => row !== root)
    .map((row): OutlineItem => {
      // The most particular of them says more than that it is a part of the whole.
      const [parent = null, ...others] = lastOf(parents.get(row)!, root);
      const { summary, hasOwnPart } = readDescription(row.cell('description'));
      const code = row.cell('display_name') || null;
      return {
        id: row.guid,
        parent: parent === root ? null : (parent?.guid ?? null),
        title: row.cell('title') || code || row.guid,
        code,
        summary: summary || null,
        externalId: isOwn(row, root, code) ? null : externalIdOfGuid(row.guid),
        isGroup: row.isGroup,
        levels: levels.of(row),
        notes: [
          ...others.map((other) => `In Canvas it is in ${other.cell('title')}, too.`),
          ...notesOn(row, levels.of(row).length > 0, hasOwnPart),
        ],
        place: row.place,
      };
    });
  return {
    system: canvasSystem,
    platform: 'Canvas',
    place: startOf(file),
    whole: {
      code: root?.cell('display_name') || null,
      title: root?.cell('title') || null,
      summary: root ? readDescription(root.cell('description')).summary || null : null,
      externalId: root && !isOwnRoot(root) ? externalIdOfGuid(root.guid) : null,
    },
    ownPartCount: rows.filter((row) => readDescription(row.cell('description')).hasOwnPart).length,
    scale: levels.scale,
    items,
  };
}

/** The groups that it is in, the first one first. */
function parentsOf(
  { guid, parents, place }: ReadRow,
  byGuid: ReadonlyMap<string, ReadRow>,
  remarks: RemarkList,
): ReadRow[] {
  return [...new Set(parents)].flatMap((parent) => {
    const found = byGuid.get(parent);
    if (found?.isGroup) return [found];
    const message = found
      ? `\`${shortened(parent)}\` is an outcome, and nothing can be in an outcome.`
      : `\`${shortened(parent)}\` is not in the file, so it is not in that.`;
    remarks.add(found ? 'CHANGED' : 'EXTERNAL', place, guid, message);
    return [];
  });
}

function lastOf(rows: readonly ReadRow[], row: ReadRow | null): ReadRow[] {
  return [...rows.filter((one) => one !== row), ...rows.filter((one) => one === row)];
}

/** The one group that all else is in; null where there is none. */
function rootOf(
  rows: readonly ReadRow[],
  parents: ReadonlyMap<ReadRow, readonly ReadRow[]>,
): ReadRow | null {
  const [first, ...others] = rows.filter((row) => parents.get(row)!.length === 0);
  return first?.isGroup && others.length === 0 ? first : null;
}

/** Whether we gave it the guid that it has. */
function isOwnRoot(root: ReadRow): boolean {
  return identifiersOf(root.cell('display_name'), {}).document === root.guid;
}

/** Whether the guid says no more than the code, since we made the one of the other. */
function isOwn({ guid, isGroup }: ReadRow, root: ReadRow | null, code: string | null): boolean {
  if (root === null || code === null) return false;
  const wholes = [root.guid, identifiersOf(root.cell('display_name'), {}).document];
  return wholes
    .filter(isCaseIdentifier)
    .some((whole) => uuidV5(whole, `${isGroup ? 'area' : 'item'}:${code}`) === guid);
}

interface LevelsFound {
  readonly scale: Outline['scale'];
  readonly of: (row: ReadRow) => readonly string[];
}

/**
 * Ratings from mastery on are levels of proficiency, where the same points have the same words throughout the file; else there
 * are no levels.
 */
function levelsOf(rows: readonly ReadRow[], remarks: RemarkList): LevelsFound {
  const words = new Map<number, string>();
  const points = new Map<string, number>();
  for (const row of rows)
    for (const rating of masteredRatings(row)) {
      if (!words.has(rating.points)) words.set(rating.points, rating.words);
      if (!points.has(rating.words)) points.set(rating.words, rating.points);
      const isOne =
        words.get(rating.points) === rating.words && points.get(rating.words) === rating.points;
      if (isOne && words.size <= levelsMax) continue;
      const message =
        'The ratings are not the same scale throughout the file, so they are no levels of proficiency here, but notes.';
      remarks.add('CHANGED', row.place, row.guid, message);
      return { scale: [], of: () => [] };
    }
  const ranked = [...words].sort(([one], [other]) => one - other);
  const slugs = new Slugs();
  const scale = ranked.map(([, words]) => ({
    id: slugs.claim(words, 'level'),
    title: shortened(levelTitleOf(words), titleMax) || 'Level',
  }));
  const rankOf = new Map(ranked.map(([points], rank) => [points, rank]));
  return {
    scale,
    of: (row) => {
      const own = masteredRatings(row).map((rating) => rankOf.get(rating.points)!);
      if (own.length === 0) return [];
      return scale.slice(Math.min(...own), Math.max(...own) + 1).map(({ id }) => id);
    },
  };
}

function masteredRatings({ cell, ratings, isGroup }: ReadRow): readonly Rating[] {
  const mastery = cell('mastery_points');
  const least = Number(mastery.replace(',', '.'));
  if (isGroup || mastery === '' || !Number.isFinite(least)) return [];
  return ratings.filter(({ points, words }) => points >= least && words !== '');
}

/** What of an outcome a skill has no place for, but for what we wrote ourselves. */
function notesOn(row: ReadRow, hasLevels: boolean, hasOwnPart: boolean): string[] {
  const { cell, ratings, isGroup } = row;
  if (isGroup || hasOwnPart) return [];
  const mastery = cell('mastery_points');
  const scale = ratings.map(({ points, words }) => `${points} ${words}`.trim()).join(', ');
  const isTold = hasLevels && ratings.every(({ points, words }) => points > 0 || words === noLevel);
  const method = [cell('calculation_method'), cell('calculation_int')].filter(Boolean).join(' ');
  return [
    scale === '' || isTold
      ? []
      : [`Ratings in Canvas: ${scale}${mastery === '' ? '' : `; mastered from ${mastery} on`}.`],
    method === '' ? [] : [`Canvas adds its results up by: ${method}.`],
  ].flat();
}
