import type { Finding } from '../curriculum/evidence.ts';
import type { EvidentCompetency, EvidentRetirement } from '../planner/knowledge-of-evidence.ts';
import type { KnownCompetency } from '../planner/roadmap.ts';
import { builder } from './builder.ts';
import { expects } from './cost.ts';
import { enumOf } from './enum-of.ts';
import { type Placed, unplaced } from './placed.ts';
import { CompetencyType, EvidenceType, type OwnEvidence } from './refs.ts';
import { placedCompetency } from './requirement.ts';

type ProvenanceName = EvidentCompetency['provenance'];

const Provenance = enumOf<ProvenanceName>('Provenance', 'Where it is known from.', {
  DECLARED: 'The learner, or the request, says so.',
  OBSERVED: 'A learning platform saw it.',
  PLACEMENT: 'A placement found it by asking.',
  CONFIRMED: 'A mentor says so.',
  INFERRED: 'What else is known implies it.',
});

/** Known from a request, or from the evidence of a learner. */
type Known = Pick<KnownCompetency, 'competency' | 'because'> & {
  readonly provenance: ProvenanceName;
  readonly evidence?: readonly Finding[];
  /** The id of whom the evidence is of. */
  readonly learner?: string;
};

export const KnownCompetencyType = builder.objectRef<Placed<Known>>('KnownCompetency');

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
    evidence: t.field({
      type: [EvidenceType],
      description:
        'All that counts and speaks of it, or of what it is inferred from, for it or against it; what decides comes first. None where the request says what is known.',
      extensions: expects(2),
      resolve: ({ value }) => evidenceBehind(value),
    }),
  }),
});

export const DoubtedCompetencyType = builder.objectRef<Placed<Known>>('DoubtedCompetency');

DoubtedCompetencyType.implement({
  description: 'A competency of which the evidence says that the learner does not hold it.',
  fields: (t) => ({
    competency: t.field({
      type: CompetencyType,
      description: 'What is not held.',
      resolve: ({ published, value }) => placedCompetency(published, value.competency),
    }),
    provenance: t.field({
      type: Provenance,
      description: 'Where that is known from; it is never inferred.',
      resolve: ({ value }) => value.provenance,
    }),
    because: t.string({
      description: 'The same as a sentence, with its source.',
      resolve: ({ value }) => value.because,
    }),
    evidence: t.field({
      type: [EvidenceType],
      description:
        'All that counts and speaks of it, for it or against it; what decides comes first.',
      extensions: expects(2),
      resolve: ({ value }) => evidenceBehind(value),
    }),
  }),
});

/** Of whom the evidence is, with what is held. */
type Retired = EvidentRetirement & { readonly learner: string };

export const RetiredCompetencyType = builder.objectRef<Placed<Retired>>('RetiredCompetency');

RetiredCompetencyType.implement({
  description:
    'A competency that the learner holds and that the curriculum no longer has. It stays known, counts for no plan, and comes back with a revision that has it again.',
  fields: (t) => ({
    skill: t.string({
      description: 'The slug that the skill had last.',
      resolve: ({ value }) => value.competency.skill,
    }),
    title: t.string({
      description: 'What the skill was called last.',
      resolve: ({ value }) => value.title,
    }),
    level: t.string({
      description: 'The slug that its level had then: the highest that is held.',
      resolve: ({ value }) => value.competency.level,
    }),
    lastRevision: t.int({
      description: 'The newest revision that is known to have had it.',
      resolve: ({ value }) => value.lastRevision,
    }),
    provenance: t.field({
      type: Provenance,
      description: 'Where it is known from; it is never inferred.',
      resolve: ({ value }) => value.provenance,
    }),
    because: t.string({
      description: 'The same as a sentence, with its source.',
      resolve: ({ value }) => value.because,
    }),
    evidence: t.field({
      type: [EvidenceType],
      description:
        'All that counts and speaks of it, for it or against it; what decides comes first.',
      extensions: expects(2),
      resolve: ({ value }) => evidenceBehind(value),
    }),
  }),
});

function evidenceBehind({
  evidence = [],
  learner = '',
}: Pick<Known, 'evidence' | 'learner'>): OwnEvidence[] {
  return evidence.map((one) => unplaced('Evidence', { learner, evidence: one }));
}

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
