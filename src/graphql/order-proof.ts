import type { OrderProof } from '../planner/roadmap.ts';
import { builder } from './builder.ts';
import { Objective } from './objective.ts';

export const OrderProofType = builder.objectRef<OrderProof>('OrderProof');

OrderProofType.implement({
  description:
    'How good an order is at what its objective promises. Dates and an earlier order that is kept are no part of that: what they cost is in the gap.',
  fields: (t) => ({
    objective: t.field({
      type: Objective,
      description: 'What the order is measured by.',
      resolve: ({ objective }) => objective,
    }),
    cost: t.exposeFloat('cost', {
      description:
        'What the objective has as little of as it can, in hours: how long steps wait on average until they are done, weighted as the objective has it, with what it charges for changes of area and the like.',
    }),
    lowerBound: t.exposeFloat('lowerBound', {
      description: 'What no order of the same steps can cost less than.',
    }),
    gap: t.exposeFloat('gap', {
      description:
        'What a better order could save at the most, as a share of the cost: 0 where there is none.',
    }),
  }),
});
