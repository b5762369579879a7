import { type AnswerPlacementResult, answerPlacement } from '../actions/answer-placement.ts';
import {
  type CheckPlacementInput as CheckInput,
  checkPlacement,
  placementLimits,
} from '../actions/check-placement.ts';
import type { PublishedCurriculum } from '../actions/curricula.ts';
import {
  type FoundPlacement,
  findPlacement,
  openPlacement,
  type PlacementStanding,
  placementEstimates,
} from '../actions/find-placement.ts';
import { type StartPlacementResult, startPlacement } from '../actions/start-placement.ts';
import { competencyKey } from '../curriculum/requirement.ts';
import type {
  Estimate,
  PlacementAnswer,
  PlacementRequest,
} from '../planner/placement/placement.ts';
import type { Question } from '../planner/placement/question.ts';
import { builder } from './builder.ts';
import { costs, expects } from './cost.ts';
import { placedCurriculum } from './curriculum.ts';
import { enumOf } from './enum-of.ts';
import { learnerFields, learnerNamed } from './external-id.ts';
import { orForbid, type Permitted } from './forbidden.ts';
import { GoalInput } from './goal.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { findsNode, globalId, keysIn } from './ids.ts';
import { CompetencyInput } from './known-competency.ts';
import { forgetAll } from './loaders.ts';
import { type Placed, placed, typeOfPlaced, type Unplaced, unplaced } from './placed.ts';
import { readableLearner } from './readable-learner.ts';
import { CompetencyType, CurriculumType, LearnerType, NodeType } from './refs.ts';
import {
  InvalidRequestType,
  KeyConflictType,
  RefusalType,
  refusedPlainly,
  UnknownNamesType,
} from './refusal.ts';
import { placedCompetency } from './requirement.ts';

/** Where a placement stands, kept or not; its request tells again what it takes for likely. */
interface Stood {
  readonly standing: PlacementStanding;
  readonly request: PlacementRequest;
}

const AnswerKind = enumOf<PlacementAnswer['holds']>('PlacementAnswerKind', 'What was answered.', {
  YES: 'That the learner holds it.',
  NO: 'That the learner does not hold it.',
  UNSURE: 'Neither.',
});

const PlacementStop = enumOf<NonNullable<PlacementStanding['stopped']>>(
  'PlacementStop',
  'Why nothing is asked any more.',
  {
    SURE: 'Enough of what matters is likely judged rightly.',
    NOTHING_WORTH_ASKING: 'No further question would tell much.',
    ENOUGH_ASKED: 'As many questions were asked as may be.',
  },
);

const QuestionType = builder.objectRef<Placed<Question>>('PlacementQuestion');

QuestionType.implement({
  description: 'What a learner is asked: whether they hold one competency.',
  fields: (t) => ({
    key: t.string({
      description: 'Names the question, for the answer to it: `functions@working`.',
      resolve: ({ value }) => competencyKey(value.competency),
    }),
    competency: t.field({
      type: CompetencyType,
      description: 'What it is about.',
      resolve: ({ published, value }) => placedCompetency(published, value.competency),
    }),
    text: t.string({
      description: 'The question, to be answered with yes, no or unsure.',
      resolve: ({ value }) => value.text,
    }),
    criteria: t.stringList({
      description: 'What someone does who holds it, as the author wrote it; may be empty.',
      resolve: ({ value }) => [...value.criteria],
    }),
  }),
});

const EstimateType = builder.objectRef<Placed<Estimate>>('PlacementEstimate');

EstimateType.implement({
  description: 'How likely it is by now that the learner holds a competency.',
  fields: (t) => ({
    competency: t.field({
      type: CompetencyType,
      description: 'The competency.',
      resolve: ({ published, value }) => placedCompetency(published, value.competency),
    }),
    probability: t.float({
      description: 'That the learner holds it, from 0 to 1.',
      resolve: ({ value }) => value.probability,
    }),
    holds: t.boolean({
      nullable: true,
      description: 'What it is taken for; null where it is too close to call.',
      resolve: ({ value }) => value.holds,
    }),
  }),
});

const StandingType = builder.interfaceRef<Placed<Stood>>('PlacementStanding');

