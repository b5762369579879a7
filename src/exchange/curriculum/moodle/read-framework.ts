import { delimiterOf, type TableRow, tableRows } from '../../text/read-table.ts';
import type { ImportReading, ImportSettings } from '../importer.ts';
import { fileDefect, startOf } from '../importing/defective.ts';
import { RemarkList, shortened } from '../importing/remark-list.ts';
import { isSlug, Slugs } from '../importing/slugs.ts';
import { levelsMax, titleMax } from '../native/document-shape.ts';
import { bytesMax, type Place, type SourceFile } from '../native.ts';
import { readDescription } from '../outline/description.ts';
import { documentOf } from '../outline/document-of.ts';
import { levelTitleOf } from '../outline/lacks.ts';
import { inOrder } from '../outline/level-order.ts';
import type { Outline, OutlineItem } from '../outline/outline.ts';
import { unreadable } from '../outline/unreadable.ts';
import { frameworkColumns, moodleSystem, places } from './columns.ts';
import { codeIn, slugOfFramework } from './id-numbers.ts';

/** Whether there is a row that is a framework among the first, whatever the columns are called. */
export function looksLikeFramework(text: string): boolean {
  const glance = text.slice(0, glanceMax);
  const rows = tableRows(glance, delimiterOf(glance));
  for (let count = 0; count < glanceRows; count++) {
    const { value, done } = rows.next();
    if (done) return false;
    if (count > 0 && isFramework(value) && value.cells.length >= places.isFramework + 1)
      return true;
  }
  return false;
}

const glanceMax = 100_000;
const glanceRows = 5;

function isFramework({ cells }: TableRow): boolean {
  return isTrue(cells[places.isFramework]) && (cells[places.parent] ?? '').trim() === '';
}

/** As PHP takes it. */
function isTrue(cell: string | undefined): boolean {
  return !['', '0'].includes(cell?.trim() ?? '');
}

/** Reads what Moodle exports, more leniently than Moodle reads it: what it would leave out in silence is told or kept. */
export function readFramework(
  files: readonly SourceFile[],
  settings: ImportSettings,
): ImportReading {
  const defect = unreadable(files, bytesMax, 'one framework');
  if (defect) return { kind: 'defective', defects: [defect] };
  const [{ file, text }] = files as readonly [SourceFile];
  const remarks = new RemarkList();
  const rows = tableRows(text, delimiterOf(text))[Symbol.iterator]();
  const head = rows.next();
  if (!head.done && head.value.cells.length < places.isFramework + 1) {
    const message = `A framework has ${frameworkColumns.length} columns, known by their places; here are ${head.value.cells.length}. Export it anew.`;
    return { kind: 'defective', defects: [fileDefect('missing-key', startOf(file), message)] };
  }
  const read = readRows(rows, file, remarks);
  const [framework, ...others] = read.frameworks;
  if (!framework) {
    const message = 'No row is the framework: one must have a 1 in the column `Is framework`.';
    return { kind: 'defective', defects: [fileDefect('missing-key', startOf(file), message)] };
  }
  for (const { place, title } of others)
    remarks.add(
      'DROPPED',
      place,
      title,
      'A file holds one framework; this second one is left out.',
    );
  return documentOf(outlineOf(framework, read.competencies, remarks), settings, remarks);
}

interface ReadRow {
  readonly id: string;
  readonly parent: string;
  readonly title: string;
  readonly cell: (column: keyof typeof places) => string;
  readonly place: Place;
}

function readRows(rows: Iterable<TableRow>, file: string, remarks: RemarkList) {
  const frameworks: ReadRow[] = [];
  const found = new Map<string, ReadRow>();
  for (const row of rows) {
    const read = readRow(row, file, remarks);
    if (isFramework(row)) frameworks.push(read);
    else if (hasName(read, remarks)) {
      const before = found.get(read.id);
      if (before) {
        const message = `Line ${before.place.line} has this id number too, so this row is left out; Moodle would leave out the other, without a word.`;
        remarks.add('DROPPED', read.place, read.id, message);
      } else found.set(read.id, read);
    }
  }
  return { frameworks, competencies: [...found.values()] };
}

function readRow({ line, cells, fault }: TableRow, file: string, remarks: RemarkList): ReadRow {
  const place = { file, line, column: 1 };
  const cell = (column: keyof typeof places) => cells[places[column]]?.trim() ?? '';
  const title = cell('title') || cell('id');
  if (fault !== null)
    remarks.add(
      'CHANGED',
      place,
      title,
      'The quotation marks of this row do not fit together; it is read as well as may be.',
    );
  return { id: cell('id') || unnamed(line), parent: cell('parent'), title, cell, place };
}

