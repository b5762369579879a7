import type { DocumentPath } from '../../../curriculum/defect.ts';
import type {
  CurriculumDocument,
  RequirementDocument,
  SkillDocument,
} from '../../../curriculum/document.ts';
import type { ImportReading, ImportSettings } from '../importer.ts';
import { fileDefect, startOf } from '../importing/defective.ts';
import { remarkHoursByDefault } from '../importing/hours-by-default.ts';
import { RemarkList } from '../importing/remark-list.ts';
import { slugFrom, titleFrom } from '../importing/slugs.ts';
import { bytesMax, type Place, type SourceFile } from '../native.ts';
import { readPrerequisites } from './read-prerequisites.ts';
import { type DraftedSkills, readSkills } from './read-skills.ts';
import type { LevelDraft, SkillDraft } from './skill-draft.ts';
import { findTables } from './tables.ts';

/** Reads a pair of tables. Rows that can't be used are left out and remarked; only what is no such table is defective. */
export function readCsv(files: readonly SourceFile[], settings: ImportSettings): ImportReading {
  const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  if (bytes > bytesMax) {
    const message = `The files have ${bytes} bytes; ${bytesMax} are the most. Divide the curriculum.`;
    return {
      kind: 'defective',
      defects: [fileDefect('too-large', startOf(files[0]!.file), message)],
    };
  }
  const found = findTables(files);
  if (found.kind === 'defective') return found;
  const { tables } = found;
  const remarks = new RemarkList();
  const skills = readSkills(tables.skills, remarks);
  const start = startOf(tables.skills[0]!.file);
  if (skills.defect) return { kind: 'defective', defects: [skills.defect] };
  if (skills.drafts.size === 0) {
    const message = 'No row of the table is a skill. Give each an id or a title.';
    return { kind: 'defective', defects: [fileDefect('too-few', start, message)] };
  }
  const scale = scaleOf(skills, start, remarks);
  const defect = readPrerequisites(tables.prerequisites, skills, scale, remarks);
  if (defect) return { kind: 'defective', defects: [defect] };
  const id = settings.curriculum ?? idFrom(start, remarks);
  const title = titleFrom(id);
  const document: CurriculumDocument = {
    curriculum: id,
    title,
    levels: scale.map((level) => titled(level, skills.levels.get(level)!.title)),
    ...(skills.sides.size > 0
      ? { sides: [...skills.sides].map(([side, text]) => titled(side, text)) }
      : {}),
    areas: [...skills.areas].map(([area, text]) => ({ id: area, title: text })),
    skills: skillDocuments(skills, scale, settings.hoursByDefault, remarks),
  };
  return {
    kind: 'document',
    document,
    remarks: remarks.all(),
    locate: locator(skills, document, start),
  };
}

/** The levels lowest first: by what the rows say, else by what such words mean, else by which come first. */
function scaleOf({ levels }: DraftedSkills, place: Place, remarks: RemarkList): string[] {
  const named = [...levels.keys()];
  const ranks = named.map((level) => levels.get(level)!.rank);
  const isRanked = ranks.every((rank) => rank !== null) && new Set(ranks).size === named.length;
  const meaning = named.map((level) => meanings.findIndex((words) => words.includes(level)));
  const isKnown = meaning.every((rank) => rank !== -1) && new Set(meaning).size === named.length;
  const order = isRanked ? (ranks as number[]) : isKnown ? meaning : named.map((_, index) => index);
  const scale = named
    .map((level, index) => ({ level, rank: order[index]! }))
    .sort((one, two) => one.rank - two.rank)
    .map(({ level }) => level);
  if (named.length > 1 && !isRanked) {
    const why = isKnown ? 'by what these words mean' : 'in the order in which they first stand';
    const message = `The levels are, lowest first, ${scale.map((level) => `\`${level}\``).join(', ')}: ${why}. A column \`rank\` with 1 for the lowest would say it.`;
    remarks.add('DEFAULTED', place, 'levels', message);
  }
  return scale;
}

const meanings: readonly (readonly string[])[] = [
  [
    'foundation',
    'foundational',
    'beginner',
    'basic',
    'basics',
    'novice',
    'introductory',
    'elementary',
    'a',
    '1',
    'level-1',
  ],
  ['working', 'intermediate', 'competent', 'medium', 'b', '2', 'level-2'],
  ['proficient', 'upper-intermediate', 'c', '3', 'level-3'],
  ['advanced', 'd', '4', 'level-4'],
  ['expert', 'mastery', 'master', 'e', '5', 'level-5'],
];

function titled(id: string, title: string) {
  return title === titleFrom(id) ? id : { id, title };
}

/** The folder that the table is in, or what its name says beside `skills`. */
function idFrom({ file }: Place, remarks: RemarkList): string {
  const [name = '', folder = ''] = file.split('/').reverse();
  const own = slugFrom(name.replace(/\.\w+$/, '').replace(/[-_. ]?skills?[-_. ]?/i, ''));
  const id = own || slugFrom(folder) || 'imported';
  const message = `The files do not say which curriculum they are; it is \`${id}\` after the name of the file or folder, and so is its title. Name another to have another.`;
  remarks.add('DEFAULTED', startOf(file), 'curriculum', message);
  return id;
}

