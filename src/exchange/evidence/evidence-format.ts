import type { Outcome } from '../../curriculum/evidence.ts';
import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { ExternalId } from '../../curriculum/learner.ts';
import type { Competency } from '../../curriculum/requirement.ts';

/** A format in which learning platforms tell what they found of learners, and how to read it. */
export interface EvidenceFormat {
  /** As the API spells it, as in `CANVAS_RESULTS`. */
  readonly name: string;
  /** What its users call it. */
  readonly title: string;
  /** A sentence or two for whoever chooses among the formats. */
  readonly description: string;
  /** What the names of its files end in, without the dot. */
  readonly fileExtensions: readonly string[];
  /** Under which name the platform speaks where nobody says another, and by which systems it names learners. */
  readonly usual: { readonly source: string; readonly systems: PlatformSystems };
  /** Only what is no such file at all is defective: rows that can't be used are told one by one. */
  readonly read: (text: string, settings: EvidenceSettings) => EvidenceReading;
  /** What results show of the skills of a curriculum. */
  readonly showing: (graph: CurriculumGraph) => (result: PlatformResult) => Showing;
}

/** By which systems learners have the external ids that the platform knows. */
export interface PlatformSystems {
  /** For ids that the platform itself gives. */
  readonly platform: string;
  /** For ids that the platform has from a student information system. */
  readonly records: string;
}

/** What the file may not say by itself. */
export interface EvidenceSettings {
  readonly systems: PlatformSystems;
  /** When results came about that have no date; null where such results can't be used. */
  readonly undatedAt: Date | null;
}

export type EvidenceReading =
  /** In the order of the file; read while it is walked through, so that they need no more room than one. */
  | { readonly kind: 'results'; readonly results: Iterable<ReadResult> }
  | { readonly kind: 'defective'; readonly defects: readonly ResultProblem[] };

export type ReadResult =
  | PlatformResult
  /** There is a place for a result, but nobody assessed anything yet. */
  | { readonly kind: 'unassessed' }
  | ({ readonly kind: 'unclear' } & ResultProblem);

/** What is wrong, and where. */
export interface ResultProblem {
  /** Of the file, from 1. */
  readonly line: number;
  readonly message: string;
}

/** What a platform found of one learner about one thing that it calls an outcome. */
export interface PlatformResult {
  readonly kind: 'result';
  readonly line: number;
  /** What the platform calls the result: the same when it comes again. */
  readonly externalId: string;
  readonly learner: {
    /** What the learner is called, the surest first. */
    readonly names: readonly ExternalId[];
    readonly mail: string | null;
    /** For people to read. */
    readonly title: string;
  };
  readonly outcome: PlatformOutcome;
  /** From 0 to 1; null where there are no points, or they are hidden. */
  readonly score: number | null;
  /** Whether the platform says that it is mastered; null where it doesn't say. */
  readonly isMastered: boolean | null;
  /** The words of the scale that was reached; null where there are none. */
  readonly rating: string | null;
  readonly occurredAt: Date;
  /** What of the result is worth keeping as it came. */
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}

export interface PlatformOutcome {
  /** By which the platform itself knows it. */
  readonly id: string | null;
  /** That it was given by whoever wrote it. */
  readonly guid: string | null;
  readonly code: string | null;
  readonly title: string | null;
}

export type Showing =
  | { readonly kind: 'shows'; readonly competency: Competency; readonly outcome: Outcome }
  /** No skill is known to be this outcome, or several may be. */
  | { readonly kind: 'unknown-outcome' }
  /** Whether it is mastered can't be told. */
  | { readonly kind: 'no-verdict' };
