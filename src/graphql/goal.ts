import type { PublishedCurriculum } from '../actions/curricula.ts';
import type { Goal } from '../planner/roadmap.ts';
import { builder } from './builder.ts';
import { type Placed, placed, typeOfPlaced } from './placed.ts';
import { CareerPathType, CompetencyType, ProjectType } from './refs.ts';
import { placedCompetency } from './requirement.ts';

export const GoalSubject = builder.unionType('GoalSubject', {
  description: 'What can be wanted: a career path, a project, or a skill at a level.',
  types: [CareerPathType, ProjectType, CompetencyType],
  resolveType: typeOfPlaced,
});

export const GoalType = builder.objectRef<Placed<Goal>>('Goal');

GoalType.implement({
  description: 'What a learner wants, as it was understood.',
  fields: (t) => ({
    subject: t.field({
      type: GoalSubject,
      description: 'What is wanted.',
      resolve: ({ published, value }) => placedSubject(published, value.subject),
    }),
    title: t.string({ description: 'What people call it.', resolve: ({ value }) => value.title }),
    importance: t.int({
      description: 'How much it counts beside the other goals.',
      resolve: ({ value }) => value.importance,
    }),
    by: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day on which it should be reached; null where no day was named.',
      resolve: ({ value }) => value.by,
    }),
  }),
});

export const GoalInput = builder.inputType('GoalInput', {
  description: 'What a learner wants: exactly one of `careerPath`, `project` and `skill`.',
  fields: (t) => ({
    careerPath: t.string({ description: 'The slug of a career path.' }),
    project: t.string({ description: 'The slug of a project.' }),
    skill: t.string({ description: 'The slug of a skill.' }),
    level: t.string({
      description: 'How well the skill is wanted; its lowest level where it is left out.',
    }),
    importance: t.int({
      defaultValue: 1,
      description: 'How much it counts beside the other goals, from 1.',
    }),
    by: t.field({ type: 'Date', description: 'The last day on which it should be reached.' }),
  }),
});

export function placedSubject(published: PublishedCurriculum, subject: Goal['subject']) {
  switch (subject.kind) {
    case 'careerPath':
      return placed('CareerPath', published, subject.careerPath);
    case 'project':
      return placed('Project', published, subject.project);
    case 'competency':
      return placedCompetency(published, { skill: subject.skill.slug, level: subject.level });
  }
}
