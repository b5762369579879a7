import { stringify } from 'csv-stringify/sync';
import type { Curriculum, Skill, SkillLevel } from '../../../curriculum/curriculum.ts';
import {
  type Competency,
  competencyKey,
  type Requirement,
} from '../../../curriculum/requirement.ts';
import { withFormulaMark } from '../../text/spreadsheet-cell.ts';
import type { Exported, ExportRemark } from '../exporter.ts';
import type { PrerequisiteColumn, SkillColumn } from './columns.ts';
import { lacksOf, nameOf } from './what-is-lacking.ts';

/** Writes skills and prerequisites as two tables that spreadsheets open: RFC 4180 after a byte order mark. */
export function writeCsv(curriculum: Curriculum): Exported {
  const remarks: ExportRemark[] = lacksOf(curriculum);
  const position = new Map(curriculum.areas.map(({ slug }, index) => [slug, index]));
  // In teaching order, by which the areas are read back in theirs.
  const skills = [...curriculum.skills].sort(
    (one, two) => position.get(one.area)! - position.get(two.area)!,
  );
  const skillRows = skills.flatMap((skill) => skillRowsOf(skill, curriculum));
  const prerequisiteRows = skills.flatMap((skill) => prerequisiteRowsOf(skill, remarks));
  return {
    files: [
      { file: 'skills.csv', text: table(skillRows, writtenSkillColumns) },
      { file: 'prerequisites.csv', text: table(prerequisiteRows, writtenPrerequisiteColumns) },
    ],
    remarks,
  };
}

const writtenSkillColumns: readonly SkillColumn[] = [
  ...([
    'id',
    'title',
    'area',
    'areaTitle',
    'summary',
    'level',
    'rank',
    'hours',
    'criteria',
  ] as const),
  ...(['side', 'sideNote', 'sameAs', 'replaces', 'notes', 'externalIds'] as const),
];
const writtenPrerequisiteColumns: readonly PrerequisiteColumn[] = [
  ...([
    'skill',
    'level',
    'needs',
    'needsLevel',
    'kind',
    'group',
    'option',
    'atLeast',
    'because',
  ] as const),
];

type Row<Column extends string> = Partial<Record<Column, string | number | null>>;

function table<Column extends string>(
  rows: readonly Row<Column>[],
  columns: readonly Column[],
): string {
  const cells = rows.map((row) => columns.map((column) => cellOf(row[column] ?? null)));
  return stringify(cells, {
    header: true,
    columns: [...columns],
    bom: true,
    record_delimiter: 'windows',
    // It would quote whole line ends only.
    quoted_match: /[\r\n]/,
  });
}

function cellOf(value: string | number | null) {
  return typeof value === 'string' ? withFormulaMark(value) : value;
}

/** One for each level; the first says all that is said of the skill as a whole. */
function skillRowsOf(skill: Skill, curriculum: Curriculum): Row<SkillColumn>[] {
  return skill.levels.map((level, index) => ({
    id: skill.slug,
    ...(index === 0 ? wholeOf(skill, curriculum) : {}),
    ...levelOf(level, curriculum),
  }));
}

function wholeOf(skill: Skill, { areas, sides }: Curriculum): Row<SkillColumn> {
  const side = sides.find(({ slug }) => slug === skill.side);
  return {
    title: skill.title,
    area: skill.area,
    areaTitle: areas.find(({ slug }) => slug === skill.area)!.title,
    summary: skill.summary,
    side: side ? nameOf(side) : null,
    sideNote: skill.sideNote,
    sameAs: skill.sameAs.join('\n'),
    replaces: skill.replaces.join(' '),
    notes: skill.notes.map((note) => note.replace(/\n\s*\n/g, '\n')).join('\n\n'),
    externalIds: Object.keys(skill.externalIds)
      .sort()
      .map((system) => `${system}: ${skill.externalIds[system]}`)
      .join('\n'),
  };
}

function levelOf({ level, hours, criteria }: SkillLevel, { levels }: Curriculum): Row<SkillColumn> {
  const rank = levels.findIndex(({ slug }) => slug === level);
  return {
    level: nameOf(levels[rank]!),
    rank: rank + 1,
    hours,
    criteria: criteria.map((criterion) => criterion.replace(/\s*\n\s*/g, ' ')).join('\n'),
  };
}

function prerequisiteRowsOf(skill: Skill, remarks: ExportRemark[]): Row<PrerequisiteColumn>[] {
  const rows: Row<PrerequisiteColumn>[] = [];
  let groups = 0;
  const add = (level: string, competency: Competency, more: Row<PrerequisiteColumn>) =>
    rows.push({
      skill: skill.slug,
      level,
      needs: competency.skill,
      needsLevel: competency.level,
      kind: 'required',
      because: skill.because[competency.skill] ?? null,
      ...more,
    });
  for (const { level, requires } of skill.levels) {
    for (const need of membersOf(requires)) {
      if (need.kind === 'competency') {
        add(level, need, {});
        continue;
      }
      const options = optionsOf(need);
      if (options === null) {
        remarks.push(tooNested(skill.slug, level, need));
        continue;
      }
      const group = ++groups;
      const atLeast = need.kind === 'at-least' ? need.count : null;
      for (const [index, option] of options.entries())
        for (const competency of option)
          add(level, competency, {
            group,
            atLeast,
            option: need.of[index]!.kind === 'all-of' ? index + 1 : null,
          });
    }
  }
  const [lowest] = skill.levels;
  for (const competency of skill.recommends)
    add(lowest!.level, competency, { kind: 'recommended' });
  return rows;
}

/** What all must hold, without lists within lists. */
function membersOf(requirement: Requirement | null): Requirement[] {
  const members: Requirement[] = [];
  const open = requirement ? [requirement] : [];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === 'all-of') open.push(...[...next.of].reverse());
    else members.push(next);
  }
  return members;
}

type Group = Exclude<Requirement, { readonly kind: 'competency' }>;

/** The alternatives, each as what is needed together; null where they are nested deeper than rows can say. */
function optionsOf(group: Group): Competency[][] | null {
  const options: Competency[][] = [];
  for (const member of group.of) {
    const together = membersOf(member);
    const competencies = together.filter((one) => one.kind === 'competency');
    if (competencies.length < together.length || together.length === 0) return null;
    options.push(competencies);
  }
  return options;
}

function tooNested(slug: string, level: string, need: Requirement): ExportRemark {
  const first = membersOf(need)[0];
  const what = first?.kind === 'competency' ? ` with \`${competencyKey(first)}\`` : '';
  return {
    subject: slug,
    message: `Something that \`${slug}@${level}\` needs${what} is left out: groups within groups are more than rows can say.`,
  };
}
