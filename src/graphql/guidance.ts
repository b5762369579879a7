import type { Guidance } from '../planner/progress/adopted-plan.ts';
import { builder } from './builder.ts';
import { enumOf } from './enum-of.ts';
import { unplaced } from './placed.ts';
import { MentorType } from './refs.ts';

const GuidanceKindType = enumOf<Guidance['kind']>('GuidanceKind', 'How a roadmap is guided.', {
  PIN: 'It is to be on the roadmap in any case.',
  VETO: 'It is not to be on the roadmap, whatever that costs.',
});

const GuideKindType = enumOf<Exclude<Guidance['by']['kind'], 'ANONYMOUS'>>(
  'GuideKind',
  'Who guided a roadmap.',
  {
    LEARNER: 'The learner.',
    MENTOR: 'A mentor of the learner.',
    SERVICE: 'A program.',
    AUTHOR: 'An author.',
    ADMIN: 'An admin.',
  },
);

export const GuidanceType = builder.objectRef<Guidance>('Guidance');

GuidanceType.implement({
  description: 'A pin or a veto, which holds however often a roadmap is planned anew.',
  fields: (t) => ({
    kind: t.field({
      type: GuidanceKindType,
      description: 'Which of the two.',
      resolve: ({ kind }) => kind,
    }),
    name: t.exposeString('name', { description: 'What it is about: `slug` or `slug@level`.' }),
    setBy: t.field({
      type: GuideKindType,
      description: 'What sort of person or program set it.',
      resolve: ({ by }) => (by.kind === 'ANONYMOUS' ? 'SERVICE' : by.kind),
    }),
    mentor: t.field({
      type: MentorType,
      nullable: true,
      description: 'The mentor who set it; null where it was somebody else.',
      resolve: async ({ by }, _args, { loaders }) => {
        const mentor = by.kind === 'MENTOR' ? await loaders.mentor.load(by.name) : null;
        return mentor && unplaced('Mentor', mentor);
      },
    }),
    at: t.field({
      type: 'DateTime',
      description: 'When it was set.',
      resolve: ({ at }) => new Date(at),
    }),
  }),
});
