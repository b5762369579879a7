import { planIn, requestIn, titleOf } from '../actions/adopted.ts';
import { isChecked } from '../actions/checks.ts';
import { findAdoptedRoadmap, roadmapAsPlanned } from '../actions/find-adopted-roadmap.ts';
import {
  type LearnerRoadmapInput as LearnerInput,
  previewRoadmap,
} from '../actions/preview-roadmap.ts';
import type { RoadmapProgress } from '../actions/roadmap-progress.ts';
import type { AdoptedRoadmap } from '../curriculum/adopted-roadmap.ts';
import type { Attention } from '../planner/progress/adopted-plan.ts';
import type { GoalProgress, StepProgress } from '../planner/progress/progress.ts';
import { AdoptedRequestType, LearnerRoadmapInput } from './adopted-request.ts';
import { AdoptedStepType, dateOf } from './adopted-step.ts';
import { badInput } from './bad-input.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { costs, expects } from './cost.ts';
import { placedCurriculum } from './curriculum.ts';
import { orForbid } from './forbidden.ts';
import { GuidanceType } from './guidance.ts';
import { findsNode, globalId } from './ids.ts';
import { keyPageArguments, keyPageOf } from './key-page.ts';
import { placed, type Unplaced, unplaced } from './placed.ts';
import { CurriculumType, LearnerType, NodeType } from './refs.ts';
import { refused } from './refusal.ts';
import { PlanRoadmapResult, placedRoadmap, RoadmapType } from './roadmap.ts';

/** An adopted roadmap, read with how far it has been followed. */
export type OwnAdoptedRoadmap = Unplaced<RoadmapProgress, 'AdoptedRoadmap'>;

export const AdoptedRoadmapType = builder.objectRef<OwnAdoptedRoadmap>('AdoptedRoadmap');

const AdoptedGoalType = builder.objectRef<GoalProgress>('AdoptedGoal');

AdoptedGoalType.implement({
  description: 'A goal of a roadmap that a learner follows.',
  fields: (t) => ({
    title: t.string({ description: 'What people call it.', resolve: ({ goal }) => goal.title }),
    by: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day on which it should be reached; null where no day was named.',
      resolve: ({ goal }) => goal.by,
    }),
    isReached: t.exposeBoolean('isReached', {
      description: 'Whether all steps that serve it are done.',
    }),
    expectedOn: t.field({
      type: 'Date',
      nullable: true,
      description:
        'When it will be reached at the real pace; null where it is reached, or nothing tells of a pace.',
      resolve: ({ expectedOn }) => dateOf(expectedOn),
    }),
    isLate: t.exposeBoolean('isLate', {
      description: 'Whether it will be reached after its day, at the real pace.',
    }),
  }),
});

const RoadmapAttentionType = builder.objectRef<Attention>('RoadmapAttention');

RoadmapAttentionType.implement({
  description: 'Why a roadmap cannot be planned anew, and stays as it was.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What is wrong, as a sentence.' }),
    since: t.field({
      type: 'DateTime',
      description: 'Since when.',
      resolve: ({ since }) => new Date(since),
    }),
    revision: t.exposeInt('revision', {
      description: 'The revision on which it cannot be planned.',
    }),
  }),
});

