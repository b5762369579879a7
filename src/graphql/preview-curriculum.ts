import {
  type CurriculumPreview,
  previewCurriculum,
  previewLimits,
} from '../actions/preview-curriculum.ts';
import type { HoursBucket, HoursImpact, Quantile } from '../planner/impact/hours-impact.ts';
import type {
  EvidenceImpact,
  GoalImpact,
  Impact,
  LostImpact,
  RoadmapsImpact,
  SkillLost,
  UndoneImpact,
} from '../planner/impact/impact.ts';
import type { LossCause, RoadmapImpact, RoadmapOutcome } from '../planner/impact/roadmap-impact.ts';
import { builder } from './builder.ts';
import { CurriculumEffectsType, effectsCost, shownEffects } from './compare-revisions.ts';
import { costs, expects } from './cost.ts';
import { DefectiveCurriculumType, DefectReportType } from './defect.ts';
import { CurriculumDifferenceType, shownDifference } from './difference.ts';
import { enumOf } from './enum-of.ts';
import { orForbid } from './forbidden.ts';
import { type Unplaced, unplaced } from './placed.ts';
import { defective, RevisionConflictType, textFields } from './publish-curriculum.ts';
import { LearnerType } from './refs.ts';
import { InvalidRequestType, refusedPlainly } from './refusal.ts';
import { RevisionType } from './revision.ts';

const withheld = `Null where they are fewer than ${previewLimits.people} and you may not see who.`;

const QuantileType = builder.objectRef<Quantile>('HoursQuantile');

QuantileType.implement({
  description: 'What a share of roadmaps does not pass.',
  fields: (t) => ({
    share: t.exposeFloat('share', { description: 'Of the roadmaps whose hours change, 0 to 1.' }),
    hours: t.exposeFloat('hours', {
      description: 'By so much they change at the most; less than 0 where they become shorter.',
    }),
  }),
});

const BucketType = builder.objectRef<HoursBucket>('HoursBucket');

BucketType.implement({
  description: 'Roadmaps whose hours change by about the same.',
  fields: (t) => ({
    moreThan: t.exposeFloat('from', {
      nullable: true,
      description: 'They change by more hours than this; null where there is no such end.',
    }),
    upTo: t.exposeFloat('to', {
      nullable: true,
      description: 'And by at most so many; null where there is no such end.',
    }),
    learnerCount: t.exposeInt('learners', { description: 'How many there are.' }),
  }),
});

const HoursImpactType = builder.objectRef<HoursImpact>('HoursImpact');

HoursImpactType.implement({
  description: 'How much longer or shorter roadmaps would become, what is done already included.',
  fields: (t) => ({
    longerCount: t.exposeInt('longer', {
      nullable: true,
      description: `How many would become longer. ${withheld}`,
    }),
    shorterCount: t.exposeInt('shorter', {
      nullable: true,
      description: `How many would become shorter. ${withheld}`,
    }),
    total: t.exposeFloat('total', {
      nullable: true,
      description: `The change of all together, in hours. ${withheld}`,
    }),
    mostAdded: t.exposeFloat('mostAdded', {
      nullable: true,
      description: `The most hours that a roadmap would gain; for whoever may not see the learners, what at least ${previewLimits.people} would. ${withheld}`,
    }),
    mostSaved: t.exposeFloat('mostSaved', {
      nullable: true,
      description: 'The most hours that a roadmap would lose, told in the same way.',
    }),
    quantiles: t.field({
      type: [QuantileType],
      description:
        'A tenth, a quarter, half, three quarters and nine tenths of those whose hours change, as far as enough people lie on either side.',
      resolve: ({ quantiles }) => [...quantiles],
    }),
    histogram: t.field({
      type: [BucketType],
      description: 'How many change by how much, in order.',
      extensions: expects(10),
      resolve: ({ histogram }) => [...histogram],
    }),
  }),
});

const GoalImpactType = builder.objectRef<GoalImpact>('GoalImpact');

