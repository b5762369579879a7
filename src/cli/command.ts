import type { Environment } from '../actions/environment.ts';
import type { CheckDocument } from '../actions/register-operations.ts';
import type { Curriculum } from '../curriculum/curriculum.ts';
import type { Terminal } from './terminal.ts';

/** One thing that the command line can do. */
export interface Command<Taken extends Options = Options> {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What follows the name: `<path>`, `[goal …]`. */
  readonly operands: string;
  /** How many operands there are at the least and at the most. */
  readonly operandCount: readonly [min: number, max: number];
  readonly options: Taken;
  /** Paragraphs that say what the options alone do not. */
  readonly about: readonly string[];
  readonly examples: readonly string[];
  readonly run: (line: Line<Taken>, surroundings: Surroundings) => Promise<ExitCode>;
}

/** Lets a command know the types of its own options, and be one of a list all the same. */
export function command<const Taken extends Options>(definition: Command<Taken>): Command {
  return definition as unknown as Command;
}

/** By name, without the leading dashes. */
export type Options = Readonly<Record<string, Option>>;

export interface Option {
  /** What stands for the value, `<path>`; an option without one is a flag. */
  readonly value?: string;
  /** It may be given again and again, and several values be joined by commas. */
  readonly isList?: true;
  /** A sentence. */
  readonly says: string;
}

/** What was asked for. */
export interface Line<Taken extends Options = Options> {
  readonly values: {
    readonly [Name in keyof Taken]?: Taken[Name] extends { isList: true }
      ? readonly string[]
      : Taken[Name] extends { value: string }
        ? string
        : true;
  };
  readonly operands: readonly string[];
}

/** 0: done. 1: the request, the curriculum or the database is at fault. 2: the command line or a setting is. */
export type ExitCode = 0 | 1 | 2;

/** What commands are given to work with. */
export interface Surroundings {
  readonly terminal: Terminal;
  /** The path of the curriculum that is meant where none is named. */
  readonly seeds: string;
  /** Where the server is reached, without a slash at the end; null where nobody said. */
  readonly publicUrl: string | null;
  /** What is shown to a provider of packages that asks who imports; null where nothing is. */
  readonly caseToken: string | null;
  /** Opens the database, once; it is closed after the command. */
  readonly open: () => Promise<Environment>;
  /** What is done with the database as a whole, which need not be open, and is not made where there is none. */
  readonly database: KeptDatabase;
  /** Is aborted when the person at the terminal wants no more; whoever asks for it ends the process by returning. */
  readonly untilInterrupted: () => AbortSignal;
  /** Starts the server, which goes on when this resolves. */
  readonly serve: () => Promise<void>;
  /** What outsiders rely on: the API as GraphQL's SDL, curriculum files as JSON Schema. */
  readonly schemas: {
    readonly api: () => Promise<string>;
    /** Tells what is wrong with a document that asks the API. */
    readonly documentCheck: () => Promise<CheckDocument>;
    /** Of any curriculum, or of this very one with all its names. */
    readonly curriculum: (curriculum: Curriculum | null) => Promise<string>;
  };
}

export interface KeptDatabase {
  /** Copies it into a file; `path` is where the database is. */
  readonly backUp: (
    file: string,
    progress: (share: number) => void,
  ) => Promise<{ readonly path: string; readonly sizeBytes: number }>;
  /** Replaces it by a backup; `replaced` is where it is now that was there, if there was one. */
  readonly restore: (
    file: string,
    progress: (share: number) => void,
  ) => Promise<{ readonly path: string; readonly replaced: string | null }>;
}
