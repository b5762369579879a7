import type { PublishedCurriculum } from '../actions/curricula.ts';
import {
  type SkillFilter as Filter,
  listSkills,
  type SkillOrder as OrderField,
} from '../actions/list-skills.ts';
import { didYouMeanText } from '../util/did-you-mean.ts';
import { badInput } from './bad-input.ts';
import { builder } from './builder.ts';
import { enumOf } from './enum-of.ts';
import { limits } from './limits.ts';
import { type Page, type PageArguments, pageOf } from './page.ts';
import { placed } from './placed.ts';
import type { PlacedSkill } from './refs.ts';
import { checkSearchText } from './search-text.ts';

export const SkillFilter = builder.inputType('SkillFilter', {
  description: 'Which skills are meant: those that fit all that is given.',
  fields: (t) => ({
    area: t.string({ description: 'In this area, by slug.' }),
    side: t.string({ description: 'On this side, by slug.' }),
    level: t.string({ description: 'With this proficiency level, by slug.' }),
    text: t.string({
      description: `Found by this text, as \`search\` finds; at most ${limits.searchText} characters.`,
    }),
    requires: t.string({ description: 'Whose requirements name this skill, by slug.' }),
    careerPath: t.string({
      description: 'That may be on the way to this career path, by slug; alternatives included.',
    }),
    project: t.string({
      description: 'That may be on the way to this project, by slug; alternatives included.',
    }),
  }),
});

const SkillOrderField = enumOf<OrderField>('SkillOrderField', 'What skills can be ordered by.', {
  TEACHING_ORDER: 'Area by area as they are taught, and in each what builds on less first.',
  TITLE: 'By title, whatever its upper case and accents.',
  HOURS: 'By the hours of all levels together.',
});

const OrderDirection = enumOf('OrderDirection', 'Which end of an order comes first.', {
  ASC: 'The first, the smallest.',
  DESC: 'The last, the largest.',
});

export const SkillOrder = builder.inputType('SkillOrder', {
  description: 'How skills are ordered. Slugs break ties.',
  fields: (t) => ({
    field: t.field({
      type: SkillOrderField,
      defaultValue: 'TEACHING_ORDER',
      description: 'What they are ordered by.',
    }),
    direction: t.field({
      type: OrderDirection,
      defaultValue: 'ASC',
      description: 'Upwards or downwards.',
    }),
  }),
});

interface SkillPageArguments extends PageArguments {
  readonly filter?: Filter | null | undefined;
  readonly orderBy?:
    | {
        readonly field?: OrderField | null | undefined;
        readonly direction?: 'ASC' | 'DESC' | null | undefined;
      }
    | null
    | undefined;
}

/** A page of a curriculum's skills, filtered and ordered as asked. */
export function skillPage(
  published: PublishedCurriculum,
  args: SkillPageArguments,
): Page<PlacedSkill> {
  if (args.filter?.text != null) checkSearchText('filter.text', args.filter.text);
  const order = args.orderBy?.field ?? 'TEACHING_ORDER';
  const isDescending = args.orderBy?.direction === 'DESC';
  const list = listSkills(published, args.filter ?? {}, order);
  if (list.kind === 'unknown-names') throw unknownNames(list.names);
  const listing = {
    name: `skills ${order}${isDescending ? ' DESC' : ''}`,
    items: isDescending ? list.skills.toReversed() : list.skills,
    keyOf: list.keyOf,
    isDescending,
  };
  return pageOf(listing, args, (skill) => placed('Skill', published, skill));
}

function unknownNames(
  names: Extract<ReturnType<typeof listSkills>, { kind: 'unknown-names' }>['names'],
) {
  const sentences = names.map(
    ({ path, name, suggestions }) =>
      `\`${path}\`: the curriculum has no \`${name}\`.${didYouMeanText(suggestions)}`,
  );
  return badInput(
    sentences.join(' '),
    names.flatMap(({ suggestions }) => suggestions),
  );
}
