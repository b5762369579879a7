import { SkillConnection } from './connections.ts';
import { expects } from './cost.ts';
import { ExternalIdType, externalIdsOf } from './external-id.ts';
import { idOf } from './node.ts';
import { pageArguments } from './page.ts';
import { AreaType, NodeType } from './refs.ts';
import { SideType, sideOf } from './side.ts';
import { SkillOrder, skillPage } from './skill-list.ts';

AreaType.implement({
  description: 'A part of a curriculum, such as its databases.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({
      description: 'Opaque, and never changes.',
      resolve: idOf,
    }),
    slug: t.string({
      description: 'Names it in filters; never changes.',
      resolve: ({ value }) => value.slug,
    }),
    title: t.string({ description: 'What people call it.', resolve: ({ value }) => value.title }),
    summary: t.string({
      nullable: true,
      description: 'What it is about.',
      resolve: ({ value }) => value.summary,
    }),
    side: t.field({
      type: SideType,
      nullable: true,
      description: 'Where its skills belong if they do not say otherwise.',
      resolve: ({ published, value }) => sideOf(published, value.side),
    }),
    externalIds: t.field({
      type: [ExternalIdType],
      description: 'What other systems call it.',
      extensions: expects(2),
      resolve: ({ value }) => externalIdsOf(value.externalIds),
    }),
    position: t.int({
      description: 'Its place in teaching order; 1 is the first.',
      resolve: ({ published, value }) => published.graph.areaPosition(value.slug) + 1,
    }),
    skills: t.field({
      type: SkillConnection,
      description: 'The skills of this area.',
      args: {
        orderBy: t.arg({
          type: SkillOrder,
          description: 'In which order; teaching order where it is left out.',
        }),
        ...pageArguments,
      },
      resolve: ({ published, value }, args) =>
        skillPage(published, { ...args, filter: { area: value.slug } }),
    }),
  }),
});
