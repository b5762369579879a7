import { foldText } from '../../../util/fold-text.ts';
import type { TableRow } from '../../text/read-table.ts';
import { withoutFormulaMark } from '../../text/spreadsheet-cell.ts';
import { atMost } from '../importing/at-most.ts';
import { fileDefect } from '../importing/defective.ts';
import { mendText } from '../importing/mend-text.ts';
import { type RemarkList, shortened } from '../importing/remark-list.ts';
import { isSlug, Slugs, slugFrom, titleFrom } from '../importing/slugs.ts';
import { externalIdMax, largeListMax, levelsMax, listMax } from '../native/document-shape.ts';
import type { Place, PlacedDefect } from '../native.ts';
import type { SkillColumn } from './columns.ts';
import { hoursFrom, linesOf } from './read-cell.ts';
import type { LevelDraft, SkillDraft } from './skill-draft.ts';
import type { Table } from './tables.ts';

/** What the tables of skills say. */
export interface DraftedSkills {
  /** By slug, in the order of the rows. */
  readonly drafts: ReadonlyMap<string, SkillDraft>;
  /** Titles by slug, in the order of the rows. */
  readonly areas: ReadonlyMap<string, string>;
  readonly sides: ReadonlyMap<string, string>;
  /** Every level that is named, by the rank that the rows say it has or null. */
  readonly levels: ReadonlyMap<string, { readonly rank: number | null; readonly title: string }>;
  /** What a cell beside a skill says that it needs, to be read once all skills are known. */
  readonly wishes: readonly {
    readonly skill: string;
    readonly text: string;
    readonly place: Place;
  }[];
  /** The skill that a text names: by its id, its title, or what would be its slug. */
  readonly find: (name: string) => SkillDraft | null;
  /** What keeps the rest from being read. */
  readonly defect: PlacedDefect | null;
}

/** The level of skills whose rows name none. */
export const levelByDefault = 'foundation';

