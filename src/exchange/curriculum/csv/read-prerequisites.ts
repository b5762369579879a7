import type { RequirementDocument } from '../../../curriculum/document.ts';
import type { TableRow } from '../../text/read-table.ts';
import { fileDefect } from '../importing/defective.ts';
import { mendText } from '../importing/mend-text.ts';
import { type RemarkList, shortened } from '../importing/remark-list.ts';
import { slugFrom } from '../importing/slugs.ts';
import type { Place, PlacedDefect } from '../native.ts';
import type { PrerequisiteColumn } from './columns.ts';
import { cellsOf, type DraftedSkills, remarkFault } from './read-skills.ts';
import type { SkillDraft } from './skill-draft.ts';
import type { Table } from './tables.ts';

/** Of all tables together. */
const rowsMax = 1_000_000;

/** Adds to the drafts what the tables of prerequisites say. */
export function readPrerequisites(
  tables: readonly Table<PrerequisiteColumn>[],
  skills: DraftedSkills,
  scale: readonly string[],
  remarks: RemarkList,
): PlacedDefect | null {
  const groups = new Map<string, Group>();
  const edges = new Set<string>();
  let count = 0;
  for (const table of tables) {
    remarkColumns(table, remarks);
    for (const row of table.rows()) {
      const place = { file: table.file, line: row.line, column: 1 };
      if (++count > rowsMax)
        return fileDefect(
          'too-large',
          place,
          `There are more than ${rowsMax} prerequisites. Divide the curriculum.`,
        );
      readRow(table, row, place);
    }
  }
  for (const wish of skills.wishes) readWish(wish);
  for (const group of groups.values()) closeGroup(group, remarks);
  return null;

  function readRow(table: Table<PrerequisiteColumn>, row: TableRow, place: Place): void {
    const cell = cellsOf(table, row);
    const subject = shortened(`${cell('skill')} → ${cell('needs')}`);
    remarkFault(row, place, subject, remarks);
    const about = { place, subject, remarks };
    const draft = skills.find(cell('skill'));
    if (!draft) {
      const what =
        cell('skill') === ''
          ? 'The row names no skill'
          : `There is no skill \`${shortened(cell('skill'))}\``;
      remarks.add(
        'DROPPED',
        place,
        subject,
        `${what} in the table of skills. The row is left out.`,
      );
      return;
    }
    const needed = skills.find(cell('needs'));
    if (!needed) {
      tellUnknown(draft, cell('needs'), about);
      return;
    }
    const level = levelOf(draft, cell('level'), about);
    const neededLevel = levelOf(needed, cell('needsLevel'), about);
    if (needed === draft && rankOf(neededLevel) >= rankOf(level)) {
      remarks.add('DROPPED', place, subject, 'Nothing can need itself. The row is left out.');
      return;
    }
    const isFirst = keepReason(draft, needed, cell('because'), about);
    const reference = referenceTo(needed, neededLevel);
    if (isRecommended(cell('kind'), about))
      addRecommendation(draft, level, reference, cell('group'), about);
    else
      addNeed({
        draft,
        level,
        reference,
        group: cell('group'),
        option: cell('option'),
        atLeast: cell('atLeast'),
        about,
      });
    if (!isFirst)
      remarks.add(
        'CHANGED',
        place,
        subject,
        `The reason is left out: another stands at the same prerequisite already, or there are too many.`,
      );
  }

  /** A cell beside the skill: semicolons, commas or lines divide what it needs, `|` and `or` alternatives. */
  function readWish({ skill, text, place }: DraftedSkills['wishes'][number]): void {
    const draft = skills.drafts.get(skill)!;
    for (const [index, part] of text.split(/[;,\n]/).entries()) {
      const names = part
        .split(/\||\bor\b/i)
        .map((name) => name.trim())
        .filter((name) => name !== '');
      for (const name of names) {
        const about = { place, subject: shortened(`${draft.name} → ${name}`), remarks };
        const [, bare = name, wanted = ''] = /^(.*)@([^@]*)$/.exec(name) ?? [];
        const needed = skills.find(name) ?? skills.find(bare);
        if (!needed) {
          tellUnknown(draft, name, about);
          continue;
        }
        if (needed === draft) {
          remarks.add('DROPPED', place, about.subject, 'Nothing can need itself. It is left out.');
          continue;
        }
        const level = lowestOf(draft);
        const reference = referenceTo(needed, levelOf(needed, wanted, about));
        const group = names.length > 1 ? `of its own row, ${index}` : '';
        addNeed({ draft, level, reference, group, option: '', atLeast: '', about });
      }
    }
  }

  function addNeed({ draft, level, reference, group, option, atLeast, about }: NewNeed): void {
    const { place, subject } = about;
    const edge = `${draft.slug} ${level} ${group} ${option} ${reference}`;
    if (edges.has(edge)) {
      remarks.add(
        'DROPPED',
        place,
        subject,
        'The same prerequisite stands before already. The row is left out.',
      );
      return;
    }
    edges.add(edge);
    if (group === '') {
      draft.needs.push({ level, requires: reference, places: [place] });
      return;
    }
    const key = `${draft.slug} ${level} ${group}`;
    let found = groups.get(key);
    if (!found) {
      found = {
        draft,
        level,
        subject: draft.slug,
        at: draft.needs.length,
        options: new Map(),
        atLeast: null,
        place,
      };
      groups.set(key, found);
      draft.needs.push({ level, requires: { anyOf: [] }, places: [] });
    }
    readCount(found, atLeast, about);
    const own = option === '' ? `alone ${found.options.size}` : `together ${option}`;
    const members = found.options.get(own);
    if (members) members.push({ reference, place });
    else found.options.set(own, [{ reference, place }]);
  }

  function addRecommendation(
    draft: SkillDraft,
    level: string,
    reference: string,
    group: string,
    { place, subject }: About,
  ): void {
    if (level !== lowestOf(draft)) {
      const message = `Only for its lowest level can something be recommended; there it stands now, not at \`${level}\`.`;
      remarks.add('CHANGED', place, subject, message);
    }
    if (group !== '')
      remarks.add(
        'CHANGED',
        place,
        subject,
        'Recommendations know no alternatives; each of the group stands by itself.',
      );
    if (reference.split('@')[0] === draft.slug)
      remarks.add('DROPPED', place, subject, 'Nothing can recommend itself. The row is left out.');
    else if (draft.recommends.has(reference))
      remarks.add(
        'DROPPED',
        place,
        subject,
        'The same recommendation stands before already. The row is left out.',
      );
    else if (draft.recommends.size < listMax) draft.recommends.set(reference, place);
    else
      remarks.add(
        'DROPPED',
        place,
        subject,
        `Only ${listMax} recommendations fit on a skill. The row is left out.`,
      );
  }

  /** Whether the reason could be kept, or there is none. */
  function keepReason(
    { because, slug }: SkillDraft,
    needed: SkillDraft,
    reason: string,
    about: About,
  ): boolean {
    const mended = reason === '' || needed.slug === slug ? null : mendText(reason, 'note', about);
    const known = because.get(needed.slug);
    if (mended === null || known === mended) return true;
    if (known !== undefined || because.size === listMax) return false;
    because.set(needed.slug, mended);
    return true;
  }

  function levelOf(draft: SkillDraft, text: string, { place, subject }: About): string {
    const slug = slugFrom(text);
    if (text === '') return lowestOf(draft);
    if (draft.levels.has(slug)) return slug;
    const lowest = lowestOf(draft);
    const message = `\`${draft.slug}\` has no level \`${shortened(text)}\`. Its lowest, \`${lowest}\`, stands there now.`;
    remarks.add('CHANGED', place, subject, message);
    return lowest;
  }

  function lowestOf({ levels }: SkillDraft): string {
    return [...levels.keys()].reduce((lowest, level) =>
      rankOf(level) < rankOf(lowest) ? level : lowest,
    );
  }

  function rankOf(level: string): number {
    return scale.indexOf(level);
  }

  function referenceTo(draft: SkillDraft, level: string): string {
    return level === lowestOf(draft) ? draft.slug : `${draft.slug}@${level}`;
  }
}

