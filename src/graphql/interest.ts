import type { Interest } from '../curriculum/curriculum.ts';
import { builder } from './builder.ts';

export const InterestType = builder.objectRef<Interest>('Interest');

InterestType.implement({
  description: 'What a learner may enjoy, by which career paths are suggested.',
  fields: (t) => ({
    slug: t.exposeString('slug', { description: 'Names the interest in requests.' }),
    title: t.exposeString('title', { description: 'What people call it.' }),
  }),
});
