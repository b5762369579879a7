import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { Revision } from '../../curriculum/revision.ts';
import type { SourceFile } from './native.ts';

/** A format in which others read curricula, and how to write it. The same curriculum is the same files, byte for byte. */
export interface Exporter {
  /** As the API spells it, as in `MOODLE`. */
  readonly name: string;
  /** What its users call it. */
  readonly title: string;
  /** A sentence or two for whoever chooses among the formats. */
  readonly description: string;
  /** Of each of its files. */
  readonly mediaType: string;
  readonly write: (graph: CurriculumGraph, context: ExportContext) => Exported;
}

export interface ExportContext {
  /** Null where the curriculum was never published. */
  readonly revision: Revision | null;
  /** Where this server is reached, without a slash at the end, for addresses that lead back to it; null where there is none. */
  readonly address: string | null;
}

export interface Exported {
  /** At least one; none are in folders. */
  readonly files: readonly SourceFile[];
  /** What the format cannot hold and the files therefore lack or say otherwise. */
  readonly remarks: readonly ExportRemark[];
}

export interface ExportRemark {
  /** The slug of what it is about; null where it is about the whole. */
  readonly subject: string | null;
  readonly message: string;
}
