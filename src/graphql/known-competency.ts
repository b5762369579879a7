import type { KnownCompetency, Provenance as ProvenanceName } from '../planner/roadmap.ts';
import { builder } from './builder.ts';
import { enumOf } from './enum-of.ts';
import type { Placed } from './placed.ts';
import { CompetencyType } from './refs.ts';
import { placedCompetency } from './requirement.ts';

const Provenance = enumOf<ProvenanceName>('Provenance', 'Where it is known from.', {
  DECLARED: 'The request says so.',
  INFERRED: 'What else is known implies it.',
});

export const KnownCompetencyType = builder.objectRef<Placed<KnownCompetency>>('KnownCompetency');

KnownCompetencyType.implement({
  description: 'A competency that the learner holds already.',
  fields: (t) => ({
    competency: t.field({
      type: CompetencyType,
      description: 'What is known.',
      resolve: ({ published, value }) => placedCompetency(published, value.competency),
    }),
    provenance: t.field({
      type: Provenance,
      description: 'Where it is known from.',
      resolve: ({ value }) => value.provenance,
    }),
    because: t.string({
      description: 'The same as a sentence, with its source.',
      resolve: ({ value }) => value.because,
    }),
  }),
});

export const CompetencyInput = builder.inputType('CompetencyInput', {
  description: 'A skill at a level.',
  fields: (t) => ({
    skill: t.string({ required: true, description: 'The slug of the skill.' }),
    level: t.string({
      description: "The slug of the level; the skill's lowest where it is left out.",
    }),
    curriculum: t.string({
      description:
        'The slug of the curriculum that the skill is from; the one asked about where it is left out.',
    }),
  }),
});
