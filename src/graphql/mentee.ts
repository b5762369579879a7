import { listMentees, type MenteeOrder as Order } from '../actions/list-mentees.ts';
import { nextStepsFor } from '../actions/next-steps-for.ts';
import type { Learner } from '../curriculum/learner.ts';
import type { Block, NextStep } from '../planner/cohort/next-steps.ts';
import { dayName } from '../util/calendar.ts';
import { badInput } from './bad-input.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { costs, expects } from './cost.ts';
import { enumOf } from './enum-of.ts';
import { orForbid } from './forbidden.ts';
import { keyIn } from './ids.ts';
import { limits } from './limits.ts';
import { pageArguments, pageOf } from './page.ts';
import { type Unplaced, unplaced } from './placed.ts';
import { LearnerType, MentorType } from './refs.ts';

type OwnMentee = Unplaced<Learner, 'Mentee'>;

const BlockKind = enumOf<Block['kind']>('BlockKind', 'Why a learner does not get on with a step.', {
  MISSING_PREREQUISITE: 'Steps that it needs are still to be done.',
  WAITING_FOR_CONFIRMATION:
    'The learner has declared it since it was found not to be held: a mentor is to confirm it.',
  NO_ACTIVITY: 'It could be done, and for longer than a learner may take nothing was.',
});

const BlockType = builder.objectRef<Block>('Block');

BlockType.implement({
  description: 'What keeps a learner from a step.',
  fields: (t) => ({
    kind: t.expose('kind', { type: BlockKind, description: 'Which kind of thing it is.' }),
    missing: t.stringList({
      description: 'The keys of the steps that are missing; none for the other kinds.',
      resolve: ({ missing }) => [...missing],
    }),
    text: t.exposeString('text', { description: 'The same as a sentence.' }),
  }),
});

const NextStepType = builder.objectRef<NextStep>('NextStep');

NextStepType.implement({
  description: 'A step that comes next on the roadmap that a learner follows.',
  fields: (t) => ({
    key: t.string({
      description: 'Its name, the same on every roadmap: `functions@working`.',
      resolve: ({ step }) => step.step.key,
    }),
    title: t.string({
      description: 'What people call it.',
      resolve: ({ step }) => step.step.title,
    }),
    hours: t.float({
      description: 'How long it takes.',
      resolve: ({ step }) => step.step.hours,
    }),
    dueOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'When it is to be done by the schedule; null where there is none.',
      resolve: ({ step }) => dayOrNull(step.dueOn),
    }),
    block: t.field({
      type: BlockType,
      nullable: true,
      description: 'What keeps the learner from it; null where nothing is known to.',
      resolve: ({ block }) => block,
    }),
  }),
});

const MenteeType = builder.objectRef<OwnMentee>('Mentee');

const following = ({ value }: OwnMentee, { loaders }: Context) => loaders.following.load(value.id);

