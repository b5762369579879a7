import { idOf } from './node.ts';
import { typeOfPlaced } from './placed.ts';
import { CurriculumItemType, RequirementType } from './refs.ts';
import { placedRequirement } from './requirement.ts';

CurriculumItemType.implement({
  description:
    'What a curriculum consists of and a learner can want: a skill, a project or a career path.',
  resolveType: typeOfPlaced,
  // Skills, projects and career paths take these fields over as they stand.
  fields: (t) => ({
    id: t.id({
      description: 'Opaque, and never changes.',
      resolve: idOf,
    }),
    slug: t.string({
      description: 'Names it in requests; never changes.',
      resolve: ({ value }) => value.slug,
    }),
    title: t.string({ description: 'What people call it.', resolve: ({ value }) => value.title }),
    summary: t.string({
      description: 'What it is, in a sentence or two.',
      resolve: ({ value }) => value.summary,
    }),
    requires: t.field({
      type: RequirementType,
      nullable: true,
      description:
        'What must be held first, for a skill at its lowest level; null where nothing must.',
      resolve: (item) => {
        const requirement =
          item.type === 'Skill' ? item.value.levels[0]!.requires : item.value.requires;
        return requirement === null ? null : placedRequirement(item.published, requirement);
      },
    }),
  }),
});
