import { DefectList } from './defect-list.ts';
import type { CurriculumDocument, SkillDocument, TitledDocument } from './document.ts';
import { trailOf } from './trail.ts';

/** What the names of a document stand for. Of what stands twice the first counts. */
export interface DocumentNames {
  /** Each level's place on the scale, 0 the lowest. */
  readonly levels: ReadonlyMap<string, number>;
  readonly sides: ReadonlySet<string>;
  readonly interests: ReadonlySet<string>;
  readonly areas: ReadonlySet<string>;
  /** Each skill's levels, lowest first; empty where its hours don't tell. */
  readonly skills: ReadonlyMap<string, readonly string[]>;
  readonly projects: ReadonlySet<string>;
  readonly careerPaths: ReadonlySet<string>;
  /** Skills and projects. */
  readonly steps: ReadonlySet<string>;
  /** Skills, projects and career paths. */
  readonly goals: ReadonlySet<string>;
  /** Where all that is found wrong is told. */
  readonly defects: DefectList;
  /** Where slips are told that leave no doubt what is meant. */
  readonly warnings: DefectList;
}

/** Gathers the names of a document. Tells of those that stand twice. */
export function documentNames(document: CurriculumDocument): DocumentNames {
  const defects = new DefectList('error');
  const { skills = [], projects = [], careerPaths = [] } = document;
  const scale = distinct('levels', document.levels, new Map(), defects);
  const levels = new Map([...scale].map((level, rank) => [level, rank]));
  const owners = new Map<string, string>();
  const sides = distinct('sides', document.sides, new Map(), defects);
  const interests = distinct('interests', document.interests, new Map(), defects);
  const areas = distinct('areas', document.areas, new Map(), defects);
  distinct('skills', skills, owners, defects);
  distinct('advice', document.advice, new Map(), defects);
  const skillLevels = new Map<string, readonly string[]>();
  for (const skill of skills) {
    if (!skillLevels.has(skill.id)) skillLevels.set(skill.id, levelsOf(skill, levels));
  }
  const projectIds = distinct('projects', projects, owners, defects);
  return {
    levels,
    sides,
    interests,
    areas,
    skills: skillLevels,
    projects: projectIds,
    careerPaths: distinct('careerPaths', careerPaths, owners, defects),
    steps: new Set([...skillLevels.keys(), ...projectIds]),
    goals: new Set(owners.keys()),
    defects,
    warnings: new DefectList('warning'),
  };
}

const nouns = {
  levels: 'a level',
  sides: 'a side',
  interests: 'an interest',
  areas: 'an area',
  skills: 'a skill',
  projects: 'a project',
  careerPaths: 'a career path',
  advice: 'a piece of advice',
};

/** The ids of a list; `owners` has what else is in its name space. */
function distinct(
  list: keyof typeof nouns,
  entries: readonly (string | TitledDocument)[] | undefined,
  owners: Map<string, string>,
  defects: DefectList,
): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const [index, entry] of (entries ?? []).entries()) {
    const id = typeof entry === 'string' ? entry : entry.id;
    const owner = owners.get(id);
    if (owner === undefined) {
      owners.set(id, nouns[list]);
      ids.add(id);
      continue;
    }
    const entryTrail = trailOf(null, list, index);
    defects.add(
      'duplicate-id',
      typeof entry === 'string' ? entryTrail : trailOf(entryTrail, 'id'),
      `\`${id}\` is the id of ${owner} already. Give this one an id of its own, or make one of the two.`,
    );
  }
  return ids;
}

/** The levels that a skill has hours for, lowest first; those that are on the scale. */
function levelsOf({ hours }: SkillDocument, scale: ReadonlyMap<string, number>): readonly string[] {
  if (typeof hours === 'number') return [...scale.keys()].slice(0, 1);
  return Object.keys(hours)
    .filter((level) => scale.has(level))
    .sort((one, two) => scale.get(one)! - scale.get(two)!);
}
