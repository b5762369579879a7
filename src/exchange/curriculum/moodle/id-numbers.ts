import { createHash } from 'node:crypto';
import type { Curriculum, ExternalIds, Skill } from '../../../curriculum/curriculum.ts';
import { type Competency, competencyKey } from '../../../curriculum/requirement.ts';
import { isSlug } from '../importing/slugs.ts';
import { levelByDefault } from '../outline/document-of.ts';
import { charactersMax, moodleSystem } from './columns.ts';

/** What Moodle calls the parts of a curriculum; no two are the same. */
export interface IdNumbers {
  /** By slug. */
  readonly areas: ReadonlyMap<string, string>;
  /** By slug. */
  readonly skills: ReadonlyMap<string, string>;
  /** By `slug@level`; those of skills that are one competency are the skill's. */
  readonly competencies: ReadonlyMap<string, string>;
}

/** Skills come first, so that they have their slugs where an area is called the same. */
export function idNumbersOf(curriculum: Curriculum): IdNumbers {
  const { areas, skills } = curriculum;
  const isWhole = wholeIn(curriculum);
  const taken = new Set<string>();
  const claim = (ids: ExternalIds, otherwise: readonly string[]): string => {
    const wanted = [importedId(ids), ...otherwise.map(fitting)];
    const id = wanted.find((each) => each !== null && !taken.has(each))!;
    taken.add(id);
    return id;
  };
  const skillIds = new Map(
    skills.map(({ slug, externalIds }) => [slug, claim(externalIds, [slug, `${slug}@skill`])]),
  );
  const competencies = new Map<string, string>();
  for (const skill of skills) {
    const id = skillIds.get(skill.slug)!;
    for (const { level } of skill.levels) {
      const key = competencyKey({ skill: skill.slug, level } satisfies Competency);
      competencies.set(
        key,
        isWhole(skill) ? id : claim(noIds, [`${id}@${level}`, `${id}@${level}@level`]),
      );
    }
  }
  const areaIds = new Map(
    areas.map(({ slug, externalIds }) => [
      slug,
      claim(externalIds, [slug, `${slug}@area`, `${slug}@area@area`]),
    ]),
  );
  return { areas: areaIds, skills: skillIds, competencies };
}

const noIds: ExternalIds = {};

/**
 * Tells of a skill whether it is one competency, without others under it for its levels: where it has the lowest level alone, and
 * others tell which that is.
 */
export function wholeIn({ levels, skills }: Curriculum): (skill: Skill) => boolean {
  const lowest = levels[0]?.slug;
  const isLowestAlone = (skill: Skill) =>
    skill.levels.length === 1 && skill.levels[0]!.level === lowest;
  const isTold = skills.some(
    (skill) => skill.levels.length > 1 && skill.levels[0]!.level === lowest,
  );
  const isUsual = lowest === levelByDefault && skills.every(isLowestAlone);
  return (skill) => (isTold || isUsual) && isLowestAlone(skill);
}

/** Null where Moodle would change it. */
function importedId(externalIds: ExternalIds): string | null {
  const id = externalIds[moodleSystem];
  return id !== undefined &&
    id.length <= charactersMax &&
    /^[^<>\p{Cc}]+$/u.test(id) &&
    id.trim() === id
    ? id
    : null;
}

/**
 * An id of no more characters than Moodle keeps, still told from others that begin alike. PHP takes ids that are numbers for
 * the same where the numbers are, `7` and `007`, so these end in a sign.
 */
export function fitting(id: string): string {
  const own = /^\d+(?:e\d+)?$/.test(id) ? `${id}${numberEnd}` : id;
  if (own.length <= charactersMax) return own;
  const digest = createHash('sha256').update(own).digest('hex').slice(0, 8);
  return `${own.slice(0, charactersMax - digest.length - 1)}~${digest}`;
}

/** What ends ids that are numbers. */
export const numberEnd = '#';

/** The slug that an id says, where it is one of ours; null where it is somebody else's. */
export function codeIn(id: string, noun: 'area' | 'skill'): string | null {
  const slug = id
    .replace(noun === 'area' ? /(?:@area)+$/ : /@skill$/, '')
    .replace(new RegExp(`${numberEnd}$`), '');
  return isSlug(slug) ? slug : null;
}

/** The framework's own: Moodle never updates one, so that each revision is another. */
export function frameworkId(slug: string, revision: number | null): string {
  const end = `@${revision ?? 'draft'}`;
  return slug.slice(0, charactersMax - end.length) + end;
}

/** The slug of a curriculum whose framework has that id; null where it is not one of ours. */
export function slugOfFramework(id: string): string | null {
  return /^([a-z0-9]+(?:-[a-z0-9]+)*)@(?:\d+|draft)$/.exec(id)?.[1] ?? null;
}
