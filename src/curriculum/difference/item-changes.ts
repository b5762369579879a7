import { canonicalJson } from '../../util/canonical-json.ts';
import type {
  Advice,
  Area,
  CareerPath,
  Curriculum,
  ProficiencyLevel,
  Project,
} from '../curriculum.ts';
import { situationDocument } from '../to-expression.ts';
import type { Change } from './alteration.ts';
import { externalIdEntries, hoursChange, listChange, textChange, valueChange } from './changes.ts';
import type { Comparison } from './comparison.ts';
import type { SituationShapes } from './situation-shape.ts';
import { competencyListChange, named, present, sideValueChange } from './skill-changes.ts';
import type { Titles } from './titles.ts';

export function headingChanges(
  _comparison: Comparison,
  before: Curriculum,
  after: Curriculum,
): readonly Change[] {
  return present([
    valueChange(
      'SLUG',
      before.slug,
      after.slug,
      `Its id is \`${after.slug}\` now rather than \`${before.slug}\`: that is another curriculum.`,
    ),
    titleChange(before, after),
    textChange('SUMMARY', 'a summary', before.summary, after.summary),
    externalIdChange(before, after),
  ]);
}

/** Of a level, a side or an interest. */
export function titledChanges(
  _comparison: Comparison,
  before: ProficiencyLevel,
  after: ProficiencyLevel,
): readonly Change[] {
  return present([titleChange(before, after)]);
}

export function areaChanges(
  { titlesBefore, titlesAfter }: Comparison,
  before: Area,
  after: Area,
): readonly Change[] {
  return present([
    titleChange(before, after),
    textChange('SUMMARY', 'a summary', before.summary, after.summary),
    sideValueChange(before.side, after.side, titlesBefore.of, titlesAfter.of),
    externalIdChange(before, after),
  ]);
}

export function projectChanges(
  comparison: Comparison,
  before: Project,
  after: Project,
): readonly Change[] {
  return present([
    titleChange(before, after),
    textChange('SUMMARY', 'a summary', before.summary, after.summary),
    hoursChange(null, before.hours, after.hours, 'It'),
    requirementChange(comparison, before, after),
    competencyListChange(
      comparison,
      'PRACTISES',
      'What it practises',
      before.practises,
      after.practises,
    ),
    preferenceChange(comparison, before, after),
    externalIdChange(before, after),
  ]);
}

export function careerPathChanges(
  comparison: Comparison,
  before: CareerPath,
  after: CareerPath,
): readonly Change[] {
  const { titlesBefore, titlesAfter } = comparison;
  return present([
    titleChange(before, after),
    textChange('SUMMARY', 'a summary', before.summary, after.summary),
    requirementChange(comparison, before, after),
    preferenceChange(comparison, before, after),
    listChange(
      {
        aspect: 'INTERESTS',
        name: 'The interests that it serves',
        nameOf: { came: titlesAfter.of, went: titlesBefore.of },
        isOrdered: true,
      },
      before.interests,
      after.interests,
    ),
    externalIdChange(before, after),
  ]);
}

export function adviceChanges(
  comparison: Comparison,
  before: Advice,
  after: Advice,
  shapes: SituationShapes,
): readonly Change[] {
  const was = shapes.idOf(before.when, {
    slug: (slug) => comparison.nameNow(slug),
    competency: comparison.inNewNames,
  });
  const is = shapes.idOf(after.when, {
    slug: (slug) => [slug],
    competency: (competency) => [competency],
  });
  return present([
    titleChange(before, after),
    was === is
      ? null
      : valueChange(
          'SITUATION',
          canonicalJson(situationDocument(before.when)),
          canonicalJson(situationDocument(after.when)),
          'It is given in another situation.',
        ),
    textChange('WORDS', 'its advice', before.says, after.says),
  ]);
}

interface Titled {
  readonly title: string;
}

function titleChange(before: Titled, after: Titled) {
  const says = `It is called ${after.title} now; it was ${before.title}.`;
  return valueChange('TITLE', before.title, after.title, says);
}

function externalIdChange(before: Pick<Area, 'externalIds'>, after: Pick<Area, 'externalIds'>) {
  return listChange(
    { aspect: 'EXTERNAL_IDS', ...named('Its names in other systems') },
    externalIdEntries(before.externalIds),
    externalIdEntries(after.externalIds),
  );
}

type Aim = Pick<Project, 'prefers' | 'requires'>;

function requirementChange({ requirements }: Comparison, before: Aim, after: Aim) {
  return requirements.change(before.requires, after.requires, { level: null, subject: 'It' });
}

function preferenceChange(comparison: Comparison, before: Aim, after: Aim) {
  const { titlesBefore, titlesAfter } = comparison;
  const titled = (titles: Titles) => (entry: string) => {
    const [slug, level] = entry.split('@') as [string, string?];
    return level === undefined ? titles.of(slug) : titles.competency({ skill: slug, level });
  };
  return listChange(
    {
      aspect: 'PREFERENCES',
      name: 'The usual choices of its author',
      nameOf: { came: titled(titlesAfter), went: titled(titlesBefore) },
    },
    before.prefers.flatMap((name) => {
      const [slug, level] = wholeSkill(titlesBefore, name).split('@') as [string, string?];
      const suffix = level === undefined ? '' : `@${comparison.levelNow(level)}`;
      return comparison.nameNow(slug).map((now) => now + suffix);
    }),
    after.prefers.map((name) => wholeSkill(titlesAfter, name)),
  );
}

/** The lowest level of a skill and all above it are the skill. */
function wholeSkill(titles: Titles, name: string): string {
  const [slug, level] = name.split('@') as [string, string?];
  return titles.skill(slug)?.levels[0]?.level === level ? slug : name;
}