/** Nothing can name it, but it is kept. */
function unnamed(line: number): string {
  return `\0line ${line}`;
}

function hasName({ title, place, cell }: ReadRow, remarks: RemarkList): boolean {
  if (title === '') {
    const message = 'It has neither an id number nor a short name, so it is left out.';
    remarks.add('DROPPED', place, `line ${place.line}`, message);
    return false;
  }
  for (const [column, name] of [
    ['id', 'id number'],
    ['title', 'short name'],
  ] as const)
    if (cell(column) === '') {
      const message = `It has no ${name}. Moodle would leave it out without a word, with all that is in it; here it is kept.`;
      remarks.add('CHANGED', place, title, message);
    }
  return true;
}

function outlineOf(framework: ReadRow, rows: readonly ReadRow[], remarks: RemarkList): Outline {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const parents = new Map(rows.map((row) => [row, parentOf(row, byId, remarks)]));
  const levels = levelsOf(rows, parents, remarks);
  const ownSlug = slugOfFramework(framework.cell('id'));
  const taxonomies = framework.cell('taxonomies').toLowerCase().split(',');
  const areasAreDomains = taxonomies[0]?.trim() === 'domain' && taxonomies[1]?.trim() !== 'domain';
  const depths = depthsOf(rows, parents);
  const items = rows
    .filter((row) => !levels.isLevel(row))
    .map((row): OutlineItem => {
      const { summary, hasOwnPart } = readDescription(row.cell('description'));
      const parent = parents.get(row) ?? null;
      const code = codeIn(row.cell('id'), parent === null ? 'area' : 'skill');
      const depth = depths.get(row)!;
      const notes = [
        taxonomyNote(taxonomies, depth),
        ruleNote(row),
        ...(hasOwnPart ? [] : relatedNotes(row, byId, remarks)),
      ].filter((note) => note !== null);
      return {
        id: row.id,
        parent: parent?.id ?? null,
        title: row.title,
        code,
        summary: summary || null,
        externalId: code !== null || row.cell('id') === '' ? null : row.id,
        isGroup: parent === null && areasAreDomains ? true : levels.isSkill(row) ? false : null,
        levels: levels.of(row),
        notes,
        place: row.place,
      };
    });
  return {
    system: moodleSystem,
    platform: 'Moodle',
    place: framework.place,
    whole: {
      code: ownSlug,
      title: framework.title || null,
      summary: readDescription(framework.cell('description')).summary || null,
      externalId: ownSlug === null ? framework.cell('id') || null : null,
    },
    ownPartCount: rows.filter((row) => readDescription(row.cell('description')).hasOwnPart).length,
    scale: levels.scale,
    items,
  };
}

/** Null at the top, and where it is in nothing that there is. */
function parentOf(
  { id, parent, title, place }: ReadRow,
  byId: ReadonlyMap<string, ReadRow>,
  remarks: RemarkList,
): ReadRow | null {
  if (parent === '') return null;
  const found = byId.get(parent);
  if (found) return found;
  const message = `\`${shortened(parent)}\`, which it should be in, is not in the file. It is at the top instead; Moodle would leave it out without a word, with all that is in it.`;
  remarks.add('CHANGED', place, shortened(id || title), message);
  return null;
}

/** From 0 at the top; of what stands in itself it says nothing useful. */
function depthsOf(
  rows: readonly ReadRow[],
  parents: ReadonlyMap<ReadRow, ReadRow | null>,
): ReadonlyMap<ReadRow, number> {
  const depths = new Map<ReadRow, number>();
  for (const row of rows) {
    const trail = new Set<ReadRow>();
    let at: ReadRow | null = row;
    for (; at !== null && !depths.has(at) && !trail.has(at); at = parents.get(at) ?? null)
      trail.add(at);
    let depth = at === null ? 0 : (depths.get(at) ?? 0) + 1;
    for (const each of [...trail].reverse()) depths.set(each, depth++);
  }
  return depths;
}

interface LevelsFound {
  readonly scale: Outline['scale'];
  readonly isLevel: (row: ReadRow) => boolean;
  /** Whether what it holds are its levels. */
  readonly isSkill: (row: ReadRow) => boolean;
  readonly of: (row: ReadRow) => readonly string[];
}

