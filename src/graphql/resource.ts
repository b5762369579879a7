import type { Resource } from '../curriculum/curriculum.ts';
import { builder } from './builder.ts';
import { enumOf } from './enum-of.ts';
import type { Placed } from './placed.ts';
import { levelOf, ProficiencyLevelType } from './proficiency-level.ts';

const ResourceKind = enumOf<Resource['kind']>('ResourceKind', 'What one does with a resource.', {
  READ: 'A text to read.',
  WATCH: 'Something to watch or listen to.',
  PRACTISE: 'Exercises to do.',
  COURSE: 'A course to follow.',
  REFERENCE: 'Something to look things up in.',
});

export const ResourceType = builder.objectRef<Placed<Resource>>('Resource');

ResourceType.implement({
  description: 'Something elsewhere that helps to learn a skill.',
  fields: (t) => ({
    title: t.string({ description: 'What it is called.', resolve: ({ value }) => value.title }),
    url: t.string({
      nullable: true,
      description: 'Where it is; null where it is not on the web.',
      resolve: ({ value }) => value.url,
    }),
    hours: t.float({
      nullable: true,
      description: 'Hours that it takes, where that is known.',
      resolve: ({ value }) => value.hours,
    }),
    kind: t.field({
      type: ResourceKind,
      description: 'What one does with it.',
      resolve: ({ value }) => value.kind,
    }),
    level: t.field({
      type: ProficiencyLevelType,
      nullable: true,
      description: 'The level that it helps to reach; null where it serves them all.',
      resolve: ({ published, value }) =>
        value.level === null ? null : levelOf(published, value.level),
    }),
  }),
});
