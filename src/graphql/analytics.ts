import {
  type AnalysedLearners,
  analyseGoalsOf,
  analyseLearners,
  analyseStructure,
  analyticsLimits,
  type UsedAlternative,
  usedAlternatives,
} from '../actions/analyse-curriculum.ts';
import type { PublishedCurriculum } from '../actions/curricula.ts';
import type { CurriculumFigures } from '../curriculum/analytics.ts';
import type { GoalFigures } from '../planner/analytics/analyse-goals.ts';
import type { Stall } from '../planner/analytics/learner-figures.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { costs, expects } from './cost.ts';
import { enumOf } from './enum-of.ts';
import { orForbid } from './forbidden.ts';
import { type Page, type PageArguments, pageArguments, pageOf } from './page.ts';
import { type Placed, placed } from './placed.ts';
import { levelOf, ProficiencyLevelType } from './proficiency-level.ts';
import {
  CompetencyType,
  CurriculumItemType,
  CurriculumType,
  type PlacedItem,
  RequirementType,
} from './refs.ts';
import { placedCompetency, placedRequirement } from './requirement.ts';

type PlacedFigures = Placed<CurriculumFigures>;

const CurriculumAnalyticsType = builder.objectRef<PlacedFigures>('CurriculumAnalytics');
const CompetencyChainType = builder.objectRef<Placed<readonly number[]>>('CompetencyChain');
const CompetencyAnalyticsType = builder.objectRef<Placed<CompetencyFigures>>('CompetencyAnalytics');
const GoalAnalyticsType = builder.objectRef<Placed<GoalFigures>>('GoalAnalytics');
const AlternativeAnalyticsType = builder.objectRef<Placed<UsedAlternative>>('AlternativeAnalytics');
const LearnerAnalyticsType = builder.objectRef<Placed<AnalysedLearners>>('LearnerAnalytics');
const StallType = builder.objectRef<Placed<Stall>>('Stall');

const CompetencyAnalyticsConnection = builder.connectionObject(
  {
    type: CompetencyAnalyticsType,
    name: 'CompetencyAnalyticsConnection',
    description: 'A page of competencies with their figures.',
  },
  { name: 'CompetencyAnalyticsEdge', description: 'A competency with its figures in a list.' },
);

/** One competency's, by the graph's number. */
interface CompetencyFigures {
  readonly slug: string;
  readonly node: number;
  readonly of: CurriculumFigures['competencies'];
}

type Figure = 'BLOCKS' | 'LEADS_TO' | 'DELAY' | 'CENTRALITY' | 'COMPLEXITY';

const columns = {
  BLOCKS: 'blocks',
  LEADS_TO: 'leadsTo',
  DELAY: 'delay',
  CENTRALITY: 'centrality',
  COMPLEXITY: 'complexity',
} as const satisfies Record<Figure, keyof CurriculumFigures['competencies']>;

const CompetencyFigure = enumOf<Figure>(
  'CompetencyFigure',
  'What competencies can be ordered by, the greatest first.',
  {
    BLOCKS: 'How many others cannot be held without it.',
    LEADS_TO: 'How many others may be reached through it.',
    DELAY: 'How long the longest chain through it is.',
    CENTRALITY: 'How much of the long chains leads through it.',
    COMPLEXITY: 'Blocking and delay together.',
  },
);

builder.objectField(CurriculumType, 'analytics', (t) =>
  t.field({
    type: CurriculumAnalyticsType,
    nullable: true,
    description: `How hard the curriculum is to get through and where, as Curricular Analytics measures it (Heileman, Abdallah, Slim and Hickman 2018). A course there is a competency here: a skill at each of its levels. Null where there are more than ${analyticsLimits.competencies} of them.`,
    extensions: costs(200),
    resolve: async ({ published }) => {
      const figures = await analyseStructure(published);
      return figures && placed('CurriculumAnalytics', published, figures);
    },
  }),
);

