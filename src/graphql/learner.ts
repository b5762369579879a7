import { createLearner } from '../actions/create-learner.ts';
import type { PublishedCurriculum } from '../actions/curricula.ts';
import { eraseLearner } from '../actions/erase-learner.ts';
import { exportLearner } from '../actions/export-learner.ts';
import { findLearner } from '../actions/find-learner.ts';
import { knowledgeOfLearner } from '../actions/knowledge-of-learner.ts';
import { learnerLimits } from '../actions/learner-limits.ts';
import { listLearners } from '../actions/list-learners.ts';
import { updateLearner } from '../actions/update-learner.ts';
import type { Evidence } from '../curriculum/evidence.ts';
import type { Learner, LearnerGoal } from '../curriculum/learner.ts';
import { badInput } from './bad-input.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { costs, expects } from './cost.ts';
import { placedCurriculum } from './curriculum.ts';
import {
  ExternalIdInput,
  ExternalIdTakenType,
  ExternalIdType,
  learnerFields,
  learnerNamed,
} from './external-id.ts';
import { orForbid } from './forbidden.ts';
import { GoalInput } from './goal.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { findsNode, globalId, keyIn } from './ids.ts';
import { keyPageArguments, keyPageOf } from './key-page.ts';
import {
  DoubtedCompetencyType,
  KnownCompetencyType,
  RetiredCompetencyType,
} from './known-competency.ts';
import { forgetAll } from './loaders.ts';
import { PauseInput, PauseType } from './pause.ts';
import { placed, type Unplaced, unplaced } from './placed.ts';
import { readableLearner } from './readable-learner.ts';
import {
  CurriculumType,
  EvidenceType,
  LearnerType,
  NodeType,
  type OwnLearner,
  ViewerType,
} from './refs.ts';
import {
  InvalidRequestType,
  KeyConflictType,
  refusedPlainly,
  UnknownNamesType,
} from './refusal.ts';
import { requireCurriculum } from './which-curriculum.ts';

const EvidenceConnection = builder.connectionObject(
  { type: EvidenceType, name: 'EvidenceConnection', description: 'A page of evidence.' },
  { name: 'EvidenceEdge', description: 'A piece of evidence in a list.' },
);

export const LearnerGoalType = builder.objectRef<LearnerGoal>('LearnerGoal');

LearnerGoalType.implement({
  description:
    'What a learner wants, as it was said: exactly one of `careerPath`, `project` and `skill`.',
  fields: (t) => ({
    careerPath: t.exposeString('careerPath', {
      nullable: true,
      description: 'The slug of a career path.',
    }),
    project: t.exposeString('project', { nullable: true, description: 'The slug of a project.' }),
    skill: t.exposeString('skill', { nullable: true, description: 'The slug of a skill.' }),
    level: t.exposeString('level', {
      nullable: true,
      description: 'How well the skill is wanted; its lowest level where that is null.',
    }),
    importance: t.exposeInt('importance', {
      description: 'How much it counts beside the other goals.',
    }),
    by: t.expose('by', {
      type: 'Date',
      nullable: true,
      description: 'The last day on which it should be reached; null where no day was named.',
    }),
  }),
});

const momentArguments = builder.args((t) => ({
  at: t.field({
    type: 'DateTime',
    description:
      'Counts what had come about by then, whenever it came to be known here; all where it is left out.',
  }),
  recordedUntil: t.field({
    type: 'DateTime',
    description: 'Counts what had been recorded by then; all where it is left out.',
  }),
  curriculum: t.string({
    description:
      'The slug of the curriculum of which it is asked what is known; that of the wishes of the learner where it is left out.',
  }),
}));