/**
 * Competencies whose ids are that of what they are in, `@` and a word are levels of it, as we write them. A level is below those
 * that follow it in some skill; where skills contradict each other, below those that come later in the file.
 */
function levelsOf(
  rows: readonly ReadRow[],
  parents: ReadonlyMap<ReadRow, ReadRow | null>,
  remarks: RemarkList,
): LevelsFound {
  const children = new Map<ReadRow, ReadRow[]>();
  for (const row of rows) {
    const parent = parents.get(row);
    if (!parent) continue;
    const siblings = children.get(parent) ?? [];
    children.set(parent, siblings);
    siblings.push(row);
  }
  const own = new Map<ReadRow, string[]>();
  const titles = new Map<string, string>();
  for (const [parent, levels] of children) {
    const words = levels.map((level) => levelIn(level, parent));
    const isSkill =
      words.every((word) => word !== null) && levels.every((level) => !children.has(level));
    if (!isSkill) continue;
    own.set(parent, [...new Set(words as string[])]);
    for (const [index, level] of levels.entries()) {
      const told = readDescription(level.cell('description')).summary;
      if (!titles.has(words[index]!)) titles.set(words[index]!, told);
    }
  }
  const order = inOrder([...own.values()]);
  if (order.length > levelsMax) {
    const [first] = own.keys();
    const message = `There are ${order.length} levels of proficiency, and ${levelsMax} are the most. They are skills instead.`;
    remarks.add('CHANGED', first!.place, first!.id, message);
    return { scale: [], isLevel: () => false, isSkill: () => false, of: () => [] };
  }
  const slugs = new Slugs();
  const scale = order.map((id) => ({
    id: slugs.claim(id, 'level'),
    title: shortened(levelTitleOf(titles.get(id) || id), titleMax),
  }));
  const rankOf = new Map(order.map((id, rank) => [id, rank]));
  return {
    scale,
    isLevel: (row) => own.has(parents.get(row)!),
    isSkill: (row) => own.has(row),
    of: (row) => {
      const ranks = (own.get(row) ?? []).map((id) => rankOf.get(id)!);
      if (ranks.length === 0) return [];
      return scale.slice(Math.min(...ranks), Math.max(...ranks) + 1).map(({ id }) => id);
    },
  };
}

/** The level that the id of a competency in a skill names; null where it names none. */
function levelIn({ id }: ReadRow, parent: ReadRow): string | null {
  const level = id.startsWith(`${parent.id}@`) ? id.slice(parent.id.length + 1) : '';
  return isSlug(level) ? level : null;
}

/** Moodle's word for competencies that stand so deep, where it says something. */
function taxonomyNote(taxonomies: readonly string[], depth: number): string | null {
  const word = taxonomies[Math.min(depth, taxonomies.length - 1)]?.trim() ?? '';
  return usualWords.has(word) ? null : `Moodle calls it: ${word}.`;
}

const usualWords: ReadonlySet<string> = new Set(['', 'competency', 'skill', 'domain']);

function ruleNote({ cell }: ReadRow): string | null {
  const type = cell('ruleType').replace(/^.*\\/, '');
  const rule = rules[type] ?? type;
  if (rule === '') return null;
  const config = ['', 'null'].includes(cell('ruleConfiguration'))
    ? ''
    : ` (${cell('ruleConfiguration')})`;
  return `Rule in Moodle: ${rule}${config}.`;
}

const rules: Readonly<Record<string, string>> = {
  competency_rule_all: 'done when all that it holds is done',
  competency_rule_points: 'done by points of what it holds',
};

/** Which others it is related to: in which direction nobody says, so that none of them is taken for a prerequisite. */
function relatedNotes(
  { id, cell, place }: ReadRow,
  byId: ReadonlyMap<string, ReadRow>,
  remarks: RemarkList,
): string[] {
  const references = cell('references')
    .split(',')
    .map((reference) => reference.trim().replaceAll('%2C', ','))
    .filter(Boolean);
  const names = [...new Set(references)].flatMap((reference) => {
    const found = byId.get(reference);
    if (found) return [found.title];
    const message = `\`${shortened(reference)}\`, to which it refers, is not in the file.`;
    remarks.add('EXTERNAL', place, id, message);
    return [];
  });
  return names.length === 0 ? [] : [`Related in Moodle: ${names.join('; ')}.`];
}
