import type { RequirementDocument } from '../../../curriculum/document.ts';
import type { Place } from '../native.ts';

/** A skill while its rows are read. */
export interface SkillDraft {
  readonly slug: string;
  /** As the file calls it. */
  readonly name: string;
  readonly place: Place;
  readonly area: string;
  readonly title: string;
  readonly summary: string;
  readonly side: string | null;
  readonly sideNote: string | null;
  /** By level, in the order of the rows. */
  readonly levels: Map<string, LevelDraft>;
  readonly needs: Need[];
  readonly recommends: Map<string, Place>;
  readonly because: Map<string, string>;
  readonly sameAs: string[];
  readonly replaces: string[];
  readonly externalIds: Map<string, string>;
  readonly notes: string[];
}

export interface LevelDraft {
  readonly place: Place;
  /** Null where nobody says. */
  readonly hours: number | null;
  readonly criteria: readonly string[];
}

/** Something that a skill needs at one of its levels, with where each of its members stands. */
export interface Need {
  readonly level: string;
  readonly requires: RequirementDocument;
  readonly places: readonly Place[];
}
