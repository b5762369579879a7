import type { Curriculum, Skill } from '../../src/curriculum/curriculum.ts';
import { CurriculumGraph } from '../../src/curriculum/graph.ts';
import type { Competency, Requirement } from '../../src/curriculum/requirement.ts';
import { resolveDocument } from '../../src/curriculum/resolve-document.ts';
import { toDocument } from '../../src/curriculum/to-document.ts';
import { canonicalJson } from '../../src/util/canonical-json.ts';
import { type Dice, dice } from './random.ts';

/** What authors do to a curriculum from one revision to the next. */
export type Edit = (random: Dice, curriculum: Curriculum) => Curriculum;

/** A sound curriculum that something is different about, after a few edits; names of new skills are new. */
export function randomlyEdited(seed: number, curriculum: Curriculum): Curriculum {
  const random = dice(seed);
  let edited = curriculum;
  for (let left = random.between(1, 3); left > 0 || isSame(edited, curriculum); left -= 1) {
    const [edit] = random.pick(Object.values(edits), 1);
    // What nobody could publish is not done.
    edited = publishable(edit!(random, edited)) ?? edited;
  }
  return edited;
}

function isSame(one: Curriculum, other: Curriculum): boolean {
  return canonicalJson(toDocument(one)) === canonicalJson(toDocument(other));
}

function publishable(curriculum: Curriculum): Curriculum | null {
  const resolution = resolveDocument(toDocument(curriculum));
  if (resolution.kind === 'defective') return null;
  return CurriculumGraph.build(resolution.curriculum).kind === 'graph'
    ? resolution.curriculum
    : null;
}

export const edits = {
  changeHours: (random, curriculum) =>
    withSkill(curriculum, one(random, curriculum), (skill) => ({
      ...skill,
      levels: skill.levels.map((level) => ({ ...level, hours: random.between(1, 200) / 10 })),
    })),

  changeTitle: (random, curriculum) =>
    withSkill(curriculum, one(random, curriculum), (skill) => ({
      ...skill,
      title: `${skill.title}!`,
    })),

  dropPrerequisites: (random, curriculum) =>
    withSkill(curriculum, one(random, curriculum), (skill) => ({
      ...skill,
      levels: skill.levels.map((level) => ({ ...level, requires: null })),
    })),

  addPrerequisite: (random, curriculum) => {
    const needed = one(random, curriculum);
    const [level] = random.pick(needed.levels, 1);
    const of = { kind: 'competency', skill: needed.slug, level: level!.level } as const;
    return withSkill(curriculum, one(random, curriculum), (skill) => ({
      ...skill,
      levels: skill.levels.map((each, index) =>
        index > 0 || skill.slug === needed.slug
          ? each
          : { ...each, requires: { kind: 'all-of', of: [...allOf(each.requires), of] } },
      ),
    }));
  },

  dropHighestLevel: (random, curriculum) => {
    const skill = one(random, curriculum);
    const [dropped, kept] = [skill.levels.at(-1)!.level, skill.levels.at(-2)?.level];
    if (kept === undefined) return curriculum;
    const lowered = mapCompetencies(curriculum, (each) =>
      each.skill === skill.slug && each.level === dropped ? { ...each, level: kept } : each,
    );
    return withSkill(lowered, skill, (each) => ({ ...each, levels: each.levels.slice(0, -1) }));
  },

  rename: (random, curriculum) => {
    const skill = one(random, curriculum);
    const to = newSlug(curriculum, skill.slug);
    return sorted(
      withSkill(renamed(curriculum, skill.slug, to), { slug: to }, (each) => ({
        ...each,
        replaces: [...each.replaces, skill.slug],
      })),
    );
  },

  split: (random, curriculum) => {
    const skill = one(random, curriculum);
    const to = newSlug(curriculum, skill.slug);
    const parted = renamed(curriculum, skill.slug, to);
    const part = parted.skills.find(({ slug }) => slug === to)!;
    const replaces = [...part.replaces, skill.slug];
    const other = { ...part, slug: `${to}-other`, title: `${part.title} II`, replaces };
    const first = withSkill(parted, part, (each) => ({ ...each, replaces }));
    return sorted({ ...first, skills: [...first.skills, other] });
  },

  merge: (random, curriculum) => {
    const [kept, taken] = random.pick([...curriculum.skills], 2);
    if (!kept || !taken) return curriculum;
    const levels = new Set(kept.levels.map(({ level }) => level));
    if (!taken.levels.every(({ level }) => levels.has(level))) return curriculum;
    const merged = renamed(without(curriculum, taken.slug), taken.slug, kept.slug);
    return withSkill(merged, kept, (each) => ({
      ...each,
      replaces: [...each.replaces, taken.slug, ...taken.replaces],
    }));
  },

  remove: (random, curriculum) => {
    const { slug } = one(random, curriculum);
    return withoutMentions(without(curriculum, slug), slug);
  },

  renameCareerPath: (_random, curriculum) => ({
    ...curriculum,
    careerPaths: curriculum.careerPaths.map((path, index) =>
      index > 0 ? path : { ...path, ...underNewName(path) },
    ),
  }),

  renameProject: (_random, curriculum) => ({
    ...curriculum,
    projects: curriculum.projects.map((project, index) =>
      index > 0 ? project : { ...project, ...underNewName(project) },
    ),
  }),

  removeCareerPath: (_random, curriculum) => ({
    ...curriculum,
    careerPaths: curriculum.careerPaths.slice(0, -1),
  }),
} as const satisfies Readonly<Record<string, Edit>>;

