import type { Curriculum, Skill, SkillLevel } from '../../../curriculum/curriculum.ts';
import type { Competency } from '../../../curriculum/requirement.ts';
import { requirementText } from '../../../curriculum/requirement-text.ts';
import { hoursText } from '../../../util/hours-text.ts';
import { listed } from '../../../util/listed.ts';
import { escapedHtml, htmlOf, textOfHtml } from '../../text/plain-html.ts';

/**
 * A description as learning platforms keep it: what something is about, and under a line what else the curriculum says
 * that the platform has no field for.
 */
export function descriptionOf(summary: string, lines: readonly string[]): string {
  if (lines.length === 0) return htmlOf(summary);
  const items = lines.map((line) => `<li>${escapedHtml(line).replaceAll('\n', '<br>')}</li>`);
  return `${htmlOf(summary)}${ownHeading}<ul>${items.join('')}</ul>`;
}

const ownHeading = '<hr><p><em>From Cairn:</em></p>';

export interface ReadDescription {
  readonly summary: string;
  /** Whether there was more that we had written for people, and that is left out. */
  readonly hasOwnPart: boolean;
}

/** The plain text of a description, without what `descriptionOf` adds. */
export function readDescription(html: string): ReadDescription {
  const at = html.search(/<hr ?\/?>\s{0,9}<p>\s{0,9}<em>From Cairn:<\/em>/);
  if (at === -1) return { summary: textOfHtml(html), hasOwnPart: false };
  return { summary: textOfHtml(html.slice(0, at)), hasOwnPart: true };
}

/** What people are told of a skill as a whole. */
export function linesOnSkill(skill: Skill, curriculum: Curriculum): string[] {
  const { recommends, sideNote, side, resources, sameAs } = skill;
  const nameOf = namer(curriculum);
  const sideTitle = curriculum.sides.find(({ slug }) => slug === side)?.title;
  return [
    recommends.length > 0 ? [`Helps: ${listed(recommends.map(nameOf))}.`] : [],
    sideTitle === undefined ? [] : [`Belongs to: ${sideTitle}${sideNote ? `. ${sideNote}` : '.'}`],
    resources.map(({ title, url }) => `To learn it: ${title}${url === null ? '' : `, ${url}`}`),
    sameAs.map((address) => `The same elsewhere: ${address}`),
    skill.notes,
  ].flat();
}

/** What people are told of a level of a skill: how long it takes, what it needs and what one can do then. */
export function linesOnLevel(
  { level, hours, criteria, requires }: SkillLevel,
  skill: Skill,
  curriculum: Curriculum,
): string[] {
  const isOnly = skill.levels.length === 1;
  const title = curriculum.levels.find(({ slug }) => slug === level)!.title;
  const head = isOnly ? '' : `${title}: `;
  const reasons = isOnly || level === skill.levels[0]!.level ? reasonsOf(skill, curriculum) : [];
  return [
    [`${head}takes ${hoursText(hours)}.`],
    requires === null
      ? []
      : [`${head}needs first: ${requirementText(requires, namer(curriculum))}.`],
    criteria.map((criterion) => `${head}one can: ${criterion}`),
    reasons,
  ]
    .flat()
    .map((line) => line.slice(0, 1).toUpperCase() + line.slice(1));
}

function reasonsOf({ because }: Skill, curriculum: Curriculum): string[] {
  return Object.keys(because)
    .sort()
    .map((slug) => {
      const title = skillsBySlug(curriculum).get(slug)?.title ?? slug;
      return `Why ${title}: ${because[slug]}`;
    });
}

function namer(curriculum: Curriculum): (competency: Competency) => string {
  return ({ skill, level }) => {
    const named = skillsBySlug(curriculum).get(skill)!;
    if (named.levels.length === 1) return named.title;
    return `${named.title} (${curriculum.levels.find(({ slug }) => slug === level)!.title})`;
  };
}

const kept = new WeakMap<Curriculum, ReadonlyMap<string, Skill>>();

function skillsBySlug(curriculum: Curriculum): ReadonlyMap<string, Skill> {
  const known = kept.get(curriculum);
  if (known) return known;
  const skills = new Map(curriculum.skills.map((skill) => [skill.slug, skill]));
  kept.set(curriculum, skills);
  return skills;
}
