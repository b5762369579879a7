import { builder } from './builder.ts';
import { ProjectConnection } from './connections.ts';
import { expects } from './cost.ts';
import { ExternalIdType, externalIdsOf } from './external-id.ts';
import { externalIdArgument, withItemNamed } from './item-by-name.ts';
import { projectsBySlug } from './item-pages.ts';
import { pageArguments } from './page.ts';
import { placed } from './placed.ts';
import { CompetencyType, CurriculumItemType, NodeType, ProjectType } from './refs.ts';
import { placedCompetency } from './requirement.ts';
import { curriculumArgument, requireCurriculum } from './which-curriculum.ts';

ProjectType.implement({
  description: 'Something that a learner builds.',
  interfaces: [NodeType, CurriculumItemType],
  fields: (t) => ({
    hours: t.float({
      description: 'Hours for someone who has what it requires.',
      resolve: ({ value }) => value.hours,
    }),
    practises: t.field({
      type: [CompetencyType],
      description: 'What one gets better at by building it.',
      extensions: expects(5),
      resolve: ({ published, value }) =>
        value.practises.map((competency) => placedCompetency(published, competency)),
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
  project: t.field({
    type: ProjectType,
    nullable: true,
    description:
      'The project of that slug, or that another system calls so; null where there is none.',
    args: {
      slug: t.arg.string({ description: 'As in `notes-app`. Either this or `externalId`.' }),
      ...externalIdArgument,
      ...curriculumArgument,
    },
    resolve: (_root, args, context) =>
      withItemNamed(context, 'project', args, (published, slug) => {
        const project = published.graph.project(slug);
        return project ? placed('Project', published, project) : null;
      }),
  }),
  projects: t.field({
    type: ProjectConnection,
    description: 'The projects of a curriculum, in order of slug.',
    args: { ...curriculumArgument, ...pageArguments },
    resolve: (_root, args, context) => {
      const published = requireCurriculum(context, args);
      return projectsBySlug(published, published.graph.curriculum.projects, args);
    },
  }),
}));
