import type { Worker } from 'node:worker_threads';
import type { Curriculum } from '../curriculum/curriculum.ts';
import type { Defect } from '../curriculum/defect.ts';
import type { ExportContext, Exported } from '../exchange/curriculum/exporter.ts';
import type { ImportRemark, ImportSettings } from '../exchange/curriculum/importer.ts';
import type { ExporterName, ImporterName } from '../exchange/curriculum/index.ts';
import type { PlacedDefect, SourceFile } from '../exchange/curriculum/native.ts';
import { invariant } from '../util/invariant.ts';
import { type CurriculumThreadLimits, curriculumThreadLimits } from './curriculum-thread-limits.ts';
import { type PackedCurriculum, packCurriculum, unpackCurriculum } from './packed-curriculum.ts';
import type { PackedPlaces } from './packed-places.ts';
import { runInSlices } from './run-in-slices.ts';
import { startThread } from './start-thread.ts';

/** What is wrong, or worth another look, as far as it is told. */
export interface ToldDefects<Told extends Defect = PlacedDefect> {
  /** The first of them. */
  readonly defects: readonly Told[];
  /** How many there are. */
  readonly defectCount: number;
}

/** What a text is. */
export type TextReading =
  | ({
      readonly kind: 'curriculum';
      /** Sound. */
      readonly curriculum: Curriculum;
      readonly digest: string;
      /** Of its graph, to which whoever plans on it attaches. */
      readonly snapshot: SharedArrayBuffer;
      readonly places: PackedPlaces;
    } & ToldDefects)
  | ({ readonly kind: 'defective' } & ToldDefects)
  /** So many wait that this one was not looked at. */
  | { readonly kind: 'busy' };

/** What files in a format of others are. */
export type ImportedText =
  | (Extract<TextReading, { readonly kind: 'curriculum' }> & ImportedBeside)
  | Exclude<TextReading, { readonly kind: 'curriculum' }>;

/** What comes of files in a format of others beside a curriculum. */
export interface ImportedBeside {
  /** All that did not come over as it was. */
  readonly remarks: readonly ImportRemark[];
  /** The curriculum in the native format as YAML. */
  readonly text: string;
}

export type CurriculumQuestion =
  | { readonly kind: 'read'; readonly files: readonly SourceFile[] }
  | {
      readonly kind: 'import';
      readonly files: readonly SourceFile[];
      readonly format: ImporterName;
      readonly settings: ImportSettings;
    }
  | {
      readonly kind: 'export';
      readonly packed: PackedCurriculum;
      readonly format: ExporterName;
      readonly context: ExportContext;
    }
  | { readonly kind: 'lint'; readonly packed: PackedCurriculum }
  | {
      readonly kind: 'write';
      readonly packed: PackedCurriculum;
      readonly notation: NativeNotation;
    };

/** How the native format can be written down. */
export const nativeNotations = ['YAML', 'JSON'] as const;
export type NativeNotation = (typeof nativeNotations)[number];

export type CurriculumAnswer =
  | ({
      readonly kind: 'curriculum';
      readonly packed: PackedCurriculum;
      readonly digest: string;
      readonly snapshot: SharedArrayBuffer;
      readonly places: PackedPlaces;
      /** Null where the files were in the native format. */
      readonly imported: ImportedBeside | null;
    } & ToldDefects)
  | ({ readonly kind: 'defective' } & ToldDefects)
  | ({ readonly kind: 'linted' } & ToldDefects<Defect>)
  | { readonly kind: 'written'; readonly text: string }
  | { readonly kind: 'exported'; readonly exported: Exported };

/** What came of a question to a thread that may die over it, for want of memory or time. */
type Outcome = CurriculumAnswer | { readonly kind: 'died' } | { readonly kind: 'busy' };

interface Waiting {
  readonly question: CurriculumQuestion;
  readonly resolve: (outcome: Outcome) => void;
}

/**
 * Does what takes long with a whole curriculum on a thread of its own, one thing at a time, within bounds of memory and
 * time: whatever a text holds, nobody else waits for it. The thread is started by the first question, stays warm, and doesn't keep the process alive while
 * nothing is asked of it.
 */
export class CurriculumThread {
  readonly #limits: CurriculumThreadLimits;
  readonly #waiting: Waiting[] = [];
  #thread: Worker | null = null;
  #current: (Waiting & { readonly thread: Worker }) | null = null;
  #charactersRead = 0;
  #guard: NodeJS.Timeout | undefined;

  constructor(limits: Partial<CurriculumThreadLimits> = {}) {
    this.#limits = { ...curriculumThreadLimits, ...limits };
  }

  /** Reads files in the native format, down to whether everything in them can be learned. */
  async read(files: readonly SourceFile[]): Promise<TextReading> {
    const read = await this.#read({ kind: 'read', files });
    if (read.kind !== 'curriculum') return read;
    const { imported: _imported, ...reading } = read;
    return reading;
  }

