import type { CurriculumDocument } from '../../curriculum/document.ts';
import { readJson } from '../text/read-json.ts';
import type { TextNode } from '../text/text-node.ts';
import { readForeign } from './case/read-foreign.ts';
import { isOwn, readOwn } from './case/read-own.ts';
import { type PackageFault, packageLimits, readPackage } from './case/read-package.ts';
import { Remarks } from './case/remarks.ts';
import { writePackage } from './case/write-package.ts';
import { remarksOn } from './case/write-remarks.ts';
import type { Exporter } from './exporter.ts';
import type { Importer, ImportReading } from './importer.ts';
import { checkShape, problemsMax } from './native/check-shape.ts';
import { documentShape } from './native/document-shape.ts';
import { locator } from './native/locate.ts';
import { placeFiles, placer, type SourceFile } from './native/source-files.ts';
import type { PlacedDefect } from './native.ts';

/** Larger packages are refused before they are read. */
export const caseLimits = {
  bytes: 128 * 1024 * 1024,
  /** Of texts, numbers, lists and mappings together, or nearly so. */
  values: 4_000_000,
  ...packageLimits,
} as const;

/** Packages of CASE, 1.0 and 1.1. One file is one package. */
export const caseImporter = {
  name: 'CASE',
  title: 'CASE package',
  description:
    'A competency framework in the format of 1EdTech CASE, 1.0 or 1.1: what a provider answers under `CFPackages/{id}`.',
  fileExtensions: ['json'],
  recognizes: (files) =>
    files.length === 1 &&
    /"CF(Document|Items|Associations|Definitions|Package)"\s*:/.test(
      files[0]!.text.slice(0, glance),
    ),
  read: (files, settings): ImportReading => {
    const sources = placeFiles(files);
    const place = placer(sources);
    const defective = (faults: readonly PackageFault[]): ImportReading => ({
      kind: 'defective',
      defects: faults.map(
        ({ code, offset, message }): PlacedDefect => ({
          ...{ severity: 'error', code, path: [], message, suggestions: [] },
          ...place(offset),
        }),
      ),
    });
    const [source] = sources;
    const unfit = unfitness(files);
    if (unfit || !source)
      return defective([{ code: 'not-a-package', offset: 0, message: unfit ?? '' }]);
    const { node, problems } = readJson(source.text.replace(/^\ufeff/, ' '), source.offset);
    if (problems.length > 0 || node === null) return defective(problems);
    const remarks = new Remarks();
    const reading = readPackage(unwrapped(node), remarks);
    if (reading.kind === 'faulty') return defective(reading.faults);
    const written = isOwn(reading.package)
      ? ({ kind: 'document', document: readOwn(reading.package, settings, remarks) } as const)
      : readForeign(reading.package, settings, remarks);
    if (written.kind === 'faulty') return defective(written.faults);
    const checked = checkShape(written.document, documentShape);
    if (checked.problems.length > 0)
      return {
        kind: 'defective',
        defects: checked.problems
          .slice(0, problemsMax)
          .map(({ offset, ...defect }) => ({ ...defect, ...place(offset) })),
      };
    const offsetOf = locator(written.document);
    return {
      kind: 'document',
      document: checked.value as CurriculumDocument,
      remarks: remarks.all(place),
      locate: (path) => place(offsetOf(path)),
    };
  },
} as const satisfies Importer;

export const caseExporter = {
  name: 'CASE',
  title: 'CASE package',
  description:
    'A competency framework in the format of 1EdTech CASE 1.1, validated against the published schemas. Read back here it is the same curriculum.',
  mediaType: 'application/json',
  fileExtension: 'json',
  write: (graph, context) => {
    const work = writePackage(graph.curriculum, context);
    let step = work.next();
    while (!step.done) step = work.next();
    return {
      text: `${JSON.stringify(step.value, null, 2)}\n`,
      remarks: remarksOn(graph.curriculum, context),
    };
  },
} as const satisfies Exporter;

/** So much of a file is looked at to tell what it is. */
const glance = 100_000;

/** Why files are no package at all, told before they are read; null where they may be one. */
function unfitness(files: readonly SourceFile[]): string | null {
  if (files.length !== 1)
    return `A package is one file, not ${files.length}. Import each framework by itself.`;
  const { text } = files[0]!;
  if (text.trim() === '') return 'The file is empty.';
  const bytes = Buffer.byteLength(text);
  if (bytes > caseLimits.bytes)
    return `The package has ${bytes} bytes; ${caseLimits.bytes} are the most. Divide it.`;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Each value follows a comma, a colon or an opening bracket; those within texts count too, which does no harm.
    if (code === 0x2c || code === 0x5b || code === 0x7b) values += 1;
  }
  return values <= caseLimits.values
    ? null
    : `The package has some ${values} values; ${caseLimits.values} are the most. Divide it.`;
}

/** Some services put what they answer under a key of its own. */
function unwrapped(root: TextNode): TextNode {
  if (root.kind !== 'mapping') return root;
  const wrapped = root.members.find(({ key }) => key === 'CFPackage')?.value;
  return wrapped ?? root;
}
