import {
  type ComparedCurricula,
  type CompareRevisionsInput as CompareInput,
  compareRevisions,
  effectsOf,
} from '../actions/compare-revisions.ts';
import type {
  CurriculaComparison,
  EffectStep,
  GoalEffect,
  GoalFate as GoalFateName,
  PlannedGoal,
} from '../planner/compare-curricula.ts';
import type { GoalRequest } from '../planner/request.ts';
import { invariant } from '../util/invariant.ts';
import { builder } from './builder.ts';
import { costs, expects } from './cost.ts';
import { placedCurriculum } from './curriculum.ts';
import { CurriculumDifferenceType, shownDifference } from './difference.ts';
import { enumOf } from './enum-of.ts';
import { orForbid } from './forbidden.ts';
import { GoalInput, GoalType } from './goal.ts';
import { pageArguments, pageOf } from './page.ts';
import { type Placed, placed, type Unplaced, unplaced } from './placed.ts';
import { ProofType } from './proof.ts';
import { CurriculumType, SkillType } from './refs.ts';
import { InvalidRequestType, refusedPlainly, UnknownNamesType } from './refusal.ts';

type Sides = Pick<ComparedCurricula, 'before' | 'after'>;

const GoalFate = enumOf<GoalFateName>('GoalFate', 'What a change means for a goal.', {
  NEW: 'It can be a goal only now.',
  GONE: 'It can be a goal no longer.',
  CHANGED: 'The cheapest way to it is another, or takes more or less.',
  SAME: 'The cheapest way to it has the same steps and hours.',
});

const EffectStepType = builder.objectRef<EffectStep>('EffectStep');

EffectStepType.implement({
  description: 'A step that the cheapest way to a goal gained or lost.',
  fields: (t) => ({
    key: t.exposeString('key', { description: '`functions@working`, `notes-app`.' }),
    title: t.exposeString('title', { description: 'What people call it.' }),
    hours: t.exposeFloat('hours', { description: 'Hours that it takes, or took.' }),
  }),
});

const PlannedGoalType = builder.objectRef<Placed<PlannedGoal>>('PlannedGoal');

PlannedGoalType.implement({
  description: 'What a goal takes whoever begins, the cheapest way.',
  fields: (t) => ({
    goals: t.field({
      type: [GoalType],
      description: 'The goal; several where one was split, all of them together.',
      extensions: expects(1),
      resolve: ({ published, value }) => value.goals.map((goal) => placed('Goal', published, goal)),
    }),
    hours: t.float({
      description: 'Hours from nothing on, without projects on the way.',
      resolve: ({ value }) => value.hours,
    }),
    stepCount: t.int({ description: 'Steps.', resolve: ({ value }) => value.stepCount }),
    proof: t.field({
      type: ProofType,
      description: 'How sure it is that it cannot be had for less.',
      resolve: ({ value }) => value.proof,
    }),
  }),
});

interface ShownEffect {
  readonly sides: Sides;
  readonly effect: GoalEffect;
}

const GoalEffectType = builder.objectRef<ShownEffect>('GoalEffect');

GoalEffectType.implement({
  description: 'What a change of the curriculum means for a goal of whoever begins.',
  fields: (t) => ({
    fate: t.field({
      type: GoalFate,
      description: 'What it means, in a word.',
      resolve: ({ effect }) => effect.fate,
    }),
    before: t.field({
      type: PlannedGoalType,
      nullable: true,
      description: 'What it took; null where it was no goal.',
      resolve: ({ sides, effect }) =>
        effect.before && placed('PlannedGoal', sides.before, effect.before),
    }),
    after: t.field({
      type: PlannedGoalType,
      nullable: true,
      description: 'What it takes now; null where it is no goal any longer.',
      resolve: ({ sides, effect }) =>
        effect.after && placed('PlannedGoal', sides.after, effect.after),
    }),
    stepsIn: t.field({
      type: [EffectStepType],
      description: 'Steps that the cheapest way has now and had not, by key.',
      extensions: expects(3),
      resolve: ({ effect }) => [...effect.stepsIn],
    }),
    stepsOut: t.field({
      type: [EffectStepType],
      description: 'Steps that the cheapest way had and has no longer, by key.',
      extensions: expects(3),
      resolve: ({ effect }) => [...effect.stepsOut],
    }),
    skillsClosed: t.field({
      type: [SkillType],
      description: 'Skills that are there still and through which no way leads any longer.',
      extensions: expects(2),
      resolve: ({ sides, effect }) =>
        effect.skillsClosed.map(({ slug }) =>
          placed('Skill', sides.before, sides.before.graph.skill(slug)!),
        ),
    }),
    skillsOpened: t.field({
      type: [SkillType],
      description: 'Skills that were there already and through which ways may lead now.',
      extensions: expects(2),
      resolve: ({ sides, effect }) =>
        effect.skillsOpened.map(({ slug }) =>
          placed('Skill', sides.after, sides.after.graph.skill(slug)!),
        ),
    }),
    says: t.string({
      description: 'The same in a sentence or two.',
      resolve: ({ effect }) => effect.says,
    }),
  }),
});

