import type { Curriculum, Skill } from '../../../curriculum/curriculum.ts';
import { counted } from '../../../util/counted.ts';
import type { ExportRemark } from '../exporter.ts';
import { isSlug, slugFrom, titleFrom } from '../importing/slugs.ts';

/** What two tables of skills and prerequisites don't hold of a curriculum, but for requirements. */
export function lacksOf(curriculum: Curriculum): ExportRemark[] {
  const remarks: ExportRemark[] = [];
  const lacks = (subject: string | null, message: string) => remarks.push({ subject, message });
  for (const [items, one, several] of wholes(curriculum)) {
    if (items.length === 0) continue;
    const told = items.length === 1 ? `1 ${one} is` : `${items.length} ${several} are`;
    lacks(null, `${told} left out: the tables have skills and prerequisites only.`);
  }
  const { title, slug, summary, externalIds } = curriculum;
  if (title !== titleFrom(slug))
    lacks(null, `The tables have no place for the title, \`${title}\`.`);
  if (summary !== null)
    lacks(null, 'The tables have no place for what the curriculum as a whole is about.');
  if (Object.keys(externalIds).length > 0)
    lacks(null, 'The tables have no place for what other systems call the curriculum.');
  for (const level of unused(curriculum.levels, curriculum.skills, ({ levels }) =>
    levels.map(({ level }) => level),
  ))
    lacks(level, `The level \`${level}\` is left out: no skill has it.`);
  for (const named of [...curriculum.levels, ...curriculum.sides])
    if (titleRead(nameOf(named)) !== named.title)
      lacks(
        named.slug,
        `The tables have no place for the title of \`${named.slug}\`, \`${named.title}\`.`,
      );
  lackingOfSides(curriculum, lacks);
  lackingOfAreas(curriculum, lacks);
  for (const skill of curriculum.skills) lackingOfSkill(skill, lacks);
  return remarks;
}

type Lacks = (subject: string | null, message: string) => void;

function wholes({ projects, careerPaths, advice, interests }: Curriculum) {
  return [
    [projects, 'project', 'projects'],
    [careerPaths, 'career path', 'career paths'],
    [advice, 'piece of advice', 'pieces of advice'],
    [interests, 'interest', 'interests'],
  ] as const;
}

function lackingOfSides({ sides, areas, skills }: Curriculum, lacks: Lacks): void {
  const missing = unused(sides, skills, ({ side }) => (side === null ? [] : [side]));
  for (const side of missing)
    lacks(side, `The side \`${side}\` is left out: no skill belongs to it.`);
  const position = new Map(areas.map(({ slug }, index) => [slug, index]));
  const inRows = [...skills].sort((one, two) => position.get(one.area)! - position.get(two.area)!);
  const read = [...new Set(inRows.flatMap(({ side }) => (side === null ? [] : [side])))];
  const written = sides.map(({ slug }) => slug).filter((slug) => !missing.includes(slug));
  if (read.some((side, index) => side !== written[index]))
    lacks(null, 'The tables have no place for the order of the sides.');
}

function lackingOfAreas({ areas, skills }: Curriculum, lacks: Lacks): void {
  for (const area of unused(areas, skills, (skill) => [skill.area]))
    lacks(area, `The area \`${area}\` is left out: it has no skills.`);
  for (const { slug, summary, side, externalIds } of areas) {
    const lost = [
      summary === null ? [] : ['what it is about'],
      side === null ? [] : ['its side, which its skills have each for itself'],
      Object.keys(externalIds).length === 0 ? [] : ['what other systems call it'],
    ].flat();
    if (lost.length > 0)
      lacks(slug, `The tables have no place for this of the area \`${slug}\`: ${lost.join('; ')}.`);
  }
}

function lackingOfSkill({ slug, resources, notes, levels }: Skill, lacks: Lacks): void {
  if (resources.length > 0)
    lacks(
      slug,
      `${counted(resources.length, 'resource')} of \`${slug}\` ${resources.length === 1 ? 'is' : 'are'} left out: the tables have no place for them.`,
    );
  if (notes.some((note) => /\n\s*\n/.test(note)))
    lacks(slug, `An empty line in a note of \`${slug}\` is left out: it divides notes.`);
  if (levels.some(({ criteria }) => criteria.some((criterion) => criterion.includes('\n'))))
    lacks(slug, `A criterion of \`${slug}\` is on one line now: lines divide criteria.`);
}

function unused(
  named: readonly { readonly slug: string }[],
  skills: readonly Skill[],
  usedBy: (skill: Skill) => readonly string[],
): string[] {
  const used = new Set(skills.flatMap(usedBy));
  return named.map(({ slug }) => slug).filter((slug) => !used.has(slug));
}

/** What a cell calls a level or a side: by its title, where its slug can be told from it. */
export function nameOf({ slug, title }: { readonly slug: string; readonly title: string }): string {
  return slugFrom(title) === slug && titleRead(title) === title ? title : slug;
}

/** The title that is read from such a cell. */
function titleRead(name: string): string {
  return isSlug(name) ? titleFrom(name) : name;
}
