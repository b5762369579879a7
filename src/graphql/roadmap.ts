import type { PublishedCurriculum } from '../actions/curricula.ts';
import { explainChoices } from '../actions/explain-choices.ts';
import { fingerprintOf } from '../actions/plan-for-learner.ts';
import { type PlanRoadmapInput as PlanInput, planRoadmap } from '../actions/plan-roadmap.ts';
import { proveOrder } from '../actions/prove-order.ts';
import type { PlanRequest } from '../planner/request.ts';
import type { Roadmap } from '../planner/roadmap.ts';
import { AdviceType } from './advice.ts';
import { builder } from './builder.ts';
import { costs, expects } from './cost.ts';
import { placedCurriculum } from './curriculum.ts';
import { orForbid, type Permitted } from './forbidden.ts';
import { GoalType } from './goal.ts';
import { KnownCompetencyType } from './known-competency.ts';
import { LatenessType } from './lateness.ts';
import { LongestChainType } from './longest-chain.ts';
import { MilestoneType } from './milestone.ts';
import { Objective } from './objective.ts';
import { type OnRoadmap, onSameRoadmap } from './on-roadmap.ts';
import { OrderProofType } from './order-proof.ts';
import { PauseInput } from './pause.ts';
import { placed } from './placed.ts';
import { ProofType } from './proof.ts';
import { ChoiceType, CurriculumType, StepType } from './refs.ts';
import {
  InvalidRequestType,
  type Refused,
  refused,
  UnknownNamesType,
  UnreachableGoalsType,
} from './refusal.ts';
import { RoadmapChangesType } from './roadmap-changes.ts';
import { RoadmapFormat, rendered } from './roadmap-format.ts';
import { roadmapFields, wishFields } from './wish-fields.ts';

export const RoadmapType = builder.objectRef<OnRoadmap<Roadmap, 'Roadmap'>>('Roadmap');

RoadmapType.implement({
  description:
    'The ordered answer of the planner: what to learn and build, in which order and why.',
  fields: (t) => ({
    curriculum: t.field({
      type: CurriculumType,
      description: 'What it was planned on, at that revision.',
      resolve: ({ published }) => placedCurriculum(published),
    }),
    revision: t.int({
      description: 'The revision that it was planned on.',
      resolve: ({ published }) => published.revision.number,
    }),
    fingerprint: t.string({
      description:
        'What tells it from every other roadmap: its revision and its steps in order. Who names it to `adoptRoadmap` adopts what was shown.',
      resolve: ({ published, value }) => fingerprintOf(published, value),
    }),
    objective: t.field({
      type: Objective,
      description: 'What its order is good at.',
      resolve: ({ value }) => value.objective,
    }),
    goals: t.field({
      type: [GoalType],
      description: 'What it leads to.',
      extensions: expects(2),
      resolve: ({ published, value }) => value.goals.map((goal) => placed('Goal', published, goal)),
    }),
    summary: t.string({
      description: 'The whole roadmap in a few sentences.',
      resolve: ({ value }) => value.summary,
    }),
    totalHours: t.float({
      description: 'Hours of all steps together.',
      resolve: ({ value }) => value.totalHours,
    }),
    proof: t.field({
      type: ProofType,
      description: 'How sure it is that no choice of skills takes fewer hours.',
      resolve: ({ value }) => value.proof,
    }),
    orderProof: t.field({
      type: OrderProofType,
      description: 'How far its order can be from the best; worked out only where it is asked for.',
      extensions: costs(50),
      resolve: ({ published, value }) => proveOrder(published.graph, value),
    }),
    steps: t.field({
      type: [StepType],
      description: 'In the order to take them: what a step needs comes before it.',
      extensions: expects(100),
      resolve: (roadmap) => roadmap.value.steps.map((step) => onSameRoadmap(roadmap, 'Step', step)),
    }),
    milestones: t.field({
      type: [MilestoneType],
      description: 'The same steps, in the same order, by what they finish together.',
      extensions: expects(10),
      resolve: (roadmap) =>
        roadmap.value.milestones.map((milestone) => onSameRoadmap(roadmap, 'Milestone', milestone)),
    }),
    readyNow: t.field({
      type: [StepType],
      description: 'The steps that can be taken at once.',
      extensions: expects(10),
      resolve: (roadmap) =>
        roadmap.value.readyNow.map((step) => onSameRoadmap(roadmap, 'Step', step)),
    }),
    choices: t.field({
      type: [ChoiceType],
      description: 'What the planner decided where a requirement left a choice.',
      extensions: expects(10),
      resolve: (roadmap) =>
        roadmap.value.choices.map((choice) => onSameRoadmap(roadmap, 'Choice', choice)),
    }),
    longestChain: t.field({
      type: LongestChainType,
      description: 'The steps that take longest of those that can only follow one another.',
      resolve: (roadmap) => onSameRoadmap(roadmap, 'LongestChain', roadmap.value.longestChain),
    }),
    known: t.field({
      type: [KnownCompetencyType],
      description: 'What the learner holds already, as it was understood.',
      extensions: expects(20),
      resolve: ({ published, value }) =>
        value.known.map((known) => placed('KnownCompetency', published, known)),
    }),
    advice: t.field({
      type: [AdviceType],
      description: "The author's advice for this situation.",
      extensions: expects(3),
      resolve: ({ published, value }) =>
        value.advice.map((advice) => placed('Advice', published, advice)),
    }),
    changes: t.field({
      type: RoadmapChangesType,
      nullable: true,
      description:
        'What is different from the roadmap whose order was to be kept; null where none was.',
      resolve: (roadmap) =>
        roadmap.value.changes && onSameRoadmap(roadmap, 'RoadmapChanges', roadmap.value.changes),
    }),
    weeks: t.int({
      nullable: true,
      description: 'How many weeks it takes; null without hours a week.',
      resolve: ({ value }) => value.schedule?.weeks ?? null,
    }),
    startsOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'The first day; null without one.',
      resolve: ({ value }) => value.schedule?.startsOn ?? null,
    }),
    finishesOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day; null without hours a week and a first day.',
      resolve: ({ value }) => value.schedule?.finishesOn ?? null,
    }),
    fits: t.boolean({
      description:
        'Whether every date that was asked for is kept, by all goals; true where none was.',
      resolve: ({ value }) => value.schedule?.fits ?? true,
    }),
    deferred: t.field({
      type: [GoalType],
      description:
        'The goals whose date is not kept. Those that are kept weigh as much together as can be, by their importance; these are left out of the roadmap for their sake. Where not one date can be kept, none is left out: the roadmap leads to all goals, in the fewest hours. A goal without a date of its own is due by `finishBy`; without that it is never left out, and comes last.',
      extensions: expects(1),
      resolve: ({ published, value }) =>
        (value.schedule?.deferred ?? []).map((goal) => placed('Goal', published, goal)),
    }),
    deferredIsProven: t.boolean({
      description:
        'Whether it is proven that no other goals weigh more together and keep their dates.',
      resolve: ({ value }) => value.schedule?.deferredIsProven ?? true,
    }),
    lateness: t.field({
      type: [LatenessType],
      description: 'For each goal in `deferred` why it is late, and which dates would do.',
      extensions: expects(1),
      resolve: ({ published, value }) =>
        (value.schedule?.lateness ?? []).map((late) => placed('Lateness', published, late)),
    }),
    earliestFinishForAll: t.field({
      type: 'Date',
      nullable: true,
      description:
        'The day on which all goals, those in `deferred` too, and all pins could be reached at the earliest with these hours a week, preferences and projects to practise left aside; null without hours a week and a first day.',
      resolve: ({ value }) => value.schedule?.earliestFinishForAll ?? null,
    }),
    hoursPerWeekNeeded: t.float({
      nullable: true,
      description:
        'The fewest hours a week, to a hundredth, with which nothing is deferred; null where no date was asked for or no week has enough.',
      resolve: ({ value }) => value.schedule?.hoursPerWeekNeeded ?? null,
    }),
    render: t.string({
      description:
        'The whole roadmap as one text, to keep, to show or to hand on. The same roadmap is the same text, byte for byte; choices are without prices.',
      extensions: costs(500),
      args: {
        as: t.arg({ type: RoadmapFormat, required: true, description: 'How to write it.' }),
      },
      resolve: ({ published, value }, { as }, context) => rendered(published, value, as, context),
    }),
  }),
});

