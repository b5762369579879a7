import type { CurriculumDocument } from '../../curriculum/document.ts';
import type { Locate, Place, PlacedDefect, SourceFile } from './native.ts';

/** A format in which others write curricula, and how to read it. */
export interface Importer {
  /** As the API spells it, as in `EXERCISM`. */
  readonly name: string;
  /** What its users call it. */
  readonly title: string;
  /** A sentence or two for whoever chooses among the formats. */
  readonly description: string;
  /** What the names of its files end in, without the dot. */
  readonly fileExtensions: readonly string[];
  /** Which files of a folder it reads; where it is left out, all that end so and are not hidden. */
  readonly folder?: {
    /** Names of folders that are looked into although they begin with a dot. */
    readonly hiddenFolders: readonly string[];
    /** By the path from the folder, with slashes. */
    readonly isRead: (path: string) => boolean;
  };
  /** Whether the files look as if they were in this format, by a glance at them. */
  readonly recognizes: (files: readonly SourceFile[]) => boolean;
  /**
   * Reads as much as can be read: what can't be is told in the report, never left out silently. Only files that are not
   * of this format at all, or contradict themselves, are defective.
   */
  readonly read: (files: readonly SourceFile[], settings: ImportSettings) => ImportReading;
}

/** What the files may not say by themselves. */
export interface ImportSettings {
  /** The id of the curriculum; made from the files where it is null. */
  readonly curriculum: string | null;
  /** For skills of which nobody says how long they take, a positive multiple of 0.1. */
  readonly hoursByDefault: number;
}

export type ImportReading =
  | {
      readonly kind: 'document';
      readonly document: CurriculumDocument;
      /** In the order of the files. */
      readonly remarks: readonly ImportRemark[];
      /** Where a path of the document comes from, or as much of it as there is. */
      readonly locate: Locate;
    }
  | { readonly kind: 'defective'; readonly defects: readonly PlacedDefect[] };

export const importRemarkKinds = ['DROPPED', 'CHANGED', 'DEFAULTED', 'EXTERNAL', 'NOTED'] as const;

/** Something that did not come over as it was. */
export interface ImportRemark extends Place {
  /**
   * `DROPPED`: it is nowhere in the curriculum. `CHANGED`: it is there otherwise. `DEFAULTED`: the files did not say it.
   * `EXTERNAL`: it leads to something that is not in the files. `NOTED`: it became a note on a skill.
   */
  readonly kind: (typeof importRemarkKinds)[number];
  /** What it is about, in the words of the format, as in `concepts[3].prerequisites[0]`, or the id of an item. */
  readonly subject: string;
  /** What happened and what would mend it, in a sentence or two. */
  readonly message: string;
}
