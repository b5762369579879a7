import { objectives } from '../planner/objectives/index.ts';
import type { AdoptedRequest } from '../planner/progress/adopted-plan.ts';
import { builder } from './builder.ts';
import { expects } from './cost.ts';
import { GoalInput } from './goal.ts';
import { CompetencyInput } from './known-competency.ts';
import { LearnerGoalType } from './learner.ts';
import { Objective } from './objective.ts';
import { PauseInput, PauseType } from './pause.ts';
import { ProjectInclusion } from './project-inclusion.ts';
import { roadmapFields } from './wish-fields.ts';

export const AdoptedRequestType = builder.objectRef<AdoptedRequest>('AdoptedRequest');

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

export const LearnerRoadmapInput = builder.inputType('LearnerRoadmapInput', {
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
    ...roadmapFields(t),
    hoursPerWeek: t.float({ description: 'Hours a week that there are, from 0.01 to 168.' }),
    startOn: t.field({
      type: 'Date',
      description: 'The first day; today where it is left out and days are to be reckoned.',
    }),
    finishBy: t.field({ type: 'Date', description: 'The last day on which all should be done.' }),
    pauses: t.field({ type: [PauseInput], description: 'Days on which nothing is learned.' }),
  }),
});