const listMax = 1_000;
const notesMax = 100;

interface About {
  readonly place: Place;
  readonly subject: string;
  readonly remarks: RemarkList;
}

/** Alternatives, while their rows are read. */
interface Group {
  readonly draft: SkillDraft;
  readonly level: string;
  readonly subject: string;
  /** Its place among what the skill needs. */
  readonly at: number;
  /** What is needed together. */
  readonly options: Map<string, { readonly reference: string; readonly place: Place }[]>;
  atLeast: number | null;
  readonly place: Place;
}

interface NewNeed {
  readonly draft: SkillDraft;
  readonly level: string;
  readonly reference: string;
  readonly group: string;
  readonly option: string;
  readonly atLeast: string;
  readonly about: About;
}

function readCount(group: Group, text: string, { place, subject, remarks }: About): void {
  if (text === '') return;
  const count = Number(text);
  const isCount = Number.isSafeInteger(count) && count > 0;
  if (isCount && (group.atLeast ?? count) === count) group.atLeast = count;
  else {
    const kept = group.atLeast ?? 1;
    const message = `\`${shortened(text)}\` is ${isCount ? 'another number than the group has' : 'no number above 0'}; ${kept} of the group ${kept === 1 ? 'counts' : 'count'}.`;
    remarks.add('CHANGED', place, subject, message);
  }
}

