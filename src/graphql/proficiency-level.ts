import type { PublishedCurriculum } from '../actions/curricula.ts';
import type { ProficiencyLevel } from '../curriculum/curriculum.ts';
import { invariant } from '../util/invariant.ts';
import { builder } from './builder.ts';

interface RankedLevel extends ProficiencyLevel {
  readonly rank: number;
}

export const ProficiencyLevelType = builder.objectRef<RankedLevel>('ProficiencyLevel');

ProficiencyLevelType.implement({
  description: 'How well a skill is held, on the scale of its curriculum.',
  fields: (t) => ({
    slug: t.exposeString('slug', { description: 'Names the level, as in `functions@working`.' }),
    title: t.exposeString('title', { description: 'What people call it.' }),
    rank: t.exposeInt('rank', { description: 'The place on the scale; 0 is the lowest.' }),
  }),
});

/** The level of that name, which a published curriculum has. */
export function levelOf({ graph }: PublishedCurriculum, slug: string): RankedLevel {
  const level = graph.level(slug);
  invariant(level, `${slug} is a level of ${graph.curriculum.slug}`);
  return { ...level, rank: graph.rank(slug) };
}
