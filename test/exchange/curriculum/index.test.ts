import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Curriculum } from '../../../src/curriculum/curriculum.ts';
import type { CurriculumDocument } from '../../../src/curriculum/document.ts';
import { CurriculumGraph } from '../../../src/curriculum/graph.ts';
import type { Requirement } from '../../../src/curriculum/requirement.ts';
import { resolveDocument } from '../../../src/curriculum/resolve-document.ts';
import type { Exporter } from '../../../src/exchange/curriculum/exporter.ts';
import type { ImportReading } from '../../../src/exchange/curriculum/importer.ts';
import { exporters, importers } from '../../../src/exchange/curriculum/index.ts';
import { documentJson } from '../../../src/exchange/curriculum/native/write-native.ts';
import { readNative, type SourceFile } from '../../../src/exchange/curriculum/native.ts';
import { soundDocument } from '../../support/documents.ts';
import { seedCurriculum } from '../../support/seeds.ts';

const settings = { curriculum: null, hoursByDefault: 4 };

/** A file of an importer's kind with that text. */
function fileOf(
  { fileExtensions: [extension] }: (typeof importers)[number],
  text: string,
): SourceFile {
  return { file: `given.${extension}`, text };
}

/** What keeps a document from being one; nothing where it is sound as a text. */
function textDefects(document: CurriculumDocument) {
  const reading = readNative([{ file: 'imported.json', text: documentJson(document) }]);
  return reading.kind === 'defective' ? reading.defects.map(({ message }) => message) : [];
}

/** Either a document that the native format takes, or defects that say where. */
function checkReading(reading: ImportReading, files: readonly SourceFile[]) {
  const names = ['', ...files.map(({ file }) => file)];
  if (reading.kind === 'defective') {
    expect(reading.defects.length).toBeGreaterThan(0);
    for (const { file, line, column, message } of reading.defects) {
      expect(names).toContain(file);
      expect(Math.min(line, column)).toBeGreaterThan(0);
      expect(message).toMatch(/\.$/);
    }
    return;
  }
  expect(textDefects(reading.document)).toEqual([]);
  for (const { file, line, message } of reading.remarks) {
    expect(names).toContain(file);
    expect(line).toBeGreaterThan(0);
    expect(message).toMatch(/[.?]$/);
  }
}

describe.each(importers)('the importer $name', (importer) => {
  it('says what it is', () => {
    expect(importer.name).toMatch(/^[A-Z][A-Z0-9_]*$/);
    expect(importer.description).toMatch(/\.$/);
    expect(importer.fileExtensions.length).toBeGreaterThan(0);
  });

  it('tells what is wrong with no files at all', () => {
    const reading = importer.read([], settings);
    expect(reading.kind).toBe('defective');
    checkReading(reading, []);
  });

  it.each([
    ['nothing', ''],
    ['space', ' \n\r\n\t '],
    ['a mark', '\ufeff'],
    ['zeros', 'a\0b\0c\0'],
    ['lost letters', '\ufffd\ufffdid,title\ufffd\n1,2'],
    ['brackets', '{"exercises":{"concept":[[{}]],"practice":{}},"concepts":[1,null,{"slug":7}]}'],
    ['an endless quote', '"a\n'.repeat(1_000)],
    ['a deep list', `{"exercises":${'['.repeat(9_000)}${']'.repeat(9_000)},"concepts":[]}`],
    ['one huge line', 'id,title\n'.repeat(3) + 'x'.repeat(3_000_000)],
    ['many delimiters', `${',;\t'.repeat(300_000)}\n`],
    ['names of objects', 'id,title\n__proto__,__proto__\nconstructor,constructor\n'],
  ])('answers to %s, the same each time', (_name, text) => {
    const files = [fileOf(importer, text)];
    const reading = importer.read(files, settings);
    checkReading(reading, files);
    expect(JSON.stringify(importer.read(files, settings))).toBe(JSON.stringify(reading));
  });

  it('answers to junk', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.string({
            unit: fc.constantFrom(...'id,title;\t\n\r"\'{}[]:-@=ä\0\ud800skill needs 1'),
          }),
        ),
        (lines) => {
          const files = [fileOf(importer, lines.join('\n'))];
          checkReading(importer.read(files, settings), files);
        },
      ),
      { numRuns: 50 },
    ));

  it('recognizes neither nothing nor what another exporter writes', async () => {
    expect(importer.recognizes([fileOf(importer, '')])).toBe(false);
    const graph = graphOf(await seedCurriculum())!;
    for (const { write } of exporters as readonly Exporter[]) {
      const { files } = write(graph, { revision: null, address: null });
      expect(importers.filter(({ recognizes }) => recognizes(files))).toHaveLength(1);
    }
  });
});

