import type { Milestone } from '../planner/roadmap.ts';
import { builder } from './builder.ts';
import { expects } from './cost.ts';
import { type OnRoadmap, onSameRoadmap } from './on-roadmap.ts';
import { placed } from './placed.ts';
import { AreaType, StepType } from './refs.ts';

export const MilestoneType = builder.objectRef<OnRoadmap<Milestone>>('Milestone');

MilestoneType.implement({
  description: 'Consecutive steps that finish something worth marking.',
  fields: (t) => ({
    title: t.string({ description: 'What people call it.', resolve: ({ value }) => value.title }),
    area: t.field({
      type: AreaType,
      nullable: true,
      description: 'The area that its steps share; null where they share none.',
      resolve: ({ published, value }) => {
        const area = value.area === null ? undefined : published.graph.area(value.area);
        return area ? placed('Area', published, area) : null;
      },
    }),
    steps: t.field({
      type: [StepType],
      description: 'Its steps, in order.',
      extensions: expects(10),
      resolve: (milestone) =>
        milestone.value.steps.map((step) => onSameRoadmap(milestone, 'Step', step)),
    }),
    hours: t.float({
      description: 'Hours of its steps together.',
      resolve: ({ value }) => value.hours,
    }),
    startsOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Its first day; null without hours a week and a first day.',
      resolve: ({ value }) => value.startsOn,
    }),
    endsOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Its last day; null without hours a week and a first day.',
      resolve: ({ value }) => value.endsOn,
    }),
  }),
});
