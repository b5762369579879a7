import type { LongestChain } from '../planner/roadmap.ts';
import { builder } from './builder.ts';
import { expects } from './cost.ts';
import { type OnRoadmap, onSameRoadmap } from './on-roadmap.ts';
import { StepType } from './refs.ts';

export const LongestChainType = builder.objectRef<OnRoadmap<LongestChain>>('LongestChain');

LongestChainType.implement({
  description:
    'Steps that can only follow one another: of all such chains the one that takes longest.',
  fields: (t) => ({
    steps: t.field({
      type: [StepType],
      description: 'In order; each can only come after the one before it.',
      extensions: expects(10),
      resolve: (chain) => chain.value.steps.map((step) => onSameRoadmap(chain, 'Step', step)),
    }),
    hours: t.float({
      description: 'Their hours: however many people learn side by side, it takes no less.',
      resolve: ({ value }) => value.hours,
    }),
  }),
});
