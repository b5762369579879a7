import { stringify } from 'csv-stringify/sync';
import type { Area, Curriculum, Skill } from '../../../curriculum/curriculum.ts';
import { identifiersOf } from '../case/identifiers.ts';
import type { ExportContext, Exported, ExportRemark } from '../exporter.ts';
import { descriptionOf, linesOnLevel, linesOnSkill } from '../outline/description.ts';
import { lacksOfOutline, levelName } from '../outline/lacks.ts';
import { canvasSystem, externalIdOfGuid, type Guids, guidsOf } from './guids.ts';

/** The columns before the ratings, which must be last. */
export const outcomeColumns = [
  ...(['vendor_guid', 'object_type', 'title', 'description', 'display_name'] as const),
  ...(['calculation_method', 'calculation_int', 'parent_guids', 'workflow_state'] as const),
  'mastery_points',
] as const;

type Row = Partial<Record<(typeof outcomeColumns)[number], string | number>> & {
  readonly ratings?: readonly (string | number)[];
};

/** What a learner has reached who has reached no level. */
export const noLevel = 'Not yet';

/**
 * Writes groups, each after the one that it is in, then outcomes: one for each skill, mastered from its lowest level on. A
 * rating has as many points as its level's place on the scale. UTF-8 without a byte order mark, since Canvas takes
 * the mark for a part of the first column's name.
 */
export function writeOutcomes(curriculum: Curriculum, { revision }: ExportContext): Exported {
  const guids = guidsOf(curriculum);
  const ranks = new Map(curriculum.levels.map(({ slug }, index) => [slug, index + 1]));
  const whole: Row = {
    ...group(guids.curriculum, curriculum),
    ...(curriculum.summary === null ? {} : { description: descriptionOf(curriculum.summary, []) }),
  };
  const areaRows = curriculum.areas.map((area) => areaRow(area, guids));
  const skillRows = curriculum.skills.map((skill) => ({
    vendor_guid: guids.skills.get(skill.slug)!,
    object_type: 'outcome',
    title: skill.title,
    description: descriptionOf(skill.summary, [
      ...skill.levels.flatMap((level) => linesOnLevel(level, skill, curriculum)),
      ...linesOnSkill(skill, curriculum),
    ]),
    display_name: skill.slug,
    // As here, where what occurred last counts.
    calculation_method: 'latest',
    workflow_state: 'active',
    parent_guids: guids.areas.get(skill.area)!,
    mastery_points: ranks.get(skill.levels[0]!.level)!,
    ratings: ratingsOf(skill, curriculum, ranks),
  }));
  const former = revision && revision.number > 1 ? formerRows(curriculum) : [];
  return {
    files: [{ file: 'outcomes.csv', text: table([whole, ...areaRows, ...skillRows, ...former]) }],
    remarks: [
      ...lacksOfOutline(curriculum, { platform: 'Canvas', system: canvasSystem }),
      ...guidRemarks(curriculum, guids),
    ],
  };
}

/** Tells of external ids that Canvas takes otherwise, or not at all. */
function guidRemarks({ areas, skills }: Curriculum, guids: Guids): ExportRemark[] {
  const of = (list: readonly (Area | Skill)[], found: ReadonlyMap<string, string>) =>
    list.flatMap(({ slug, externalIds }): ExportRemark[] => {
      const id = externalIds[canvasSystem];
      const guid = found.get(slug)!;
      if (id === undefined || externalIdOfGuid(guid) === id) return [];
      const message = `Canvas can't call \`${slug}\` as its external id says, so it is \`${guid}\` there.`;
      return [{ subject: slug, message }];
    });
  return [...of(areas, guids.areas), ...of(skills, guids.skills)];
}

function group(guid: string, { slug, title }: { slug: string; title: string }): Row {
  return {
    vendor_guid: guid,
    object_type: 'group',
    title,
    display_name: slug,
    workflow_state: 'active',
  };
}

function areaRow(area: Area, { areas, curriculum }: Guids): Row {
  return {
    ...group(areas.get(area.slug)!, area),
    ...(area.summary === null ? {} : { description: descriptionOf(area.summary, []) }),
    parent_guids: curriculum,
  };
}

/** Points and words, most points first. */
function ratingsOf(
  { levels }: Skill,
  curriculum: Curriculum,
  ranks: ReadonlyMap<string, number>,
): (string | number)[] {
  const reached = [...levels].reverse().flatMap(({ level }) => {
    const named = curriculum.levels.find(({ slug }) => slug === level)!;
    return [ranks.get(level)!, levelName(named)];
  });
  return [...reached, 0, noLevel];
}

/** What skills were called before leaves Canvas, where it stands beside what it became. */
function formerRows({ slug, externalIds, skills }: Curriculum): Row[] {
  const identifiers = identifiersOf(slug, externalIds);
  const told = new Set<string>();
  return skills.flatMap((skill) =>
    skill.replaces
      .filter((former) => !told.has(former) && told.add(former))
      .map((former) => ({
        vendor_guid: identifiers.of('item', former),
        object_type: 'outcome',
        title: skill.title,
        display_name: former,
        workflow_state: 'deleted',
      })),
  );
}

function table(rows: readonly Row[]): string {
  const width = Math.max(2, ...rows.map(({ ratings = [] }) => ratings.length));
  const padded = (cells: readonly (string | number)[]) => [
    ...cells,
    ...Array.from({ length: width - cells.length }, () => ''),
  ];
  const cells = rows.map((row) => [
    ...outcomeColumns.map((column) => row[column] ?? ''),
    ...padded(row.ratings ?? []),
  ]);
  return stringify([[...outcomeColumns, ...padded(['ratings'])], ...cells]);
}
