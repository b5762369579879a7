import type { Exporter } from './exporter.ts';
import type { Importer } from './importer.ts';
import { nativeJson, nativeYaml } from './native/write-native.ts';
import { readNative, type SourceFile } from './native.ts';

export const nativeImporter = {
  name: 'NATIVE',
  title: 'Cairn',
  description:
    'The format that curricula are written in here: YAML or JSON, in one file or several. Nothing is mended: every problem is told.',
  fileExtensions: ['yaml', 'yml', 'json'],
  recognizes: (files) => files.some(looksNative),
  read: (files) => {
    const reading = readNative(files);
    return reading.kind === 'document' ? { ...reading, remarks: [] } : reading;
  },
} as const satisfies Importer;

/** Whether one of the keys of the format stands at the top. */
function looksNative({ text }: SourceFile): boolean {
  const start = text.slice(0, glanceCharacters);
  return (
    /^(?:curriculum|levels|areas|skills|projects|careerPaths|advice)\s*:/m.test(start) ||
    /^\s*\{[^{}[\]]*"(?:curriculum|levels|areas|skills|projects|careerPaths|advice)"\s*:/.test(
      start,
    )
  );
}

const glanceCharacters = 20_000;

export const yamlExporter = {
  name: 'YAML',
  title: 'Cairn, as YAML',
  description:
    'The native format as people write it, whole. Publishing it gives the same digest again.',
  mediaType: 'application/yaml',
  write: ({ curriculum }) => ({
    files: [{ file: `${curriculum.slug}.yaml`, text: nativeYaml(curriculum) }],
    remarks: [],
  }),
} as const satisfies Exporter;

export const jsonExporter = {
  name: 'JSON',
  title: 'Cairn, as JSON',
  description: 'The native format for programs, whole. Publishing it gives the same digest again.',
  mediaType: 'application/json',
  write: ({ curriculum }) => ({
    files: [{ file: `${curriculum.slug}.json`, text: nativeJson(curriculum) }],
    remarks: [],
  }),
} as const satisfies Exporter;
