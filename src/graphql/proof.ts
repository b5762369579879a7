import type { Proof } from '../planner/roadmap.ts';
import { builder } from './builder.ts';
import { enumOf } from './enum-of.ts';

export const ProofType = builder.objectRef<Proof>('Proof');

const ProofLimit = enumOf<NonNullable<Proof['limitedBy']>>(
  'ProofLimit',
  'What can stop a search short of a proof.',
  {
    SEARCH:
      'How much may be searched for one request. It is counted, so that the same request has the same answer.',
    CLOCK: 'How long the search may take.',
  },
);

ProofType.implement({
  description:
    'How sure it is that no choice of skills takes fewer hours. Hours count half where they are preferred and double where they are avoided.',
  fields: (t) => ({
    optimal: t.exposeBoolean('optimal', { description: 'Whether that is proven.' }),
    weightedHours: t.exposeFloat('weightedHours', {
      description: 'Hours of what was chosen, weighted; without preferences these are the hours.',
    }),
    lowerBoundHours: t.exposeFloat('lowerBoundHours', {
      description: 'Weighted hours below which no choice can come.',
    }),
    gap: t.exposeFloat('gap', {
      description: 'What may be lost, as a share of the weighted hours: 0 where it is optimal.',
    }),
    limitedBy: t.expose('limitedBy', {
      type: ProofLimit,
      nullable: true,
      description: 'What stopped the search short of a proof; null where it is optimal.',
    }),
  }),
});
