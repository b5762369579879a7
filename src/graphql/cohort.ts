import { createCohort, updateCohort } from '../actions/create-cohort.ts';
import {
  cohortNamed,
  cohortsShown,
  findCohort,
  forbidsMembers,
  listCohorts,
} from '../actions/find-cohort.ts';
import type { Learner } from '../curriculum/learner.ts';
import type { Cohort } from '../curriculum/mentor.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { expects } from './cost.ts';
import { ExternalIdInput, ExternalIdTakenType, ExternalIdType, oneName } from './external-id.ts';
import { forbiddenError, orForbid } from './forbidden.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { findsNode, globalId, keyIn } from './ids.ts';
import { keyPageArguments, keyPageOf } from './key-page.ts';
import { type Unplaced, unplaced } from './placed.ts';
import { CohortType, LearnerType, MentorType, NodeType, type OwnLearner } from './refs.ts';
import {
  InvalidRequestType,
  KeyConflictType,
  refusedPlainly,
  UnknownNamesType,
} from './refusal.ts';

const MemberConnection = builder.connectionObject(
  { type: LearnerType, name: 'MemberConnection', description: 'A page of members of a cohort.' },
  { name: 'MemberEdge', description: 'A member in a list.' },
);

CohortType.implement({
  description: 'Learners that one or more mentors look after together.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({
      description: 'Never changes and is opaque: keep it, but do not read it.',
      resolve: ({ value }) => globalId('Cohort', value.id),
    }),
    title: t.string({ description: 'What people call it.', resolve: ({ value }) => value.title }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it was made.',
      resolve: ({ value }) => value.createdAt,
    }),
    updatedAt: t.field({
      type: 'DateTime',
      description: 'When its title, or what other systems call it, was said last.',
      resolve: ({ value }) => value.updatedAt,
    }),
    externalIds: t.field({
      type: [ExternalIdType],
      description: 'What other systems call it.',
      extensions: expects(2),
      resolve: async ({ value }, _args, { loaders }) => [
        ...(await loaders.cohortExternalIds.load(value.id)),
      ],
    }),
    members: t.field({
      type: MemberConnection,
      description: 'Who is in it, in the order in which the learners came to be known here.',
      args: keyPageArguments,
      resolve: ({ value: { id } }, args, { environment, actor, loaders }) => {
        const forbidden = forbidsMembers(actor);
        if (forbidden) throw forbiddenError(forbidden);
        return keyPageOf(
          {
            name: `members ${id}`,
            keyOf: (learner: Learner) => learner.id,
            nodeOf: (learner: Learner) => unplaced('Learner', learner),
            read: (page) => environment.store.reads.cohorts.members(id, page),
            count: async () => (await loaders.memberCount.load(id)) ?? 0,
          },
          args,
        );
      },
    }),
    mentors: t.field({
      type: [MentorType],
      description: 'Who looks after it.',
      extensions: expects(3),
      resolve: async ({ value }, _args, { loaders }) =>
        (await loaders.cohortMentors.load(value.id)).map((mentor) => unplaced('Mentor', mentor)),
    }),
  }),
});

findsNode('Cohort', async ({ environment, actor }, [id = '']) => {
  const found = await findCohort(environment, actor, id);
  return found.kind === 'cohort' ? unplaced('Cohort', found.cohort) : null;
});

builder.queryField('cohort', (t) =>
  t.field({
    type: CohortType,
    nullable: true,
    description:
      'A cohort, for its mentors, services that lead cohorts, and admins; null where there is none.',
    args: {
      id: t.arg.id({ description: 'Its id. Either this or `externalId`.' }),
      externalId: t.arg({ type: ExternalIdInput, description: 'What another system calls it.' }),
    },
    resolve: async (_root, args, { environment, actor }) => {
      const id = await cohortNamed(environment, oneName('Cohort', args));
      const found = orForbid(await findCohort(environment, actor, id));
      return found.kind === 'cohort' ? unplaced('Cohort', found.cohort) : null;
    },
  }),
);

const CohortConnection = builder.connectionObject(
  { type: CohortType, name: 'CohortConnection', description: 'A page of cohorts.' },
  { name: 'CohortEdge', description: 'A cohort in a list.' },
);

builder.queryField('cohorts', (t) =>
  t.field({
    type: CohortConnection,
    description:
      'The cohorts that a mentor looks after, and for admins and services that lead cohorts all of them, in the order in which they were made.',
    args: keyPageArguments,
    resolve: (_root, args, { environment, actor }) => {
      const { read, count } = orForbid(listCohorts(environment, actor));
      const nodeOf = (cohort: Cohort) => unplaced('Cohort', cohort);
      return keyPageOf({ name: 'cohorts', keyOf: ({ id }) => id, nodeOf, read, count }, args);
    },
  }),
);

