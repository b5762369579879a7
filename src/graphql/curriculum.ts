import type { PublishedCurriculum } from '../actions/curricula.ts';
import { findCurriculum as findPublished } from '../actions/find-curriculum.ts';
import { AdviceType } from './advice.ts';
import { builder } from './builder.ts';
import {
  CareerPathConnection,
  CurriculumConnection,
  ProjectConnection,
  SkillConnection,
} from './connections.ts';
import type { Context } from './context.ts';
import { expects } from './cost.ts';
import { ExternalIdInput, ExternalIdType, externalIdsOf } from './external-id.ts';
import { InterestType } from './interest.ts';
import { withItemNamed } from './item-by-name.ts';
import { careerPathsBySlug, projectsBySlug } from './item-pages.ts';
import { idOf } from './node.ts';
import { bySlug, pageArguments, pageOf } from './page.ts';
import { placed } from './placed.ts';
import { levelOf, ProficiencyLevelType } from './proficiency-level.ts';
import { AreaType, CurriculumType, NodeType, type PlacedCurriculum } from './refs.ts';
import { SideType } from './side.ts';
import { SkillFilter, SkillOrder, skillPage } from './skill-list.ts';
import { findCurriculum } from './which-curriculum.ts';

CurriculumType.implement({
  description:
    'Areas, skills, projects, career paths and advice, published in numbered revisions that never change.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({
      description: 'Opaque, and the same for all revisions.',
      resolve: idOf,
    }),
    slug: t.string({
      description: 'Names it in requests; never changes.',
      resolve: ({ value }) => value.slug,
    }),
    title: t.string({ description: 'What people call it.', resolve: ({ value }) => value.title }),
    summary: t.string({
      nullable: true,
      description: 'What it is about.',
      resolve: ({ value }) => value.summary,
    }),
    isDefault: t.boolean({
      description: 'Whether it is meant where a request names no curriculum.',
      resolve: ({ value }, _args, { curricula }) =>
        curricula.default?.revision.curriculum === value.slug,
    }),
    revision: t.int({
      description: 'The number of this revision, from 1.',
      resolve: ({ published }) => published.revision.number,
    }),
    digest: t.string({
      description: 'SHA-256 of what was published, in hexadecimal: equal for equal curricula.',
      resolve: ({ published }) => published.revision.digest,
    }),
    publishedAt: t.field({
      type: 'DateTime',
      description: 'When this revision was published.',
      resolve: ({ published }) => published.revision.publishedAt,
    }),
    publishedBy: t.string({
      description: 'Who published this revision: `seeds`, `command-line`, or whoever else it was.',
      resolve: ({ published }) => published.revision.publishedBy,
    }),
    note: t.string({
      nullable: true,
      description: 'What the publisher said of this revision.',
      resolve: ({ published }) => published.revision.note,
    }),
    externalIds: t.field({
      type: [ExternalIdType],
      description: 'What other systems call it.',
      extensions: expects(2),
      resolve: ({ value }) => externalIdsOf(value.externalIds),
    }),
    levels: t.field({
      type: [ProficiencyLevelType],
      description: 'The scale of proficiency, lowest first.',
      extensions: expects(3),
      resolve: ({ published, value }) => value.levels.map(({ slug }) => levelOf(published, slug)),
    }),
    sides: t.field({
      type: [SideType],
      description: 'Where skills can belong.',
      extensions: expects(4),
      resolve: ({ value }) => [...value.sides],
    }),
    interests: t.field({
      type: [InterestType],
      description: 'What career paths can be suggested by.',
      extensions: expects(5),
      resolve: ({ value }) => [...value.interests],
    }),
    areas: t.field({
      type: [AreaType],
      description: 'Its parts, in teaching order.',
      extensions: expects(20),
      resolve: ({ published, value }) => value.areas.map((area) => placed('Area', published, area)),
    }),
    skills: t.field({
      type: SkillConnection,
      description: 'Its skills.',
      args: {
        filter: t.arg({ type: SkillFilter, description: 'Which ones; all where it is left out.' }),
        orderBy: t.arg({
          type: SkillOrder,
          description: 'In which order; teaching order where it is left out.',
        }),
        ...pageArguments,
      },
      resolve: ({ published }, args) => skillPage(published, args),
    }),
    projects: t.field({
      type: ProjectConnection,
      description: 'Its projects, in order of slug.',
      args: pageArguments,
      resolve: ({ published, value }, args) => projectsBySlug(published, value.projects, args),
    }),
    careerPaths: t.field({
      type: CareerPathConnection,
      description: 'Its career paths, in order of slug.',
      args: pageArguments,
      resolve: ({ published, value }, args) =>
        careerPathsBySlug(published, value.careerPaths, args),
    }),
    advice: t.field({
      type: [AdviceType],
      description: 'All its advice, whatever the situation.',
      extensions: expects(10),
      resolve: ({ published, value }) =>
        value.advice.map((advice) => placed('Advice', published, advice)),
    }),
  }),
});

builder.queryFields((t) => ({
  curricula: t.field({
    type: CurriculumConnection,
    description: 'Every curriculum at its newest revision, in order of slug.',
    args: { first: pageArguments.first, after: pageArguments.after },
    resolve: (_root, args, { curricula }) => {
      const curriculaBySlug = [...curricula.heads]
        .map(([slug, published]) => ({ slug, published }))
        .sort((one, two) => (one.slug < two.slug ? -1 : 1));
      return pageOf(bySlug('curricula', curriculaBySlug), args, ({ published }) =>
        placedCurriculum(published),
      );
    },
  }),
  curriculum: t.field({
    type: CurriculumType,
    nullable: true,
    description:
      'A curriculum; null where there is none of that slug or name elsewhere, or no such revision of it.',
    args: {
      slug: t.arg.string({ description: 'The default curriculum where it is left out.' }),
      externalId: t.arg({
        type: ExternalIdInput,
        description: 'What another system calls it. Not together with `slug`.',
      }),
      revision: t.arg.int({
        description: 'The number of a revision; the newest where it is left out.',
      }),
    },
    resolve: (_root, { slug, externalId, revision }, context) => {
      const placedAt = (head: PublishedCurriculum | null) =>
        head &&
        (revision == null ? placedCurriculum(head) : placedRevision(context, head, revision));
      if (externalId == null) return placedAt(findCurriculum(context, { curriculum: slug }));
      const found = withItemNamed(context, 'curriculum', { slug, externalId }, (head) => head);
      return Promise.resolve(found).then(placedAt);
    },
  }),
}));

async function placedRevision(
  { environment, curricula }: Context,
  { revision: head }: PublishedCurriculum,
  revision: number,
): Promise<PlacedCurriculum | null> {
  const name = { curriculum: head.curriculum, revision };
  const found = await findPublished(environment, curricula, name);
  return found.kind === 'published' ? placedCurriculum(found.published) : null;
}

export function placedCurriculum(published: PublishedCurriculum): PlacedCurriculum {
  return placed('Curriculum', published, published.graph.curriculum);
}
