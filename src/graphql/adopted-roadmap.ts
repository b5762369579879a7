import { adoptRoadmap, type NotAsShown } from '../actions/adopt-roadmap.ts';
import { planIn, requestIn, titleOf } from '../actions/adopted.ts';
import { findAdoptedRoadmap, roadmapAsPlanned } from '../actions/find-adopted-roadmap.ts';
import { guideRoadmap, type NoRoadmap } from '../actions/guide-roadmap.ts';
import { learnerLimits } from '../actions/learner-limits.ts';
import {
  type LearnerRoadmapInput as LearnerInput,
  previewRoadmap,
} from '../actions/preview-roadmap.ts';
import type { RoadmapProgress } from '../actions/roadmap-progress.ts';
import type { AdoptedRoadmap } from '../curriculum/adopted-roadmap.ts';
import { objectives } from '../planner/objectives/index.ts';
import type { AdoptedRequest, Attention, Guidance } from '../planner/progress/adopted-plan.ts';
import type { GoalProgress, StepProgress, StepState } from '../planner/progress/progress.ts';
import { dayName } from '../util/calendar.ts';
import { badInput } from './bad-input.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { costs, expects } from './cost.ts';
import { placedCurriculum } from './curriculum.ts';
import { enumOf } from './enum-of.ts';
import { orForbid } from './forbidden.ts';
import { GoalInput } from './goal.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { findsNode, globalId, keyIn } from './ids.ts';
import { keyPageArguments, keyPageOf } from './key-page.ts';
import { CompetencyInput } from './known-competency.ts';
import { LearnerGoalType } from './learner.ts';
import { forgetAll } from './loaders.ts';
import { Objective } from './objective.ts';
import { PauseInput, PauseType } from './pause.ts';
import { type Placed, placed, type Unplaced, unplaced } from './placed.ts';
import { CurriculumType, LearnerType, MentorType, NodeType } from './refs.ts';
import {
  InvalidRequestType,
  KeyConflictType,
  RefusalType,
  refused,
  refusedPlainly,
  UnknownNamesType,
  UnreachableGoalsType,
} from './refusal.ts';
import { placedCompetency } from './requirement.ts';
import { PlanRoadmapResult, ProjectInclusion, placedRoadmap, RoadmapType } from './roadmap.ts';
import { StepSubject } from './step.ts';

/** An adopted roadmap, read with how far it has been followed. */
export type OwnAdoptedRoadmap = Unplaced<RoadmapProgress, 'AdoptedRoadmap'>;

export const AdoptedRoadmapType = builder.objectRef<OwnAdoptedRoadmap>('AdoptedRoadmap');

export const AdoptedStepType = builder.objectRef<Placed<StepProgress>>('AdoptedStep');

const StepStateType = enumOf<StepState>('StepState', 'How a step of a roadmap stands.', {
  DONE: 'It is known, or built, by now.',
  CURRENT: 'It is the first that is not done.',
  READY: 'Nothing that it needs is left to do.',
  WAITING: 'Something that it needs is still to be done.',
});

AdoptedStepType.implement({
  description: 'A step of a roadmap that a learner follows, and how it stands.',
  fields: (t) => ({
    key: t.string({
      description: 'The same on every roadmap: `functions@working`, `notes-app`.',
      resolve: ({ value }) => value.step.key,
    }),
    title: t.string({
      description: 'What people call it.',
      resolve: ({ value }) => value.step.title,
    }),
    position: t.int({ description: 'Its place, from 1.', resolve: ({ value }) => value.position }),
    hours: t.float({
      description: 'Hours that it takes.',
      resolve: ({ value }) => value.step.hours,
    }),
    state: t.field({
      type: StepStateType,
      description: 'How it stands.',
      resolve: ({ value }) => value.state,
    }),
    subject: t.field({
      type: StepSubject,
      nullable: true,
      description: 'What it is about; null where it was done and the curriculum has it no more.',
      resolve: (step) => subjectOf(step),
    }),
    blockedBy: t.field({
      type: [AdoptedStepType],
      description: 'The steps that are still to be done before it, directly.',
      extensions: expects(2),
      resolve: (step) =>
        step.value.blockedBy.map((other) => placed('AdoptedStep', step.published, other)),
    }),
    doneOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'When it was done, by the evidence; null where it is not, or nobody knows when.',
      resolve: ({ value }) => dateOf(value.doneOn),
    }),
    dueOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'When it is to be done by the schedule; null without hours a week.',
      resolve: ({ value }) => dateOf(value.dueOn),
    }),
    expectedOn: t.field({
      type: 'Date',
      nullable: true,
      description:
        'When it will be done at the real pace of the learner; null where it is done, or nothing tells of a pace.',
      resolve: ({ value }) => dateOf(value.expectedOn),
    }),
  }),
});