describe.each<Exporter>(exporters)('the exporter $name', (exporter) => {
  const write = (graph: CurriculumGraph) =>
    exporter.write(graph, { revision: null, address: null });

  it('says what it is', () => {
    expect(exporter.name).toMatch(/^[A-Z][A-Z0-9_]*$/);
    expect(exporter.description).toMatch(/\.$/);
  });

  it('writes the same each time, and whatever it lacks it tells', () =>
    fc.assert(
      fc.property(soundDocument, (document) => {
        const graph = graphOf(resolved(document));
        if (graph === null) return;
        const exported = write(graph);
        expect(write(graph)).toEqual(exported);
        const [importer] = importers.filter(({ recognizes }) => recognizes(exported.files));
        const reading = importer!.read(exported.files, {
          ...settings,
          curriculum: graph.curriculum.slug,
        });
        if (reading.kind === 'defective') throw new Error(JSON.stringify(reading.defects));
        const held = heldBy(exporter);
        const missing = differing(held(graph.curriculum), held(resolved(reading.document)));
        const told = exported.remarks.map(({ subject }) => subject ?? 'whole');
        if (isOutline(exporter)) told.push('whole levels', 'whole areas');
        expect(missing.filter((subject) => !told.includes(subject))).toEqual([]);
      }),
      { numRuns: 60 },
    ));

  it('keeps every skill of the seeds, and what it needs', async () => {
    const seeds = await seedCurriculum();
    const { files, remarks } = write(graphOf(seeds)!);
    const [importer] = importers.filter(({ recognizes }) => recognizes(files));
    const reading = importer!.read(files, { ...settings, curriculum: seeds.slug });
    const read = reading.kind === 'document' ? resolved(reading.document) : null;
    const held = heldBy(exporter);
    expect(held(read!).skills.map(({ slug, levels }) => [slug, levels.map(plainLevel)])).toEqual(
      held(seeds).skills.map(({ slug, levels }) => [slug, levels.map(plainLevel)]),
    );
    const told = reading.kind === 'document' ? reading.remarks : null;
    expect(told!.map(({ subject }) => subject)).toEqual(
      isOutline(exporter) ? ['descriptions', 'hours'] : [],
    );
    expect(remarks.every(({ message }) => message.endsWith('.'))).toBe(true);
  });
});

/** Whether a format holds skills and areas alone, and says of the whole that it lacks all else. */
function isOutline({ name }: Exporter): boolean {
  return ['MOODLE', 'CANVAS'].includes(name);
}

/** What of a curriculum a format has a place for. */
function heldBy(exporter: Exporter): (curriculum: Curriculum) => Curriculum {
  if (!isOutline(exporter)) return (curriculum) => curriculum;
  const none = { side: null, sideNote: null, recommends: [], because: {}, resources: [] };
  return (curriculum) => ({
    ...curriculum,
    ...{ sides: [], interests: [], projects: [], careerPaths: [], advice: [] },
    areas: curriculum.areas.map((area) => ({ ...area, side: null })),
    skills: curriculum.skills.map((skill) => ({
      ...{ ...skill, ...none, sameAs: [], notes: [] },
      levels: skill.levels.map(({ level }) => ({ level, hours: 1, criteria: [], requires: null })),
    })),
  });
}

function resolved(document: CurriculumDocument): Curriculum {
  const resolution = resolveDocument(document);
  if (resolution.kind === 'defective')
    throw new Error(JSON.stringify(resolution.defects.slice(0, 5), null, 1));
  return resolution.curriculum;
}

function graphOf(curriculum: Curriculum): CurriculumGraph | null {
  const built = CurriculumGraph.build(curriculum);
  return built.kind === 'graph' ? built.graph : null;
}

/** The subjects of which two curricula say different things, as remarks name them. */
function differing(one: Curriculum, other: Curriculum): string[] {
  const subjects = new Set<string>();
  const whole = ({ skills, areas, levels, sides, ...rest }: Curriculum) => rest;
  if (JSON.stringify(whole(one)) !== JSON.stringify(whole(other))) subjects.add('whole');
  if (order(one.sides, other.sides) !== order(other.sides, one.sides)) subjects.add('whole');
  if (order(one.areas, other.areas) !== order(other.areas, one.areas)) subjects.add('whole areas');
  if (order(one.levels, other.levels) !== order(other.levels, one.levels))
    subjects.add('whole levels');
  for (const list of ['levels', 'sides', 'areas', 'skills'] as const) {
    const others = new Map(other[list].map((item) => [item.slug, item]));
    for (const item of one[list]) {
      const read = others.get(item.slug);
      if (!read || plainText(item) !== plainText(read)) subjects.add(item.slug);
    }
    expect(other[list].length).toBeLessThanOrEqual(one[list].length);
  }
  return [...subjects];
}

/** The slugs of a list that the other has, too. */
function order(list: readonly { slug: string }[], other: readonly { slug: string }[]): string {
  return list
    .map(({ slug }) => slug)
    .filter((slug) => other.some((item) => item.slug === slug))
    .join(' ');
}

/** An item as text, with its requirements as they are meant. */
function plainText(item: object): string {
  return JSON.stringify(item, (key, value) => {
    if (key === 'requires') return plainNeeds(value);
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isRecord
      ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
      : value;
  });
}

function plainLevel({
  level,
  hours,
  criteria,
  requires,
}: Curriculum['skills'][number]['levels'][number]) {
  return { level, hours, criteria, requires: plainNeeds(requires) };
}

/** As a list of what must hold, each once, without groups of one and groups within groups of the same kind. */
function plainNeeds(requires: Requirement | null): unknown {
  if (requires === null) return [];
  const plain = plainRequirement(requires) as { all?: unknown[] };
  return plain.all ?? [plain];
}

function plainRequirement(requirement: Requirement): unknown {
  if (requirement.kind === 'competency') return requirement;
  const of = requirement.of.map(plainRequirement);
  if (requirement.kind === 'all-of') {
    const members = of.flatMap((one) => (one as { all?: unknown[] }).all ?? [one]);
    const all = members.filter(
      (one, at) =>
        members.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at,
    );
    return all.length === 1 ? all[0] : { all };
  }
  return {
    kind: requirement.kind,
    count: requirement.kind === 'at-least' ? requirement.count : 1,
    of,
  };
}
