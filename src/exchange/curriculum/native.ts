import type { Defect, DocumentPath } from '../../curriculum/defect.ts';
import type { CurriculumDocument } from '../../curriculum/document.ts';
import { type LinePlace, lineCounter } from '../text/line-counter.ts';
import { readJson } from '../text/read-json.ts';
import { readYaml } from '../text/read-yaml.ts';
import type { TextReading } from '../text/text-node.ts';
import { checkShape, problemsMax, type ShapeProblem } from './check-shape.ts';
import { documentShape } from './document-shape.ts';
import { locator } from './locate.ts';
import { mergeFiles } from './merge-files.ts';
import { nameDefects } from './name-defects.ts';
import { withoutEchoes } from './without-echoes.ts';

/** A file of a curriculum; one whose name ends in `.json` is JSON, every other YAML. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** Where something stands in the files. */
export interface Place extends LinePlace {
  readonly file: string;
}

export type PlacedDefect = Defect & Place;

export type NativeReading =
  | {
      readonly kind: 'document';
      readonly document: CurriculumDocument;
      /** Where a path of the document stands, or as much of it as there is. An item's id may stand for its index. */
      readonly locate: (path: DocumentPath) => Place;
    }
  | { readonly kind: 'defective'; readonly defects: readonly PlacedDefect[] };

export const filesMax = 1_000;
/** Of all files together. */
export const bytesMax = 64 * 1024 * 1024;
/** Of all YAML files together, since YAML takes some sixty times its size to read. */
export const yamlBytesMax = 16 * 1024 * 1024;

/**
 * Reads a curriculum in the native format from one file or the files of a folder, which are taken in order of their
 * names. Where anything is wrong it tells all of it, the names that don't resolve included, in the order of the files.
 */
export function readNative(files: readonly SourceFile[]): NativeReading {
  const sources = inOrder(files);
  const place = placer(sources);
  const oversize = sizeProblem(sources);
  if (oversize) return { kind: 'defective', defects: [{ ...oversize, ...place(0) }] };
  const readings = sources.map((source) => ({ ...source, ...read(source) }));
  const syntax = readings.flatMap(({ problems }) => problems);
  const { root, problems: misplaced } = mergeFiles(readings);
  const checked = checkShape(root, documentShape);
  const offsetOf = locator(root);
  const problems = [...misplaced, ...checked.problems];
  if (syntax.length + problems.length === 0) {
    const document = checked.value as CurriculumDocument;
    return { kind: 'document', document, locate: (path) => place(offsetOf(path)) };
  }
  const names = syntax.length > 0 ? [] : nameDefects(checked, misplaced);
  const all: ShapeProblem[] = [
    ...syntax.map((problem) => ({ ...problem, ...syntaxDefect })),
    ...withoutEchoes(problems, syntax, root),
    ...names.map((defect) => ({ ...defect, offset: offsetOf(defect.path) })),
  ];
  all.sort((one, two) => one.offset - two.offset);
  const defects = all.slice(0, problemsMax).map(({ offset, ...defect }) => ({
    ...defect,
    ...place(offset),
  }));
  return { kind: 'defective', defects };
}

const syntaxDefect = { severity: 'error', path: [], suggestions: [] } as const;

/** A file with the offset of its text among the texts of all. */
interface Source extends SourceFile {
  readonly offset: number;
}

function inOrder(files: readonly SourceFile[]): Source[] {
  let offset = 0;
  return [...files]
    .sort((one, two) => (one.file < two.file ? -1 : 1))
    .map((source) => {
      const placed = { ...source, offset };
      offset += source.text.length + 1;
      return placed;
    });
}

function placer(sources: readonly Source[]): (offset: number) => Place {
  const counters = sources.map(({ file, text, offset }) => ({
    file,
    offset,
    count: lineCounter(text),
  }));
  return (offset) => {
    const source = counters.findLast((counter) => counter.offset <= offset);
    if (!source) return { file: '', line: 1, column: 1 };
    return { file: source.file, ...source.count(offset - source.offset) };
  };
}

function sizeProblem(sources: readonly Source[]): Defect | null {
  const says =
    tooMuch(sources.length, filesMax, 'files') ??
    tooMuch(bytesOf(sources), bytesMax, 'bytes') ??
    tooMuch(bytesOf(sources.filter((source) => !isJson(source))), yamlBytesMax, 'bytes of YAML');
  if (says === null) return null;
  return { severity: 'error', code: 'too-large', path: [], message: says, suggestions: [] };
}

function tooMuch(count: number, most: number, what: string): string | null {
  if (count <= most) return null;
  return `The curriculum has ${count} ${what}; ${most} are the most. Divide it, or write it as JSON.`;
}

function bytesOf(sources: readonly Source[]): number {
  return sources.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
}

function isJson({ file, text }: SourceFile): boolean {
  return file.toLowerCase().endsWith('.json') || /^\s*\{/.test(text.slice(0, 1_000));
}

/** What looks like JSON is read as JSON, which is quicker; only a file that is called so must be. */
function read(source: Source): TextReading {
  const { file, text, offset } = source;
  if (isJson(source)) {
    const reading = readJson(text.replace(/^\ufeff/, ' '), offset);
    if (reading.problems.length === 0 || file.toLowerCase().endsWith('.json')) return reading;
  }
  return readYaml(text, offset);
}