CurriculumAnalyticsType.implement({
  description: 'Figures for authors. Where nothing leaves a choice they are those of the textbook.',
  fields: (t) => ({
    complexity: t.int({
      description: 'The structural complexity: that of all competencies, summed up.',
      resolve: ({ value }) => value.complexity,
    }),
    longestChain: t.field({
      type: CompetencyChainType,
      description:
        'The most competencies that follow one another, choices made for what is held soonest.',
      resolve: ({ published, value }) => placed('CompetencyChain', published, value.longestChain),
    }),
    slowestChain: t.field({
      type: CompetencyChainType,
      description: 'Of the chains of competencies the one that takes most hours.',
      resolve: ({ published, value }) => placed('CompetencyChain', published, value.slowestChain),
    }),
    competencies: t.field({
      type: CompetencyAnalyticsConnection,
      description: 'All competencies, the greatest of the figure first.',
      args: {
        orderBy: t.arg({
          type: CompetencyFigure,
          defaultValue: 'COMPLEXITY',
          description: 'By which figure.',
        }),
        ...pageArguments,
      },
      resolve: ({ published, value }, args) => figuresPage(published, value, args),
    }),
    goals: t.field({
      type: [GoalAnalyticsType],
      description: `The cheapest way to each career path, then to each project, for who knows nothing yet; at most ${analyticsLimits.goals}.`,
      extensions: { ...expects(40), ...costs(500) },
      resolve: async ({ published }) =>
        (await analyseGoalsOf(published)).goals.map((goal) =>
          placed('GoalAnalytics', published, goal),
        ),
    }),
    alternatives: t.field({
      type: [AlternativeAnalyticsType],
      description:
        'Every option of every choice, and how often the cheapest ways to career paths and projects choose it.',
      args: {
        unchosenOnly: t.arg.boolean({
          defaultValue: false,
          description: 'Only those that no such way chooses, although the choice has to be made.',
        }),
      },
      extensions: { ...expects(40), ...costs(500) },
      resolve: async ({ published }, { unchosenOnly }) => {
        const all = usedAlternatives(published, (await analyseGoalsOf(published)).use);
        const wanted = all.filter(
          ({ decided, chosen }) => !unchosenOnly || (decided > 0 && chosen === 0),
        );
        return wanted.map((each) => placed('AlternativeAnalytics', published, each));
      },
    }),
    learners: t.field({
      type: LearnerAnalyticsType,
      description: `Where learners stand still and what they choose, from their evidence and the roadmaps that they follow. No figure is about fewer than ${analyticsLimits.people} people. For authors, and services with \`curricula:write\`.`,
      extensions: costs(1_000),
      resolve: async ({ published }, _args, context) => {
        const analysed = await learnersOf(published, context);
        return placed('LearnerAnalytics', published, analysed);
      },
    }),
  }),
});

CompetencyChainType.implement({
  description: 'Competencies of which each needs the one before it.',
  fields: (t) => ({
    competencies: t.field({
      type: [CompetencyType],
      description: 'In order, what is needed first first.',
      extensions: expects(20),
      resolve: ({ published, value }) =>
        value.map((node) => placedCompetency(published, published.graph.competencyOf(node))),
    }),
    hours: t.float({
      description: 'Of all of them together.',
      resolve: ({ published, value }) =>
        value.reduce((tenths, node) => tenths + published.graph.nodes.tenths[node]!, 0) / 10,
    }),
  }),
});

