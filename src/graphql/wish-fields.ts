import type { builder } from './builder.ts';
import { GoalInput } from './goal.ts';
import { CompetencyInput } from './known-competency.ts';

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
