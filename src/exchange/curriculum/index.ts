import { canvasExporter, canvasImporter } from './canvas.ts';
import { caseExporter, caseImporter } from './case.ts';
import { csvExporter, csvImporter } from './csv.ts';
import { exercism } from './exercism.ts';
import type { Exporter } from './exporter.ts';
import type { Importer } from './importer.ts';
import { moodleExporter, moodleImporter } from './moodle.ts';
import { jsonExporter, nativeImporter, yamlExporter } from './native-format.ts';

export { importRemarkKinds } from './importer.ts';

/** Every format that curricula are read in, the native one first. The API, the command line and the tests read this list. */
export const importers = [
  nativeImporter,
  exercism,
  csvImporter,
  caseImporter,
  moodleImporter,
  canvasImporter,
] as const satisfies readonly Importer[];

export type ImporterName = (typeof importers)[number]['name'];

export function importerNamed(name: ImporterName): Importer {
  return importers.find((importer) => importer.name === name)!;
}

/** Every format that curricula are written in, the native one first. The API, the command line and the tests read this list. */
export const exporters = [
  yamlExporter,
  jsonExporter,
  csvExporter,
  caseExporter,
  moodleExporter,
  canvasExporter,
] as const satisfies readonly Exporter[];

export type ExporterName = (typeof exporters)[number]['name'];

export function exporterNamed(name: ExporterName): Exporter {
  return exporters.find((exporter) => exporter.name === name)!;
}
