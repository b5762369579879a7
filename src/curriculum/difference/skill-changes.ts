import { hoursText } from '../../util/hours-text.ts';
import type { Area, Curriculum, Resource, Skill, SkillLevel } from '../curriculum.ts';
import { type Competency, competencyKey } from '../requirement.ts';
import type { Change } from './alteration.ts';
import {
  externalIdEntries,
  hoursChange,
  type ListQuestion,
  listChange,
  textChange,
  valueChange,
} from './changes.ts';
import type { Comparison } from './comparison.ts';

/**
 * What is different about a skill, that may have another slug by now.
 *
 * @param taken slugs that are told to have become one another besides, so that `replaces` needn't tell it again.
 */
export function skillChanges(
  comparison: Comparison,
  before: Skill,
  after: Skill,
  taken: readonly string[],
): readonly Change[] {
  const { titlesBefore, titlesAfter } = comparison;
  const isTold = (slug: string): boolean => taken.includes(slug);
  const replaces = (skill: Skill) => skill.replaces.filter((slug) => !isTold(slug));
  return present([
    valueChange(
      'TITLE',
      before.title,
      after.title,
      `It is called ${after.title} now; it was ${before.title}.`,
    ),
    textChange('SUMMARY', 'a summary', before.summary, after.summary),
    valueChange(
      'AREA',
      before.area,
      after.area,
      `It belongs to ${titlesAfter.of(after.area)} now rather than to ${titlesBefore.of(before.area)}.`,
    ),
    sideChange(comparison, before, after),
    textChange('SIDE_NOTE', 'a note on its side', before.sideNote, after.sideNote),
    ...levelChanges(comparison, before, after),
    recommendationChange(comparison, before, after),
    listChange(
      { aspect: 'REASONS', name: 'Its reasons for prerequisites' },
      reasonEntries(before, (slug) => comparison.nameNow(slug)),
      reasonEntries(after, (slug) => [slug]),
    ),
    listChange(
      { aspect: 'RESOURCES', name: 'Its resources', isOrdered: true },
      before.resources.map((resource) =>
        resourceEntry({
          ...resource,
          level: resource.level && comparison.levelNow(resource.level),
        }),
      ),
      after.resources.map(resourceEntry),
    ),
    listChange(
      { aspect: 'SAME_AS', ...named('Its equals elsewhere') },
      before.sameAs,
      after.sameAs,
    ),
    listChange(
      { aspect: 'REPLACES', ...named('What it replaces') },
      replaces(before),
      replaces(after),
    ),
    listChange({ aspect: 'NOTES', name: 'Its notes of an import' }, before.notes, after.notes),
    listChange(
      { aspect: 'EXTERNAL_IDS', ...named('Its names in other systems') },
      externalIdEntries(before.externalIds),
      externalIdEntries(after.externalIds),
    ),
  ]);
}

/** Without those that are none. */
export function present<Entry>(changes: readonly (Entry | null)[]): Entry[] {
  return changes.filter((change) => change !== null);
}

/** Entries are told as they are. */
export function named(name: string): Pick<ListQuestion, 'name' | 'nameOf'> {
  const asItIs = (entry: string) => entry;
  return { name, nameOf: { came: asItIs, went: asItIs } };
}

/** A list of competencies whose order means nothing, those of earlier names in their new ones. */
export function competencyListChange(
  comparison: Comparison,
  aspect: 'RECOMMENDATIONS' | 'PRACTISES',
  name: string,
  before: readonly Competency[],
  after: readonly Competency[],
) {
  const { titlesBefore, titlesAfter } = comparison;
  const competencyOf = (entry: string): Competency => {
    const [skill, level] = entry.split('@') as [string, string];
    return { skill, level };
  };
  return listChange(
    {
      aspect,
      name,
      nameOf: {
        came: (entry) => titlesAfter.competency(competencyOf(entry)),
        went: (entry) => titlesBefore.competency(competencyOf(entry)),
      },
    },
    before.flatMap((competency) => comparison.inNewNames(competency)).map(competencyKey),
    after.map(competencyKey),
  );
}

