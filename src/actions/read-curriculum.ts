import type { Curriculum } from '../curriculum/curriculum.ts';
import type { Defect } from '../curriculum/defect.ts';
import { CurriculumGraph } from '../curriculum/graph.ts';
import { lint } from '../curriculum/lint.ts';
import { resolveDocument } from '../curriculum/resolve-document.ts';
import {
  inOrderOfPlace,
  type Locate,
  type PlacedDefect,
  readNative,
  type SourceFile,
} from '../exchange/curriculum/native.ts';
import { readFiles } from './read-files.ts';

export type CurriculumReading =
  | {
      readonly kind: 'curriculum';
      readonly curriculum: Curriculum;
      readonly graph: CurriculumGraph;
      /** Worth another look; it can be published all the same. */
      readonly warnings: readonly PlacedDefect[];
      readonly locate: Locate;
    }
  /** All that is wrong, each with its file, line and column. */
  | { readonly kind: 'defective'; readonly problems: readonly PlacedDefect[] }
  /** There is nothing at the path that could be a curriculum. */
  | { readonly kind: 'unreadable'; readonly message: string };

/** Reads a curriculum in the native format from a file or a folder, down to whether everything in it can be learned. */
export async function readCurriculum(path: string): Promise<CurriculumReading> {
  const found = await readFiles(path);
  return found.kind === 'files' ? parseCurriculum(found.files) : found;
}

/** The same of files that are read already. */
export function parseCurriculum(
  files: readonly SourceFile[],
): Exclude<CurriculumReading, { readonly kind: 'unreadable' }> {
  const reading = readNative(files);
  if (reading.kind === 'defective') return { kind: 'defective', problems: reading.defects };
  const { locate } = reading;
  const placed = (defects: readonly Defect[]) =>
    defects.map((defect) => ({ ...defect, ...locate(defect.path) })).sort(inOrderOfPlace);
  const resolution = resolveDocument(reading.document);
  if (resolution.kind === 'defective')
    return { kind: 'defective', problems: placed(resolution.defects) };
  const { curriculum, warnings } = resolution;
  const built = CurriculumGraph.build(curriculum);
  if (built.kind === 'unsound')
    return { kind: 'defective', problems: placed([...built.defects, ...warnings]) };
  return {
    kind: 'curriculum',
    curriculum,
    graph: built.graph,
    warnings: placed([...warnings, ...lint(built.graph)]),
    locate,
  };
}
