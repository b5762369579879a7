import { type CompareGoalsInput as CompareInput, compareGoals } from '../actions/compare-goals.ts';
import type { GoalComparison, GoalCost, SharedHours } from '../planner/compare-goals.ts';
import { builder } from './builder.ts';
import { costs, expects } from './cost.ts';
import { orForbid, type Permitted } from './forbidden.ts';
import { GoalType } from './goal.ts';
import { type Placed, placed } from './placed.ts';
import { ProofType } from './proof.ts';
import { CompetencyType } from './refs.ts';
import {
  InvalidRequestType,
  type Refused,
  refused,
  UnknownNamesType,
  UnreachableGoalsType,
} from './refusal.ts';
import { placedCompetency } from './requirement.ts';
import { wishFields } from './wish-fields.ts';

const SharedHoursType = builder.objectRef<Placed<SharedHours>>('SharedHours');

SharedHoursType.implement({
  description: 'What a goal has in common with another one.',
  fields: (t) => ({
    goal: t.field({
      type: GoalType,
      description: 'The other goal.',
      resolve: ({ published, value }) => placed('Goal', published, value.goal),
    }),
    hours: t.float({
      description: 'Hours of what has to be learned for both when each is planned alone.',
      resolve: ({ value }) => value.hours,
    }),
  }),
});

const GoalCostType = builder.objectRef<Placed<GoalCost>>('GoalCost');

GoalCostType.implement({
  description: 'What one goal would cost from here.',
  fields: (t) => ({
    goal: t.field({
      type: GoalType,
      description: 'The goal.',
      resolve: ({ published, value }) => placed('Goal', published, value.goal),
    }),
    hours: t.float({
      description: 'Hours when it is the only goal, without projects on the way.',
      resolve: ({ value }) => value.hours,
    }),
    stepCount: t.int({
      description: 'Steps when it is the only goal.',
      resolve: ({ value }) => value.stepCount,
    }),
    extraHours: t.float({
      description: 'Hours that it adds to a joint plan of all the others.',
      resolve: ({ value }) => value.extraHours,
    }),
    sharesWith: t.field({
      type: [SharedHoursType],
      description: 'What it has in common with each of the other goals, in the order asked for.',
      extensions: expects(3),
      resolve: ({ published, value }) =>
        value.sharesWith.map((shared) => placed('SharedHours', published, shared)),
    }),
    partsAt: t.field({
      type: [CompetencyType],
      description:
        'Where it leaves what all goals share: what it goes on with, needing nothing but what is shared or known. In order of learning.',
      extensions: expects(5),
      resolve: ({ published, value }) =>
        value.partsAt.map((competency) => placedCompetency(published, competency)),
    }),
    proof: t.field({
      type: ProofType,
      description: 'How sure it is that it cannot be had for less.',
      resolve: ({ value }) => value.proof,
    }),
  }),
});

const GoalComparisonType =
  builder.objectRef<Placed<GoalComparison, 'GoalComparison'>>('GoalComparison');

GoalComparisonType.implement({
  description: 'What each goal would cost from here, and what they share.',
  fields: (t) => ({
    summary: t.string({
      description:
        'What they share, where they part and what they take together, in a few sentences.',
      resolve: ({ value }) => value.summary,
    }),
    goals: t.field({
      type: [GoalCostType],
      description: 'In the order in which they were asked for.',
      extensions: expects(4),
      resolve: ({ published, value }) =>
        value.goals.map((goal) => placed('GoalCost', published, goal)),
    }),
    totalHours: t.float({
      description: 'Hours for all goals together, planned jointly, without projects on the way.',
      resolve: ({ value }) => value.totalHours,
    }),
    shared: t.field({
      type: [CompetencyType],
      description:
        'What has to be learned for every one of the goals when it is planned alone, in order of learning.',
      extensions: expects(30),
      resolve: ({ published, value }) =>
        value.shared.map((competency) => placedCompetency(published, competency)),
    }),
    sharedHours: t.float({
      description: 'Hours of what they share.',
      resolve: ({ value }) => value.sharedHours,
    }),
  }),
});

const CompareGoalsInput = builder.inputType('CompareGoalsInput', {
  description: 'Which goals to compare, for whom. Names are as in `PlanRoadmapInput`.',
  fields: wishFields,
});

const CompareGoalsResult = builder.unionType('CompareGoalsResult', {
  description: 'A comparison, or why there is none.',
  types: [GoalComparisonType, UnknownNamesType, UnreachableGoalsType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.queryField('compareGoals', (t) =>
  t.field({
    type: CompareGoalsResult,
    description: 'What each goal would cost from here, and what they share. Nothing is stored.',
    extensions: costs(1_000),
    args: {
      input: t.arg({ type: CompareGoalsInput, required: true, description: 'What is asked for.' }),
    },
    resolve: async (_root, { input }, { environment, curricula, actor }) =>
      placedComparison(
        orForbid(await compareGoals(environment, curricula, actor, input as CompareInput)),
      ),
  }),
);

function placedComparison(
  compared: Permitted<Awaited<ReturnType<typeof compareGoals>>>,
): Placed<GoalComparison, 'GoalComparison'> | Refused {
  if (compared.kind !== 'answered') return refused(null, compared);
  const { published, result } = compared;
  return result.kind === 'goal-comparison'
    ? placed('GoalComparison', published, result)
    : refused(published, result);
}
