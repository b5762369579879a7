import { canonicalJson } from '../util/canonical-json.ts';
import type { Competency } from './requirement.ts';

/** How somebody came to say that a competency is held, or is not. */
export const evidenceKinds = ['DECLARED', 'OBSERVED', 'PLACEMENT', 'CONFIRMED'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

export const outcomes = ['HELD', 'NOT_HELD'] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * Something that shows what one learner holds, or a retraction of such a thing. It is only ever added: what is said anew
 * under the same source and external id is a further version, and which of them counts is for `lastWords` to tell.
 */
export type Evidence = Finding | Retraction;

/** A statement about one competency, as its source last saw it or saw it once. */
export interface Finding extends Recorded {
  readonly kind: EvidenceKind;
  readonly competency: CurriculumCompetency;
  readonly outcome: Outcome;
  /** From 0 to 1, as a test may give it; it decides nothing, the outcome does. Null where there is none. */
  readonly score: number | null;
  /** How sure the source is of the outcome, from 0 to 1, as a placement can tell; null where it doesn't say. */
  readonly strength: number | null;
}

/** Takes back what the source said under the external id, up to the time at which this occurred. */
export interface Retraction extends Recorded {
  readonly kind: 'RETRACTION';
}

interface Recorded {
  /** Among the evidence of the learner, in the order in which it was recorded; from 1, without gaps. */
  readonly number: number;
  /** Who says so: the name of a learning platform, a placement, a mentor. */
  readonly source: string;
  /** What the source calls it: one thing whatever its version, of which at most one version counts. */
  readonly externalId: string;
  /** When it came about, by the clock of the source. */
  readonly occurredAt: Date;
  /** When it came to be known here. */
  readonly recordedAt: Date;
  /** Whoever handed it in. */
  readonly recordedBy: string;
  readonly note: string | null;
  /** As it came, in the format of the source; null where it came in ours. */
  readonly data: unknown;
}

/** A competency by the names it had when somebody spoke of it, which needn't be there any more. */
export interface CurriculumCompetency extends Competency {
  readonly curriculum: string;
}

/** What evidence says, whenever and by whomever it was recorded: two of equal content are one and the same. */
export type EvidenceContent =
  | Omit<Finding, 'number' | 'recordedAt' | 'recordedBy'>
  | Omit<Retraction, 'number' | 'recordedAt' | 'recordedBy'>;

/** The content as text, equal where the content is. */
export function contentText(evidence: EvidenceContent): string {
  const { kind, source, externalId, occurredAt, note, data } = evidence;
  const said = { kind, source, externalId, occurredAt: occurredAt.toISOString(), note, data };
  if (evidence.kind === 'RETRACTION') return canonicalJson(said);
  const { competency, outcome, score, strength } = evidence;
  const { curriculum, skill, level } = competency;
  return canonicalJson({ ...said, curriculum, skill, level, outcome, score, strength });
}