export function readSkills(
  tables: readonly Table<SkillColumn>[],
  remarks: RemarkList,
): DraftedSkills {
  const drafts = new Map<string, SkillDraft>();
  const names = new Map<string, SkillDraft | null>();
  const areas = new Map<string, string>();
  const sides = new Map<string, string>();
  const levels = new Map<string, { rank: number | null; title: string }>();
  const wishes: { skill: string; text: string; place: Place }[] = [];
  const slugs = new Slugs();
  let defect: PlacedDefect | null = null;
  for (const table of tables) {
    remarkColumns(table, remarks);
    for (const row of table.rows()) {
      readRow(table, row);
      if (defect) break;
    }
  }
  return { drafts, areas, sides, levels, wishes, find, defect };

  function find(name: string): SkillDraft | null {
    const wanted = name.trim();
    const named = names.get(wanted) ?? names.get(titleKey(wanted)) ?? drafts.get(wanted);
    return named ?? drafts.get(slugFrom(wanted)) ?? null;
  }

  function readRow(table: Table<SkillColumn>, row: TableRow): void {
    const place = { file: table.file, line: row.line, column: 1 };
    const cell = cellsOf(table, row);
    const [id, title] = [cell('id'), cell('title')];
    const name = id || title;
    if (name === '') {
      remarks.add('DROPPED', place, 'row', 'The row has neither an id nor a title. Give it one.');
      return;
    }
    remarkFault(row, place, name, remarks);
    const level = readLevel(cell, place, name);
    const known = names.get(name);
    if (known) addLevel(known, level, cell, place);
    else addSkill({ id, title, name, level, cell, place, table, row });
  }

  function addSkill({ id, title, name, level, cell, place, table, row }: NewSkill): void {
    if (drafts.size === largeListMax) {
      const message = `There are more than ${largeListMax} skills. Divide the curriculum.`;
      defect = fileDefect('too-large', place, message);
      return;
    }
    const slug = slugs.claim(name, 'skill');
    const about = { place, subject: shortened(name), remarks };
    const externalIds = new Map<string, string>();
    if (id !== '' && slug !== id) {
      externalIds.set('csv', id.slice(0, externalIdMax));
      const message = `The id \`${shortened(id)}\` is \`${slug}\` now: ids are lower-case words joined by hyphens, each of them once. What it was stands among its external ids.`;
      remarks.add('CHANGED', place, slug, message);
    }
    for (const part of linesOf(cell('externalIds'))) readExternalId(part, externalIds, about);
    const summary = mendText(cell('summary'), 'summary', about);
    const mended = mendText(title || titleFrom(slug), 'title', about) ?? titleFrom(slug);
    const draft: SkillDraft = {
      slug,
      name,
      place,
      area: readArea(cell, about),
      title: mended,
      summary: summary ?? mended,
      side: readSide(cell('side'), about),
      sideNote: cell('sideNote') === '' ? null : mendText(cell('sideNote'), 'note', about),
      levels: new Map(),
      needs: [],
      recommends: new Map(),
      because: new Map(),
      sameAs: atMost(addressesIn(cell('sameAs'), about), shortListMax, 'addresses', about),
      replaces: atMost(oldIdsIn(cell('replaces'), about), shortListMax, 'old ids', about),
      externalIds,
      notes: notesOf(cell('notes'), table, row, about),
    };
    draft.levels.set(level, readLevelDraft(cell, about));
    drafts.set(slug, draft);
    addNames(draft, id, title);
    if (cell('requires') !== '') wishes.push({ skill: slug, text: cell('requires'), place });
  }

  /** Of two skills with one title neither is meant by it. */
  function addNames(draft: SkillDraft, id: string, title: string): void {
    names.set(draft.name, draft);
    if (id !== '') names.set(id, draft);
    const key = titleKey(title);
    if (title !== '') names.set(key, names.has(key) ? null : draft);
  }

  function addLevel(draft: SkillDraft, level: string, cell: Cells, place: Place): void {
    const about = { place, subject: draft.slug, remarks };
    const texts = { title: draft.title, summary: draft.summary } as const;
    if (draft.levels.has(level)) {
      const first = draft.levels.get(level)!.place;
      const message = `\`${shortened(draft.name)}\` stands in line ${first.line} already, at the same level. The row is left out; give one of the two another id or another level.`;
      remarks.add('DROPPED', place, draft.slug, message);
      return;
    }
    draft.levels.set(level, readLevelDraft(cell, about));
    for (const [column, text] of Object.entries(texts)) {
      const said = cell(column as 'title' | 'summary');
      if (said === '' || said === text || said.replace(/\s+/g, ' ') === text.replace(/\s+/g, ' '))
        continue;
      const message = `The row says another ${column} than line ${draft.place.line} does, which counts.`;
      remarks.add('DROPPED', place, draft.slug, message);
    }
  }

  function readLevel(cell: Cells, place: Place, name: string): string {
    const text = cell('level');
    const slug = text === '' ? levelByDefault : slugFrom(text) || levelByDefault;
    const rank = Number.parseInt(cell('rank'), 10);
    const known = levels.get(slug);
    if (known || levels.size < levelsMax) {
      const title = text === '' || isSlug(text) ? titleFrom(slug) : shortened(text);
      const isRank = Number.isSafeInteger(rank);
      if (!known) levels.set(slug, { rank: isRank ? rank : null, title });
      return slug;
    }
    const [highest] = [...levels.keys()].slice(-1);
    const message = `There are more than ${levelsMax} levels. \`${shortened(text)}\` counts as \`${highest}\`.`;
    remarks.add('CHANGED', place, shortened(name), message);
    return highest!;
  }

  function readArea(cell: Cells, { place, subject }: About): string {
    const text = cell('area') || cell('areaTitle');
    const slug = slugFrom(text) || 'general';
    const title = cell('areaTitle') || (isSlug(text) || text === '' ? titleFrom(slug) : text);
    if (text === '' && !areas.has(slug)) {
      const message = `Rows that name no area belong to the area \`${slug}\`.`;
      remarks.add('DEFAULTED', place, subject, message);
    }
    if (areas.has(slug)) return slug;
    if (areas.size === listMax) {
      const [last] = [...areas.keys()].slice(-1);
      const message = `There are more than ${listMax} areas. This skill belongs to \`${last}\`.`;
      remarks.add('CHANGED', place, subject, message);
      return last!;
    }
    areas.set(slug, mendText(title, 'title', { place, subject, remarks }) ?? titleFrom(slug));
    return slug;
  }

  function readSide(text: string, { place, subject }: About): string | null {
    const slug = slugFrom(text);
    if (slug === '') return null;
    if (!sides.has(slug) && sides.size === sidesMax) {
      const message = `There are more than ${sidesMax} sides. \`${shortened(text)}\` is left out.`;
      remarks.add('DROPPED', place, subject, message);
      return null;
    }
    if (!sides.has(slug)) sides.set(slug, isSlug(text) ? titleFrom(slug) : shortened(text));
    return slug;
  }
}

type Cells = (column: SkillColumn) => string;

interface About {
  readonly place: Place;
  readonly subject: string;
  readonly remarks: RemarkList;
}

interface NewSkill {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly level: string;
  readonly cell: Cells;
  readonly place: Place;
  readonly table: Table<SkillColumn>;
  readonly row: TableRow;
}

