import { stringify } from 'csv-stringify/sync';
import type { Curriculum, Skill } from '../../../curriculum/curriculum.ts';
import { competencyKey, type Requirement } from '../../../curriculum/requirement.ts';
import type { ExportContext, Exported, ExportRemark } from '../exporter.ts';
import { descriptionOf, linesOnLevel, linesOnSkill } from '../outline/description.ts';
import { lacksOfOutline, levelName } from '../outline/lacks.ts';
import { inOrder } from '../outline/level-order.ts';
import { charactersMax, frameworkColumns, moodleSystem, ownTaxonomies, places } from './columns.ts';
import { codeIn, frameworkId, type IdNumbers, idNumbersOf, wholeIn } from './id-numbers.ts';

type Row = Partial<Record<keyof typeof places, string>>;

/**
 * Writes the framework, then each area with its skills, and under a skill with several its levels: a competency is what somebody
 * is proficient in. Descriptions hold no quotation marks of their own and no backslash at their end, which PHP would
 * read otherwise than RFC 4180 says. UTF-8 without a byte order mark.
 */
export function writeFramework(curriculum: Curriculum, { revision }: ExportContext): Exported {
  const remarks: ExportRemark[] = [
    ...lacksOfOutline(curriculum, { platform: 'Moodle', system: moodleSystem }),
    { subject: null, message: directions },
    { subject: null, message: noUpdate },
  ];
  const { slug, title, summary, areas, skills } = curriculum;
  const ids = idNumbersOf(curriculum);
  const rows: Row[] = [
    {
      id: frameworkId(slug, revision?.number ?? null),
      title: shortName(null, title, remarks),
      description: summary === null ? '' : descriptionOf(summary, []),
      descriptionFormat: html,
      scale: 'Not yet competent,Competent',
      // Moodle puts the number of its own scale in the place of the first one.
      scaleConfiguration: '[{"scaleid":"2"},{"id":2,"scaledefault":1,"proficient":1}]',
      isFramework: '1',
      taxonomies: ownTaxonomies,
    },
  ];
  tellLevelOrder(curriculum, remarks);
  for (const area of areas) {
    tellCode(area.slug, codeIn(ids.areas.get(area.slug)!, 'area'), remarks);
    rows.push({
      ...competency(ids.areas.get(area.slug)!, shortName(area.slug, area.title, remarks)),
      description: area.summary === null ? '' : descriptionOf(area.summary, []),
    });
    for (const skill of skills)
      if (skill.area === area.slug) rows.push(...skillRows(skill, curriculum, ids, remarks));
  }
  return { files: [{ file: 'framework.csv', text: table(rows) }], remarks };
}

const html = '1';

const directions =
  'What needs what is a cross reference in Moodle, which has no direction and knows no alternatives. The descriptions say it in words.';
const noUpdate =
  'Moodle makes a new framework of each import and never changes one: the id number of the framework ends in the revision. Plans and courses that use the old one go on using it.';

function competency(id: string, title: string): Row {
  return { id, title, descriptionFormat: html, ruleOutcome: '0', ruleConfiguration: 'null' };
}

function skillRows(
  skill: Skill,
  curriculum: Curriculum,
  ids: IdNumbers,
  remarks: ExportRemark[],
): Row[] {
  const { slug, levels, area, recommends } = skill;
  const id = ids.skills.get(slug)!;
  const title = shortName(slug, skill.title, remarks);
  tellCode(slug, codeIn(id, 'skill'), remarks);
  const linesOf = (level: (typeof levels)[number]) => linesOnLevel(level, skill, curriculum);
  const own = {
    ...competency(id, title),
    parent: ids.areas.get(area)!,
    description: descriptionOf(skill.summary, [
      ...levels.flatMap(linesOf),
      ...linesOnSkill(skill, curriculum),
    ]),
  };
  const helpful = recommends.map(competencyKey);
  const related = (index: number) => [
    ...keysIn(levels[index]!.requires),
    ...(index === 0 ? helpful : []),
  ];
  if (wholeIn(curriculum)(skill)) return [{ ...own, references: referencesTo(related(0), ids) }];
  const levelRows = levels.map((level, index): Row => {
    const key = competencyKey({ skill: slug, level: level.level });
    const levelId = ids.competencies.get(key)!;
    if (levelId !== `${id}@${level.level}`)
      remarks.push({
        subject: slug,
        message: `The id number of \`${key}\` is too long for Moodle, so it can't be told from it on reading back.`,
      });
    const named = curriculum.levels.find(({ slug }) => slug === level.level)!;
    return {
      ...competency(levelId, plainName(`${skill.title}: ${levelName(named)}`)),
      parent: id,
      description: descriptionOf(levelName(named), linesOf(level)),
      references: referencesTo(related(index), ids),
    };
  });
  return [own, ...levelRows];
}

function tellCode(slug: string, code: string | null, remarks: ExportRemark[]): void {
  if (code === slug) return;
  const message = `\`${slug}\` has the id number in Moodle under which it was imported. Read back it is called otherwise.`;
  remarks.push({ subject: slug, message });
}

/** Levels are known by the skills that have them, one below the other. */
function tellLevelOrder(curriculum: Curriculum, remarks: ExportRemark[]): void {
  const isWhole = wholeIn(curriculum);
  const written = curriculum.skills.filter((skill) => !isWhole(skill));
  const read = inOrder(written.map(({ levels }) => levels.map(({ level }) => level)));
  const meant = curriculum.levels.map(({ slug }) => slug).filter((slug) => read.includes(slug));
  if (read.join(' ') === meant.join(' ')) return;
  const message =
    'Moodle has no place for the order of the levels, which no skill has all of. Read back it may be another.';
  remarks.push({ subject: null, message });
}

/** The competencies that a requirement names, each once, however deep they are. */
function keysIn(requires: Requirement | null): string[] {
  const keys = new Set<string>();
  const open = requires === null ? [] : [requires];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === 'competency') keys.add(competencyKey(next));
    else open.push(...[...next.of].reverse());
  }
  return [...keys];
}

/** A list with commas between; a comma in an id is escaped. */
function referencesTo(keys: readonly string[], { competencies }: IdNumbers): string {
  return [...new Set(keys)].map((key) => competencies.get(key)!.replaceAll(',', '%2C')).join(',');
}

/** A name as Moodle keeps it; what that changes is told. */
function shortName(subject: string | null, title: string, remarks: ExportRemark[]): string {
  const name = plainName(title);
  if (name !== title)
    remarks.push({
      subject,
      message: `Moodle keeps \`${name}\` of the title: at most ${charactersMax} characters, and no tags.`,
    });
  return name;
}

/** Without what Moodle would cut off or take for a tag, or PHP for an escaped quotation mark. */
function plainName(title: string): string {
  const name = title
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replace(/\\(?="|$)/g, '＼')
    .trim();
  if (name.length <= charactersMax) return name;
  return `${name
    .slice(0, charactersMax - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`;
}

function table(rows: readonly Row[]): string {
  const columns = (Object.keys(places) as (keyof typeof places)[]).sort(
    (one, other) => places[one] - places[other],
  );
  return stringify([
    [...frameworkColumns],
    ...rows.map((row) => columns.map((column) => row[column] ?? '')),
  ]);
}
