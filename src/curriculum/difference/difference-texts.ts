import { hoursText } from '../../util/hours-text.ts';
import { listed } from '../../util/listed.ts';
import {
  type Alteration,
  type AlterationKind,
  type AlteredItem,
  type Aspect,
  alterationKinds,
  type Noun,
  nouns,
} from './alteration.ts';

/** What became of something, as a sentence. */
export function alterationText({
  noun,
  kind,
  before,
  after,
  changes,
}: Omit<Alteration, 'says'>): string {
  const [was, is] = [before[0], after[0]];
  switch (kind) {
    case 'REMOVED':
      return `${withHours(was!)} is gone.`;
    case 'ADDED':
      return `${withHours(is!)} is new.`;
    case 'RENAMED':
      return was!.title === is!.title
        ? `${is!.title} has the id \`${is!.slug}\` now rather than \`${was!.slug}\`.`
        : `${was!.title} is ${is!.title} now.`;
    case 'SPLIT':
      return `${withHours(was!)} is split into ${listed(after.map(withHours))}.`;
    case 'MERGED':
      return `${listed(before.filter(({ slug }) => slug !== is!.slug).map(withHours))} ${
        before.length - Number(before.some(({ slug }) => slug === is!.slug)) === 1 ? 'goes' : 'go'
      } into ${withHours(is!)}.`;
    case 'REARRANGED':
      return `${listed(before.map(withHours))} become ${listed(after.map(withHours))}.`;
    case 'CHANGED': {
      const aspects = [...new Set(changes.map(({ aspect }) => aspectNames[aspect]))];
      const title = noun === 'CURRICULUM' ? 'The curriculum itself' : is!.title;
      return `${title} has changed: ${listed(aspects)}.`;
    }
  }
}

/** How much differs, in a few sentences. */
export function differenceText(alterations: readonly Alteration[]): string {
  if (alterations.length === 0) return 'Nothing differs.';
  return nouns
    .flatMap((noun) => {
      const ofNoun = alterations.filter((alteration) => alteration.noun === noun);
      return ofNoun.length === 0 ? [] : [`${nounText(noun, ofNoun)}.`];
    })
    .join(' ');
}

/** One and several of each. */
export const nounNames: Readonly<Record<Noun, readonly [one: string, many: string]>> = {
  CURRICULUM: ['curriculum', 'curricula'],
  LEVEL: ['level', 'levels'],
  SIDE: ['side', 'sides'],
  INTEREST: ['interest', 'interests'],
  AREA: ['area', 'areas'],
  SKILL: ['skill', 'skills'],
  PROJECT: ['project', 'projects'],
  CAREER_PATH: ['career path', 'career paths'],
  ADVICE: ['piece of advice', 'pieces of advice'],
};

/** `2 skills are new, 1 is gone and 3 have changed`. */
function nounText(noun: Noun, alterations: readonly Alteration[]): string {
  if (noun === 'CURRICULUM') return 'The curriculum itself has changed';
  const counts = alterationKinds
    .map((kind) => ({ kind, count: alterations.filter((each) => each.kind === kind).length }))
    .filter(({ count }) => count > 0);
  const parts = counts.map(({ kind, count }, index) => {
    const name = index === 0 ? ` ${nounNames[noun][count === 1 ? 0 : 1]}` : '';
    return `${count}${name} ${kindTexts[kind][count === 1 ? 0 : 1]}`;
  });
  return listed(parts);
}

const kindTexts: Readonly<Record<AlterationKind, readonly [one: string, many: string]>> = {
  REMOVED: ['is gone', 'are gone'],
  RENAMED: ['has another name', 'have other names'],
  SPLIT: ['is split', 'are split'],
  MERGED: ['is merged', 'are merged'],
  REARRANGED: ['is rearranged', 'are rearranged'],
  ADDED: ['is new', 'are new'],
  CHANGED: ['has changed', 'have changed'],
};

const aspectNames: Readonly<Record<Aspect, string>> = {
  SLUG: 'id',
  TITLE: 'title',
  SUMMARY: 'summary',
  AREA: 'area',
  SIDE: 'side',
  SIDE_NOTE: 'note on its side',
  SITUATION: 'situation',
  WORDS: 'wording',
  HOURS: 'hours',
  LEVELS: 'levels',
  REQUIREMENT: 'requirement',
  RECOMMENDATIONS: 'recommendations',
  REASONS: 'reasons',
  CRITERIA: 'criteria',
  RESOURCES: 'resources',
  SAME_AS: 'equals elsewhere',
  REPLACES: 'what it replaces',
  NOTES: 'notes',
  EXTERNAL_IDS: 'names in other systems',
  PRACTISES: 'what it practises',
  PREFERENCES: 'usual choices',
  INTERESTS: 'interests',
  PLACE: 'place',
};

function withHours({ title, hours }: AlteredItem): string {
  return hours === null ? title : `${title} (${hoursText(hours)})`;
}