LearnerType.implement({
  description: 'Somebody who follows a roadmap.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({
      description: 'Never changes and is opaque: keep it, but do not read it.',
      resolve: ({ value }) => globalId('Learner', value.id),
    }),
    name: t.string({
      nullable: true,
      description: 'What the learner is called; null where nobody said.',
      resolve: ({ value }) => value.name,
    }),
    mail: t.string({
      nullable: true,
      description: 'Where the learner gets mail; null where nobody said.',
      resolve: ({ value }) => value.mail,
    }),
    externalIds: t.field({
      type: [ExternalIdType],
      description: 'What other systems call the learner.',
      extensions: expects(2),
      resolve: async ({ value }, _args, { loaders }) => [
        ...(await loaders.externalIds.load(value.id)),
      ],
    }),
    hoursPerWeek: t.float({
      nullable: true,
      description: 'Hours a week that there are for learning; null where the learner does not say.',
      resolve: ({ value }) => value.hoursPerWeek,
    }),
    curriculum: t.field({
      type: CurriculumType,
      nullable: true,
      description:
        'The one that the names of the wishes are of, at its newest revision; null before any is published.',
      resolve: ({ value }, _args, { curricula }) => {
        const published = curriculumOf(value, curricula);
        return published && placedCurriculum(published);
      },
    }),
    goals: t.field({
      type: [LearnerGoalType],
      description: 'What the learner wants.',
      extensions: expects(2),
      resolve: ({ value }) => [...value.wishes.goals],
    }),
    pauses: t.field({
      type: [PauseType],
      description: 'When nothing is learned.',
      extensions: expects(2),
      resolve: ({ value }) => [...value.wishes.pauses],
    }),
    prefers: t.stringList({
      description: 'Skills and projects to choose where there is a choice.',
      resolve: ({ value }) => [...value.wishes.prefers],
    }),
    avoids: t.stringList({
      description: 'Skills and projects not to choose if it can be helped.',
      resolve: ({ value }) => [...value.wishes.avoids],
    }),
    excludes: t.stringList({
      description:
        'Skills and projects to leave out whatever it costs: `slug` at all levels, `slug@level` from that one on.',
      resolve: ({ value }) => [...value.wishes.excludes],
    }),
    completedProjects: t.stringList({
      description: 'The slugs of projects that are built, and are not planned again.',
      resolve: ({ value }) => [...value.wishes.completedProjects],
    }),
    since: t.field({
      type: 'DateTime',
      description: 'How far back evidence may go: to when the learner began.',
      resolve: ({ value }) => value.since,
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'Since when the learner is here.',
      resolve: ({ value }) => value.createdAt,
    }),
    updatedAt: t.field({
      type: 'DateTime',
      description: 'When anything of the above changed last.',
      resolve: ({ value }) => value.updatedAt,
    }),
    knows: t.field({
      type: [KnownCompetencyType],
      description:
        'What the evidence adds up to, and what is implied by that, in order of skill and level. Of all that speaks of a competency, what a mentor confirms outweighs what was observed or found by placement, and that what is declared; then what occurred last does.',
      extensions: { ...costs(5), ...expects(20) },
      args: momentArguments,
      resolve: async ({ value }, args, context) =>
        (await knowledge(value, args, context)).flatMap(({ published, known }) =>
          known.map((one) => placed('KnownCompetency', published, { ...one, learner: value.id })),
        ),
    }),
    doubts: t.field({
      type: [DoubtedCompetencyType],
      description:
        'What the evidence says not to be held, by the same rule, in order of skill and level.',
      extensions: { ...costs(5), ...expects(5) },
      args: momentArguments,
      resolve: async ({ value }, args, context) =>
        (await knowledge(value, args, context)).flatMap(({ published, doubts }) =>
          doubts.map((one) =>
            placed('DoubtedCompetency', published, { ...one, learner: value.id }),
          ),
        ),
    }),
    retired: t.field({
      type: [RetiredCompetencyType],
      description:
        'What the learner holds and the curriculum no longer has, in order of skill: nobody loses it, and nothing is planned for it.',
      extensions: { ...costs(5), ...expects(2) },
      args: momentArguments,
      resolve: async ({ value }, args, context) =>
        (await knowledge(value, args, context)).flatMap(({ published, retired }) =>
          retired.map((one) =>
            placed('RetiredCompetency', published, { ...one, learner: value.id }),
          ),
        ),
    }),
    evidence: t.field({
      type: EvidenceConnection,
      description: 'All evidence, what was recorded last first; also what does not count any more.',
      args: keyPageArguments,
      resolve: ({ value: { id: learner } }, args, { loaders }) =>
        keyPageOf(
          {
            name: `evidence of ${learner}`,
            keyOf: ({ number }: Evidence) => String(number),
            nodeOf: (evidence: Evidence) => unplaced('Evidence', { learner, evidence }),
            read: async ({ after, limit }) => {
              const before = after === undefined ? null : numberIn(after);
              return [...(await loaders.evidencePage.load({ learner, before, limit }))];
            },
            count: async () => (await loaders.evidenceCount.load(learner)) ?? 0,
          },
          args,
        ),
    }),
    export: t.string({
      nullable: true,
      description:
        'All that is kept of the learner, as JSON. For the learner, services with the scope `learners:read` and admins; null, with an error, for mentors.',
      extensions: costs(500),
      resolve: async ({ value }, _args, { environment, actor }) => {
        const result = orForbid(await exportLearner(environment, actor, value));
        return result.kind === 'learner-export' ? JSON.stringify(result.data) : null;
      },
    }),
  }),
});

/** The one that the wishes of a learner are of; null before any is published. */
function curriculumOf(
  { wishes }: Learner,
  { heads, default: first }: Context['curricula'],
): PublishedCurriculum | null {
  return heads.get(wishes.curriculum ?? '') ?? first;
}

interface MomentArguments {
  readonly at?: Date | null | undefined;
  readonly recordedUntil?: Date | null | undefined;
  readonly curriculum?: string | null | undefined;
}

