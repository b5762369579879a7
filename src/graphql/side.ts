import type { PublishedCurriculum } from '../actions/curricula.ts';
import type { Side } from '../curriculum/curriculum.ts';
import { builder } from './builder.ts';

export const SideType = builder.objectRef<Side>('Side');

SideType.implement({
  description: 'Where a skill belongs, such as frontend or backend, as the curriculum divides it.',
  fields: (t) => ({
    slug: t.exposeString('slug', { description: 'Names the side in filters.' }),
    title: t.exposeString('title', { description: 'What people call it.' }),
  }),
});

export function sideOf({ graph }: PublishedCurriculum, slug: string | null): Side | null {
  return graph.curriculum.sides.find((side) => side.slug === slug) ?? null;
}