/** A side that a skill has from its area is told of the area. */
function sideChange(
  { before: from, after: to, titlesBefore, titlesAfter }: Comparison,
  before: Skill,
  after: Skill,
) {
  const isInherited = before.area === after.area && isOfArea(from, before) && isOfArea(to, after);
  if (isInherited) return null;
  return sideValueChange(before.side, after.side, titlesBefore.of, titlesAfter.of);
}

function isOfArea({ areas }: Curriculum, { area, side }: Skill): boolean {
  return areas.find(({ slug }) => slug === area)?.side === side;
}

export function sideValueChange(
  before: Area['side'],
  after: Area['side'],
  titleBefore: (slug: string) => string,
  titleAfter: (slug: string) => string,
) {
  const says =
    after === null
      ? `It no longer belongs to a side; it belonged to ${titleBefore(before ?? '')}.`
      : before === null
        ? `It belongs to the side ${titleAfter(after)} now.`
        : `It belongs to the side ${titleAfter(after)} now rather than to ${titleBefore(before)}.`;
  return valueChange('SIDE', before, after, says);
}

function levelChanges(comparison: Comparison, before: Skill, after: Skill): (Change | null)[] {
  const { titlesBefore, titlesAfter } = comparison;
  const had = new Map(before.levels.map((level) => [comparison.levelNow(level.level), level]));
  const has = new Set(after.levels.map(({ level }) => level));
  const gone = before.levels.filter(({ level }) => !has.has(comparison.levelNow(level)));
  return [
    ...gone.map(({ level, hours }): Change => {
      const says = `It no longer has the level ${titlesBefore.level(level)}, which took ${hoursText(hours)}.`;
      return { kind: 'level', aspect: 'LEVELS', level, isAdded: false, hours, says };
    }),
    ...after.levels.flatMap((level): (Change | null)[] => {
      const was = had.get(level.level);
      if (was) return changesOfLevel(comparison, was, level, after.levels.length === 1);
      const says = `It has the level ${titlesAfter.level(level.level)} now, which takes ${hoursText(level.hours)}.`;
      const { level: slug, hours } = level;
      return [{ kind: 'level', aspect: 'LEVELS', level: slug, isAdded: true, hours, says }];
    }),
  ];
}

function changesOfLevel(
  { requirements, titlesAfter }: Comparison,
  before: SkillLevel,
  after: SkillLevel,
  isOnly: boolean,
): (Change | null)[] {
  const { level } = after;
  const subject = isOnly ? 'It' : `Its level ${titlesAfter.level(level)}`;
  const name = isOnly ? 'Its criteria' : `Its criteria for ${titlesAfter.level(level)}`;
  return [
    hoursChange(level, before.hours, after.hours, subject),
    requirements.change(before.requires, after.requires, { level, subject }),
    listChange(
      { aspect: 'CRITERIA', level, name, isOrdered: true },
      before.criteria,
      after.criteria,
    ),
  ];
}

function recommendationChange(comparison: Comparison, before: Skill, after: Skill) {
  return competencyListChange(
    comparison,
    'RECOMMENDATIONS',
    'Its recommendations',
    before.recommends,
    after.recommends,
  );
}

function reasonEntries({ because }: Skill, read: (slug: string) => readonly string[]): string[] {
  return Object.keys(because)
    .sort()
    .flatMap((slug) => read(slug).map((name) => `${name}: ${because[slug]}`));
}

function resourceEntry({ title, url, kind, hours, level }: Resource): string {
  const facts = [kind, hours === null ? null : hoursText(hours), level];
  const address = url === null ? '' : ` <${url}>`;
  return `${title}${address} (${facts.filter((fact) => fact !== null).join(', ')})`;
}
