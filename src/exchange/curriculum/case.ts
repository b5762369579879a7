import type { DefectCode } from '../../curriculum/defect-rules.ts';
import type { CurriculumDocument } from '../../curriculum/document.ts';
import { readJson } from '../text/read-json.ts';
import type { MappingNode, TextNode } from '../text/text-node.ts';
import { readForeign } from './case/read-foreign.ts';
import { isOwn, readOwn } from './case/read-own.ts';
import { type PackageFault, packageLimits, readPackage } from './case/read-package.ts';
import { Remarks } from './case/remarks.ts';
import { writePackage } from './case/write-package.ts';
import { remarksOn } from './case/write-remarks.ts';
import type { Exporter } from './exporter.ts';
import type { Importer, ImportReading, ImportSettings } from './importer.ts';
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
  read: readFiles,
} as const satisfies Importer;

export const caseExporter = {
  name: 'CASE',
  title: 'CASE package',
  description:
    'A competency framework in the format of 1EdTech CASE 1.1, validated against the published schemas. Read back here it is the same curriculum.',
  mediaType: 'application/json',
  write: (graph, context) => {
    const work = writePackage(graph.curriculum, context);
    let step = work.next();
    while (!step.done) step = work.next();
    return {
      files: [
        {
          file: `${graph.curriculum.slug}.json`,
          text: `${JSON.stringify(step.value, null, 2)}\n`,
        },
      ],
      remarks: remarksOn(graph.curriculum, context),
    };
  },
} as const satisfies Exporter;

/** So much of a file is looked at to tell what it is. */
const glance = 100_000;

function readFiles(files: readonly SourceFile[], settings: ImportSettings): ImportReading {
  const place = placer(placeFiles(files));
  const remarks = new Remarks();
  const reading = readText(files, settings, remarks);
  if (reading.kind === 'faulty') {
    const defects = reading.faults.slice(0, problemsMax).map(
      ({ offset, code, message, path = [], suggestions = [] }): PlacedDefect => ({
        ...{ severity: 'error', code, path, message, suggestions },
        ...place(offset),
      }),
    );
    return { kind: 'defective', defects };
  }
  const offsetOf = locator(reading.node);
  return {
    kind: 'document',
    document: reading.document,
    remarks: remarks.all(place),
    locate: (path) => place(offsetOf(path)),
  };
}

type Fault = PackageFault & Partial<Pick<PlacedDefect, 'path' | 'suggestions'>>;

type TextReading =
  | { readonly kind: 'document'; readonly document: CurriculumDocument; readonly node: MappingNode }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] };

function readText(
  files: readonly SourceFile[],
  settings: ImportSettings,
  remarks: Remarks,
): TextReading {
  const unfit = unfitness(files);
  if (unfit) return { kind: 'faulty', faults: [unfit] };
  const { node, problems } = readJson(files[0]!.text.replace(/^\ufeff/, ' '));
  if (problems.length > 0 || node === null) return { kind: 'faulty', faults: problems };
  const reading = readPackage(unwrapped(node), remarks);
  if (reading.kind === 'faulty') return reading;
  const written = isOwn(reading.package)
    ? ({ kind: 'document', document: readOwn(reading.package, settings, remarks) } as const)
    : readForeign(reading.package, settings, remarks);
  if (written.kind === 'faulty') return written;
  // Whoever changed a package of ours may have put anything into its extensions.
  const { value, problems: faults } = checkShape(written.document, documentShape);
  if (faults.length > 0) return { kind: 'faulty', faults };
  return { kind: 'document', document: value as CurriculumDocument, node: written.document };
}

/** Why files are no package at all, told before they are read; null where they may be one. */
function unfitness(files: readonly SourceFile[]): PackageFault | null {
  const [file, ...others] = files;
  if (!file || others.length > 0)
    return unfit(
      'not-a-package',
      `A package is one file, not ${files.length}. Import each framework by itself.`,
    );
  if (file.text.trim() === '') return unfit('not-a-package', 'The file is empty.');
  const bytes = Buffer.byteLength(file.text);
  if (bytes > caseLimits.bytes)
    return unfit(
      'too-large',
      `The package has ${bytes} bytes; ${caseLimits.bytes} are the most. Divide it.`,
    );
  const values = valuesIn(file.text);
  if (values > caseLimits.values)
    return unfit(
      'too-large',
      `The package has some ${values} values; ${caseLimits.values} are the most. Divide it.`,
    );
  return null;
}

function unfit(code: DefectCode, message: string): PackageFault {
  return { code, offset: 0, message };
}

/** Each value follows a comma, a colon or an opening bracket; such signs within texts count too, which does no harm. */
function valuesIn(text: string): number {
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x2c || code === 0x5b || code === 0x7b) values += 1;
  }
  return values;
}

/** Some services put what they answer under a key of its own. */
function unwrapped(root: TextNode): TextNode {
  if (root.kind !== 'mapping') return root;
  const wrapped = root.members.find(({ key }) => key === 'CFPackage')?.value;
  return wrapped ?? root;
}
