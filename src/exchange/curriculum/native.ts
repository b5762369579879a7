import type { Defect, DocumentPath } from '../../curriculum/defect.ts';
import type { CurriculumDocument } from '../../curriculum/document.ts';
import type { TextProblem } from '../text/text-node.ts';
import { checkShape, problemsMax, type ShapeProblem } from './native/check-shape.ts';
import { documentShape } from './native/document-shape.ts';
import { locator } from './native/locate.ts';
import { mergeFiles } from './native/merge-files.ts';
import { nameDefects } from './native/name-defects.ts';
import {
  type Place,
  placeFiles,
  placer,
  readFile,
  type SourceFile,
  sizeDefect,
} from './native/source-files.ts';
import { withoutEchoes } from './native/without-echoes.ts';

export type { Place, SourceFile } from './native/source-files.ts';
export { bytesMax, filesMax, yamlBytesMax } from './native/source-files.ts';

export type PlacedDefect = Defect & Place;

/** Where a path of a document stands, or as much of it as there is. An item's id may stand for its index. */
export type Locate = (path: DocumentPath) => Place;

/** The order of the files, and of the lines in them. */
export function inOrderOfPlace(one: Place, other: Place): number {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  return one.line - other.line || one.column - other.column;
}

export type NativeReading =
  | {
      readonly kind: 'document';
      readonly document: CurriculumDocument;
      readonly locate: Locate;
    }
  | { readonly kind: 'defective'; readonly defects: readonly PlacedDefect[] };

/**
 * Reads a curriculum in the native format from one file or the files of a folder, which are taken in order of their
 * names. Where anything is wrong it tells all of it, the names that don't resolve included, in the order of the files.
 */
export function readNative(files: readonly SourceFile[]): NativeReading {
  const sources = placeFiles(files);
  const place = placer(sources);
  const oversize = sizeDefect(sources);
  if (oversize) return { kind: 'defective', defects: [{ ...oversize, ...place(0) }] };
  const readings = sources.map((source) => ({ ...source, ...readFile(source) }));
  const merged = mergeFiles(readings);
  const checked = checkShape(merged.root, documentShape);
  const offsetOf = locator(merged.root);
  const textProblems = readings.flatMap((reading) => reading.problems);
  const mistakes = [...textProblems.map(syntaxDefect), ...merged.mistakes];
  const problems = [...merged.problems, ...checked.problems];
  if (mistakes.length + problems.length === 0) {
    const document = checked.value as CurriculumDocument;
    return { kind: 'document', document, locate: (path) => place(offsetOf(path)) };
  }
  const starts = sources.map(({ offset }) => offset);
  const areNamesLost =
    merged.mistakes.length > 0 || textProblems.some(({ isContained }) => !isContained);
  const names = areNamesLost ? [] : nameDefects(checked, merged.problems);
  const all = [
    ...mistakes,
    ...withoutEchoes(problems, mistakes, merged.root, starts),
    ...names.map((defect) => ({ ...defect, offset: offsetOf(defect.path) })),
  ];
  all.sort((one, two) => one.offset - two.offset);
  const defects = all
    .slice(0, problemsMax)
    .map(({ offset, ...defect }) => ({ ...defect, ...place(offset) }));
  return { kind: 'defective', defects };
}

function syntaxDefect({ offset, code, message }: TextProblem): ShapeProblem {
  return { offset, severity: 'error', code, path: [], message, suggestions: [] };
}
