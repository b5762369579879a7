import type { PublishedCurriculum } from '../actions/curricula.ts';
import { readTypedId } from '../util/typed-id.ts';
import { badInput } from './bad-input.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { expects } from './cost.ts';
import { nodeFinder } from './ids.ts';
import { limits } from './limits.ts';
import { type Placed, placed } from './placed.ts';
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

/** The id of a node, by which it is found in any revision. Slugs never change, so neither do ids. */
export function idOf({
  type,
  published,
  value,
}: Placed<{ readonly slug: string }, NodeName>): string {
  const known = ids.get(value);
  if (known !== undefined) return known;
  const { curriculum } = published.revision;
  const path = type === 'Curriculum' ? curriculum : `${curriculum}/${value.slug}`;
  const id = Buffer.from(`${type}:${path}`).toString('base64');
  ids.set(value, id);
  return id;
}

/** Encoding them took a fifth of the time of a page. */
const ids = new WeakMap<object, string>();

builder.queryFields((t) => ({
  node: t.field({
    type: NodeType,
    nullable: true,
    description: 'Whatever has this id, in the newest revision; null where it is gone.',
    args: { id: t.arg.id({ required: true, description: 'An id that this API gave.' }) },
    resolve: (_root, { id }, context) => findNode(context, id),
  }),
  nodes: t.field({
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
}));

/** An error that is returned stands for its own entry only, and leaves the others of a list alone. */
function findNode(context: Context, id: string) {
  const any = readTypedId(id);
  const find = any && nodeFinder(any.type);
  if (find) return find(context, any.keys);
  const named = readId(id);
  if (named === null) return badInput('An id was asked for that this API never gave.');
  const { type, curriculum, slug } = named;
  const published = context.curricula.heads.get(curriculum);
  const value = published && findBySlug[type](published, slug);
  return value ? placed(type, published, value) : null;
}

function readId(id: string) {
  const text = Buffer.from(id, 'base64').toString();
  const [, type = '', curriculum = '', , slug = ''] =
    /^(\w+):([a-z0-9-]+)(\/([a-z0-9-]+))?$/.exec(text) ?? [];
  const isId = isNodeName(type) && (type === 'Curriculum') === (slug === '');
  return isId ? { type, curriculum, slug } : null;
}

function isNodeName(type: string): type is NodeName {
  return Object.hasOwn(findBySlug, type);
}
