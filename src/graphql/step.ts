import type { Reason } from '../planner/roadmap.ts';
import { builder } from './builder.ts';
import { expects } from './cost.ts';
import { enumOf } from './enum-of.ts';
import { GoalType } from './goal.ts';
import { type OnRoadmap, onSameRoadmap } from './on-roadmap.ts';
import { placed, typeOfPlaced } from './placed.ts';
import { ChoiceType, CompetencyType, ProjectType, StepType } from './refs.ts';
import { placedCompetency } from './requirement.ts';

export const StepSubject = builder.unionType('StepSubject', {
  description: 'What a step is about: a skill to bring to a level, or a project to build.',
  types: [CompetencyType, ProjectType],
  resolveType: typeOfPlaced,
});

const ReasonType = builder.objectRef<OnRoadmap<Reason>>('Reason');

StepType.implement({
  description: 'One competency to gain, or one project to build.',
  fields: (t) => ({
    key: t.string({
      description: 'The same on every roadmap: `functions@working`, `notes-app`.',
      resolve: ({ value }) => value.key,
    }),
    position: t.int({ description: 'Its place, from 1.', resolve: ({ value }) => value.position }),
    title: t.string({ description: 'What people call it.', resolve: ({ value }) => value.title }),
    subject: t.field({
      type: StepSubject,
      description: 'What it is about.',
      resolve: ({ published, value: { subject } }) =>
        subject.kind === 'project'
          ? placed('Project', published, subject.project)
          : placedCompetency(published, { skill: subject.skill.slug, level: subject.level.level }),
    }),
    hours: t.float({ description: 'Hours that it takes.', resolve: ({ value }) => value.hours }),
    hoursBefore: t.float({
      description: 'Hours of all the steps before it.',
      resolve: ({ value }) => value.hoursBefore,
    }),
    reasons: t.field({
      type: [ReasonType],
      description: 'Why it is here; never empty.',
      extensions: expects(3),
      resolve: (step) => step.value.reasons.map((reason) => onSameRoadmap(step, 'Reason', reason)),
    }),
    serves: t.field({
      type: [GoalType],
      description: 'The goals that its reasons lead to, directly or by way of other steps.',
      extensions: expects(2),
      resolve: ({ published, value }) =>
        value.serves.map((goal) => placed('Goal', published, goal)),
    }),
    why: t.string({
      description: 'The reasons in a sentence or two.',
      resolve: ({ value }) => value.why,
    }),
    after: t.field({
      type: [StepType],
      description: 'The steps that must come before it, directly.',
      extensions: expects(3),
      resolve: (step) => step.value.after.map((other) => onSameRoadmap(step, 'Step', other)),
    }),
    unlocks: t.field({
      type: [StepType],
      description: 'The steps that it must come before, directly.',
      extensions: expects(3),
      resolve: (step) => step.value.unlocks.map((other) => onSameRoadmap(step, 'Step', other)),
    }),
    week: t.int({
      nullable: true,
      description: 'The week in which it ends, from 1; null without hours a week.',
      resolve: ({ value }) => value.timing?.week ?? null,
    }),
    startsOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Its first day; null without hours a week and a first day.',
      resolve: ({ value }) => value.timing?.startsOn ?? null,
    }),
    endsOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Its last day; null without hours a week and a first day.',
      resolve: ({ value }) => value.timing?.endsOn ?? null,
    }),
    slackHours: t.float({
      nullable: true,
      description:
        'Hours by which it may end later, with all that has to follow it, before a date that it serves breaks: that of a goal or `finishBy`, else the finish. Less than nothing where one is not kept; null without hours a week.',
      resolve: ({ value }) => value.timing?.slackHours ?? null,
    }),
    isCritical: t.boolean({
      nullable: true,
      description: 'Whether it may not slip at all; null without hours a week.',
      resolve: ({ value }) => value.timing?.isCritical ?? null,
    }),
  }),
});

const ReasonKind = enumOf<Reason['kind']>('ReasonKind', 'Why a step is here.', {
  GOAL: 'A goal names it or chose it.',
  NEEDED_BY: 'Another step needs it.',
  PINNED: 'The learner wants it.',
  RECOMMENDED_BY: 'Another step goes easier with it.',
  PRACTISES: 'It is a project, and practises another step.',
});

ReasonType.implement({
  description: 'One reason for a step, as data and as a sentence.',
  fields: (t) => ({
    kind: t.field({
      type: ReasonKind,
      description: 'What kind of reason it is.',
      resolve: ({ value }) => value.kind,
    }),
    text: t.string({ description: 'The sentence.', resolve: ({ value }) => value.text }),
    goal: t.field({
      type: GoalType,
      nullable: true,
      description: 'The goal that wants it; null where the reason is another.',
      resolve: ({ published, value }) => value.goal && placed('Goal', published, value.goal),
    }),
    step: t.field({
      type: StepType,
      nullable: true,
      description: 'The step that it serves; null where the reason is another.',
      resolve: (reason) => reason.value.step && onSameRoadmap(reason, 'Step', reason.value.step),
    }),
    choice: t.field({
      type: ChoiceType,
      nullable: true,
      description: 'The choice by which it is this one; null where there was none.',
      resolve: (reason) =>
        reason.value.choice && onSameRoadmap(reason, 'Choice', reason.value.choice),
    }),
    because: t.string({
      nullable: true,
      description: "The author's words on why the prerequisite is one.",
      resolve: ({ value }) => value.because,
    }),
  }),
});
