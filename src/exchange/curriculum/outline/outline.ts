import type { TitledDocument } from '../../../curriculum/document.ts';
import type { Place } from '../native.ts';

/** A curriculum as learning platforms keep it: a tree of what can be assessed, without order or prerequisites. */
export interface Outline {
  /** Of the external ids, as in `moodle`. */
  readonly system: string;
  /** What the platform is called. */
  readonly platform: string;
  readonly place: Place;
  /** What it says of the whole; each null where it says nothing. */
  readonly whole: {
    readonly code: string | null;
    readonly title: string | null;
    readonly summary: string | null;
    readonly externalId: string | null;
  };
  /** How many descriptions had more that we had written for people, and that is left out. */
  readonly ownPartCount: number;
  /** Lowest first; empty where there are no levels of proficiency. */
  readonly scale: readonly Required<TitledDocument>[];
  /** In the order of the files, no two of the same id. */
  readonly items: readonly OutlineItem[];
}

export interface OutlineItem {
  readonly id: string;
  /** The id of another; null at the top. */
  readonly parent: string | null;
  readonly title: string;
  /** What it would best be called here; null where nobody says. */
  readonly code: string | null;
  readonly summary: string | null;
  /** Null where it says no more than the code. */
  readonly externalId: string | null;
  /** Whether it holds others, even if it holds none; null where only that tells. */
  readonly isGroup: boolean | null;
  /** Of the scale, lowest first; the lowest alone where it is empty. */
  readonly levels: readonly string[];
  readonly notes: readonly string[];
  readonly place: Place;
}