/** Makes one requirement of the rows of a group. */
function closeGroup(
  { draft, level, at, options, atLeast, place, subject }: Group,
  remarks: RemarkList,
): void {
  const of = [...options].map(([option, members]): RequirementDocument => {
    const references = members.map(({ reference }) => reference);
    return option.startsWith('alone') ? references[0]! : { allOf: references };
  });
  const count = atLeast ?? 1;
  if (count > of.length) {
    const message = `${count} of the group are needed, but it has ${of.length} only, all of which are needed now.`;
    remarks.add('CHANGED', place, subject, message);
  }
  const places = [...options.values()].map((members) => members[0]!.place);
  const requires: RequirementDocument =
    atLeast === null ? { anyOf: of } : { atLeast: Math.min(count, of.length), of };
  draft.needs[at] = { level, requires, places };
}

const recommendations = new Set([
  'recommended',
  'recommends',
  'recommend',
  'soft',
  'optional',
  'should',
  'helpful',
  'helps',
  'suggested',
  'nice to have',
  'corequisite',
  'co-requisite',
]);
const requirements = new Set([
  '',
  'required',
  'requires',
  'require',
  'hard',
  'must',
  'mandatory',
  'needed',
  'needs',
  'prerequisite',
  'alternative',
]);

function isRecommended(text: string, { place, subject, remarks }: About): boolean {
  const kind = text.toLowerCase();
  if (recommendations.has(kind)) return true;
  if (!requirements.has(kind))
    remarks.add(
      'CHANGED',
      place,
      subject,
      `\`${shortened(text)}\` is neither \`required\` nor \`recommended\`. It counts as required.`,
    );
  return false;
}

function tellUnknown(
  { notes, slug }: SkillDraft,
  name: string,
  { place, subject, remarks }: About,
): void {
  if (name === '') {
    remarks.add('DROPPED', place, subject, 'The row does not say what is needed. It is left out.');
    return;
  }
  const hasRoom = notes.length < notesMax;
  if (hasRoom) notes.push(`Needs ${shortened(name)}, which is not in this curriculum.`);
  const where = hasRoom ? `It stands among the notes of \`${slug}\`.` : 'It is left out.';
  const message = `There is no skill \`${shortened(name)}\` in the table of skills, so nothing can need it. ${where}`;
  remarks.add('EXTERNAL', place, subject, message);
}

function remarkColumns(
  { file, unknown, repeated }: Table<PrerequisiteColumn>,
  remarks: RemarkList,
): void {
  const place = { file, line: 1, column: 1 };
  for (const name of [...unknown.values(), ...repeated.values()]) {
    const message = `The column \`${shortened(name)}\` is left out: nothing here is like it, or the same stands in a column before.`;
    remarks.add('DROPPED', place, shortened(name), message);
  }
}
