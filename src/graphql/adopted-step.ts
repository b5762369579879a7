import type { StepProgress, StepState } from '../planner/progress/progress.ts';
import { dayName } from '../util/calendar.ts';
import { builder } from './builder.ts';
import { expects } from './cost.ts';
import { enumOf } from './enum-of.ts';
import { type Placed, placed } from './placed.ts';
import { placedCompetency } from './requirement.ts';
import { StepSubject } from './step.ts';

export const AdoptedStepType = builder.objectRef<Placed<StepProgress>>('AdoptedStep');

const StepStateType = enumOf<StepState>('StepState', 'How a step of a roadmap stands.', {
  DONE: 'It is known, or built, by now.',
  CURRENT: 'It is the first that is not done.',
  READY: 'Nothing that it needs is left to do.',
  WAITING: 'Something that it needs is still to be done.',
});

AdoptedStepType.implement({
  description: 'A step of a roadmap that a learner follows, and how it stands.',
  fields: (t) => ({
    key: t.string({
      description: 'The same on every roadmap: `functions@working`, `notes-app`.',
      resolve: ({ value }) => value.step.key,
    }),
    title: t.string({
      description: 'What people call it.',
      resolve: ({ value }) => value.step.title,
    }),
    position: t.int({ description: 'Its place, from 1.', resolve: ({ value }) => value.position }),
    hours: t.float({
      description: 'Hours that it takes.',
      resolve: ({ value }) => value.step.hours,
    }),
    state: t.field({
      type: StepStateType,
      description: 'How it stands.',
      resolve: ({ value }) => value.state,
    }),
    subject: t.field({
      type: StepSubject,
      nullable: true,
      description: 'What it is about; null where it was done and the curriculum has it no more.',
      resolve: (step) => subjectOf(step),
    }),
    blockedBy: t.field({
      type: [AdoptedStepType],
      description: 'The steps that are still to be done before it, directly.',
      extensions: expects(2),
      resolve: (step) =>
        step.value.blockedBy.map((other) => placed('AdoptedStep', step.published, other)),
    }),
    doneOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'When it was done, by the evidence; null where it is not, or nobody knows when.',
      resolve: ({ value }) => dateOf(value.doneOn),
    }),
    dueOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'When it is to be done by the schedule; null without hours a week.',
      resolve: ({ value }) => dateOf(value.dueOn),
    }),
    expectedOn: t.field({
      type: 'Date',
      nullable: true,
      description:
        'When it will be done at the real pace of the learner; null where it is done, or nothing tells of a pace.',
      resolve: ({ value }) => dateOf(value.expectedOn),
    }),
  }),
});

function subjectOf({ published, value: { step } }: Placed<StepProgress>) {
  const { graph } = published;
  const [slug = '', level] = step.key.split('@');
  if (level === undefined) {
    const project = graph.project(slug);
    return project ? placed('Project', published, project) : null;
  }
  const competency = { skill: slug, level };
  return graph.nodeOfCompetency(competency) === undefined
    ? null
    : placedCompetency(published, competency);
}

/** Days past the year 9999 have no name. */
export function dateOf(day: number | null): string | null {
  return day === null || day > 2_932_896 ? null : dayName(day);
}