AdoptedRoadmapType.implement({
  description:
    'A roadmap that a learner follows, or followed. It is planned anew, changing as little as can be, when something else is known of the learner than what it was to bring about, when the learner wishes for something else, and when the curriculum has a new revision; to do its steps changes nothing.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({
      description: 'Never changes and is opaque: keep it, but do not read it.',
      resolve: ({ value: { roadmap } }) => globalId('AdoptedRoadmap', roadmap.learner, roadmap.id),
    }),
    title: t.string({
      description: 'Where it leads to.',
      resolve: ({ value: { roadmap } }) => titleOf(roadmap),
    }),
    curriculum: t.field({
      type: CurriculumType,
      description: 'What it is planned on, at that revision.',
      resolve: ({ value: { published } }) => placedCurriculum(published),
    }),
    revision: t.int({
      description: 'The revision that it is planned on.',
      resolve: ({ value: { roadmap } }) => roadmap.revision,
    }),
    request: t.field({
      type: AdoptedRequestType,
      description: 'What was asked for.',
      resolve: ({ value: { roadmap } }) => requestIn(roadmap),
    }),
    guidance: t.field({
      type: [GuidanceType],
      description: 'The pins and vetoes that were set since and hold, the first set first.',
      extensions: expects(3),
      resolve: ({ value: { roadmap } }) => [...requestIn(roadmap).guidance],
    }),
    adoptedAt: t.field({
      type: 'DateTime',
      description: 'When it was adopted.',
      resolve: ({ value: { roadmap } }) => roadmap.adoptedAt,
    }),
    plannedAt: t.field({
      type: 'DateTime',
      description: 'When it was planned last.',
      resolve: ({ value: { roadmap } }) => roadmap.plannedAt,
    }),
    endedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When another took its place; null while the learner follows it.',
      resolve: ({ value: { roadmap } }) => roadmap.endedAt,
    }),
    isUpToDate: t.boolean({
      description:
        'Whether it takes into account all that is known, wished for and published by now; if not, it soon will.',
      resolve: ({ value: { roadmap } }, _args, { curricula }) => {
        return roadmap.dueSince === null && isChecked(curricula, roadmap);
      },
    }),
    needsAttention: t.field({
      type: RoadmapAttentionType,
      nullable: true,
      description: 'Why it cannot be planned anew; null where it can.',
      resolve: ({ value: { roadmap } }) => planIn(roadmap).attention,
    }),
    summary: t.string({
      description: 'What was left to do when it was planned last, in a few sentences.',
      resolve: ({ value: { roadmap } }) => planIn(roadmap).summary,
    }),
    asPlanned: t.field({
      type: RoadmapType,
      nullable: true,
      description:
        'What came out when it was planned last, with all reasons and choices: the steps that were left to do then. Null where it would come out otherwise today.',
      extensions: costs(500),
      resolve: async ({ value }) => {
        const planned = await roadmapAsPlanned(value);
        return planned && placedRoadmap(value.published, planned.request, planned.roadmap);
      },
    }),
    goals: t.field({
      type: [AdoptedGoalType],
      description: 'What it leads to.',
      extensions: expects(2),
      resolve: ({ value }) => [...value.progress.goals],
    }),
    steps: t.field({
      type: [AdoptedStepType],
      description: 'In order: first those that were done when it was planned last.',
      extensions: expects(50),
      resolve: ({ value }) => stepsOf(value, value.progress.steps),
    }),
    currentStep: t.field({
      type: AdoptedStepType,
      nullable: true,
      description: 'The first that is not done; null where all are.',
      resolve: ({ value }) =>
        value.progress.currentStep &&
        placed('AdoptedStep', value.published, value.progress.currentStep),
    }),
    nextSteps: t.field({
      type: [AdoptedStepType],
      description: 'Those that follow the current one, in order.',
      extensions: expects('first'),
      args: {
        first: t.arg.int({
          defaultValue: 3,
          description: `How many to read, 1 to ${nextStepsMax}.`,
        }),
      },
      resolve: ({ value }, { first }) => {
        const size = first ?? 3;
        if (size < 1 || size > nextStepsMax)
          throw badInput(`\`first\` is ${size}: it must be from 1 to ${nextStepsMax}.`);
        return stepsOf(value, value.progress.nextSteps.slice(0, size));
      },
    }),
    hoursDone: t.float({
      description: 'Hours of the steps that are done.',
      resolve: ({ value }) => value.progress.hoursDone,
    }),
    hoursLeft: t.float({
      description: 'Hours of the other steps.',
      resolve: ({ value }) => value.progress.hoursLeft,
    }),
    shareDone: t.float({
      description: 'Of all hours those that are done, from 0 to 1.',
      resolve: ({ value }) => value.progress.shareDone,
    }),
    hoursPerWeek: t.float({
      nullable: true,
      description:
        'The hours a week at which the learner really gets on: what was done in the last six weeks, pauses aside, and with it what the learner says, as if that had been watched for two weeks. Null where nothing tells.',
      resolve: ({ value }) => value.progress.hoursPerWeek,
    }),
    finishesOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day by the schedule; null without hours a week.',
      resolve: ({ value: { roadmap } }) => planIn(roadmap).finishesOn,
    }),
    expectedFinishOn: t.field({
      type: 'Date',
      nullable: true,
      description:
        'The last day at the real pace; null where all is done, or nothing tells of a pace.',
      resolve: ({ value }) => dateOf(value.progress.expectedFinishOn),
    }),
    stalledSince: t.field({
      type: 'Date',
      nullable: true,
      description:
        'The day of the last progress, or of the adoption, where no step was done for two weeks, or for twice the time that the current step takes, whichever is longer, pauses aside; null otherwise.',
      resolve: ({ value }) => dateOf(value.progress.stalledSince),
    }),
    daysAhead: t.int({
      nullable: true,
      description:
        'By how many days what is done is ahead of the schedule; less than 0 where the current step should have been done before today, by so many days. Null without a schedule, or where all is done.',
      resolve: ({ value }) => value.progress.daysAhead,
    }),
  }),
});