builder.objectField(MentorType, 'cohorts', (t) =>
  t.field({
    type: [CohortType],
    description:
      'The cohorts that the mentor looks after, in the order in which they were made; mentors see of others those that they look after together.',
    resolve: async ({ value }, _args, { actor, loaders }) => {
      const { cohortsOfMentor } = loaders;
      const all = await cohortsOfMentor.load(value.id);
      const shown = await cohortsShown(actor, all, (mentor) => cohortsOfMentor.load(mentor));
      return shown.map((cohort) => unplaced('Cohort', cohort));
    },
  }),
);

/** The learners of a cohort that there still are, in the order of the ids. */
export async function learnersOf(
  { actor, loaders: { learner } }: Context,
  ids: readonly string[],
): Promise<OwnLearner[]> {
  const forbidden = forbidsMembers(actor);
  if (forbidden) throw forbiddenError(forbidden);
  const found = await learner.loadMany(ids);
  return found.flatMap((each) =>
    each === null || each instanceof Error ? [] : [unplaced('Learner', each)],
  );
}

type InputFields = Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0];

function externalIds(t: InputFields) {
  return t.field({
    type: [ExternalIdInput],
    description:
      'All that other systems call it. For admins and services that lead cohorts to say, not for mentors.',
  });
}

const CreateCohortInput = builder.inputType('CreateCohortInput', {
  description: 'A cohort to be made.',
  fields: (t) => ({
    title: t.string({ required: true, description: 'What people are to call it.' }),
    externalIds: externalIds(t),
    idempotencyKey: idempotencyKey(t),
  }),
});

const CohortCreatedType = builder.objectRef<Unplaced<Cohort, 'CohortCreated'>>('CohortCreated');

CohortCreatedType.implement({
  description: 'The cohort is there, and nobody is in it yet.',
  fields: (t) => ({
    cohort: t.field({
      type: CohortType,
      description: 'The cohort.',
      resolve: ({ value }) => unplaced('Cohort', value),
    }),
  }),
});

const CreateCohortResult = builder.unionType('CreateCohortResult', {
  description: 'The cohort, or why there is none.',
  types: [CohortCreatedType, ExternalIdTakenType, InvalidRequestType, KeyConflictType],
  resolveType: ({ type }) => type,
});

builder.mutationField('createCohort', (t) =>
  t.field({
    type: CreateCohortResult,
    description:
      'Makes a cohort. For mentors, who look after what they make, services that lead cohorts, and admins.',
    args: {
      input: t.arg({ type: CreateCohortInput, required: true, description: 'What to make.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const result = orForbid(await createCohort(environment, actor, input));
      return result.kind === 'cohort-created'
        ? unplaced('CohortCreated', result.cohort)
        : refusedPlainly(result);
    },
  }),
);

export const CohortUpdatedType =
  builder.objectRef<Unplaced<Cohort, 'CohortUpdated'>>('CohortUpdated');

CohortUpdatedType.implement({
  description: 'The cohort is as it was said.',
  fields: (t) => ({
    cohort: t.field({
      type: CohortType,
      description: 'The cohort.',
      resolve: ({ value }) => unplaced('Cohort', value),
    }),
  }),
});

export const UpdateCohortResult = builder.unionType('UpdateCohortResult', {
  description: 'The cohort, or why nothing was changed.',
  types: [CohortUpdatedType, ExternalIdTakenType, UnknownNamesType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

const UpdateCohortInput = builder.inputType('UpdateCohortInput', {
  description: 'What is said of a cohort. What is left out stays.',
  fields: (t) => ({
    cohort: t.id({ required: true, description: 'Which cohort.' }),
    title: t.string({ description: 'What people are to call it.' }),
    externalIds: externalIds(t),
  }),
});

builder.mutationField('updateCohort', (t) =>
  t.field({
    type: UpdateCohortResult,
    description:
      'Changes what is said of a cohort. For its mentors, services that lead cohorts, and admins.',
    args: {
      input: t.arg({ type: UpdateCohortInput, required: true, description: 'What is so now.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const cohort = keyIn('Cohort', 'cohort', input.cohort);
      const result = orForbid(await updateCohort(environment, actor, { ...input, cohort }));
      return result.kind === 'cohort-updated'
        ? unplaced('CohortUpdated', result.cohort)
        : refusedPlainly(result);
    },
  }),
);