const PlanRoadmapInput = builder.inputType('PlanRoadmapInput', {
  description:
    'What a learner wants, knows and likes. Names are slugs; where a skill may be meant at a level, `slug@level` means that level.',
  fields: (t) => ({
    ...wishFields(t),
    pins: t.stringList({
      defaultValue: [],
      description: 'Skills and projects to have on the roadmap in any case.',
    }),
    ...roadmapFields(t),
    keepOrder: t.stringList({
      defaultValue: [],
      description:
        'Keys of the steps of an earlier roadmap, to change its order as little as possible.',
    }),
    hoursPerWeek: t.float({
      description: 'Hours a week that there are for learning, from 0.01 to 168.',
    }),
    startOn: t.field({ type: 'Date', description: 'The first day.' }),
    finishBy: t.field({ type: 'Date', description: 'The last day on which all should be done.' }),
    pauses: t.field({
      type: [PauseInput],
      defaultValue: [],
      description: 'Days on which nothing is learned.',
    }),
  }),
});

export const PlanRoadmapResult = builder.unionType('PlanRoadmapResult', {
  description: 'A roadmap, or why there is none.',
  types: [RoadmapType, UnknownNamesType, UnreachableGoalsType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.queryField('planRoadmap', (t) =>
  t.field({
    type: PlanRoadmapResult,
    description:
      'Works out what to learn, in which order and why. The same request on the same revision gets the same answer; nothing is stored.',
    extensions: costs(500),
    args: {
      input: t.arg({ type: PlanRoadmapInput, required: true, description: 'What is asked for.' }),
    },
    resolve: async (_root, { input }, { environment, curricula, actor }) =>
      placedPlan(orForbid(await planRoadmap(environment, curricula, actor, input as PlanInput))),
  }),
);

function placedPlan(
  plan: Permitted<Awaited<ReturnType<typeof planRoadmap>>>,
): OnRoadmap<Roadmap, 'Roadmap'> | Refused {
  if (plan.kind !== 'answered') return refused(null, plan);
  const { published, request, result } = plan;
  if (result.kind !== 'roadmap') return refused(published, result);
  return placedRoadmap(published, request, result);
}

/** A roadmap that was planned for a request. */
export function placedRoadmap(
  published: PublishedCurriculum,
  request: PlanRequest,
  value: Roadmap,
): OnRoadmap<Roadmap, 'Roadmap'> {
  const explain: OnRoadmap<Roadmap>['explain'] = async (choice) =>
    (await explainChoices(published.graph, request, value)).get(choice)!;
  return { type: 'Roadmap', published, explain, value };
}