/** Nothing before any curriculum is published. */
async function knowledge(
  learner: Learner,
  { at, recordedUntil, curriculum }: MomentArguments,
  context: Context,
) {
  const { curricula, loaders } = context;
  const published =
    curriculum == null
      ? curriculumOf(learner, curricula)
      : requireCurriculum(context, { curriculum });
  if (!published) return [];
  const evidence = await loaders.evidence.load(learner.id);
  const moment = { occurredUntil: at ?? undefined, recordedUntil: recordedUntil ?? undefined };
  return [{ published, ...knowledgeOfLearner(curricula, published, evidence, moment) }];
}

/** A cursor may be made up; there is nothing before number 0. */
function numberIn(key: string): number {
  return Math.min(Number.parseInt(key, 10) || 0, Number.MAX_SAFE_INTEGER);
}

findsNode('Learner', async ({ environment, actor }, [id = '']) => {
  const found = await findLearner(environment, actor, { id });
  return found.kind === 'learner' ? unplaced('Learner', found.learner) : null;
});

builder.objectField(ViewerType, 'learner', (t) =>
  t.field({
    type: LearnerType,
    nullable: true,
    description: 'The learner who asks; null where it is somebody else.',
    resolve: async (actor, _args, { loaders }): Promise<OwnLearner | null> => {
      const learner = actor.kind === 'LEARNER' ? await loaders.learner.load(actor.learner) : null;
      return learner && unplaced('Learner', learner);
    },
  }),
);

const LearnerConnection = builder.connectionObject(
  { type: LearnerType, name: 'LearnerConnection', description: 'A page of learners.' },
  { name: 'LearnerEdge', description: 'A learner in a list.' },
);

builder.queryFields((t) => ({
  learner: t.field({
    type: LearnerType,
    nullable: true,
    description:
      'A learner by exactly one of `id` and `externalId`; null where there is none. An error for whoever may not see the learner, also where there is none.',
    args: {
      id: t.arg.id({ description: 'The id of the learner.' }),
      externalId: t.arg({
        type: ExternalIdInput,
        description: 'What another system calls the learner.',
      }),
    },
    resolve: async (_root, { id, externalId }, { environment, actor }) => {
      if ((id == null) === (externalId == null))
        throw badInput('A learner is named by exactly one of `id` and `externalId`.');
      const name = id == null ? { externalId } : { id: keyIn('Learner', 'id', id) };
      const found = orForbid(await findLearner(environment, actor, name));
      return found.kind === 'learner' ? unplaced('Learner', found.learner) : null;
    },
  }),
  learners: t.field({
    type: LearnerConnection,
    description:
      'All learners, in the order in which they came. For services with the scope `learners:read`, and admins.',
    args: keyPageArguments,
    resolve: (_root, args, { environment, actor }) => {
      const { read, count } = orForbid(listLearners(environment, actor));
      const nodeOf = (value: Learner) => unplaced('Learner', value);
      return keyPageOf({ name: 'learners', keyOf: ({ id }) => id, nodeOf, read, count }, args);
    },
  }),
}));

type InputFields = Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0];

function personFields(t: InputFields) {
  return {
    name: t.string({
      description: `What the learner is called, at most ${learnerLimits.name} characters.`,
    }),
    mail: t.string({ description: 'Where the learner gets mail.' }),
    externalIds: t.field({
      type: [ExternalIdInput],
      description: `All that other systems call the learner, at most ${learnerLimits.externalIds} names. For services and admins to say.`,
    }),
    hoursPerWeek: t.float({
      description: 'Hours a week that there are for learning, from 0.01 to 168.',
    }),
    since: t.field({
      type: 'DateTime',
      description:
        'When the learner began: evidence goes back no further. When the learner came here, where it is not said.',
    }),
    curriculum: t.string({
      description: 'The slug of the curriculum that the names below are of; null for the default.',
    }),
    goals: t.field({ type: [GoalInput], description: 'What the learner wants.' }),
    pauses: t.field({ type: [PauseInput], description: 'When nothing is learned.' }),
    prefers: t.stringList({
      description: 'Skills and projects to choose where there is a choice.',
    }),
    avoids: t.stringList({
      description: 'Skills and projects not to choose if it can be helped.',
    }),
    excludes: t.stringList({
      description:
        'Skills and projects to leave out whatever it costs: `slug` at all levels, `slug@level` from that one on.',
    }),
    completedProjects: t.stringList({
      description: 'The slugs of projects that are built.',
    }),
  };
}

const LearnerCreatedType = builder.objectRef<Unplaced<Learner, 'LearnerCreated'>>('LearnerCreated');