function one({ pick }: Dice, { skills }: Curriculum): Skill {
  return pick([...skills], 1)[0]!;
}

function withSkill(
  curriculum: Curriculum,
  { slug }: Pick<Skill, 'slug'>,
  change: (skill: Skill) => Skill,
): Curriculum {
  const skills = curriculum.skills.map((skill) => (skill.slug === slug ? change(skill) : skill));
  return { ...curriculum, skills };
}

function without(curriculum: Curriculum, slug: string): Curriculum {
  return { ...curriculum, skills: curriculum.skills.filter((skill) => skill.slug !== slug) };
}

function sorted(curriculum: Curriculum): Curriculum {
  const skills = [...curriculum.skills].sort((left, right) => (left.slug < right.slug ? -1 : 1));
  return { ...curriculum, skills };
}

/** One that sorts where the old one did, so that lists stay in order. */
function underNewName({
  slug,
  replaces,
}: {
  readonly slug: string;
  readonly replaces: readonly string[];
}) {
  return { slug: `${slug}-new`, replaces: [...replaces, slug] };
}

function newSlug({ skills }: Curriculum, slug: string): string {
  const taken = new Set(skills.flatMap((skill) => [skill.slug, ...skill.replaces]));
  const [base] = slug.split('-') as [string];
  for (let number = 2; ; number += 1)
    if (!taken.has(`${base}-${number}`)) return `${base}-${number}`;
}

/** Slugs are words that nothing else in these curricula is. */
function renamed(curriculum: Curriculum, from: string, to: string): Curriculum {
  const replaces = curriculum.skills.map((skill) => skill.replaces);
  const text = JSON.stringify(curriculum)
    .replaceAll(`"${from}"`, `"${to}"`)
    .replaceAll(`"${from}@`, `"${to}@`);
  const changed: Curriculum = JSON.parse(text);
  const skills = changed.skills.map((skill, index) => ({ ...skill, replaces: replaces[index]! }));
  return { ...changed, skills };
}

function mapCompetencies(
  curriculum: Curriculum,
  change: (competency: Competency) => Competency,
): Curriculum {
  const isCompetency = (value: object): value is Competency => 'skill' in value && 'level' in value;
  return JSON.parse(
    JSON.stringify(curriculum, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && isCompetency(value) ? change(value) : value,
    ),
  );
}

function withoutMentions(curriculum: Curriculum, slug: string): Curriculum {
  const isOther = ({ skill }: Competency) => skill !== slug;
  const isOtherName = (name: string) => name.split('@')[0] !== slug;
  const clean = (requirement: Requirement | null) => requirement && cleaned(requirement, slug);
  return {
    ...curriculum,
    skills: curriculum.skills.map((skill) => {
      const { [slug]: _because, ...because } = skill.because;
      return {
        ...skill,
        because,
        recommends: skill.recommends.filter(isOther),
        levels: skill.levels.map((level) => ({ ...level, requires: clean(level.requires) })),
      };
    }),
    projects: curriculum.projects.map((project) => ({
      ...project,
      requires: clean(project.requires),
      practises: project.practises.filter(isOther),
      prefers: project.prefers.filter(isOtherName),
    })),
    careerPaths: curriculum.careerPaths.map((path) => ({
      ...path,
      requires: clean(path.requires) ?? { kind: 'all-of', of: [] },
      prefers: path.prefers.filter(isOtherName),
    })),
    advice: curriculum.advice.filter((each) => !JSON.stringify(each.when).includes(`"${slug}"`)),
  };
}

/** Null where nothing is left of it. */
function cleaned(requirement: Requirement, slug: string): Requirement | null {
  if (requirement.kind === 'competency') return requirement.skill === slug ? null : requirement;
  const of = requirement.of.flatMap((each) => cleaned(each, slug) ?? []);
  if (of.length === 0) return null;
  return requirement.kind === 'at-least'
    ? { ...requirement, of, count: Math.min(requirement.count, of.length) }
    : { ...requirement, of };
}

function allOf(requirement: Requirement | null): readonly Requirement[] {
  if (requirement === null) return [];
  return requirement.kind === 'all-of' ? requirement.of : [requirement];
}