const nextStepsMax = 20;

function stepsOf({ published }: RoadmapProgress, steps: readonly StepProgress[]) {
  return steps.map((step) => placed('AdoptedStep', published, step));
}

/** Reads one again that an action has just stored. */
export async function adoptedAs(
  { environment, actor }: Context,
  keys: { readonly learner: string; readonly id: string },
): Promise<OwnAdoptedRoadmap | null> {
  const snapshot = environment.curricula.snapshot();
  const found = await findAdoptedRoadmap(environment, snapshot, actor, keys);
  return found && unplaced('AdoptedRoadmap', found);
}

findsNode('AdoptedRoadmap', (context, [learner = '', id = '']) =>
  adoptedAs(context, { learner, id }),
);

const AdoptedRoadmapConnection = builder.connectionObject(
  {
    type: AdoptedRoadmapType,
    name: 'AdoptedRoadmapConnection',
    description: 'A page of adopted roadmaps.',
  },
  { name: 'AdoptedRoadmapEdge', description: 'An adopted roadmap in a list.' },
);

builder.objectFields(LearnerType, (t) => ({
  roadmap: t.field({
    type: AdoptedRoadmapType,
    nullable: true,
    description: 'The one that the learner follows; null where there is none.',
    resolve: async ({ value }, _args, { loaders }): Promise<OwnAdoptedRoadmap | null> => {
      const following = await loaders.following.load(value.id);
      return following && unplaced('AdoptedRoadmap', following);
    },
  }),
  roadmaps: t.field({
    type: AdoptedRoadmapConnection,
    description: 'All that the learner ever followed, in the order in which they were adopted.',
    args: keyPageArguments,
    resolve: async ({ value: { id: learner } }, args, { loaders }) => {
      const all = await loaders.adoptedRoadmaps.load(learner);
      const page = await keyPageOf(
        {
          name: `roadmaps of ${learner}`,
          keyOf: ({ id }: AdoptedRoadmap) => id,
          nodeOf: (roadmap: AdoptedRoadmap) => roadmap,
          read: async ({ after = '', limit }) => all.filter(({ id }) => id > after).slice(0, limit),
          count: () => all.length,
        },
        args,
      );
      const found = await Promise.all(
        page.edges.map(({ node }) => loaders.roadmapProgress.load(node)),
      );
      const edges = page.edges.flatMap(({ cursor }, index) => {
        const progress = found[index];
        return progress ? [{ cursor, node: unplaced('AdoptedRoadmap', progress) }] : [];
      });
      return { ...page, edges };
    },
  }),
  planRoadmap: t.field({
    type: PlanRoadmapResult,
    description:
      'What would be adopted by `adoptRoadmap` with the same request, on the same revision: with what the learner knows, and wishes for otherwise. Nothing is stored. Name its `fingerprint` there to adopt what was shown.',
    extensions: costs(500),
    args: {
      request: t.arg({
        type: LearnerRoadmapInput,
        required: true,
        description: 'What it is to be like.',
      }),
      revision: t.arg.int({ description: 'The newest where it is left out.' }),
    },
    resolve: async ({ value }, { request, revision }, { environment, curricula, actor }) => {
      const asked = {
        learner: value.id,
        request: request as LearnerInput,
        revision: revision ?? null,
      };
      const result = orForbid(await previewRoadmap(environment, curricula, actor, asked));
      if (result.kind === 'refused') return refused(result.published, result.refusal);
      const { published, planned } = result;
      return placedRoadmap(published, planned.asked.request, planned.roadmap);
    },
  }),
}));