LearnerCreatedType.implement({
  description: 'The learner was taken in, now or by the same request before.',
  fields: (t) => ({
    id: t.id({
      description: 'The id of the learner.',
      resolve: ({ value }) => globalId('Learner', value.id),
    }),
    learner: t.field({
      type: LearnerType,
      nullable: true,
      description:
        'The learner; null, with an error, for services without the scope `learners:read`.',
      resolve: ({ value }, _args, context) => readableLearner(context, value.id),
    }),
  }),
});

const CreateLearnerInput = builder.inputType('CreateLearnerInput', {
  description: 'A learner to be taken in, of whom nothing at all need be said.',
  fields: (t) => ({ ...personFields(t), idempotencyKey: idempotencyKey(t) }),
});

const CreateLearnerResult = builder.unionType('CreateLearnerResult', {
  description: 'The learner, or why there is none.',
  types: [LearnerCreatedType, ExternalIdTakenType, KeyConflictType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.mutationField('createLearner', (t) =>
  t.field({
    type: CreateLearnerResult,
    description:
      'Takes in a learner. For services with the scope `learners:write`, and admins. Mentors invite learners into their cohorts.',
    args: {
      input: t.arg({ type: CreateLearnerInput, required: true, description: 'Who it is.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const result = orForbid(await createLearner(environment, actor, input));
      return result.kind === 'learner-created'
        ? unplaced('LearnerCreated', result.learner)
        : refusedPlainly(result);
    },
  }),
);

const LearnerUpdatedType = builder.objectRef<Unplaced<Learner, 'LearnerUpdated'>>('LearnerUpdated');

LearnerUpdatedType.implement({
  description: 'The learner is as was said.',
  fields: (t) => ({
    id: t.id({
      description: 'The id of the learner.',
      resolve: ({ value }) => globalId('Learner', value.id),
    }),
    learner: t.field({
      type: LearnerType,
      nullable: true,
      description:
        'The learner, as changed; null, with an error, for services without the scope `learners:read`.',
      resolve: ({ value }, _args, context) => readableLearner(context, value.id),
    }),
  }),
});

const UpdateLearnerInput = builder.inputType('UpdateLearnerInput', {
  description:
    'What is to be changed of a learner. What is left out stays as it is, null takes it away, and a list replaces the whole list. Learners who name nobody mean themselves.',
  fields: (t) => ({ ...learnerFields(t), ...personFields(t) }),
});

const UpdateLearnerResult = builder.unionType('UpdateLearnerResult', {
  description: 'The learner, or why nothing was changed.',
  types: [LearnerUpdatedType, ExternalIdTakenType, UnknownNamesType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.mutationField('updateLearner', (t) =>
  t.field({
    type: UpdateLearnerResult,
    description:
      'Changes what is said of a learner, all of it or nothing. For the learner, services with the scope `learners:write`, and admins.',
    args: {
      input: t.arg({ type: UpdateLearnerInput, required: true, description: 'Of whom, and what.' }),
    },
    resolve: async (_root, { input }, { environment, actor, loaders }) => {
      const { learner, learnerExternalId, ...said } = input;
      const name = learnerNamed({ learner, learnerExternalId });
      const result = orForbid(await updateLearner(environment, actor, name, said));
      if (result.kind !== 'learner-updated') return refusedPlainly(result);
      forgetAll(loaders);
      return unplaced('LearnerUpdated', result.learner);
    },
  }),
);

const LearnerErasedType = builder.objectRef<Unplaced<string, 'LearnerErased'>>('LearnerErased');

LearnerErasedType.implement({
  description: 'The learner, and all that was kept of the learner, is gone for good.',
  fields: (t) => ({
    learner: t.id({
      description: 'The id that the learner had.',
      resolve: ({ value }) => globalId('Learner', value),
    }),
  }),
});

const EraseLearnerInput = builder.inputType('EraseLearnerInput', {
  description: 'A learner to be erased. Learners who name nobody mean themselves.',
  fields: (t) => learnerFields(t),
});

const EraseLearnerResult = builder.unionType('EraseLearnerResult', {
  description: 'That it is done, or why it is not.',
  types: [LearnerErasedType, UnknownNamesType],
  resolveType: ({ type }) => type,
});

builder.mutationField('eraseLearner', (t) =>
  t.field({
    type: EraseLearnerResult,
    description:
      'Takes away for good all that is kept of a learner: evidence, roadmaps, notes, tokens. For the learner, services with the scope `learners:write`, and admins.',
    args: {
      input: t.arg({ type: EraseLearnerInput, required: true, description: 'Whom.' }),
    },
    resolve: async (_root, { input }, { environment, actor, loaders }) => {
      const result = orForbid(await eraseLearner(environment, actor, learnerNamed(input)));
      if (result.kind !== 'learner-erased') return refusedPlainly(result);
      forgetAll(loaders);
      return unplaced('LearnerErased', result.learner);
    },
  }),
);