MenteeType.implement({
  description:
    'A learner as those see who look after the learner: how far they have come on the roadmap that they follow. All figures are null where they follow none.',
  fields: (t) => ({
    learner: t.field({
      type: LearnerType,
      description: 'The learner.',
      resolve: ({ value }) => unplaced('Learner', value),
    }),
    shareDone: t.float({
      nullable: true,
      description: 'How much of the hours is done, from 0 to 1.',
      resolve: async (mentee, _args, context) =>
        (await following(mentee, context))?.progress.shareDone,
    }),
    hoursDone: t.float({
      nullable: true,
      description: 'The hours of what is done.',
      resolve: async (mentee, _args, context) =>
        (await following(mentee, context))?.progress.hoursDone,
    }),
    hoursLeft: t.float({
      nullable: true,
      description: 'The hours of what is still to be done.',
      resolve: async (mentee, _args, context) =>
        (await following(mentee, context))?.progress.hoursLeft,
    }),
    daysAhead: t.int({
      nullable: true,
      description:
        'By how many days they are ahead of the schedule, less than 0 where they are behind it; null where there is none.',
      resolve: async (mentee, _args, context) =>
        (await following(mentee, context))?.progress.daysAhead,
    }),
    expectedFinishOn: t.field({
      type: 'Date',
      nullable: true,
      description:
        'When all is done at the pace at which they really get on; null where nothing tells.',
      resolve: async (mentee, _args, context) =>
        dayOrNull((await following(mentee, context))?.progress.expectedFinishOn ?? null),
    }),
    isStalled: t.boolean({
      description: 'Whether they have got on with nothing for longer than a learner may take.',
      resolve: async (mentee, _args, context) => {
        const progress = (await following(mentee, context))?.progress;
        return (progress?.stalledSince ?? null) !== null;
      },
    }),
    stalledSince: t.field({
      type: 'Date',
      nullable: true,
      description:
        'The last day on which they got on, where they are stalled; null where they are not.',
      resolve: async (mentee, _args, context) =>
        dayOrNull((await following(mentee, context))?.progress.stalledSince ?? null),
    }),
    lastActivityAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When something last came about that evidence tells of the learner alone; null where nothing did.',
      resolve: ({ value }, _args, { loaders }) => loaders.lastOccurred.load(value.id),
    }),
    nextSteps: t.field({
      type: [NextStepType],
      description: 'What comes next, the current step first, each with what blocks it.',
      extensions: expects(3),
      args: {
        first: t.arg.int({
          defaultValue: 3,
          description: 'How many, 1 to 20.',
        }),
      },
      resolve: async (mentee, { first }, context) => {
        const most = first ?? 3;
        if (most < 1 || most > 20) throw badInput(`\`first\` is ${most}: it must be from 1 to 20.`);
        const [progress, evidence] = await Promise.all([
          following(mentee, context),
          context.loaders.evidence.load(mentee.value.id),
        ]);
        return progress === null
          ? []
          : [...nextStepsFor(context.curricula, progress, evidence, most)];
      },
    }),
  }),
});

function dayOrNull(day: number | null): string | null {
  return day === null ? null : dayName(day);
}

const MenteeConnection = builder.connectionObject(
  { type: MenteeType, name: 'MenteeConnection', description: 'A page of mentees.' },
  { name: 'MenteeEdge', description: 'A mentee in a list.' },
);

const MenteeOrder = enumOf<Order>('MenteeOrder', 'What mentees are in order of; ids break ties.', {
  STALLED_LONGEST: 'Who has been stalled for longest first, then who is not.',
  PROGRESS: 'Who has done the smallest share of their roadmap first; who follows none comes last.',
  NAME: 'By name, whatever upper case and accents; who has none comes last.',
  LAST_ACTIVITY: 'Of whom nothing has been heard for longest first.',
});

const MenteeFilter = builder.inputType('MenteeFilter', {
  description: 'Which mentees are meant: those that fit all that is given.',
  fields: (t) => ({
    isStalled: t.boolean({ description: 'Whether they are stalled.' }),
    cohort: t.id({ description: 'In this cohort, which the mentor looks after.' }),
    text: t.string({
      description: `With this in the name or mail address, whatever upper case and accents; at most ${limits.searchText} characters.`,
    }),
  }),
});

builder.objectField(MentorType, 'mentees', (t) =>
  t.field({
    type: MenteeConnection,
    description:
      'The learners whom the mentor looks after, personally or in cohorts, each once. Where there are more than 2,000, one cohort is to be looked at after the other.',
    extensions: costs(200),
    args: {
      ...pageArguments,
      orderBy: t.arg({
        type: MenteeOrder,
        defaultValue: 'STALLED_LONGEST',
        description: 'What they are in order of.',
      }),
      filter: t.arg({ type: MenteeFilter, description: 'Which of them.' }),
    },
    resolve: async ({ value }, { orderBy, filter, ...pageArgs }, context) => {
      const { environment, curricula, actor } = context;
      const { cohort, text } = filter ?? {};
      if (text && text.length > limits.searchText)
        throw badInput(`\`filter.text\` is longer than ${limits.searchText} characters.`);
      const order = orderBy ?? 'STALLED_LONGEST';
      const wanted = {
        ...filter,
        cohort: cohort == null ? null : keyIn('Cohort', 'filter.cohort', cohort),
      };
      const asked = { mentor: value.id, orderBy: order, filter: wanted };
      const found = orForbid(await listMentees(environment, curricula, actor, asked));
      if (found.kind !== 'mentee-list') throw badInput(found.message);
      const name = `mentees ${value.id} ${order}`;
      const listing = {
        name,
        items: found.mentees,
        keyOf: ({ key }: { key: string | number }) => key,
      };
      return pageOf(listing, pageArgs, ({ learner }) => unplaced('Mentee', learner));
    },
  }),
);
