import type { DefectCode } from './defect-rules.ts';

/** A step into a curriculum document: a key, or an index in a list. */
export type DocumentPath = readonly (string | number)[];

/** What is wrong with a curriculum, or worth another look. A curriculum with an error is never published. */
export interface Defect {
  readonly severity: 'error' | 'warning';
  /** The rule that is broken. */
  readonly code: DefectCode;
  /** Where, in the document's own terms: `['skills', 3, 'requires', 0, 'anyOf', 1]`. */
  readonly path: DocumentPath;
  /** What is wrong and what would mend it, as a sentence. */
  readonly message: string;
  /** Names that may have been meant, likeliest first. */
  readonly suggestions: readonly string[];
}
