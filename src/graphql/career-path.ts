import { builder } from './builder.ts';
import { CareerPathConnection } from './connections.ts';
import { expects } from './cost.ts';
import { ExternalIdType, externalIdsOf } from './external-id.ts';
import { InterestType } from './interest.ts';
import { externalIdArgument, withItemNamed } from './item-by-name.ts';
import { careerPathsBySlug } from './item-pages.ts';
import { pageArguments } from './page.ts';
import { placed } from './placed.ts';
import { CareerPathType, CurriculumItemType, NodeType } from './refs.ts';
import { curriculumArgument, requireCurriculum } from './which-curriculum.ts';

CareerPathType.implement({
  description: 'What a role makes of a person: the requirement to be called ready for it.',
  interfaces: [NodeType, CurriculumItemType],
  fields: (t) => ({
    interests: t.field({
      type: [InterestType],
      description: 'Who may like it.',
      extensions: expects(3),
      resolve: ({ published, value }) =>
        published.graph.curriculum.interests.filter(({ slug }) => value.interests.includes(slug)),
    }),
    prefers: t.stringList({
      description:
        "The author's usual choices for it, `slug` or `slug@level`; a learner's own preferences override them.",
      resolve: ({ value }) => [...value.prefers],
    }),
    replaces: t.stringList({
      description: 'Slugs that it had, or took over.',
      resolve: ({ value }) => [...value.replaces],
    }),
    externalIds: t.field({
      type: [ExternalIdType],
      description: 'What other systems call it.',
      extensions: expects(2),
      resolve: ({ value }) => externalIdsOf(value.externalIds),
    }),
  }),
});

builder.queryFields((t) => ({
  careerPath: t.field({
    type: CareerPathType,
    nullable: true,
    description:
      'The career path of that slug, or that another system calls so; null where there is none.',
    args: {
      slug: t.arg.string({
        description: 'As in `backend-developer`. Either this or `externalId`.',
      }),
      ...externalIdArgument,
      ...curriculumArgument,
    },
    resolve: (_root, args, context) =>
      withItemNamed(context, 'careerPath', args, (published, slug) => {
        const careerPath = published.graph.careerPath(slug);
        return careerPath ? placed('CareerPath', published, careerPath) : null;
      }),
  }),
  careerPaths: t.field({
    type: CareerPathConnection,
    description: 'The career paths of a curriculum, in order of slug.',
    args: { ...curriculumArgument, ...pageArguments },
    resolve: (_root, args, context) => {
      const published = requireCurriculum(context, args);
      return careerPathsBySlug(published, published.graph.curriculum.careerPaths, args);
    },
  }),
}));
