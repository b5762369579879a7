import { objectives } from '../planner/objectives/index.ts';
import type { builder } from './builder.ts';
import { GoalInput } from './goal.ts';
import { CompetencyInput } from './known-competency.ts';
import { Objective } from './objective.ts';
import { ProjectInclusion } from './project-inclusion.ts';

type InputFields = Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0];

/** What every question about goals may say: on which curriculum, toward what, knowing and liking what. */
export function wishFields(t: InputFields) {
  return {
    curriculum: t.string({ description: 'The default curriculum where it is left out.' }),
    revision: t.int({ description: 'The newest revision where it is left out.' }),
    goals: t.field({
      type: [GoalInput],
      required: true,
      description: 'What is wanted; at least one.',
    }),
    knows: t.field({
      type: [CompetencyInput],
      defaultValue: [],
      description: 'What is known. Knowing a level is knowing those below it.',
    }),
    denies: t.field({
      type: [CompetencyInput],
      defaultValue: [],
      description: 'What is not known, though what is known may imply it.',
    }),
    inferKnown: t.boolean({
      defaultValue: true,
      description: 'Whether what is known implies what it cannot be known without.',
    }),
    completedProjects: t.stringList({
      defaultValue: [],
      description: 'Projects that are built, and are not planned again.',
    }),
    prefers: t.stringList({
      defaultValue: [],
      description: 'Skills and projects to choose where there is a choice: their hours count half.',
    }),
    avoids: t.stringList({
      defaultValue: [],
      description:
        'Skills and projects not to choose if it can be helped: their hours count double.',
    }),
    excludes: t.stringList({
      defaultValue: [],
      description:
        'Skills and projects to leave out whatever it costs: `slug` at all levels, `slug@level` from that one on.',
    }),
  };
}

/** What every question for a roadmap may say besides: what is to be on it, in which order. */
export function roadmapFields(t: InputFields) {
  return {
    includeRecommended: t.boolean({
      defaultValue: false,
      description: 'Whether to take in what the author recommends for the steps, too.',
    }),
    projects: t.field({
      type: ProjectInclusion,
      defaultValue: 'ONE_PER_MILESTONE',
      description: 'Which projects to build on the way.',
    }),
    objective: t.field({
      type: Objective,
      description: `What the order should be good at; \`${objectives[0].name}\` where it is left out.`,
    }),
  };
}