GoalImpactType.implement({
  description: 'What would become of a goal that learners have.',
  fields: (t) => ({
    name: t.exposeString('name', {
      description: 'The slug of the career path, project or skill, as `slug` or `slug@level`.',
    }),
    title: t.exposeString('title', { description: 'What people call it.' }),
    learnerCount: t.exposeInt('learners', {
      nullable: true,
      description: `How many have it on their roadmap. ${withheld}`,
    }),
    otherWayCount: t.exposeInt('otherWay', {
      nullable: true,
      description: `For how many other steps than before would lead to it. ${withheld}`,
    }),
    impossibleCount: t.exposeInt('impossible', {
      nullable: true,
      description: `For how many it would become impossible. ${withheld}`,
    }),
  }),
});

const LossCauseType = enumOf<LossCause>(
  'LossCause',
  'Why something that a learner wants would become impossible.',
  {
    GONE: 'The curriculum would have it no more, and nothing in its place.',
    RULED_OUT: 'What the learner excludes, or a mentor vetoes, would leave no way to it.',
    OTHER: 'The request as a whole would be wrong.',
  },
);

const LostImpactType = builder.objectRef<LostImpact>('LostGoal');

LostImpactType.implement({
  description: 'A goal or a pin of learners that would become impossible.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'As `slug` or `slug@level`.' }),
    title: t.exposeString('title', { description: 'What people call it.' }),
    cause: t.field({
      type: LossCauseType,
      description: 'Why it would.',
      resolve: ({ cause }) => cause,
    }),
    learnerCount: t.exposeInt('learners', {
      nullable: true,
      description: `For how many. ${withheld}`,
    }),
  }),
});

const UndoneType = builder.objectRef<UndoneImpact>('UndoneStep');

UndoneType.implement({
  description: 'A step that some have done and that would no longer count as done.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'The key of the step: `functions@working`.' }),
    title: t.exposeString('title', { description: 'What people call it.' }),
    learnerCount: t.exposeInt('learners', {
      nullable: true,
      description: `How many have done it. ${withheld}`,
    }),
  }),
});

const SkillLostType = builder.objectRef<SkillLost>('LostSkill');

SkillLostType.implement({
  description:
    'A skill that evidence shows people to hold and that nothing would take the place of.',
  fields: (t) => ({
    slug: t.exposeString('skill', { description: 'As it is called now.' }),
    title: t.exposeString('title', { description: 'What people call it.' }),
    learnerCount: t.exposeInt('learners', {
      nullable: true,
      description: `How many hold it by evidence. ${withheld}`,
    }),
  }),
});

const RoadmapOutcomeType = enumOf<RoadmapOutcome>(
  'RoadmapOutcome',
  'What would become of an adopted roadmap.',
  {
    SAME: 'The learner would notice nothing.',
    CHANGED: 'It would be planned otherwise.',
    IMPOSSIBLE: 'It could not be planned any more, and would stay as it was.',
    STILL_IMPOSSIBLE: 'It could not be planned before, and could not be then.',
    POSSIBLE_AGAIN: 'It could not be planned before, and could be then.',
  },
);

const ImpactExampleType = builder.objectRef<RoadmapImpact>('ImpactExample');

ImpactExampleType.implement({
  description: 'What would become of the roadmap of one learner.',
  fields: (t) => ({
    learner: t.field({
      type: LearnerType,
      nullable: true,
      description: 'Whose roadmap it is; null where the learner was erased meanwhile.',
      // Whoever may not see the learners is given no examples.
      resolve: async ({ learner }, _args, { loaders }) => {
        const found = await loaders.learner.load(learner);
        return found && unplaced('Learner', found);
      },
    }),
    outcome: t.field({
      type: RoadmapOutcomeType,
      description: 'What would become of it.',
      resolve: ({ outcome }) => outcome,
    }),
    hoursBefore: t.exposeFloat('hoursBefore', { description: 'What all of it takes now.' }),
    hoursAfter: t.exposeFloat('hoursAfter', { description: 'What all of it would take.' }),
    finishBefore: t.field({
      type: 'Date',
      nullable: true,
      description: 'When it ends by the schedule now; null without hours a week.',
      resolve: ({ finishBefore }) => finishBefore,
    }),
    finishAfter: t.field({
      type: 'Date',
      nullable: true,
      description: 'When it would end; null without hours a week.',
      resolve: ({ finishAfter }) => finishAfter,
    }),
    isDueAnyway: t.exposeBoolean('isDueAnyway', {
      description: 'Whether it will be planned anew for other reasons, too.',
    }),
    says: t.exposeString('says', {
      nullable: true,
      description: 'What the learner would be told; null where that is nothing.',
    }),
  }),
});

