import type { Curriculum } from '../../curriculum/curriculum.ts';
import { competencyKey } from '../../curriculum/requirement.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Named } from './native/shape.ts';

/** The names of one curriculum, for editors to complete: of each kind all that there are, each with its title. */
export function nameSchemas(curriculum: Curriculum): Readonly<Record<Named, JsonSchema>> {
  const { levels, sides, interests, areas, skills, projects, careerPaths } = curriculum;
  const titles = new Map(levels.map(({ slug, title }) => [slug, title]));
  const competencies = skills.flatMap((skill) =>
    skill.levels.map(
      ({ level }): Entry => ({
        slug: competencyKey({ skill: skill.slug, level }),
        title: `${skill.title} (${titles.get(level) ?? level})`,
      }),
    ),
  );
  return {
    skill: oneOf('A skill.', skills),
    competency: oneOf('A skill, alone or at a level.', [...skills, ...competencies]),
    step: oneOf('A skill, alone or at a level, or a project.', [
      ...[...skills, ...competencies],
      ...projects,
    ]),
    item: oneOf('A skill or a project.', [...skills, ...projects]),
    goal: oneOf('A skill, project or career path.', [...skills, ...projects, ...careerPaths]),
    area: oneOf('An area.', areas),
    side: oneOf('A side.', sides),
    level: oneOf('A level of proficiency.', levels),
    interest: oneOf('An interest.', interests),
  };
}

interface Entry {
  readonly slug: string;
  readonly title: string;
}

/** The descriptions of values are no part of JSON Schema: editors show them, and other programs pass over them. */
function oneOf(description: string, entries: readonly Entry[]): JsonSchema {
  if (entries.length === 0) return { description: `${description} There is none yet.`, not: {} };
  return {
    description,
    enum: entries.map(({ slug }) => slug),
    enumDescriptions: entries.map(({ title }) => title),
  };
}