StandingType.implement({
  description: 'Where a placement stands after its answers, and what to ask next.',
  resolveType: typeOfPlaced,
  fields: (t) => ({
    question: t.field({
      type: QuestionType,
      nullable: true,
      description: 'What is asked now; null where it is done.',
      resolve: ({ published, value: { standing } }) =>
        standing.question && placed('PlacementQuestion', published, standing.question),
    }),
    isDone: t.boolean({
      description: 'Whether nothing is asked any more.',
      resolve: ({ value: { standing } }) => standing.question === null,
    }),
    stopped: t.field({
      type: PlacementStop,
      nullable: true,
      description: 'Why nothing is asked any more; null while something is.',
      resolve: ({ value: { standing } }) => standing.stopped,
    }),
    text: t.string({
      description: 'How sure it is, and why it stopped, as a sentence.',
      resolve: ({ value: { standing } }) => standing.text,
    }),
    sureness: t.float({
      description:
        'The share of what is of interest that is likely judged rightly, from 0 to 1; with goals, of the hours to learn for them.',
      resolve: ({ value: { standing } }) => standing.sureness,
    }),
    asked: t.int({
      description: 'How many questions were answered.',
      resolve: ({ value: { standing } }) => standing.answered,
    }),
    estimates: t.field({
      type: [EstimateType],
      description:
        'What it takes for likely, in order of skill and level: of each competency that is of interest.',
      extensions: { ...costs(300), ...expects(50) },
      resolve: async ({ published, value: { request } }) =>
        (await placementEstimates({ published, request })).map((estimate) =>
          placed('PlacementEstimate', published, estimate),
        ),
    }),
  }),
});

interface Answered {
  readonly published: PublishedCurriculum;
  readonly answer: PlacementAnswer;
}

const AnswerType = builder.objectRef<Answered>('PlacementAnswer');

AnswerType.implement({
  description: 'An answer that was given.',
  fields: (t) => ({
    competency: t.field({
      type: CompetencyType,
      description: 'What was asked about.',
      resolve: ({ published, answer: { competency } }) => {
        const { skill, level } = competency;
        const lowest = published.graph.skill(skill)!.levels[0]!.level;
        return placedCompetency(published, { skill, level: level ?? lowest });
      },
    }),
    answer: t.field({
      type: AnswerKind,
      description: 'What was answered.',
      resolve: ({ answer }) => answer.holds,
    }),
  }),
});

type OwnPlacement = Placed<Stood & Pick<FoundPlacement, 'kept'>, 'Placement'>;

const PlacementType = builder.objectRef<OwnPlacement>('Placement');

PlacementType.implement({
  description:
    'A check of what a learner knows already, by asking what tells most. When it is done, what it found is evidence of the kind `PLACEMENT`.',
  interfaces: [NodeType, StandingType],
  fields: (t) => ({
    id: t.id({
      description: 'Never changes and is opaque: keep it, but do not read it.',
      resolve: ({ value: { kept } }) => globalId('Placement', kept.learner, kept.id),
    }),
    learner: t.field({
      type: LearnerType,
      nullable: true,
      description:
        'Who is asked; null where the learner was erased meanwhile, and, with an error, for services without the scope `learners:read`.',
      resolve: ({ value: { kept } }, _args, context) => readableLearner(context, kept.learner),
    }),
    curriculum: t.field({
      type: CurriculumType,
      description:
        'What the questions are about, at the revision that was the newest when it began.',
      resolve: ({ published }) => placedCurriculum(published),
    }),
    answers: t.field({
      type: [AnswerType],
      description: 'What was answered, in order.',
      extensions: expects(10),
      resolve: ({ published, value: { request } }) =>
        request.answers.map((answer) => ({ published, answer })),
    }),
    startedAt: t.field({
      type: 'DateTime',
      description: 'When it began.',
      resolve: ({ value: { kept } }) => kept.startedAt,
    }),
    answeredAt: t.field({
      type: 'DateTime',
      description: 'When it was answered last; when it began, before any answer.',
      resolve: ({ value: { kept } }) => kept.answeredAt,
    }),
    doneAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was done and its evidence recorded; null while something is asked.',
      resolve: ({ value: { kept } }) => kept.doneAt,
    }),
  }),
});

function ownPlacement({ kept, published, request, standing }: FoundPlacement): OwnPlacement {
  return placed('Placement', published, { kept, request, standing });
}

findsNode('Placement', async ({ environment, actor }, [learner = '', id = '']) => {
  const found = await findPlacement(environment, actor, learner, id);
  return found && ownPlacement(found);
});

