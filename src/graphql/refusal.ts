import type { PublishedCurriculum } from '../actions/curricula.ts';
import type {
  InvalidRequest,
  Refusal,
  Repair,
  RequestProblem,
  UnknownName,
  UnknownNames,
  UnreachableGoals,
} from '../planner/refusal.ts';
import type { Wish } from '../planner/roadmap.ts';
import { invariant } from '../util/invariant.ts';
import { AdviceType } from './advice.ts';
import { builder } from './builder.ts';
import { expects } from './cost.ts';
import { enumOf } from './enum-of.ts';
import { GoalType } from './goal.ts';
import { type Placed, placed } from './placed.ts';

/** A refusal as the resolvers hand it on. Only goals that cannot be reached need a curriculum to be shown. */
export type Refused =
  | Unplaced<InvalidRequest, 'InvalidRequest'>
  | Unplaced<UnknownNames, 'UnknownNames'>
  | Placed<UnreachableGoals, 'UnreachableGoals'>;

interface Unplaced<Value, Type extends string> {
  readonly type: Type;
  readonly value: Value;
}

const RefusalType = builder.interfaceRef<Refused>('Refusal');

RefusalType.implement({
  description: 'Why a request was not met. It can be shown to the learner as it is.',
  resolveType: ({ type }) => type,
  fields: (t) => ({
    message: t.string({
      description: 'What is wrong, as a sentence.',
      resolve: ({ value }) => value.message,
    }),
  }),
});

const UnknownNameType = builder.objectRef<UnknownName>('UnknownName');

UnknownNameType.implement({
  description: 'A name that the curriculum does not have.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'Where in the request: `knows.2.skill`.' }),
    name: t.exposeString('name', { description: 'The name.' }),
    suggestions: t.stringList({
      description: 'Names that may have been meant, likeliest first.',
      resolve: ({ suggestions }) => [...suggestions],
    }),
  }),
});

export const UnknownNamesType =
  builder.objectRef<Unplaced<UnknownNames, 'UnknownNames'>>('UnknownNames');

UnknownNamesType.implement({
  description: 'The request is sound but for names that the curriculum does not have.',
  interfaces: [RefusalType],
  fields: (t) => ({
    names: t.field({
      type: [UnknownNameType],
      description: 'All of them.',
      extensions: expects(5),
      resolve: ({ value }) => [...value.names],
    }),
  }),
});

const ProblemType = builder.objectRef<RequestProblem>('Problem');

ProblemType.implement({
  description: 'One thing that is wrong with a request.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'Where in the request: `goals.0.level`.' }),
    message: t.exposeString('message', { description: 'What is wrong, as a sentence.' }),
    suggestions: t.stringList({
      description: 'What may have been meant, likeliest first.',
      resolve: ({ suggestions }) => [...suggestions],
    }),
  }),
});

export const InvalidRequestType =
  builder.objectRef<Unplaced<InvalidRequest, 'InvalidRequest'>>('InvalidRequest');

InvalidRequestType.implement({
  description: 'Something is wrong with the request as such.',
  interfaces: [RefusalType],
  fields: (t) => ({
    problems: t.field({
      type: [ProblemType],
      description: 'All that is wrong with it.',
      extensions: expects(5),
      resolve: ({ value }) => [...value.problems],
    }),
  }),
});

const WishKind = enumOf<Wish['kind']>('WishKind', 'Which wish stands in the way.', {
  EXCLUDES: 'Something was excluded.',
  PINS: 'Something was pinned.',
});

const WishType = builder.objectRef<Wish>('Wish');

WishType.implement({
  description: 'Something that the learner asked for and that stands in the way of a goal.',
  fields: (t) => ({
    kind: t.expose('kind', {
      type: WishKind,
      description: 'Which list of the request it is from.',
    }),
    name: t.exposeString('name', { description: 'As it was written: `slug` or `slug@level`.' }),
    text: t.exposeString('text', { description: 'The same as a sentence.' }),
  }),
});

const RepairType = builder.objectRef<Repair>('Repair');

RepairType.implement({
  description: 'A smallest change to the wishes that makes every goal reachable.',
  fields: (t) => ({
    lifts: t.field({
      type: [WishType],
      description: 'The wishes to give up.',
      extensions: expects(2),
      resolve: ({ lifts }) => [...lifts],
    }),
    text: t.exposeString('text', { description: 'The same as a sentence.' }),
    totalHours: t.exposeFloat('totalHours', {
      description: 'Hours of the roadmap then, without projects on the way.',
    }),
  }),
});

export const UnreachableGoalsType =
  builder.objectRef<Placed<UnreachableGoals, 'UnreachableGoals'>>('UnreachableGoals');

UnreachableGoalsType.implement({
  description: "The learner's own wishes rule goals out.",
  interfaces: [RefusalType],
  fields: (t) => ({
    goals: t.field({
      type: [GoalType],
      description: 'The goals that cannot be reached.',
      extensions: expects(2),
      resolve: ({ published, value }) => value.goals.map((goal) => placed('Goal', published, goal)),
    }),
    conflict: t.field({
      type: [WishType],
      description: 'Wishes that together rule them out: giving up any one of them undoes this.',
      extensions: expects(3),
      resolve: ({ value }) => [...value.conflict],
    }),
    why: t.string({
      description: 'How they rule them out, as a sentence.',
      resolve: ({ value }) => value.why,
    }),
    repairs: t.field({
      type: [RepairType],
      description: 'The smallest changes that help; each was tried.',
      extensions: expects(3),
      resolve: ({ value }) => [...value.repairs],
    }),
    advice: t.field({
      type: [AdviceType],
      description: "The author's advice for this situation.",
      extensions: expects(3),
      resolve: ({ published, value }) =>
        value.advice.map((advice) => placed('Advice', published, advice)),
    }),
  }),
});

/** Hands a refusal on to the type that shows it. */
export function refused(published: PublishedCurriculum | null, refusal: Refusal): Refused {
  switch (refusal.kind) {
    case 'invalid-request':
      return { type: 'InvalidRequest', value: refusal };
    case 'unknown-names':
      return { type: 'UnknownNames', value: refusal };
    case 'unreachable-goals':
      invariant(published, 'goals are found unreachable in a curriculum');
      return placed('UnreachableGoals', published, refusal);
  }
}
