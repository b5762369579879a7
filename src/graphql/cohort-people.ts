import {
  addCohortMembers,
  type CohortMembersInput,
  type CohortMembersResult,
  removeCohortMembers,
} from '../actions/cohort-members.ts';
import {
  addCohortMentors,
  type CohortMentorsInput,
  type CohortMentorsResult,
  removeCohortMentors,
} from '../actions/cohort-mentors.ts';
import {
  type EntrustLearnersResult,
  entrustLearners,
  type MenteesInput,
  releaseLearners,
} from '../actions/entrust-learners.ts';
import type { Cohort, Mentor } from '../curriculum/mentor.ts';
import { builder } from './builder.ts';
import { learnersOf, UpdateCohortResult } from './cohort.ts';
import { expects } from './cost.ts';
import type { Permitted } from './forbidden.ts';
import { orForbid } from './forbidden.ts';
import { keyIn } from './ids.ts';
import { type Unplaced, unplaced } from './placed.ts';
import { CohortType, LearnerType, MentorType } from './refs.ts';
import { InvalidRequestType, refusedPlainly, UnknownNamesType } from './refusal.ts';

// Who is in a cohort, who looks after it, and who looks after whom personally.

interface Changed<Whole> {
  readonly whole: Whole;
  /** Ids of learners. */
  readonly changed: readonly string[];
}

const CohortMembersChangedType =
  builder.objectRef<Unplaced<Changed<Cohort>, 'CohortMembersChanged'>>('CohortMembersChanged');

CohortMembersChangedType.implement({
  description: 'The members of the cohort are as it was said.',
  fields: (t) => ({
    cohort: t.field({
      type: CohortType,
      description: 'The cohort.',
      resolve: ({ value }) => unplaced('Cohort', value.whole),
    }),
    changed: t.field({
      type: [LearnerType],
      description: 'Who came by this, or went; whoever was there already, or was not, is left out.',
      extensions: expects(20),
      resolve: ({ value }, _args, context) => learnersOf(context, value.changed),
    }),
  }),
});