function subjectOf({ published, value: { step } }: Placed<StepProgress>) {
  const { graph } = published;
  const [slug = '', level] = step.key.split('@');
  if (level === undefined) {
    const project = graph.project(slug);
    return project ? placed('Project', published, project) : null;
  }
  const competency = { skill: slug, level };
  return graph.nodeOfCompetency(competency) === undefined
    ? null
    : placedCompetency(published, competency);
}

/** Days past the year 9999 have no name. */
function dateOf(day: number | null): string | null {
  return day === null || day > 2_932_896 ? null : dayName(day);
}

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

const GuidanceKindType = enumOf<Guidance['kind']>('GuidanceKind', 'How a roadmap is guided.', {
  PIN: 'It is to be on the roadmap in any case.',
  VETO: 'It is not to be on the roadmap, whatever that costs.',
});

const GuideKindType = enumOf<Exclude<Guidance['by']['kind'], 'ANONYMOUS'>>(
  'GuideKind',
  'Who guided a roadmap.',
  {
    LEARNER: 'The learner.',
    MENTOR: 'A mentor of the learner.',
    SERVICE: 'A program.',
    AUTHOR: 'An author.',
    ADMIN: 'An admin.',
  },
);

const GuidanceType = builder.objectRef<Guidance>('Guidance');

GuidanceType.implement({
  description: 'A pin or a veto, which holds however often a roadmap is planned anew.',
  fields: (t) => ({
    kind: t.field({
      type: GuidanceKindType,
      description: 'Which of the two.',
      resolve: ({ kind }) => kind,
    }),
    name: t.exposeString('name', { description: 'What it is about: `slug` or `slug@level`.' }),
    setBy: t.field({
      type: GuideKindType,
      description: 'What sort of person or program set it.',
      resolve: ({ by }) => (by.kind === 'ANONYMOUS' ? 'SERVICE' : by.kind),
    }),
    mentor: t.field({
      type: MentorType,
      nullable: true,
      description: 'The mentor who set it; null where it was somebody else.',
      resolve: async ({ by }, _args, { loaders }) => {
        const mentor = by.kind === 'MENTOR' ? await loaders.mentor.load(by.name) : null;
        return mentor && unplaced('Mentor', mentor);
      },
    }),
    at: t.field({
      type: 'DateTime',
      description: 'When it was set.',
      resolve: ({ at }) => new Date(at),
    }),
  }),
});

const AdoptedRequestType = builder.objectRef<AdoptedRequest>('AdoptedRequest');

const orLearners = 'null where it is what the learner wishes for otherwise';