function skillDocuments(
  { drafts }: DraftedSkills,
  scale: readonly string[],
  hoursByDefault: number,
  remarks: RemarkList,
): SkillDocument[] {
  const without: { name: string; place: Place }[] = [];
  const replaced = new Set(drafts.keys());
  const documents = [...drafts.values()].map((draft) => {
    const levels = withoutGaps(draft, scale, remarks);
    for (const [level, { hours, place }] of levels)
      if (hours === null)
        without.push({ name: levels.length > 1 ? `${draft.slug}@${level}` : draft.slug, place });
    const replaces = draft.replaces.filter((old) => isGone(old, draft, replaced, remarks));
    return skillDocument({ ...draft, replaces }, levels, hoursByDefault, scale[0]!);
  });
  remarkHoursByDefault(without, hoursByDefault, remarks);
  return documents;
}

type Levels = readonly (readonly [string, LevelDraft])[];

/** The levels of a skill, lowest first; those between them that no row names have the hours by default. */
function withoutGaps(
  { slug, levels, place }: SkillDraft,
  scale: readonly string[],
  remarks: RemarkList,
): Levels {
  const ranks = [...levels.keys()].map((level) => scale.indexOf(level));
  const own = scale.slice(Math.min(...ranks), Math.max(...ranks) + 1);
  return own.map((level) => {
    const draft = levels.get(level);
    if (draft) return [level, draft] as const;
    const message = `\`${slug}\` has levels below and above \`${level}\`, but no row for it. It got one.`;
    remarks.add('DEFAULTED', place, slug, message);
    return [level, { place, hours: null, criteria: [] }] as const;
  });
}

function isGone(
  old: string,
  { slug, place }: SkillDraft,
  taken: Set<string>,
  remarks: RemarkList,
): boolean {
  if (!taken.has(old)) return true;
  const message = `\`${old}\` is still a skill here, so \`${slug}\` can't replace it. That is left out.`;
  remarks.add('DROPPED', place, slug, message);
  return false;
}

function skillDocument(
  draft: SkillDraft,
  levels: Levels,
  hoursByDefault: number,
  lowestOfAll: string,
): SkillDocument {
  const { slug, title, area, summary, side, sideNote, needs, recommends, because } = draft;
  const [lowest] = levels[0]!;
  const criteria = levels.filter(([, level]) => level.criteria.length > 0);
  const needsOf = (level: string): RequirementDocument[] =>
    needs.filter((need) => need.level === level).map(({ requires }) => requires);
  const higher = levels.slice(1).filter(([level]) => needs.some((need) => need.level === level));
  const hours = levels.map(([level, { hours }]) => [level, hours ?? hoursByDefault] as const);
  const isPlain = hours.length === 1 && lowest === lowestOfAll;
  return {
    id: slug,
    title,
    area,
    summary,
    ...(side === null ? {} : { side }),
    ...(sideNote === null ? {} : { sideNote }),
    hours: isPlain ? hours[0]![1] : Object.fromEntries(hours),
    ...filled(
      'criteria',
      Object.fromEntries(criteria.map(([level, { criteria }]) => [level, [...criteria]])),
    ),
    ...filled('requires', needsOf(lowest)),
    ...filled('requiresAt', Object.fromEntries(higher.map(([level]) => [level, needsOf(level)]))),
    ...filled('recommends', [...recommends.keys()]),
    ...filled('because', Object.fromEntries(because)),
    ...filled('sameAs', draft.sameAs),
    ...filled('replaces', draft.replaces),
    ...filled('externalIds', Object.fromEntries(draft.externalIds)),
    ...filled('notes', draft.notes),
  };
}

/** Nothing where it is empty. */
function filled<Key extends string, Value extends object>(
  key: Key,
  value: Value,
): { [K in Key]?: Value } {
  return Object.keys(value).length > 0 ? ({ [key]: value } as { [K in Key]?: Value }) : {};
}

/** A skill is at its first row, what it needs at the row that says so. */
function locator({ drafts }: DraftedSkills, document: CurriculumDocument, start: Place) {
  return ([list, item, key, ...rest]: DocumentPath): Place => {
    if (list !== 'skills' || item === undefined) return start;
    const slug = typeof item === 'number' ? (document.skills?.[item]?.id ?? '') : item;
    const draft = drafts.get(slug);
    if (!draft) return start;
    if (key === 'recommends') return [...draft.recommends.values()][Number(rest[0])] ?? draft.place;
    if (key !== 'requires' && key !== 'requiresAt') return draft.place;
    const [first, ...inner] = rest;
    const isHigher = key === 'requiresAt';
    const levels = new Set(draft.needs.map(({ level }) => level));
    const lowest = document.levels
      .map((level) => (typeof level === 'string' ? level : level.id))
      .find((level) => draft.levels.has(level));
    const level = isHigher ? String(first) : lowest;
    const index = Number(isHigher ? inner[0] : first);
    const need = levels.has(level!)
      ? draft.needs.filter((one) => one.level === level)[index]
      : undefined;
    const member = inner.filter((step) => typeof step === 'number').at(isHigher ? 1 : 0);
    return need?.places[Number(member)] ?? need?.places[0] ?? draft.place;
  };
}