const ChangeCohortMembersResult = builder.unionType('ChangeCohortMembersResult', {
  description: 'Who came or went, or why nobody did.',
  types: [CohortMembersChangedType, UnknownNamesType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

const CohortMembersInputType = builder.inputType('CohortMembersInput', {
  description: 'Learners who come into a cohort or leave it.',
  fields: (t) => ({
    cohort: t.id({ required: true, description: 'Which cohort.' }),
    learners: t.idList({ required: true, description: 'Ids of learners, 500 at the most.' }),
  }),
});

interface CohortMembersIds {
  readonly cohort: string;
  readonly learners: readonly string[];
}

function membersNamed({ cohort, learners }: CohortMembersIds): CohortMembersInput {
  return {
    cohort: keyIn('Cohort', 'cohort', cohort),
    learners: learners.map((id, index) => keyIn('Learner', `learners.${index}`, id)),
  };
}

function membersChanged(result: Permitted<CohortMembersResult>) {
  if (result.kind !== 'cohort-changed') return refusedPlainly(result);
  const { cohort: whole, changed } = result;
  return unplaced('CohortMembersChanged', { whole, changed });
}

builder.mutationFields((t) => ({
  addCohortMembers: t.field({
    type: ChangeCohortMembersResult,
    description:
      'Takes learners into a cohort, all of them or none. Its mentors take in whom they look after already, and others by `inviteLearners`; services that lead cohorts and admins take in anybody.',
    args: {
      input: t.arg({
        type: CohortMembersInputType,
        required: true,
        description: 'Who, and where.',
      }),
    },
    resolve: async (_root, { input }, { environment, actor }) =>
      membersChanged(orForbid(await addCohortMembers(environment, actor, membersNamed(input)))),
  }),
  removeCohortMembers: t.field({
    type: ChangeCohortMembersResult,
    description:
      'Lets learners go from a cohort; they stay learners. For its mentors, services that lead cohorts, and admins.',
    args: {
      input: t.arg({
        type: CohortMembersInputType,
        required: true,
        description: 'Who, and from where.',
      }),
    },
    resolve: async (_root, { input }, { environment, actor }) =>
      membersChanged(orForbid(await removeCohortMembers(environment, actor, membersNamed(input)))),
  }),
}));

const CohortMentorsInputType = builder.inputType('CohortMentorsInput', {
  description: 'Mentors who are to look after a cohort, or no longer to.',
  fields: (t) => ({
    cohort: t.id({ required: true, description: 'Which cohort.' }),
    mentors: t.idList({ required: true, description: 'Ids of mentors.' }),
  }),
});

interface CohortMentorsIds {
  readonly cohort: string;
  readonly mentors: readonly string[];
}

function mentorsNamed({ cohort, mentors }: CohortMentorsIds): CohortMentorsInput {
  return {
    cohort: keyIn('Cohort', 'cohort', cohort),
    mentors: mentors.map((id, index) => keyIn('Mentor', `mentors.${index}`, id)),
  };
}

function mentorsChanged(result: Permitted<CohortMentorsResult>) {
  return result.kind === 'cohort-updated'
    ? unplaced('CohortUpdated', result.cohort)
    : refusedPlainly(result);
}

builder.mutationFields((t) => ({
  addCohortMentors: t.field({
    type: UpdateCohortResult,
    description:
      'Lets mentors look after a cohort, beside those who do. For its mentors, services that lead cohorts, and admins.',
    args: {
      input: t.arg({
        type: CohortMentorsInputType,
        required: true,
        description: 'Who, and where.',
      }),
    },
    resolve: async (_root, { input }, { environment, actor }) =>
      mentorsChanged(orForbid(await addCohortMentors(environment, actor, mentorsNamed(input)))),
  }),
  removeCohortMentors: t.field({
    type: UpdateCohortResult,
    description:
      'Lets mentors look after a cohort no longer. For its mentors, services that lead cohorts, and admins.',
    args: {
      input: t.arg({
        type: CohortMentorsInputType,
        required: true,
        description: 'Who, and where.',
      }),
    },
    resolve: async (_root, { input }, { environment, actor }) =>
      mentorsChanged(orForbid(await removeCohortMentors(environment, actor, mentorsNamed(input)))),
  }),
}));

const MenteesChangedType =
  builder.objectRef<Unplaced<Changed<Mentor>, 'MenteesChanged'>>('MenteesChanged');

MenteesChangedType.implement({
  description: 'Whom the mentor looks after personally is as it was said.',
  fields: (t) => ({
    mentor: t.field({
      type: MentorType,
      description: 'The mentor.',
      resolve: ({ value }) => unplaced('Mentor', value.whole),
    }),
    changed: t.field({
      type: [LearnerType],
      description: 'Who was entrusted by this, or released; for the others nothing changed.',
      extensions: expects(20),
      resolve: ({ value }, _args, context) => learnersOf(context, value.changed),
    }),
  }),
});

const ChangeMenteesResult = builder.unionType('ChangeMenteesResult', {
  description: 'Who was entrusted or released, or why nobody was.',
  types: [MenteesChangedType, UnknownNamesType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

const MenteesInputType = builder.inputType('MenteesInput', {
  description: 'Learners whom a mentor is to look after personally, or no longer to.',
  fields: (t) => ({
    mentor: t.id({ required: true, description: 'Which mentor.' }),
    learners: t.idList({ required: true, description: 'Ids of learners, 500 at the most.' }),
  }),
});

interface MenteesIds {
  readonly mentor: string;
  readonly learners: readonly string[];
}

function menteesNamed({ mentor, learners }: MenteesIds): MenteesInput {
  return {
    mentor: keyIn('Mentor', 'mentor', mentor),
    learners: learners.map((id, index) => keyIn('Learner', `learners.${index}`, id)),
  };
}

function menteesChanged(result: Permitted<EntrustLearnersResult>) {
  if (result.kind !== 'mentees-changed') return refusedPlainly(result);
  const { mentor: whole, changed } = result;
  return unplaced('MenteesChanged', { whole, changed });
}

builder.mutationFields((t) => ({
  entrustLearners: t.field({
    type: ChangeMenteesResult,
    description: 'Lets a mentor look after learners personally, all of them or none. For admins.',
    args: {
      input: t.arg({ type: MenteesInputType, required: true, description: 'Whom, and to whom.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) =>
      menteesChanged(orForbid(await entrustLearners(environment, actor, menteesNamed(input)))),
  }),
  releaseLearners: t.field({
    type: ChangeMenteesResult,
    description:
      'Lets a mentor look after learners personally no longer; what comes of a cohort stays. For admins.',
    args: {
      input: t.arg({ type: MenteesInputType, required: true, description: 'Whom, and by whom.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) =>
      menteesChanged(orForbid(await releaseLearners(environment, actor, menteesNamed(input)))),
  }),
}));