AdoptedRequestType.implement({
  description: 'What was asked for when a roadmap was adopted.',
  fields: (t) => ({
    goals: t.field({
      type: [LearnerGoalType],
      description: 'What it is to lead to.',
      extensions: expects(2),
      resolve: ({ goals }) =>
        goals.map(({ careerPath, project, skill, level, importance, by }) => ({
          ...{ careerPath: careerPath ?? null, project: project ?? null, skill: skill ?? null },
          ...{ level: level ?? null, importance: importance ?? 1, by: by ?? null },
        })),
    }),
    prefers: t.stringList({
      nullable: true,
      description: `What to choose where there is a choice; ${orLearners}.`,
      resolve: ({ prefers }) => prefers && [...prefers],
    }),
    avoids: t.stringList({
      nullable: true,
      description: `What not to choose if it can be helped; ${orLearners}.`,
      resolve: ({ avoids }) => avoids && [...avoids],
    }),
    excludes: t.stringList({
      nullable: true,
      description: `What to leave out whatever it costs; ${orLearners}.`,
      resolve: ({ excludes }) => excludes && [...excludes],
    }),
    pins: t.stringList({
      description: 'What to have on it in any case; `guidance` has what was pinned since.',
      resolve: ({ pins }) => [...(pins ?? [])],
    }),
    includeRecommended: t.boolean({
      description: 'Whether to take in what the author recommends for the steps, too.',
      resolve: ({ includeRecommended }) => includeRecommended ?? false,
    }),
    projects: t.field({
      type: ProjectInclusion,
      description: 'Which projects to build on the way.',
      resolve: ({ projects }) => projects ?? 'ONE_PER_MILESTONE',
    }),
    objective: t.field({
      type: Objective,
      description: 'What its order is to be good at.',
      resolve: ({ objective }) => objective ?? objectives[0].name,
    }),
    hoursPerWeek: t.float({
      nullable: true,
      description: `Hours a week that there are for learning; ${orLearners}.`,
      resolve: ({ hoursPerWeek }) => hoursPerWeek,
    }),
    startOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'The first day; null where no day was to be named.',
      resolve: ({ startOn }) => startOn,
    }),
    finishBy: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day on which all should be done; null where none was named.',
      resolve: ({ finishBy }) => finishBy,
    }),
    pauses: t.field({
      type: [PauseType],
      nullable: true,
      description: `Days on which nothing is learned; ${orLearners}.`,
      extensions: expects(2),
      resolve: ({ pauses }) => pauses && [...pauses],
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
        const { number = 0 } = curricula.heads.get(roadmap.curriculum)?.revision ?? {};
        return roadmap.dueSince === null && roadmap.checkedRevision >= number;
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
async function adoptedAs(
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

const LearnerRoadmapInput = builder.inputType('LearnerRoadmapInput', {
  description:
    'What a roadmap for a learner is to be like. What is left out is what the learner wishes for otherwise, now and later, but for goals, which stay. Names are slugs; where a skill may be meant at a level, `slug@level` means that level.',
  fields: (t) => ({
    curriculum: t.string({
      description: 'The one of the wishes of the learner where it is left out.',
    }),
    goals: t.field({ type: [GoalInput], description: 'What is wanted.' }),
    knows: t.field({
      type: [CompetencyInput],
      description:
        'What is known beside what evidence tells. Where there is evidence, that counts.',
    }),
    denies: t.field({
      type: [CompetencyInput],
      description: 'What is not known. Where there is evidence, that counts.',
    }),
    inferKnown: t.boolean({
      defaultValue: true,
      description: 'Whether what is known implies what it cannot be known without.',
    }),
    completedProjects: t.stringList({
      description: 'Projects that are built, beside those that the learner names.',
    }),
    prefers: t.stringList({
      description: 'Skills and projects to choose where there is a choice.',
    }),
    avoids: t.stringList({ description: 'Skills and projects not to choose if it can be helped.' }),
    excludes: t.stringList({ description: 'Skills and projects to leave out whatever it costs.' }),
    pins: t.stringList({ description: 'Skills and projects to have on the roadmap in any case.' }),
    includeRecommended: t.boolean({
      defaultValue: false,
      description: 'Whether to take in what the author recommends for the steps, too.',
    }),
    projects: t.field({
      type: ProjectInclusion,
      defaultValue: 'ONE_PER_MILESTONE',
      description: 'Which projects to build on the way.',
    }),
    objective: t.field({
      type: Objective,
      description: `What the order should be good at; \`${objectives[0].name}\` where it is left out.`,
    }),
    hoursPerWeek: t.float({ description: 'Hours a week that there are, from 0.01 to 168.' }),
    startOn: t.field({
      type: 'Date',
      description: 'The first day; today where it is left out and days are to be reckoned.',
    }),
    finishBy: t.field({ type: 'Date', description: 'The last day on which all should be done.' }),
    pauses: t.field({ type: [PauseInput], description: 'Days on which nothing is learned.' }),
  }),
});

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

interface Adopted {
  readonly type: 'RoadmapAdopted' | 'RoadmapGuided';
  readonly learner: string;
  readonly id: string;
}

const RoadmapAdoptedType = builder.objectRef<Adopted>('RoadmapAdopted');

RoadmapAdoptedType.implement({
  description: 'The learner follows it, since now or since the same request before.',
  fields: (t) => ({
    roadmap: t.field({
      type: AdoptedRoadmapType,
      nullable: true,
      description: 'The roadmap as it is by now; null where it is gone with the learner.',
      resolve: (adopted, _args, context) => adoptedAs(context, adopted),
    }),
  }),
});

const NotAsShownType = builder.objectRef<Unplaced<NotAsShown, 'NotAsShown'>>('NotAsShown');

NotAsShownType.implement({
  description:
    'Another roadmap would be adopted than the one whose fingerprint was named; nothing was changed.',
  interfaces: [RefusalType],
  fields: (t) => ({
    fingerprint: t.string({
      description: 'That of the roadmap that would be adopted.',
      resolve: ({ value }) => value.fingerprint,
    }),
  }),
});

const AdoptRoadmapInput = builder.inputType('AdoptRoadmapInput', {
  description: 'A roadmap for a learner to follow.',
  fields: (t) => ({
    learner: t.id({ required: true, description: 'The id of the learner.' }),
    request: t.field({
      type: LearnerRoadmapInput,
      required: true,
      description: 'What it is to be like.',
    }),
    revision: t.int({
      required: true,
      description: 'The revision that was shown: the same request on it gives the same roadmap.',
    }),
    fingerprint: t.string({
      description:
        'That of the roadmap that was shown. Where another would come out by now, as the learner knows or wishes for something else, none is adopted.',
    }),
    idempotencyKey: idempotencyKey(t),
  }),
});

const AdoptRoadmapResult = builder.unionType('AdoptRoadmapResult', {
  description: 'The adopted roadmap, or why there is none.',
  types: [
    RoadmapAdoptedType,
    NotAsShownType,
    UnreachableGoalsType,
    UnknownNamesType,
    KeyConflictType,
    InvalidRequestType,
  ],
  resolveType: ({ type }) => type,
});

builder.mutationField('adoptRoadmap', (t) =>
  t.field({
    type: AdoptRoadmapResult,
    description:
      'Makes a roadmap the one that a learner follows; the one before it ends and stays in `roadmaps`. For the learner, services with the scope `roadmaps:write`, and admins.',
    extensions: costs(500),
    args: {
      input: t.arg({ type: AdoptRoadmapInput, required: true, description: 'Which one.' }),
    },
    resolve: async (_root, { input }, { environment, curricula, actor, loaders }) => {
      const learner = keyIn('Learner', 'learner', input.learner);
      const wanted = { ...input, learner, request: input.request as LearnerInput };
      const result = orForbid(await adoptRoadmap(environment, curricula, actor, wanted));
      forgetAll(loaders);
      switch (result.kind) {
        case 'roadmap-adopted':
          return { type: 'RoadmapAdopted' as const, learner: result.learner, id: result.id };
        case 'not-as-shown':
          return unplaced('NotAsShown', result);
        case 'refused':
          return refused(result.published, result.refusal);
        case 'key-conflict':
          return refusedPlainly(result);
      }
    },
  }),
);

const RoadmapGuidedType = builder.objectRef<Adopted>('RoadmapGuided');

RoadmapGuidedType.implement({
  description: 'The roadmap was planned anew as was asked.',
  fields: (t) => ({
    roadmap: t.field({
      type: AdoptedRoadmapType,
      nullable: true,
      description: 'The roadmap as it is by now; null where it is gone with the learner.',
      resolve: (adopted, _args, context) => adoptedAs(context, adopted),
    }),
  }),
});

const NoRoadmapType = builder.objectRef<Unplaced<NoRoadmap, 'NoRoadmap'>>('NoRoadmap');

NoRoadmapType.implement({
  description: 'The learner follows no roadmap.',
  interfaces: [RefusalType],
});

const GuideRoadmapInput = builder.inputType('GuideRoadmapInput', {
  description: `What is to be pinned to the roadmap that a learner follows, vetoed, or no longer either. At most ${learnerLimits.guidance} pins and vetoes hold at a time.`,
  fields: (t) => ({
    learner: t.id({ required: true, description: 'The id of the learner.' }),
    pins: t.stringList({ description: 'Skills and projects to have on it in any case.' }),
    vetoes: t.stringList({ description: 'Skills and projects to leave out whatever it costs.' }),
    withdraws: t.stringList({
      description: 'What was pinned or vetoed, by the same name, and is so no longer.',
    }),
  }),
});

const GuideRoadmapResult = builder.unionType('GuideRoadmapResult', {
  description: 'The roadmap, or why it stays as it was.',
  types: [
    RoadmapGuidedType,
    NoRoadmapType,
    UnreachableGoalsType,
    UnknownNamesType,
    InvalidRequestType,
  ],
  resolveType: ({ type }) => type,
});

builder.mutationField('guideRoadmap', (t) =>
  t.field({
    type: GuideRoadmapResult,
    description:
      'Pins something to the roadmap that a learner follows, or vetoes it. That holds however often the roadmap is planned anew, until it is withdrawn or the opposite is said. For the learner, the mentors of the learner, services with the scope `roadmaps:write`, and admins. Whoever sends it twice changes nothing more.',
    extensions: costs(500),
    args: {
      input: t.arg({ type: GuideRoadmapInput, required: true, description: 'What is to be.' }),
    },
    resolve: async (_root, { input }, { environment, curricula, actor, loaders }) => {
      const wanted = { ...input, learner: keyIn('Learner', 'learner', input.learner) };
      const result = orForbid(await guideRoadmap(environment, curricula, actor, wanted));
      forgetAll(loaders);
      switch (result.kind) {
        case 'roadmap-guided':
          return { type: 'RoadmapGuided' as const, learner: result.learner, id: result.id };
        case 'no-roadmap':
          return unplaced('NoRoadmap', result);
        case 'refused':
          return refused(result.published, result.refusal);
      }
    },
  }),
);
