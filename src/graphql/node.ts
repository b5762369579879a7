import type { PublishedCurriculum } from '../actions/curricula.ts';
import { badInput } from './bad-input.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { expects } from './cost.ts';
import { limits } from './limits.ts';
import { placed } from './placed.ts';
import { NodeType } from './refs.ts';

/** How each type that is a node is found by its slug in a curriculum. */
const findBySlug = {
  Curriculum: (published: PublishedCurriculum) => published.graph.curriculum,
  Area: ({ graph }: PublishedCurriculum, slug: string) => graph.area(slug),
  Skill: ({ graph }: PublishedCurriculum, slug: string) => graph.skill(slug),
  Project: ({ graph }: PublishedCurriculum, slug: string) => graph.project(slug),
  CareerPath: ({ graph }: PublishedCurriculum, slug: string) => graph.careerPath(slug),
};

export type NodeName = keyof typeof findBySlug;

/** The id of a curriculum, or of what has that slug in it. Slugs never change, so neither do ids. */
export function globalId(type: NodeName, curriculum: string, slug?: string): string {
  const path = slug === undefined ? curriculum : `${curriculum}/${slug}`;
  return Buffer.from(`${type}:${path}`).toString('base64');
}

builder.queryField('node', (t) =>
  t.field({
    type: NodeType,
    nullable: true,
    description: 'Whatever has this id, in the newest revision; null where it is gone.',
    args: { id: t.arg.id({ required: true, description: 'An id that this API gave.' }) },
    resolve: (_root, { id }, context) => findNode(context, id),
  }),
);

builder.queryField('nodes', (t) =>
  t.field({
    type: [NodeType],
    nullable: { list: false, items: true },
    description: 'Whatever has these ids, in their order, with null for what is gone.',
    extensions: expects('ids'),
    args: {
      ids: t.arg.idList({ required: true, description: `At most ${limits.ids} ids.` }),
    },
    resolve: (_root, { ids }, context) => {
      if (ids.length > limits.ids)
        throw badInput(`\`ids\` has ${ids.length} entries: at most ${limits.ids} are allowed.`);
      return ids.map((id) => findNode(context, id));
    },
  }),
);

function findNode({ curricula }: Context, id: string) {
  const { type, curriculum, slug } = readId(id);
  const published = curricula.heads.get(curriculum);
  const value = published && findBySlug[type](published, slug);
  return value ? placed(type, published, value) : null;
}

function readId(id: string) {
  const text = Buffer.from(id, 'base64').toString();
  const [, type = '', curriculum = '', , slug = ''] =
    /^(\w+):([a-z0-9-]+)(\/([a-z0-9-]+))?$/.exec(text) ?? [];
  if (isNodeName(type) && (type === 'Curriculum') === (slug === ''))
    return { type, curriculum, slug };
  throw badInput('An id was asked for that this API never gave.');
}

function isNodeName(type: string): type is NodeName {
  return Object.hasOwn(findBySlug, type);
}
