import type { PublishedCurriculum } from '../actions/curricula.ts';
import type { KeyConflict } from '../actions/keep-response.ts';
import type {
  ArgumentKind,
  ArgumentLine,
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
import { GoalSubject, GoalType, placedSubject } from './goal.ts';
import { type Placed, placed, type Unplaced, unplaced } from './placed.ts';

/** A refusal as the resolvers hand it on. Only goals that cannot be reached need a curriculum to be shown. */
export type Refused =
  | Unplaced<InvalidRequest, 'InvalidRequest'>
  | Unplaced<UnknownNames, 'UnknownNames'>
  | Placed<UnreachableGoals, 'UnreachableGoals'>;

export const RefusalType = builder.interfaceRef<Unplaced<{ readonly message: string }>>('Refusal');

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

export const KeyConflictType =
  builder.objectRef<Unplaced<KeyConflict, 'KeyConflict'>>('KeyConflict');

KeyConflictType.implement({
  description:
    'The idempotency key was used for another request in the last two days; nothing was changed.',
  interfaces: [RefusalType],
});

const WishKind = enumOf<Wish['kind']>('WishKind', 'Which wish stands in the way.', {
  EXCLUDES: 'Something was excluded.',
  PINS: 'Something was pinned.',
  GOALS: 'Something is a goal, beside others.',
});

const WishType = builder.objectRef<Wish>('Wish');

WishType.implement({
  description: 'Something that the learner asked for and that stands in the way of something else.',
  fields: (t) => ({
    kind: t.expose('kind', {
      type: WishKind,
      description: 'Which list of the request it is from.',
    }),
    name: t.exposeString('name', { description: '`slug` or `slug@level`.' }),
    text: t.exposeString('text', { description: 'The same as a sentence.' }),
  }),
});

const RepairType = builder.objectRef<Repair>('Repair');

RepairType.implement({
  description: 'A smallest change to the wishes by which all that is left of them can be met.',
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

const ArgumentKindType = enumOf<ArgumentKind>('ArgumentKind', 'Why something cannot be reached.', {
  EXCLUDED: 'It was excluded.',
  NEEDS_ALL: 'It needs something that cannot be reached.',
  NEEDS_ANY: 'It needs one of several, of which none can be reached.',
  NEEDS_AT_LEAST: 'It needs some of several, of which too few can be reached.',
  CIRCULAR: 'These need one another, and no alternative leads out of the circle.',
});

const ArgumentLineType = builder.objectRef<Placed<ArgumentLine>>('ArgumentLine');

ArgumentLineType.implement({
  description:
    'That something cannot be reached, and why: it follows from the lines that it refers to and from the curriculum.',
  fields: (t) => ({
    number: t.int({ description: 'Its number, from 1.', resolve: ({ value }) => value.number }),
    kind: t.field({
      type: ArgumentKindType,
      description: 'What sort of reason it is.',
      resolve: ({ value }) => value.kind,
    }),
    says: t.string({
      description: 'The line as a sentence; numbers of other lines stand in brackets.',
      resolve: ({ value }) => value.says,
    }),
    about: t.field({
      type: [GoalSubject],
      description:
        'What cannot be reached: of a chain of needs each link, of a circle each member, a hundred at the most.',
      extensions: expects(2),
      resolve: ({ published, value }) =>
        value.about.map((subject) => placedSubject(published, subject)),
    }),
    because: t.intList({
      description: 'The numbers of the lines that it follows from.',
      resolve: ({ value }) => [...value.because],
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
      description:
        'Wishes that cannot all be met: giving up any one of them undoes this. A goal is among them where there are others.',
      extensions: expects(3),
      resolve: ({ value }) => [...value.conflict],
    }),
    why: t.string({
      description: 'How they rule them out, as a sentence.',
      resolve: ({ value }) => value.why,
    }),
    argument: t.field({
      type: [ArgumentLineType],
      description:
        'How they rule it out, line by line, as far as one goal or pin goes; the last line says that it cannot be reached.',
      extensions: expects(5),
      resolve: ({ published, value }) =>
        value.argument.map((line) => placed('ArgumentLine', published, line)),
    }),
    argumentLinesLeftOut: t.int({
      description: 'Lines that a long argument has before the first that is told.',
      resolve: ({ value }) => value.argumentLinesLeftOut,
    }),
    repairs: t.field({
      type: [RepairType],
      description:
        'The smallest changes that help, those first that give up the least; each was tried.',
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

/** The types that show refusals for which no curriculum is needed, by kind. */
const plainRefusals = {
  'invalid-request': 'InvalidRequest',
  'unknown-names': 'UnknownNames',
  'key-conflict': 'KeyConflict',
  'external-id-taken': 'ExternalIdTaken',
  'credential-refused': 'CredentialRefused',
} as const;

interface PlainRefusal {
  readonly kind: keyof typeof plainRefusals;
}

type PlainlyRefused<Value> = Value extends PlainRefusal
  ? Unplaced<Value, (typeof plainRefusals)[Value['kind']]>
  : never;

/** Hands a refusal for which no curriculum is needed on to the type that shows it. */
export function refusedPlainly<Value extends PlainRefusal>(refusal: Value): PlainlyRefused<Value> {
  return unplaced(plainRefusals[refusal.kind], refusal) as PlainlyRefused<Value>;
}

/** Hands a refusal on to the type that shows it. */
export function refused(published: PublishedCurriculum | null, refusal: Refusal): Refused {
  if (refusal.kind !== 'unreachable-goals') return refusedPlainly(refusal);
  invariant(published, 'goals are found unreachable in a curriculum');
  return placed('UnreachableGoals', published, refusal);
}
