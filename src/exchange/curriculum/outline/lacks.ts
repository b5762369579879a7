import type {
  Curriculum,
  ExternalIds,
  ProficiencyLevel,
  Skill,
} from '../../../curriculum/curriculum.ts';
import { listed } from '../../../util/listed.ts';
import type { ExportRemark } from '../exporter.ts';
import { mendText } from '../importing/mend-text.ts';
import { RemarkList } from '../importing/remark-list.ts';
import { isSlug, slugFrom, titleFrom } from '../importing/slugs.ts';
import { descriptionOf, readDescription } from './description.ts';

/** What an outline cannot hold of a curriculum. */
export function lacksOfOutline(
  curriculum: Curriculum,
  { platform, system }: { readonly platform: string; readonly system: string },
): ExportRemark[] {
  const remarks: ExportRemark[] = [];
  const lacks = (subject: string | null, message: string) => remarks.push({ subject, message });
  lacks(
    null,
    `${platform} knows neither hours nor criteria nor what needs what: hours, criteria, prerequisites with their alternatives, recommendations, reasons, sides, resources, notes and addresses of the same skill stand in the descriptions, for people to read. Read back here they are left out.`,
  );
  const left = wholes(curriculum).filter(([items]) => items.length > 0);
  if (left.length > 0) {
    const counts = left.map(([items, nouns]) => `${items.length} ${nouns}`);
    lacks(null, `Left out, since ${platform} has no place for such: ${listed(counts)}.`);
  }
  tellOtherIds(null, curriculum.externalIds, system, lacks);
  if (!isKept(curriculum.summary)) lacks(null, spacing('the curriculum'));
  tellTitle(null, curriculum.title, lacks);
  for (const { slug, title, summary, externalIds } of curriculum.areas) {
    tellOtherIds(slug, externalIds, system, lacks);
    if (!isKept(summary)) lacks(slug, spacing(`\`${slug}\``));
    tellTitle(slug, title, lacks);
  }
  tellLevels(curriculum, lacks);
  for (const skill of curriculum.skills) tellSkill(skill, platform, system, lacks);
  return remarks;
}

type Lacks = (subject: string | null, message: string) => void;

function wholes({ projects, careerPaths, advice, interests }: Curriculum) {
  return [
    [projects, 'projects'],
    [careerPaths, 'career paths'],
    [advice, 'pieces of advice'],
    [interests, 'interests'],
  ] as const;
}

function tellLevels({ levels, skills }: Curriculum, lacks: Lacks): void {
  const used = new Set(skills.flatMap((skill) => skill.levels.map(({ level }) => level)));
  for (const level of levels) {
    if (!used.has(level.slug))
      lacks(level.slug, `The level \`${level.slug}\` is left out: no skill has it.`);
    else if (levelTitleOf(levelName(level)) !== level.title)
      lacks(
        level.slug,
        `There is no place for the title of \`${level.slug}\`, \`${level.title}\`.`,
      );
  }
}

function tellSkill(
  { slug, title, summary, replaces, externalIds }: Skill,
  platform: string,
  system: string,
  lacks: Lacks,
): void {
  if (replaces.length > 0)
    lacks(slug, `${platform} has no place for what \`${slug}\` was called before.`);
  tellOtherIds(slug, externalIds, system, lacks);
  if (!isKept(summary)) lacks(slug, spacing(`\`${slug}\``));
  tellTitle(slug, title, lacks);
}

function tellTitle(subject: string | null, title: string, lacks: Lacks): void {
  if (mendText(title, 'title', unheard()) !== title)
    lacks(subject, 'Space at the begin or the end of the title is left out.');
}

function tellOtherIds(
  subject: string | null,
  ids: ExternalIds,
  system: string,
  lacks: Lacks,
): void {
  const others = Object.keys(ids).filter((other) => other !== system);
  if (others.length === 0) return;
  const what = subject === null ? 'the curriculum' : `\`${subject}\``;
  lacks(
    subject,
    `There is no place for what other systems call ${what}: ${others.sort().join(', ')}.`,
  );
}

/** Whether a text is read back as it was. */
function isKept(text: string | null): boolean {
  if (text === null) return true;
  return mendText(readDescription(descriptionOf(text, [])).summary, 'summary', unheard()) === text;
}

/** For remarks that nobody reads. */
function unheard() {
  return { place: { file: '', line: 1, column: 1 }, subject: '', remarks: new RemarkList() };
}

function spacing(what: string): string {
  return `Some space in what ${what} is about is read otherwise from HTML.`;
}

/** What a level is called: by its title, where its slug can be told from it. */
export function levelName({ slug, title }: ProficiencyLevel): string {
  return slugFrom(title) === slug && levelTitleOf(title) === title ? title : slug;
}

/** The title of a level that is called so. */
export function levelTitleOf(name: string): string {
  return isSlug(name) ? titleFrom(name) : name;
}
