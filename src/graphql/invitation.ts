import {
  type DeclareBaselineResult,
  declareBaseline,
  retractBaseline,
} from '../actions/declare-baseline.ts';
import {
  type InvitationLine,
  type invitationStatuses,
  inviteLearners,
} from '../actions/invite-learners.ts';
import { builder } from './builder.ts';
import { learnersOf } from './cohort.ts';
import { expects } from './cost.ts';
import { enumOf } from './enum-of.ts';
import { orForbid, type Permitted } from './forbidden.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { keyIn } from './ids.ts';
import { CompetencyInput } from './known-competency.ts';
import { type Unplaced, unplaced } from './placed.ts';
import { CohortType, LearnerType } from './refs.ts';
import {
  InvalidRequestType,
  KeyConflictType,
  refusedPlainly,
  UnknownNamesType,
} from './refusal.ts';

const InvitationStatus = enumOf<(typeof invitationStatuses)[number]>(
  'InvitationStatus',
  'What became of a line of a list of people.',
  {
    CREATED: 'A learner was created, and is a member.',
    EXISTS: 'Somebody with this mail address was known, and is a member.',
    REJECTED: 'Something is wrong with the line; nobody came of it.',
  },
);

const InvitationLineType = builder.objectRef<InvitationLine>('InvitationLine');

InvitationLineType.implement({
  description: 'What became of a line of a list of people.',
  fields: (t) => ({
    line: t.exposeInt('line', {
      description: 'Which line of the text, or which entry of the list; from 1.',
    }),
    status: t.expose('status', { type: InvitationStatus, description: 'What became of it.' }),
    learner: t.field({
      type: LearnerType,
      nullable: true,
      description: 'Who came of it; null where the line was rejected.',
      resolve: async ({ learner }, _args, context) =>
        learner === null ? null : (await learnersOf(context, [learner]))[0],
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why nobody was created, as a sentence; null where somebody was.',
    }),
    secret: t.exposeString('secret', {
      nullable: true,
      description:
        'What the learner is to send as `Authorization: Bearer …`, where tokens were asked for. It is shown this once, and nobody can find it out again, not by the same idempotency key either.',
    }),
  }),
});

interface Invited {
  readonly cohort: string;
  readonly lines: readonly InvitationLine[];
}

const LearnersInvitedType =
  builder.objectRef<Unplaced<Invited, 'LearnersInvited'>>('LearnersInvited');

LearnersInvitedType.implement({
  description: 'What came of a list of people.',
  fields: (t) => ({
    lines: t.field({
      type: [InvitationLineType],
      description: 'Line by line.',
      extensions: expects(30),
      resolve: ({ value }) => [...value.lines],
    }),
  }),
});

const InviteLearnersResult = builder.unionType('InviteLearnersResult', {
  description: 'What came of the list, or why nothing did.',
  types: [LearnersInvitedType, UnknownNamesType, InvalidRequestType, KeyConflictType],
  resolveType: ({ type }) => type,
});

const PersonInput = builder.inputType('PersonInput', {
  description: 'Somebody to be invited, by a name or a mail address or both.',
  fields: (t) => ({
    name: t.string({ description: 'What they are called.' }),
    mail: t.string({ description: 'Where they get mail.' }),
  }),
});

const InviteLearnersInput = builder.inputType('InviteLearnersInput', {
  description: 'People who are to come into a cohort: one of the two lists.',
  fields: (t) => ({
    cohort: t.id({ required: true, description: 'Which cohort.' }),
    people: t.field({ type: [PersonInput], description: 'Who, 500 people at the most.' }),
    csv: t.string({
      description:
        'The same as CSV, with commas, semicolons or tabs: a first line may name the columns, such as `name,mail`; otherwise the cell with an `@` is the mail address.',
    }),
    withTokens: t.boolean({
      defaultValue: false,
      description: 'Whether everybody who is created gets a token of their own.',
    }),
    idempotencyKey: idempotencyKey(t),
  }),
});

builder.mutationField('inviteLearners', (t) =>
  t.field({
    type: InviteLearnersResult,
    description:
      'Takes people from a list into a cohort and says line by line what came of it; lines that are wrong keep nobody else out. Who has the mail address of a member, or of somebody whom the mentor looks after, is that learner; nobody else is looked up. No mail is sent. For the mentors of the cohort, services that lead cohorts, and admins.',
    args: {
      input: t.arg({ type: InviteLearnersInput, required: true, description: 'Who, and where.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const cohort = keyIn('Cohort', 'cohort', input.cohort);
      const result = orForbid(await inviteLearners(environment, actor, { ...input, cohort }));
      return result.kind === 'learners-invited'
        ? unplaced('LearnersInvited', result)
        : refusedPlainly(result);
    },
  }),
);

type Declared = Extract<DeclareBaselineResult, { kind: 'baseline-declared' }>;

const BaselineChangedType =
  builder.objectRef<Unplaced<Declared, 'BaselineChanged'>>('BaselineChanged');

BaselineChangedType.implement({
  description: 'The baseline of everybody who is in the cohort now is as it was said.',
  fields: (t) => ({
    cohort: t.field({
      type: CohortType,
      description: 'The cohort.',
      resolve: ({ value }) => unplaced('Cohort', value.cohort),
    }),
    memberCount: t.int({
      description: 'How many members it has.',
      resolve: ({ value }) => value.members,
    }),
    changedCount: t.int({
      description: 'Of how many of them this says something new.',
      resolve: ({ value }) => value.changed,
    }),
    evidenceCount: t.int({
      description: 'How many pieces of evidence were recorded.',
      resolve: ({ value }) => value.recorded,
    }),
  }),
});

const ChangeBaselineResult = builder.unionType('ChangeBaselineResult', {
  description: 'What was declared or taken back, or why nothing was.',
  types: [BaselineChangedType, UnknownNamesType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

const BaselineInputType = builder.inputType('BaselineInput', {
  description: 'What everybody in a cohort is declared to know.',
  fields: (t) => ({
    cohort: t.id({ required: true, description: 'Which cohort.' }),
    knows: t.field({
      type: [CompetencyInput],
      required: true,
      description: 'The competencies, 100 at the most; levels below go without saying.',
    }),
  }),
});

function baselineChanged(result: Permitted<DeclareBaselineResult>) {
  return result.kind === 'baseline-declared'
    ? unplaced('BaselineChanged', result)
    : refusedPlainly(result);
}

builder.mutationFields((t) => ({
  declareBaseline: t.field({
    type: ChangeBaselineResult,
    description:
      'Declares of everybody who is in a cohort now that they know something, as evidence of the kind `DECLARED`: whatever is observed or confirmed outweighs it. To declare it again changes nothing but for those who joined since; by itself it reaches nobody who joins later. For the mentors of the cohort, services with `evidence:write` too, and admins.',
    args: {
      input: t.arg({ type: BaselineInputType, required: true, description: 'What, and of whom.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const cohort = keyIn('Cohort', 'cohort', input.cohort);
      return baselineChanged(
        orForbid(await declareBaseline(environment, actor, { ...input, cohort })),
      );
    },
  }),
  retractBaseline: t.field({
    type: ChangeBaselineResult,
    description:
      'Takes back what a baseline of a cohort said of those who are in it now. For whoever may declare one.',
    args: {
      input: t.arg({ type: BaselineInputType, required: true, description: 'What, and of whom.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const cohort = keyIn('Cohort', 'cohort', input.cohort);
      return baselineChanged(
        orForbid(await retractBaseline(environment, actor, { ...input, cohort })),
      );
    },
  }),
}));
