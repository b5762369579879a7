import type { Scope } from './token.ts';

export const importStates = [
  'RECEIVING',
  'QUEUED',
  'RUNNING',
  'DONE',
  'FAILED',
  'CANCELLED',
] as const;
export type ImportState = (typeof importStates)[number];

/** Something large that another system handed in, and how far it has come. */
export interface ImportJob {
  /** A UUID of version 7. */
  readonly id: string;
  /** The name of the kind, as in its catalog. */
  readonly kind: string;
  /** What was said of it as a whole, by name. */
  readonly options: Readonly<Record<string, string>>;
  /** Who started it, with the rights of then. */
  readonly actor: {
    readonly kind: 'LEARNER' | 'MENTOR' | 'SERVICE' | 'AUTHOR' | 'ADMIN';
    readonly name: string;
    readonly scopes?: readonly Scope[];
  };
  readonly state: ImportState;
  /** How many parts came so far, and how many characters they have together. */
  readonly parts: number;
  readonly characters: number;
  /** How many rows there are; null before that is known. */
  readonly total: number | null;
  readonly processed: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** Why it failed, or what else is to be said of it as a whole; null where that is nothing. */
  readonly message: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** Why a row was not taken in. */
export interface ImportRefusal {
  /** Among those of the job, from 1. */
  readonly number: number;
  /** Counted from 1, as lines of the text are. */
  readonly row: number;
  /** Where in the row; empty for all of it. */
  readonly path: string;
  readonly message: string;
}