CompetencyAnalyticsType.implement({
  description: 'How much hangs on a competency.',
  fields: (t) => ({
    competency: t.field({
      type: CompetencyType,
      description: 'Which one.',
      resolve: ({ published, value }) =>
        placedCompetency(published, published.graph.competencyOf(value.node)),
    }),
    blocks: t.int({
      description:
        'The blocking factor: how many other competencies cannot be held without it, whatever is chosen.',
      resolve: ({ value: { of, node } }) => of.blocks[node]!,
    }),
    leadsTo: t.int({
      description:
        'The blocking factor if every choice fell on it: how many other competencies may be reached through it.',
      resolve: ({ value: { of, node } }) => of.leadsTo[node]!,
    }),
    delay: t.int({
      description:
        'The delay factor: how many competencies the longest chain through it has. Where there is a choice, chains lead through what can be held soonest.',
      resolve: ({ value: { of, node } }) => of.delay[node]!,
    }),
    centrality: t.float({
      nullable: true,
      description:
        'The summed lengths of all chains through it from a competency that needs nothing to one that nothing needs, choices made as for `delay`; 0 at the ends. Null where there are too many to count.',
      resolve: ({ value: { of, node } }) => {
        const centrality = of.centrality[node]!;
        return Number.isFinite(centrality) ? centrality : null;
      },
    }),
    complexity: t.int({
      description: '`blocks` and `delay` together.',
      resolve: ({ value: { of, node } }) => of.complexity[node]!,
    }),
  }),
});

function figuresPage(
  published: PublishedCurriculum,
  { competencies: of }: CurriculumFigures,
  args: PageArguments & { readonly orderBy?: Figure | null | undefined },
): Page<Placed<CompetencyFigures>> {
  const order = args.orderBy ?? 'COMPLEXITY';
  const column = of[columns[order]];
  const keyOf = (node: number) => Math.min(column[node]!, Number.MAX_VALUE);
  const items = Array.from(of.blocks, (_, node) => ({
    slug: published.graph.keyOf(node),
    node,
    of,
  })).sort((one, other) => keyOf(other.node) - keyOf(one.node) || (one.slug > other.slug ? -1 : 1));
  const listing = {
    name: `analytics ${order}`,
    items,
    keyOf: ({ node }: CompetencyFigures) => keyOf(node),
    isDescending: true,
  };
  return pageOf(listing, args, (item) => placed('CompetencyAnalytics', published, item));
}

GoalAnalyticsType.implement({
  description: 'The cheapest way to a career path or project for somebody who knows nothing yet.',
  fields: (t) => ({
    goal: t.field({
      type: CurriculumItemType,
      description: 'The career path or project.',
      resolve: ({ published, value: { subject } }) =>
        subject.kind === 'careerPath'
          ? placed('CareerPath', published, subject.careerPath)
          : placed('Project', published, subject.project),
    }),
    hours: t.float({ description: 'Of all steps.', resolve: ({ value }) => value.hours }),
    isProven: t.boolean({
      description: 'Whether no other way is cheaper, for certain.',
      resolve: ({ value }) => value.isProven,
    }),
    competencies: t.int({
      description: 'How many there are to gain.',
      resolve: ({ value }) => value.competencies,
    }),
    complexity: t.int({
      description:
        'The structural complexity of the way: the blocking and delay factors of the competencies on it among themselves, summed up.',
      resolve: ({ value }) => value.complexity,
    }),
    longestChainHours: t.float({
      description: 'The hours of what can only be done one after the other.',
      resolve: ({ value }) => value.longestChain.hours,
    }),
    longestChain: t.stringList({
      description: 'The keys of these steps, in order: `functions@working`.',
      extensions: expects(15),
      resolve: ({ value }) => value.longestChain.steps.map(({ key }) => key),
    }),
  }),
});

AlternativeAnalyticsType.implement({
  description: 'An option of a requirement that leaves a choice.',
  fields: (t) => ({
    option: t.field({
      type: RequirementType,
      description: 'The option.',
      resolve: ({ published, value }) => placedRequirement(published, value.option),
    }),
    choice: t.field({
      type: RequirementType,
      description: 'The requirement that leaves the choice.',
      resolve: ({ published, value }) => placedRequirement(published, value.choice),
    }),
    neededBy: t.field({
      type: CurriculumItemType,
      description: 'Whose requirement it is.',
      resolve: ({ published, value }) => placedItem(published, value.owner),
    }),
    neededByLevel: t.field({
      type: ProficiencyLevelType,
      nullable: true,
      description: 'At which level it is, where it is that of a skill.',
      resolve: ({ published, value: { owner } }) =>
        owner < published.graph.nodes.firstProject
          ? levelOf(published, published.graph.competencyOf(owner).level)
          : null,
    }),
    decided: t.int({
      description: 'How often the choice had to be decided.',
      resolve: ({ value }) => value.decided,
    }),
    chosen: t.int({
      description: 'How often the option was chosen then.',
      resolve: ({ value }) => value.chosen,
    }),
  }),
});