const sampleDescription = {
  examined: `How many of them were looked at: all, up to a number, and beyond it a sample that is the same whoever asks. All other counts are of these. ${withheld}`,
  margin:
    'By how much a share of the sample may differ from that of all, 95 times in 100, from 0 to 1; 0 where all were looked at.',
} as const;

const RoadmapsImpactType = builder.objectRef<RoadmapsImpact>('RoadmapsImpact');

RoadmapsImpactType.implement({
  description:
    'What would become of the roadmaps that learners follow on the curriculum, and on those that have skills in common with it by `sameAs`.',
  fields: (t) => ({
    followedCount: t.exposeInt('of', {
      nullable: true,
      description: `How many are followed. ${withheld}`,
    }),
    examinedCount: t.exposeInt('examined', {
      nullable: true,
      description: `${sampleDescription.examined} The number is ${previewLimits.roadmaps}.`,
    }),
    marginOfError: t.exposeFloat('margin', { description: sampleDescription.margin }),
    changedCount: t.exposeInt('changed', {
      nullable: true,
      description: `How many would change in any way that a learner notices, those that become impossible or possible again included. ${withheld}`,
    }),
    impossibleCount: t.exposeInt('impossible', {
      nullable: true,
      description: `How many could not be planned any more, and would stay as they were. ${withheld}`,
    }),
    stillImpossibleCount: t.exposeInt('stillImpossible', {
      nullable: true,
      description: `How many cannot be planned now and could not be then. ${withheld}`,
    }),
    possibleAgainCount: t.exposeInt('possibleAgain', {
      nullable: true,
      description: `How many cannot be planned now and could be then. ${withheld}`,
    }),
    dueAnywayCount: t.exposeInt('dueAnyway', {
      nullable: true,
      description: `How many of those that would change will be planned anew for other reasons, too, so that not all of it is by the revision. ${withheld}`,
    }),
    hours: t.field({
      type: HoursImpactType,
      description: 'How much longer or shorter they would become.',
      resolve: ({ hours }) => hours,
    }),
    goals: t.field({
      type: [GoalImpactType],
      description: 'The goals on them, at most 100, those of most learners first.',
      extensions: expects(20),
      resolve: ({ goals }) => [...goals],
    }),
    lost: t.field({
      type: [LostImpactType],
      description: 'The goals and pins by which they become impossible, at most 100.',
      extensions: expects(10),
      resolve: ({ lost }) => [...lost],
    }),
    undone: t.field({
      type: [UndoneType],
      description: 'Steps that are done and would no longer count as done, at most 100.',
      extensions: expects(10),
      resolve: ({ undone }) => [...undone],
    }),
  }),
});

const EvidenceImpactType = builder.objectRef<EvidenceImpact>('EvidenceImpact');

EvidenceImpactType.implement({
  description: 'What would become of evidence, of those who follow a roadmap and of all others.',
  fields: (t) => ({
    learnerCount: t.exposeInt('of', {
      nullable: true,
      description: `How many learners there are. ${withheld}`,
    }),
    examinedCount: t.exposeInt('examined', {
      nullable: true,
      description: `${sampleDescription.examined} The number is ${previewLimits.learners}.`,
    }),
    marginOfError: t.exposeFloat('margin', { description: sampleDescription.margin }),
    skills: t.field({
      type: [SkillLostType],
      description:
        'The skills that evidence would lose, at most 100. What is known of them stays known, as of a skill that is retired.',
      extensions: expects(10),
      resolve: ({ skills }) => [...skills],
    }),
  }),
});

