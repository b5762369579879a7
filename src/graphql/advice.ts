import type { Advice, Situation } from '../curriculum/curriculum.ts';
import { builder } from './builder.ts';
import { expects } from './cost.ts';
import { type Placed, placed } from './placed.ts';
import { CurriculumItemType, type PlacedItem } from './refs.ts';

export const AdviceType = builder.objectRef<Placed<Advice>>('Advice');

AdviceType.implement({
  description: 'A warning or pointer that the author attached to a situation.',
  fields: (t) => ({
    slug: t.string({ description: 'Names it; never changes.', resolve: ({ value }) => value.slug }),
    title: t.string({ description: 'What people call it.', resolve: ({ value }) => value.title }),
    says: t.string({ description: 'The advice itself.', resolve: ({ value }) => value.says }),
    about: t.field({
      type: [CurriculumItemType],
      description: 'The skills, projects and career paths that the situation names.',
      extensions: expects(3),
      resolve: aboutWhat,
    }),
  }),
});

function aboutWhat({ published, value }: Placed<Advice>): PlacedItem[] {
  return slugsIn(value.when).flatMap((slug) => {
    const { graph } = published;
    const skill = graph.skill(slug);
    if (skill) return placed('Skill', published, skill);
    const project = graph.project(slug);
    if (project) return placed('Project', published, project);
    const careerPath = graph.careerPath(slug);
    return careerPath ? placed('CareerPath', published, careerPath) : [];
  });
}

/** What a situation names, once each, in the author's order. */
function slugsIn(situation: Situation): string[] {
  const slugs = new Set<string>();
  const pending: Situation[] = [situation];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.kind === 'all' || next.kind === 'any') pending.push(...next.of.toReversed());
    else if (next.kind === 'not') pending.push(next.of);
    else if ('competency' in next) slugs.add(next.competency.skill);
    // What is excluded may be named with its level.
    else if ('slug' in next) slugs.add(next.slug.split('@')[0]!);
  }
  return [...slugs];
}