function placedItem(published: PublishedCurriculum, owner: number): PlacedItem {
  const subject = published.graph.subjectOf(owner);
  switch (subject.kind) {
    case 'project':
      return placed('Project', published, subject.project);
    case 'careerPath':
      return placed('CareerPath', published, subject.careerPath);
    default:
      return placed(
        'Skill',
        published,
        published.graph.skill(published.graph.competencyOf(owner).skill)!,
      );
  }
}

async function learnersOf(
  published: PublishedCurriculum,
  { environment, curricula, actor }: Context,
): Promise<AnalysedLearners> {
  return orForbid(await analyseLearners(environment, curricula, actor, published));
}

LearnerAnalyticsType.implement({
  description: `Figures about those who follow a roadmap on the curriculum, none of them about fewer than ${analyticsLimits.people} people.`,
  fields: (t) => ({
    followers: t.int({
      nullable: true,
      description: `How many there are; null where they are fewer than ${analyticsLimits.people}.`,
      resolve: ({ value: { followers } }) =>
        followers >= analyticsLimits.people ? followers : null,
    }),
    counted: t.int({
      nullable: true,
      description: `How many of them the figures are about: the first ${analyticsLimits.followers} who came.`,
      resolve: ({ value: { figures } }) =>
        figures.followers >= analyticsLimits.people ? figures.followers : null,
    }),
    stalls: t.field({
      type: [StallType],
      description:
        'Where learners stand still, at most 100 steps: those with most people waiting first.',
      extensions: expects(30),
      resolve: ({ published, value }) =>
        value.figures.stalls.slice(0, 100).map((stall) => placed('Stall', published, stall)),
    }),
    alternatives: t.field({
      type: [AlternativeAnalyticsType],
      description: `The options of all choices that at least ${analyticsLimits.people} of them had to decide, and that none or at least ${analyticsLimits.people} chose.`,
      extensions: expects(40),
      resolve: ({ published, value: { figures } }) =>
        usedAlternatives(published, figures.use)
          .filter(
            ({ decided, chosen }) =>
              decided >= analyticsLimits.people &&
              (chosen === 0 || chosen >= analyticsLimits.people),
          )
          .map((each) => placed('AlternativeAnalytics', published, each)),
    }),
  }),
});

StallType.implement({
  description: `Where learners stand still. A figure about fewer than ${analyticsLimits.people} people is null.`,
  fields: (t) => ({
    key: t.string({
      description: 'The key of the step: `functions@working`, `notes-app`.',
      resolve: ({ value }) => value.key,
    }),
    competency: t.field({
      type: CompetencyType,
      nullable: true,
      description: 'What it teaches; null where it is a project, or gone.',
      resolve: ({ published, value }) => {
        const [skill, level] = value.key.split('@') as [string, string?];
        const competency = level === undefined ? null : { skill, level };
        const isThere = competency && published.graph.nodeOfCompetency(competency) !== undefined;
        return isThere ? placedCompetency(published, competency) : null;
      },
    }),
    waiting: t.int({
      nullable: true,
      description: 'How many have it as the next step of the roadmap that they follow.',
      resolve: ({ value }) => value.waiting,
    }),
    medianDays: t.int({
      nullable: true,
      description: 'For how many days half of these have made no progress, or for longer.',
      resolve: ({ value }) => value.medianDays,
    }),
    notHeld: t.int({
      nullable: true,
      description: 'How many were found not to hold it and do not hold it yet.',
      resolve: ({ value }) => value.notHeld,
    }),
    overcome: t.int({
      nullable: true,
      description: 'How many were found not to hold it once and hold it by now.',
      resolve: ({ value }) => value.overcome,
    }),
  }),
});