builder.objectField(LearnerType, 'placements', (t) =>
  t.field({
    type: [PlacementType],
    description: 'Checks of what the learner knows, the newest first; the last fifty at the most.',
    extensions: expects(3),
    resolve: async ({ value }, _args, { environment, loaders }) => {
      const kept = await loaders.placements.load(value.id);
      const found = await Promise.all(kept.map((each) => openPlacement(environment, each)));
      return found.flatMap((each) => (each === null ? [] : [ownPlacement(each)])).reverse();
    },
  }),
);

type InputFields = Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0];

function endFields(t: InputFields) {
  return {
    mostQuestions: t.int({
      description: `No question is asked after so many, 1 to ${placementLimits.mostQuestions}; 30 where it is left out.`,
    }),
    sureEnough: t.float({
      description: `It stops once so much of what is of interest is likely judged rightly, ${placementLimits.sureEnoughLeast} to 1; where it is left out a share that few further questions would better.`,
    }),
  };
}

const CheckType = builder.objectRef<Placed<Stood, 'PlacementCheck'>>('PlacementCheck');

CheckType.implement({
  description: 'Where a placement of which nothing is kept stands.',
  interfaces: [StandingType],
});

const PlacementAnswerInput = builder.inputType('PlacementAnswerInput', {
  description: 'An answer to a question of a placement of which nothing is kept.',
  fields: (t) => ({
    skill: t.string({ required: true, description: 'The slug of the skill.' }),
    level: t.string({
      description: "The slug of the level; the skill's lowest where it is left out.",
    }),
    answer: t.field({ type: AnswerKind, required: true, description: 'What was answered.' }),
  }),
});

const CheckPlacementInput = builder.inputType('CheckPlacementInput', {
  description: 'All that has been asked and answered, and what is known beside.',
  fields: (t) => ({
    curriculum: t.string({ description: 'The default curriculum where it is left out.' }),
    revision: t.int({ description: 'The newest revision where it is left out.' }),
    goals: t.field({
      type: [GoalInput],
      defaultValue: [],
      description:
        'What is wanted: the questions are those that bear upon the roadmap to it. All competencies are of interest where there is none.',
    }),
    knows: t.field({
      type: [CompetencyInput],
      defaultValue: [],
      description: 'What the learner says to know: believed until answers speak against it.',
    }),
    answers: t.field({
      type: [PlacementAnswerInput],
      defaultValue: [],
      description: `What was answered so far, in order; at most ${placementLimits.answers}.`,
    }),
    ...endFields(t),
  }),
});

const CheckPlacementResult = builder.unionType('CheckPlacementResult', {
  description: 'Where the placement stands, or what is wrong with the request.',
  types: [CheckType, UnknownNamesType, InvalidRequestType],
  resolveType: typeOfPlaced,
});

builder.queryField('checkPlacement', (t) =>
  t.field({
    type: CheckPlacementResult,
    description:
      'Works out what to ask somebody next to find out what they know. Whoever asks keeps the answers, and hands all of them in each time: nothing is stored.',
    extensions: costs(500),
    args: {
      input: t.arg({
        type: CheckPlacementInput,
        required: true,
        description: 'What was answered so far.',
      }),
    },
    resolve: async (_root, { input }, { environment, curricula, actor }) => {
      const answers = (input.answers ?? []).map(({ skill, level, answer }) => ({
        competency: { skill, level },
        holds: answer,
      }));
      const wanted = { ...input, answers } as CheckInput;
      const checked = orForbid(await checkPlacement(environment, curricula, actor, wanted));
      if (checked.kind !== 'answered') return refusedPlainly(checked);
      const { published, request, result } = checked;
      if (result.kind !== 'placement-standing') return refusedPlainly(result);
      return placed('PlacementCheck', published, { request, standing: result.placement });
    },
  }),
);

const PlacementStartedType =
  builder.objectRef<Unplaced<FoundPlacement, 'PlacementStarted'>>('PlacementStarted');

PlacementStartedType.implement({
  description: 'The placement has begun; where all is known already it is done.',
  fields: (t) => ({
    placement: t.field({
      type: PlacementType,
      description: 'The placement, with what it asks first.',
      resolve: ({ value }) => ownPlacement(value),
    }),
  }),
});

