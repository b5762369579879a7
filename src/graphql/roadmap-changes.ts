import type {
  MovedStep,
  RemovalReason as RemovalReasonName,
  RemovedStep,
  RoadmapChanges,
} from '../planner/roadmap.ts';
import { builder } from './builder.ts';
import { expects } from './cost.ts';
import { enumOf } from './enum-of.ts';
import { type OnRoadmap, onSameRoadmap } from './on-roadmap.ts';
import { StepType } from './refs.ts';

export const RoadmapChangesType = builder.objectRef<OnRoadmap<RoadmapChanges>>('RoadmapChanges');

const RemovedStepType = builder.objectRef<RemovedStep>('RemovedStep');
const MovedStepType = builder.objectRef<OnRoadmap<MovedStep>>('MovedStep');

RoadmapChangesType.implement({
  description: 'What is different from an earlier roadmap whose order was to be kept.',
  fields: (t) => ({
    summary: t.string({
      description: 'All of it in a sentence.',
      resolve: ({ value }) => value.summary,
    }),
    added: t.field({
      type: [StepType],
      description: 'The steps that are new, in order.',
      extensions: expects(5),
      resolve: (changes) => changes.value.added.map((step) => onSameRoadmap(changes, 'Step', step)),
    }),
    removed: t.field({
      type: [RemovedStepType],
      description: 'The steps that are no longer there, in their old order.',
      extensions: expects(10),
      resolve: ({ value }) => [...value.removed],
    }),
    moved: t.field({
      type: [MovedStepType],
      description:
        'The steps that had to leave their place among the others, in their new order: as few as can be.',
      extensions: expects(3),
      resolve: (changes) =>
        changes.value.moved.map((moved) => onSameRoadmap(changes, 'MovedStep', moved)),
    }),
  }),
});

export const RemovalReason = enumOf<RemovalReasonName>(
  'RemovalReason',
  'Why a step of an earlier roadmap is not on this one.',
  {
    DONE: 'It is known or built by now.',
    EXCLUDED: 'The learner wants it no more.',
    REPLACED: 'Another option was chosen.',
    NOT_NEEDED: 'Nothing on the roadmap needs it.',
    GONE: 'The curriculum has it no more.',
  },
);

RemovedStepType.implement({
  description: 'A step of an earlier roadmap that is not on this one.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'As it was on the earlier roadmap.' }),
    title: t.exposeString('title', {
      description: 'What people call it; its key where the curriculum has it no more.',
    }),
    because: t.field({
      type: RemovalReason,
      description: 'Why it is not there.',
      resolve: ({ because }) => because,
    }),
    why: t.exposeString('why', { description: 'The same as a sentence.' }),
  }),
});

MovedStepType.implement({
  description: 'A step that has another place among the steps of the earlier roadmap than it had.',
  fields: (t) => ({
    step: t.field({
      type: StepType,
      description: 'The step that moved.',
      resolve: (moved) => onSameRoadmap(moved, 'Step', moved.value.step),
    }),
    because: t.field({
      type: StepType,
      nullable: true,
      description:
        'The step that now has to come before it, or after it; null where it moved with its milestone or for a date.',
      resolve: (moved) => moved.value.because && onSameRoadmap(moved, 'Step', moved.value.because),
    }),
    why: t.string({ description: 'Why, as a sentence.', resolve: ({ value }) => value.why }),
  }),
});
