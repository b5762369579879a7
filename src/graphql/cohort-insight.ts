import {
  bottlenecksOf,
  type CohortInsight,
  cohortInsight,
  learningGroupsOf,
  progressInCohort,
  workshopFor,
  workshopLimits,
} from '../actions/cohort-insight.ts';
import { weeklyReport } from '../actions/weekly-report.ts';
import { type ReportFormatName, reportFormats } from '../exchange/report/index.ts';
import type { Bottleneck } from '../planner/cohort/bottlenecks.ts';
import type { ProgressDistribution } from '../planner/cohort/distribution.ts';
import type { LearningGroup } from '../planner/cohort/learn-together.ts';
import type { Workshop } from '../planner/cohort/workshop.ts';
import { badInput } from './bad-input.ts';
import { builder } from './builder.ts';
import { learnersOf } from './cohort.ts';
import { costs, expects } from './cost.ts';
import { placedCurriculum } from './curriculum.ts';
import { enumOf } from './enum-of.ts';
import { orForbid } from './forbidden.ts';
import { limits } from './limits.ts';
import { type Placed, placed } from './placed.ts';
import { CohortType, CompetencyType, CurriculumType, LearnerType } from './refs.ts';
import { placedCompetency } from './requirement.ts';
import { curriculumArgument, requireCurriculum } from './which-curriculum.ts';

const DistributionType = builder.objectRef<ProgressDistribution>('ProgressDistribution');

DistributionType.implement({
  description:
    'How far the members of a cohort have come on their roadmaps. Shares are of hours, from 0 to 1.',
  fields: (t) => ({
    memberCount: t.exposeInt('members', { description: 'How many members there are.' }),
    plannedCount: t.exposeInt('planned', {
      description: 'How many of them follow a roadmap; all figures below are of these.',
    }),
    finishedCount: t.exposeInt('finished', { description: 'How many have done all of it.' }),
    histogram: t.intList({
      description:
        'How many have done from nothing up to a tenth, and so on in ten steps; those who have done all of it are in the last.',
      resolve: ({ histogram }) => [...histogram],
    }),
    deciles: t.floatList({
      description:
        'What one, two, … nine tenths of the members have done at the most; none where nobody follows a roadmap.',
      resolve: ({ deciles }) => [...deciles],
    }),
    median: t.exposeFloat('median', {
      nullable: true,
      description: 'What half of them have done at the most; null where nobody follows a roadmap.',
    }),
    mean: t.exposeFloat('mean', {
      nullable: true,
      description: 'What they have done on average; null where nobody follows a roadmap.',
    }),
    text: t.exposeString('text', { description: 'The same in a few sentences.' }),
  }),
});

const BottleneckType = builder.objectRef<Placed<Bottleneck>>('Bottleneck');

BottleneckType.implement({
  description: 'A competency that members lack, and what of their roadmaps waits for it.',
  fields: (t) => ({
    competency: t.field({
      type: CompetencyType,
      description: 'What they lack.',
      resolve: ({ published, value }) => placedCompetency(published, value.competency),
    }),
    learnerCount: t.int({
      description: 'How many lack it and have it on their roadmap.',
      resolve: ({ value }) => value.learners.length,
    }),
    readyCount: t.int({
      description: 'How many of them have all that it needs.',
      resolve: ({ value }) => value.ready.length,
    }),
    learners: t.field({
      type: [LearnerType],
      description: 'Who lacks it.',
      extensions: expects(20),
      resolve: ({ value }, _args, context) => learnersOf(context, value.learners),
    }),
    hoursBlocked: t.float({
      description:
        'The hours of the steps that wait for it, directly or by way of others, summed over all of them.',
      resolve: ({ value }) => value.hoursBlocked,
    }),
    text: t.string({
      description: 'The same in a few sentences.',
      resolve: ({ value }) => value.text,
    }),
  }),
});

const LearningGroupType = builder.objectRef<Placed<LearningGroup>>('LearningGroup');

LearningGroupType.implement({
  description: 'Members who can learn the same thing now.',
  fields: (t) => ({
    competency: t.field({
      type: CompetencyType,
      description: 'What they can learn.',
      resolve: ({ published, value }) => placedCompetency(published, value.competency),
    }),
    learnerCount: t.int({
      description: 'How many they are, at least two.',
      resolve: ({ value }) => value.learners.length,
    }),
    learners: t.field({
      type: [LearnerType],
      description: 'Who they are; somebody may be in several groups.',
      extensions: expects(20),
      resolve: ({ value }, _args, context) => learnersOf(context, value.learners),
    }),
    hours: t.float({
      description: 'How long it takes each of them.',
      resolve: ({ value }) => value.hours,
    }),
    text: t.string({
      description: 'The same as a sentence.',
      resolve: ({ value }) => value.text,
    }),
  }),
});

const WorkshopType = builder.objectRef<Placed<Workshop>>('Workshop');