const ImpactType = builder.objectRef<Impact>('CurriculumImpact');

ImpactType.implement({
  description: 'What publishing would mean for learners.',
  fields: (t) => ({
    roadmaps: t.field({
      type: RoadmapsImpactType,
      description: 'What would become of roadmaps: exactly as publishing will do it.',
      resolve: ({ roadmaps }) => roadmaps,
    }),
    evidence: t.field({
      type: EvidenceImpactType,
      description: 'What would become of evidence.',
      resolve: ({ evidence }) => evidence,
    }),
    withheldCount: t.exposeInt('rowsWithheld', {
      description: `How many entries of the lists are left out since they speak of fewer than ${previewLimits.people} people and you may not see who.`,
    }),
    examples: t.field({
      type: [ImpactExampleType],
      description:
        'The roadmaps that change most, at most 20; none for whoever may not see the learners.',
      extensions: expects(20),
      resolve: ({ examples }) => [...examples],
    }),
    text: t.exposeString('text', { description: 'The same in a few sentences.' }),
  }),
});

const CurriculumPreviewType =
  builder.objectRef<Unplaced<CurriculumPreview, 'CurriculumPreview'>>('CurriculumPreview');

CurriculumPreviewType.implement({
  description: 'What publishing would do. Nothing was stored.',
  fields: (t) => ({
    base: t.field({
      type: RevisionType,
      nullable: true,
      description: 'The revision that it would follow; null where it would be the first one.',
      resolve: ({ value: { base } }) => base && unplaced('Revision', base.revision),
    }),
    isUnchanged: t.boolean({
      description:
        'Whether the newest revision says the same already, so that there would be no new one.',
      resolve: ({ value }) => value.isUnchanged,
    }),
    warnings: t.field({
      type: DefectReportType,
      description: 'What is worth another look in it.',
      resolve: ({ value }) => value,
    }),
    difference: t.field({
      type: CurriculumDifferenceType,
      nullable: true,
      description: 'What it has otherwise than that; null where it would be the first one.',
      resolve: ({ value: { compared } }) => compared && shownDifference(compared),
    }),
    effects: t.field({
      type: CurriculumEffectsType,
      nullable: true,
      description:
        'What it would mean for whoever begins; null where it would be the first one. It is worked out when it is asked for.',
      extensions: costs(effectsCost),
      resolve: ({ value: { compared } }) => compared && shownEffects(compared),
    }),
    impact: t.field({
      type: ImpactType,
      description: 'What it would mean for learners.',
      resolve: ({ value }) => value.impact,
    }),
  }),
});

const PreviewCurriculumInput = builder.inputType('PreviewCurriculumInput', {
  description: 'A curriculum that might be published.',
  fields: (t) => ({
    ...textFields(t),
    note: t.string({ description: 'As it would be published.' }),
  }),
});

const PreviewCurriculumResult = builder.unionType('PreviewCurriculumResult', {
  description: 'What publishing would do, or why that cannot be told.',
  types: [CurriculumPreviewType, DefectiveCurriculumType, RevisionConflictType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.queryField('previewCurriculum', (t) =>
  t.field({
    type: PreviewCurriculumResult,
    description:
      'Tells what publishing a curriculum would change in it, and what that would mean for the learners who are under way: every roadmap is planned anew as it will be then. Nothing is stored. For authors, and services with `curricula:write`.',
    extensions: costs(5_000),
    args: {
      input: t.arg({
        type: PreviewCurriculumInput,
        required: true,
        description: 'What might be published.',
      }),
    },
    resolve: async (_root, { input }, { environment, curricula, actor, connection }) => {
      const gone = new AbortController();
      connection.whenGone(() => gone.abort());
      const result = orForbid(
        await previewCurriculum(environment, curricula, actor, input, gone.signal),
      );
      if (result.kind === 'defective') return defective(result);
      if (result.kind === 'revision-conflict') return unplaced('RevisionConflict', result);
      if (result.kind !== 'preview') return refusedPlainly(result);
      return unplaced('CurriculumPreview', result);
    },
  }),
);
