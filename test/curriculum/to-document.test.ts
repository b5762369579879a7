import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { CurriculumDocument } from '../../src/curriculum/document.ts';
import { resolveDocument } from '../../src/curriculum/resolve-document.ts';
import { toDocument } from '../../src/curriculum/to-document.ts';
import { readNative } from '../../src/exchange/curriculum/native.ts';
import { soundDocument } from '../support/documents.ts';

function resolved(document: CurriculumDocument) {
  const resolution = resolveDocument(document);
  if (resolution.kind === 'defective') throw new Error(JSON.stringify(resolution.defects, null, 2));
  return resolution.curriculum;
}

function read(file: string, text: string): CurriculumDocument {
  const reading = readNative([{ file, text }]);
  if (reading.kind === 'defective') throw new Error(JSON.stringify(reading.defects, null, 2));
  return reading.document;
}

describe('a curriculum as a document', () => {
  it('resolves to the same curriculum', () =>
    fc.assert(
      fc.property(soundDocument, (document) => {
        const curriculum = resolved(document);
        expect(resolved(toDocument(curriculum))).toEqual(curriculum);
      }),
    ));

  it('is read back from JSON and from YAML', () =>
    fc.assert(
      fc.property(soundDocument, (document) => {
        const curriculum = resolved(document);
        const written = toDocument(curriculum);
        expect(read('a.json', JSON.stringify(written))).toEqual(written);
        expect(read('a.yaml', stringify(written, { aliasDuplicateObjects: false }))).toEqual(
          written,
        );
      }),
      { numRuns: 50 },
    ));

  it('is the same text, whatever the order of its items', () =>
    fc.assert(
      fc.property(soundDocument, (document) => {
        const turned = { ...document, skills: [...document.skills!].reverse() };
        const text = (from: CurriculumDocument) => JSON.stringify(toDocument(resolved(from)));
        expect(text(turned)).toBe(text(document));
      }),
    ));

  it('leaves out what is empty, and the side that an area gives', () => {
    const document: CurriculumDocument = {
      curriculum: 'demo',
      title: 'Demo',
      levels: ['low', 'high'],
      sides: ['backend'],
      areas: [{ id: 'basics', title: 'Basics', side: 'backend' }],
      skills: [
        { id: 'b', title: 'B', area: 'basics', summary: 'S', hours: 1, requires: ['a@high'] },
        {
          id: 'a',
          title: ' A\n',
          area: 'basics',
          summary: 'S',
          hours: { low: 0.1 + 0.2, high: 2 },
          requiresAt: { high: [{ anyOf: ['b'] }] },
          because: { b: 'so' },
        },
      ],
    };
    expect(toDocument(resolved(document))).toEqual({
      curriculum: 'demo',
      title: 'Demo',
      levels: [
        { id: 'low', title: 'Low' },
        { id: 'high', title: 'High' },
      ],
      sides: [{ id: 'backend', title: 'Backend' }],
      areas: [{ id: 'basics', title: 'Basics', side: 'backend' }],
      skills: [
        {
          id: 'a',
          title: 'A',
          area: 'basics',
          summary: 'S',
          hours: { low: 0.3, high: 2 },
          requiresAt: { high: [{ anyOf: ['b@low'] }] },
          because: { b: 'so' },
        },
        {
          id: 'b',
          title: 'B',
          area: 'basics',
          summary: 'S',
          hours: { low: 1 },
          requires: ['a@high'],
        },
      ],
    });
  });
});
