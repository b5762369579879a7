import type { Curriculum } from '../curriculum/curriculum.ts';
import type { Defect } from '../curriculum/defect.ts';
import type { CurriculumGraph } from '../curriculum/graph.ts';
import type { ImportRemark, ImportSettings } from '../exchange/curriculum/importer.ts';
import { type ImporterName, importerNamed, importers } from '../exchange/curriculum/index.ts';
import { documentJson, documentYaml } from '../exchange/curriculum/native/write-native.ts';
import {
  inOrderOfPlace,
  type Locate,
  type PlacedDefect,
  type SourceFile,
} from '../exchange/curriculum/native.ts';
import { parseCurriculum } from './read-curriculum.ts';

/** What is said of files that others wrote. */
export type ImportedReading =
  | {
      readonly kind: 'curriculum';
      readonly curriculum: Curriculum;
      readonly graph: CurriculumGraph;
      /** Worth another look; with the places of the files that were given. */
      readonly warnings: readonly PlacedDefect[];
      readonly locate: Locate;
      /** All that did not come over as it was. */
      readonly remarks: readonly ImportRemark[];
      /** The curriculum in the native format as YAML, to go on from. */
      readonly text: string;
    }
  | { readonly kind: 'defective'; readonly problems: readonly PlacedDefect[] };

/** Reads files in a format of others, down to whether everything in them can be learned. */
export function readImport(
  files: readonly SourceFile[],
  format: ImporterName,
  settings: ImportSettings,
): ImportedReading {
  const reading = importerNamed(format).read(files, settings);
  if (reading.kind === 'defective') return { kind: 'defective', problems: reading.defects };
  const { document, remarks, locate } = reading;
  // The same door as for what authors write: whatever an importer lets through, this does not.
  const parsed = parseCurriculum([{ file: 'imported.json', text: documentJson(document) }]);
  const placed = (defects: readonly Defect[]) =>
    defects
      .map((defect): PlacedDefect => ({ ...defect, ...locate(defect.path) }))
      .sort(inOrderOfPlace);
  if (parsed.kind === 'defective') return { kind: 'defective', problems: placed(parsed.problems) };
  const { curriculum, graph, warnings } = parsed;
  const text = documentYaml(document);
  const found = { warnings: placed(warnings), locate, remarks };
  return { kind: 'curriculum', curriculum, graph, ...found, text };
}

/** The formats that the files may be in, by a glance at them. */
export function formatsOf(files: readonly SourceFile[]): ImporterName[] {
  return importers.filter(({ recognizes }) => recognizes(files)).map(({ name }) => name);
}
