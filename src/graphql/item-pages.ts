import type { PublishedCurriculum } from '../actions/curricula.ts';
import type { CareerPath, Project, Skill } from '../curriculum/curriculum.ts';
import { bySlug, type Page, type PageArguments, pageOf } from './page.ts';
import { placed } from './placed.ts';
import type { PlacedCareerPath, PlacedProject, PlacedSkill } from './refs.ts';

// Pages of lists that are in order of slug.

export function skillsBySlug(
  published: PublishedCurriculum,
  skills: readonly Skill[],
  args: PageArguments,
): Page<PlacedSkill> {
  return pageOf(bySlug('skills', skills), args, (skill) => placed('Skill', published, skill));
}

export function projectsBySlug(
  published: PublishedCurriculum,
  projects: readonly Project[],
  args: PageArguments,
): Page<PlacedProject> {
  return pageOf(bySlug('projects', projects), args, (project) =>
    placed('Project', published, project),
  );
}

export function careerPathsBySlug(
  published: PublishedCurriculum,
  careerPaths: readonly CareerPath[],
  args: PageArguments,
): Page<PlacedCareerPath> {
  return pageOf(bySlug('careerPaths', careerPaths), args, (careerPath) =>
    placed('CareerPath', published, careerPath),
  );
}