  /** Reads files in a format of others, down to whether everything in them can be learned. */
  async import(
    files: readonly SourceFile[],
    { format, settings }: { readonly format: ImporterName; readonly settings: ImportSettings },
  ): Promise<ImportedText> {
    const read = await this.#read({ kind: 'import', files, format, settings });
    if (read.kind !== 'curriculum') return read;
    const { imported, ...reading } = read;
    invariant(imported, 'a report comes with what is imported');
    return { ...reading, ...imported };
  }

  async #read(question: Extract<CurriculumQuestion, { readonly kind: 'read' | 'import' }>) {
    const outcome = await this.#ask(question);
    if (outcome.kind === 'curriculum') {
      const { packed, ...reading } = outcome;
      return { ...reading, curriculum: await runInSlices(unpackCurriculum(packed)) };
    }
    if (outcome.kind === 'defective' || outcome.kind === 'busy') return outcome;
    invariant(outcome.kind === 'died', 'files were to be read');
    return { kind: 'defective', defects: [tooLarge(question.files)], defectCount: 1 } as const;
  }

  /** What is worth another look in a sound curriculum; null where there is no time for it now. */
  async lint(curriculum: Curriculum): Promise<ToldDefects<Defect> | null> {
    const packed = await runInSlices(packCurriculum(curriculum));
    const outcome = await this.#ask({ kind: 'lint', packed });
    return outcome.kind === 'linted' ? outcome : null;
  }

  /** The curriculum in the native format; null where there is no time for it now. */
  async write(curriculum: Curriculum, notation: NativeNotation): Promise<string | null> {
    const packed = await runInSlices(packCurriculum(curriculum));
    const outcome = await this.#ask({ kind: 'write', packed, notation });
    return outcome.kind === 'written' ? outcome.text : null;
  }

  /** The curriculum in a format of others; null where there is no time for it now. */
  async export(
    curriculum: Curriculum,
    { format, context }: { readonly format: ExporterName; readonly context: ExportContext },
  ): Promise<Exported | null> {
    const packed = await runInSlices(packCurriculum(curriculum));
    const outcome = await this.#ask({ kind: 'export', packed, format, context });
    return outcome.kind === 'exported' ? outcome.exported : null;
  }

  /** What waits is given up. What comes later starts a new thread. */
  async close(): Promise<void> {
    for (const { resolve } of this.#waiting.splice(0)) resolve({ kind: 'died' });
    await this.#stopThread();
  }

  #ask(question: CurriculumQuestion): Promise<Outcome> {
    if (this.#waiting.length + 1 >= this.#limits.waiting) return Promise.resolve({ kind: 'busy' });
    return new Promise((resolve) => {
      this.#waiting.push({ question, resolve });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current !== null) return;
    if (this.#charactersRead > this.#limits.charactersPerThread) this.#stopThread();
    const next = this.#waiting.shift();
    if (next === undefined) {
      this.#thread?.unref();
      return;
    }
    const thread = this.#thread ?? this.#startThread();
    this.#current = { ...next, thread };
    this.#charactersRead += lengthOf(next.question);
    thread.ref();
    thread.postMessage(next.question);
    this.#guard = setTimeout(() => this.#stopThread(), this.#limits.milliseconds);
  }

  #startThread(): Worker {
    const { heapMegabytes: maxOldGenerationSizeMb } = this.#limits;
    const thread = startThread(entry, { maxOldGenerationSizeMb });
    thread.on('message', (answer: CurriculumAnswer) => this.#answer(answer));
    // Whatever it was, the thread exits over it.
    thread.on('error', () => {});
    thread.on('exit', () => {
      if (this.#thread === thread) this.#thread = null;
      if (this.#current?.thread === thread) this.#answer({ kind: 'died' });
    });
    this.#thread = thread;
    this.#charactersRead = 0;
    return thread;
  }

  #answer(outcome: Outcome): void {
    clearTimeout(this.#guard);
    const answered = this.#current;
    this.#current = null;
    answered?.resolve(outcome);
    this.#next();
  }

  /** What it has at hand is given up. */
  async #stopThread(): Promise<void> {
    const thread = this.#thread;
    this.#thread = null;
    this.#charactersRead = 0;
    await thread?.terminate();
  }
}

/** Reads and checks what authors send, for all requests of a process. */
export const authorsThread = new CurriculumThread();

/** Writes what anybody asks for, so that authors needn't wait for readers. */
export const readersThread = new CurriculumThread();

const entry = new URL('./curriculum-worker.ts', import.meta.url).href;

function lengthOf(question: CurriculumQuestion): number {
  if ('packed' in question) return question.packed.bytes.byteLength;
  return question.files.reduce((sum, { text }) => sum + text.length, 0);
}

function tooLarge([first]: readonly SourceFile[]): PlacedDefect {
  const message =
    'Reading this takes more memory or time than a curriculum is given. Write it as JSON, which takes far less than YAML, or divide it.';
  const place = { file: first?.file ?? '', line: 1, column: 1 };
  return {
    severity: 'error',
    code: 'too-large',
    path: [],
    message,
    suggestions: [],
    ...place,
  };
}