/** The text of a cell of a row, empty where there is none; without the mark that keeps spreadsheets from calculating. */
export function cellsOf<Column extends string>(
  { at }: Table<Column>,
  { cells }: TableRow,
): (column: Column) => string {
  return (column) => withoutFormulaMark(cells[at.get(column) ?? -1] ?? '').trim();
}

export function remarkFault(
  { fault }: TableRow,
  place: Place,
  name: string,
  remarks: RemarkList,
): void {
  if (fault === null) return;
  const message =
    fault === 'unclosed-quote'
      ? 'A quotation mark in this row is never closed. It is taken for a letter; close it, or double it where it is meant as one.'
      : 'Text follows a closing quotation mark in this row. It is taken for a part of the cell; double the quotation marks that are meant as letters.';
  remarks.add('CHANGED', place, shortened(name), message);
}

function remarkColumns({ file, unknown, repeated }: Table<SkillColumn>, remarks: RemarkList): void {
  const place = { file, line: 1, column: 1 };
  for (const name of repeated.values()) {
    const message = `The column \`${shortened(name)}\` means the same as one before it, which counts. Take one of the two out.`;
    remarks.add('DROPPED', place, shortened(name), message);
  }
  for (const name of unknown.values()) {
    const message = `Nothing here is like the column \`${shortened(name)}\`. What it says of a skill stands among the skill's notes.`;
    remarks.add('NOTED', place, shortened(name), message);
  }
}

function readLevelDraft(cell: Cells, about: About): LevelDraft {
  const { place, subject, remarks } = about;
  const text = cell('hours');
  const criteria = linesOf(cell('criteria'))
    .map((criterion) => mendText(criterion, 'note', about))
    .filter((criterion) => criterion !== null);
  const kept = { place, criteria: atMost(criteria, shortListMax, 'criteria', about) };
  if (text === '') return { ...kept, hours: null };
  const read = hoursFrom(text);
  if (read.kind === 'unclear') {
    const message = `\`${shortened(text)}\` is no number of hours above 0. Write one such as \`2.5\`.`;
    remarks.add('CHANGED', place, subject, message);
    return { ...kept, hours: null };
  }
  if (read.isRounded) {
    const message = `\`${shortened(text)}\` is ${read.hours} h now: hours are multiples of 0.1.`;
    remarks.add('CHANGED', place, subject, message);
  }
  return { ...kept, hours: read.hours };
}

/** Of criteria, notes, addresses and old ids of one skill. */
const shortListMax = 100;
const sidesMax = 50;

/** What a note says, and what stands in columns that nobody knows. */
function notesOf(
  text: string,
  { unknown }: Table<SkillColumn>,
  { cells }: TableRow,
  about: About,
): string[] {
  const said = text.split(/\n\s*\n/);
  for (const [index, name] of unknown) {
    const cell = withoutFormulaMark(cells[index] ?? '').trim();
    if (cell !== '') said.push(`${shortened(name)}: ${cell}`);
  }
  const notes = said
    .map((note) => mendText(note, 'summary', about))
    .filter((note) => note !== null);
  return atMost(notes, shortListMax, 'notes', about);
}

function addressesIn(cell: string, about: About): string[] {
  return cell.split(/\s+/).filter((address) => isAddress(address, about));
}

function oldIdsIn(cell: string, about: About): string[] {
  return cell.split(/[\s,;]+/).filter((old) => isOldId(old, about));
}

function isAddress(text: string, { place, subject, remarks }: About): boolean {
  if (text === '') return false;
  if (/^[a-z][a-z0-9+.-]*:\S+$/i.test(text) && text.length <= 2_000) return true;
  const message = `\`${shortened(text)}\` is no address, such as \`https://example.org/skills/42\`. It is left out.`;
  remarks.add('DROPPED', place, subject, message);
  return false;
}

function isOldId(text: string, { place, subject, remarks }: About): boolean {
  if (text === '') return false;
  if (isSlug(text)) return true;
  const message = `\`${shortened(text)}\` is no id that a skill can have had. It is left out.`;
  remarks.add('DROPPED', place, subject, message);
  return false;
}

/** `system: id`, where the system is a slug. */
function readExternalId(
  text: string,
  externalIds: Map<string, string>,
  { place, subject, remarks }: About,
): void {
  const [, system = '', id = ''] = /^([a-z0-9-]+)\s*[:=]\s*(\S.*)$/.exec(text) ?? [];
  const isFine = isSlug(system) && id.length <= externalIdMax && externalIds.size < 20;
  if (isFine) externalIds.set(system, id);
  else {
    const message = `\`${shortened(text)}\` is no external id, such as \`moodle: 42\`. It is left out.`;
    remarks.add('DROPPED', place, subject, message);
  }
}

function titleKey(title: string): string {
  return `title ${foldText(title.slice(0, 300))}`;
}
