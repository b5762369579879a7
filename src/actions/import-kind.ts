import type { ImportJob } from '../curriculum/import-job.ts';
import type { RowValues } from '../exchange/rows/row-values.ts';
import type { StoreWrites } from '../store/store.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import type { GeneralDeed } from './permissions.ts';

/** Something that can be imported as a job, and how that is done. */
export type ImportKind = RowsKind | WholeKind;

interface AnyKind {
  /** As the API spells it. */
  readonly name: string;
  readonly description: string;
  /** What whoever starts it must be allowed to do. */
  readonly deed: GeneralDeed;
  /** What may be said of all of it, by name. */
  readonly options: readonly string[];
}

/** What is taken in row by row: what was taken in is not taken in again when a run goes on where another was cut off. */
export interface RowsKind extends AnyKind {
  readonly reads: 'ROWS';
  /** Reads the rows of one transaction. */
  readonly batch: (run: ImportRun, rows: readonly ImportRow[]) => Promise<ImportBatch>;
  /** Which thing a row is about; of those that are about the same only one is taken in at once. */
  readonly keyOf: (row: ImportRow) => string;
}

/** What makes sense as a whole only. It does no harm to take it in twice, since a run may be cut off. */
export interface WholeKind extends AnyKind {
  readonly reads: 'WHOLE';
  readonly take: (run: ImportRun, text: string) => Promise<WholeOutcome>;
}

export interface ImportRun {
  readonly environment: Environment;
  readonly actor: Exclude<Actor, { readonly kind: 'ANONYMOUS' }>;
  readonly job: ImportJob;
}

export interface ImportRow {
  readonly line: number;
  readonly values: RowValues;
}

export interface ImportBatch {
  /** What becomes of each row, in their order; in a transaction that does no more than this and note it. */
  readonly write: (writes: StoreWrites) => Promise<readonly RowOutcome[]>;
  /** What is to be done once that is stored. */
  readonly settle: () => Promise<void>;
}

export type RowOutcome =
  | { readonly status: 'CREATED' | 'UPDATED' | 'UNCHANGED' }
  | { readonly status: 'REJECTED'; readonly path: string; readonly message: string };

export type WholeOutcome =
  | {
      readonly kind: 'taken';
      readonly counts: {
        readonly created: number;
        readonly updated: number;
        readonly unchanged: number;
        readonly rejected: number;
      };
      /** In a sentence. */
      readonly message: string;
      readonly problems: readonly WholeProblem[];
    }
  | {
      readonly kind: 'refused';
      readonly message: string;
      readonly problems: readonly WholeProblem[];
    };

interface WholeProblem {
  readonly line: number;
  readonly path: string;
  readonly message: string;
}
