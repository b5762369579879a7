import type { Curriculum } from '../../src/curriculum/curriculum.ts';

/** The curriculum with the summaries that those lack which are drawn or drawn by lot; a document needs them. */
export function summarized(curriculum: Curriculum): Curriculum {
  const each = <Item extends { readonly summary: string }>(items: readonly Item[]) =>
    items.map((item) => ({ ...item, summary: item.summary || 'What it is.' }));
  const { skills, projects, careerPaths } = curriculum;
  return {
    ...curriculum,
    skills: each(skills),
    projects: each(projects),
    careerPaths: each(careerPaths),
  };
}
