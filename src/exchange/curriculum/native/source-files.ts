import type { Defect } from '../../../curriculum/defect.ts';
import { type LinePlace, lineCounter } from '../../text/line-counter.ts';
import { readJson } from '../../text/read-json.ts';
import { readYaml } from '../../text/read-yaml.ts';
import type { TextReading } from '../../text/text-node.ts';

/** A file of a curriculum; one whose name ends in `.json` is JSON, every other YAML. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** Where something stands in the files. */
export interface Place extends LinePlace {
  readonly file: string;
}

export const filesMax = 1_000;
/** Of all files together. */
export const bytesMax = 64 * 1024 * 1024;
/** Of all YAML files together, since YAML takes some sixty times its size to read. */
export const yamlBytesMax = 16 * 1024 * 1024;

/** A file with the offset of its text among the texts of all. */
export interface PlacedFile extends SourceFile {
  readonly offset: number;
}

/** The files in order of their names. */
export function placeFiles(files: readonly SourceFile[]): PlacedFile[] {
  let offset = 0;
  return [...files]
    .sort((one, two) => (one.file < two.file ? -1 : 1))
    .map((source) => {
      const placed = { ...source, offset };
      offset += source.text.length + 1;
      return placed;
    });
}

/** Finds the file, line and column of offsets among all files. */
export function placer(files: readonly PlacedFile[]): (offset: number) => Place {
  const counters = files.map(({ file, text, offset }) => ({
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

/** What is wrong with the size of the whole; null where it can be read. */
export function sizeDefect(files: readonly SourceFile[]): Defect | null {
  const yaml = files.filter((source) => !looksLikeJson(source));
  const message =
    tooMuch(files.length, filesMax, 'files', 'Put several into one.') ??
    tooMuch(bytesOf(files), bytesMax, 'bytes', 'Divide it.') ??
    tooMuch(bytesOf(yaml), yamlBytesMax, 'bytes of YAML', 'Divide it, or write it as JSON.');
  if (message === null) return null;
  return { severity: 'error', code: 'too-large', path: [], message, suggestions: [] };
}

function tooMuch(count: number, most: number, what: string, mending: string): string | null {
  if (count <= most) return null;
  return `The curriculum has ${count} ${what}; ${most} are the most. ${mending}`;
}

function bytesOf(files: readonly SourceFile[]): number {
  return files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
}

/** Reads a file. What looks like JSON is read as JSON, which is quicker; only a file that is called so must be JSON. */
export function readFile(source: PlacedFile): TextReading {
  const { text, offset } = source;
  if (looksLikeJson(source)) {
    const reading = readJson(text.replace(/^\ufeff/, ' '), offset);
    if (reading.problems.length === 0 || isCalledJson(source)) return reading;
  }
  return readYaml(text, offset);
}

function looksLikeJson(source: SourceFile): boolean {
  return isCalledJson(source) || /^\s*\{/.test(source.text.slice(0, 1_000));
}

function isCalledJson({ file }: SourceFile): boolean {
  return file.toLowerCase().endsWith('.json');
}