const GoalEffectConnection = builder.connectionObject(
  {
    type: GoalEffectType,
    name: 'GoalEffectConnection',
    description: 'A page of effects on goals.',
  },
  { name: 'GoalEffectEdge', description: 'What it means for a goal in a list.' },
);

interface ShownEffects {
  readonly sides: Sides;
  readonly comparison: CurriculaComparison;
}

export const CurriculumEffectsType = builder.objectRef<ShownEffects>('CurriculumEffects');

CurriculumEffectsType.implement({
  description:
    'What a change of the curriculum means for whoever begins: each goal is planned on both from nothing on, with the usual choices of the authors.',
  fields: (t) => ({
    summary: t.string({
      description: 'How many goals it touches, and how.',
      resolve: ({ comparison }) => comparison.summary,
    }),
    goals: t.field({
      type: GoalEffectConnection,
      description: 'What was asked for in its order, then career paths and projects, each by slug.',
      args: {
        fates: t.arg({
          type: [GoalFate],
          description: 'Only these; all where it is left out.',
        }),
        ...pageArguments,
      },
      resolve: ({ sides, comparison }, { fates, ...page }) => {
        const items = comparison.goals
          .map((effect, place) => ({ slug: String(place), place, effect }))
          .filter(({ effect }) => fates?.includes(effect.fate) ?? true);
        const listing = {
          name: 'goalEffects',
          items,
          keyOf: ({ place }: { place: number }) => place,
        };
        return pageOf(listing, page, ({ effect }) => ({ sides, effect }));
      },
    }),
    goalsLeftOut: t.int({
      description: 'Career paths and projects beyond the first 200 goals, which were not planned.',
      resolve: ({ comparison }) => comparison.goalsLeftOut,
    }),
  }),
});

/** What a difference means for whoever begins, as its type shows it; the goals are known to be some. */
export async function shownEffects(
  { before, after, kinship }: Pick<ComparedCurricula, 'before' | 'after' | 'kinship'>,
  goals: readonly GoalRequest[] = [],
): Promise<ShownEffects> {
  const graphs = { before: before.graph, after: after.graph, kinship };
  const comparison = await effectsOf(graphs, { goals });
  invariant(comparison.kind === 'curricula-comparison', 'the goals were read before');
  return { sides: { before, after }, comparison };
}

/** What planning all goals twice is worth, counted in objects. */
export const effectsCost = 2_000;

type Compared = Unplaced<
  { readonly compared: ComparedCurricula; readonly goals: readonly GoalRequest[] },
  'RevisionComparison'
>;

const RevisionComparisonType = builder.objectRef<Compared>('RevisionComparison');

RevisionComparisonType.implement({
  description: 'What one revision of a curriculum has otherwise than another, and what that means.',
  fields: (t) => ({
    from: t.field({
      type: CurriculumType,
      description: 'The curriculum as it was in the revision that was started from.',
      resolve: ({ value }) => placedCurriculum(value.compared.before),
    }),
    to: t.field({
      type: CurriculumType,
      description: 'The curriculum as it is in the revision that was looked at.',
      resolve: ({ value }) => placedCurriculum(value.compared.after),
    }),
    difference: t.field({
      type: CurriculumDifferenceType,
      description: 'What it has otherwise.',
      resolve: ({ value }) => shownDifference(value.compared),
    }),
    effects: t.field({
      type: CurriculumEffectsType,
      description: 'What that means for whoever begins. It is worked out when it is asked for.',
      extensions: costs(effectsCost),
      resolve: ({ value }) => shownEffects(value.compared, value.goals),
    }),
  }),
});

const CompareRevisionsInput = builder.inputType('CompareRevisionsInput', {
  description: 'Which revisions to compare.',
  fields: (t) => ({
    curriculum: t.string({ description: 'The default curriculum where it is left out.' }),
    from: t.int({
      description:
        'The number of the revision to start from; the one before `to` where it is left out.',
    }),
    to: t.int({
      description:
        'The number of the revision to look at, which may be the older one; the newest where it is left out.',
    }),
    goals: t.field({
      type: [GoalInput],
      defaultValue: [],
      description:
        'Goals whose `effects` to tell besides those on all career paths and projects, named as in either revision.',
    }),
  }),
});

const CompareRevisionsResult = builder.unionType('CompareRevisionsResult', {
  description: 'A comparison, or why there is none.',
  types: [RevisionComparisonType, UnknownNamesType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.queryField('compareRevisions', (t) =>
  t.field({
    type: CompareRevisionsResult,
    description:
      'What one revision of a curriculum has otherwise than another, by what it means, and what that means for whoever begins. Nothing is stored.',
    extensions: costs(1_000),
    args: {
      input: t.arg({
        type: CompareRevisionsInput,
        required: true,
        description: 'What is asked for.',
      }),
    },
    resolve: async (_root, { input }, { environment, curricula, actor }) => {
      const result = orForbid(
        await compareRevisions(environment, curricula, actor, input as CompareInput),
      );
      return result.kind === 'compared-curricula'
        ? unplaced('RevisionComparison', { compared: result, goals: input.goals ?? [] })
        : refusedPlainly(result);
    },
  }),
);