const StartPlacementInput = builder.inputType('StartPlacementInput', {
  description: 'A placement to begin. Learners who name nobody mean themselves.',
  fields: (t) => ({
    ...learnerFields(t),
    curriculum: t.string({
      description:
        'The slug of the curriculum; that of the wishes of the learner where it is left out.',
    }),
    goals: t.field({
      type: [GoalInput],
      description:
        'What is wanted: the questions are those that bear upon the roadmap to it. The goals of the learner where they are left out; all competencies are of interest where there is none.',
    }),
    ...endFields(t),
    idempotencyKey: idempotencyKey(t),
  }),
});

const StartPlacementResultType = builder.unionType('StartPlacementResult', {
  description: 'The placement, or why none has begun.',
  types: [PlacementStartedType, KeyConflictType, UnknownNamesType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.mutationField('startPlacement', (t) =>
  t.field({
    type: StartPlacementResultType,
    description:
      'Begins to find out by asking what a learner knows already. What mentors say is certain, what else is known is taken for likely. It takes the place of one on the same curriculum that is not done. For the learner, mentors of theirs, services with the scope `evidence:write`, and admins.',
    extensions: costs(500),
    args: {
      input: t.arg({ type: StartPlacementInput, required: true, description: 'Of whom.' }),
    },
    resolve: async (_root, { input }, { environment, curricula, actor, loaders }) => {
      const { learner, learnerExternalId, ...wanted } = input;
      const name = learnerNamed({ learner, learnerExternalId });
      const result: Permitted<StartPlacementResult> = orForbid(
        await startPlacement(environment, curricula, actor, { ...wanted, learner: name }),
      );
      forgetAll(loaders);
      return result.kind === 'placement'
        ? unplaced('PlacementStarted', result.found)
        : refusedPlainly(result);
    },
  }),
);

type Answers = Permitted<AnswerPlacementResult>;

const PlacementAnsweredType =
  builder.objectRef<Unplaced<FoundPlacement, 'PlacementAnswered'>>('PlacementAnswered');

PlacementAnsweredType.implement({
  description: 'The answer was taken in, now or when it was sent before.',
  fields: (t) => ({
    placement: t.field({
      type: PlacementType,
      description: 'The placement, with what it asks next.',
      resolve: ({ value }) => ownPlacement(value),
    }),
  }),
});

const NotAskedType =
  builder.objectRef<Unplaced<Extract<Answers, { kind: 'not-asked' }>, 'NotAsked'>>('NotAsked');

NotAskedType.implement({
  description:
    'Something else is asked by now, or nothing, since another answer came first; nothing was changed.',
  interfaces: [RefusalType],
  fields: (t) => ({
    placement: t.field({
      type: PlacementType,
      description: 'The placement, with what it asks now.',
      resolve: ({ value }) => ownPlacement(value.found),
    }),
  }),
});

const AnswerPlacementInput = builder.inputType('AnswerPlacementInput', {
  description: 'An answer to what a placement asks.',
  fields: (t) => ({
    placement: t.id({ required: true, description: 'The id of the placement.' }),
    question: t.string({
      required: true,
      description: 'The key of the question that is answered.',
    }),
    answer: t.field({ type: AnswerKind, required: true, description: 'The answer.' }),
  }),
});

const AnswerPlacementResultType = builder.unionType('AnswerPlacementResult', {
  description: 'The placement, or why the answer was not taken in.',
  types: [PlacementAnsweredType, NotAskedType, UnknownNamesType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.mutationField('answerPlacement', (t) =>
  t.field({
    type: AnswerPlacementResultType,
    description:
      'Answers what a placement asks. When nothing is worth asking any more, what it found is recorded as evidence. The same answer sent again changes nothing. For whoever may begin a placement of the learner.',
    extensions: costs(500),
    args: {
      input: t.arg({ type: AnswerPlacementInput, required: true, description: 'The answer.' }),
    },
    resolve: async (_root, { input }, { environment, actor, loaders }) => {
      const [learner = '', id = ''] = keysIn('Placement', 'placement', input.placement);
      const { question, answer } = input;
      const result: Answers = orForbid(
        await answerPlacement(environment, actor, { learner, id, question, answer }),
      );
      forgetAll(loaders);
      switch (result.kind) {
        case 'placement':
          return unplaced('PlacementAnswered', result.found);
        case 'not-asked':
          return unplaced('NotAsked', result);
        default:
          return refusedPlainly(result);
      }
    },
  }),
);