WorkshopType.implement({
  description:
    'What to teach several members at once, so that most of what waits need wait no longer.',
  fields: (t) => ({
    teaches: t.field({
      type: [CompetencyType],
      description: 'What it teaches, that which less comes before first.',
      extensions: expects(2),
      resolve: ({ published, value }) =>
        value.teaches.map((competency) => placedCompetency(published, competency)),
    }),
    hours: t.float({
      description: 'How long all of it takes.',
      resolve: ({ value }) => value.hours,
    }),
    learnerCount: t.int({
      description: 'How many members learn something there.',
      resolve: ({ value }) => value.learners.length,
    }),
    learners: t.field({
      type: [LearnerType],
      description: 'Who they are: who lacks it, and has or is taught before all that it needs.',
      extensions: expects(20),
      resolve: ({ value }, _args, context) => learnersOf(context, value.learners),
    }),
    learnerHoursUnblocked: t.float({
      description: 'The hours of the steps that wait for what they learn, summed over them.',
      resolve: ({ value }) => value.learnerHoursUnblocked,
    }),
    learnerHoursReady: t.float({
      description:
        'Of these, the hours of what can be begun right after, since nothing else is missing.',
      resolve: ({ value }) => value.learnerHoursReady,
    }),
    isProven: t.boolean({
      description:
        'Whether no other workshop within the limits unblocks more, of those on the 32 competencies that could unblock most each by itself.',
      resolve: ({ value }) => value.isProven,
    }),
    learnerHoursAtMost: t.float({
      description: 'What no such workshop can unblock more than.',
      resolve: ({ value }) => value.learnerHoursAtMost,
    }),
    text: t.string({
      description: 'The same in a few sentences.',
      resolve: ({ value }) => value.text,
    }),
  }),
});

const CohortInsightType = builder.objectRef<CohortInsight>('CohortInsight');

/** The first so many of a list that is there as a whole. */
function firstOf<Item>(items: readonly Item[], first: number | null | undefined): readonly Item[] {
  const size = first ?? limits.pageByDefault;
  if (size < 1 || size > limits.page)
    throw badInput(`\`first\` is ${size}: it must be from 1 to ${limits.page}.`);
  return items.slice(0, size);
}

CohortInsightType.implement({
  description:
    'What can be found out about a cohort from the roadmaps that its members follow on one curriculum.',
  fields: (t) => ({
    curriculum: t.field({
      type: CurriculumType,
      description: 'The curriculum; who follows a roadmap on another one counts as following none.',
      resolve: ({ published }) => placedCurriculum(published),
    }),
    progress: t.field({
      type: DistributionType,
      description: 'How far the members have come.',
      resolve: (insight) => progressInCohort(insight),
    }),
    bottlenecks: t.field({
      type: [BottleneckType],
      description: 'The competencies for which most hours of most members wait, these first.',
      extensions: expects(10),
      args: {
        first: t.arg.int({ defaultValue: 10, description: `How many, 1 to ${limits.page}.` }),
      },
      resolve: async (insight, { first }) =>
        firstOf(await bottlenecksOf(insight), first).map((each) =>
          placed('Bottleneck', insight.published, each),
        ),
    }),
    learningGroups: t.field({
      type: [LearningGroupType],
      description: 'Who can learn what together now, the largest groups first.',
      extensions: expects(10),
      args: {
        first: t.arg.int({ defaultValue: 10, description: `How many, 1 to ${limits.page}.` }),
      },
      resolve: async (insight, { first }) =>
        firstOf(await learningGroupsOf(insight), first).map((each) =>
          placed('LearningGroup', insight.published, each),
        ),
    }),
    workshop: t.field({
      type: WorkshopType,
      nullable: true,
      description:
        'The workshop that unblocks most learner-hours; null where nothing that fits unblocks anything.',
      extensions: costs(200),
      args: {
        hours: t.arg.float({
          defaultValue: 8,
          description: `How long it may be, up to ${workshopLimits.hours} hours.`,
        }),
        competencies: t.arg.int({
          defaultValue: 2,
          description: `How many competencies it may teach, 1 to ${workshopLimits.competencies}.`,
        }),
      },
      resolve: async (insight, { hours, competencies }) => {
        const wanted = { hours: hours ?? 8, competenciesMax: competencies ?? 2 };
        const found = await workshopFor(insight, wanted);
        if (found.kind !== 'workshop-found') throw badInput(found.message);
        return found.workshop && placed('Workshop', insight.published, found.workshop);
      },
    }),
  }),
});

builder.objectField(CohortType, 'insight', (t) =>
  t.field({
    type: CohortInsightType,
    description: 'What holds its members up, who can learn together, and what to teach them.',
    extensions: costs(200),
    args: curriculumArgument,
    resolve: async ({ value: cohort }, args, context) => {
      const { environment, curricula, actor } = context;
      const published = requireCurriculum(context, args);
      return orForbid(await cohortInsight(environment, curricula, actor, { cohort, published }));
    },
  }),
);

const ReportFormat = enumOf(
  'ReportFormat',
  'A way to write the report of a cohort down as text.',
  Object.fromEntries(
    reportFormats.map(({ name, description, mediaType }) => [
      name,
      `${description} Its media type is \`${mediaType}\`.`,
    ]),
  ) as Record<ReportFormatName, string>,
);

builder.objectField(CohortType, 'weeklyReport', (t) =>
  t.string({
    description:
      'What happened in the cohort in a week, and what would help most at its end: who moved, who is stuck, what is next, and a workshop of a day. It rests on what had come about by the end of the week, on the roadmaps that were followed then as they are planned by now, and on the members of now.',
    extensions: costs(500),
    args: {
      ...curriculumArgument,
      week: t.arg({
        type: 'Date',
        required: true,
        description: 'Any day of the week, which is from Monday to Sunday, in UTC.',
      }),
      as: t.arg({ type: ReportFormat, defaultValue: 'MARKDOWN', description: 'How to write it.' }),
    },
    resolve: async ({ value: cohort }, { week, as, ...args }, context) => {
      const { environment, curricula, actor } = context;
      const published = requireCurriculum(context, args);
      const input = { cohort, published, week, as: as ?? 'MARKDOWN' };
      const result = orForbid(await weeklyReport(environment, curricula, actor, input));
      if (result.kind !== 'report-written') throw badInput(result.message);
      return result.text;
    },
  }),
);
