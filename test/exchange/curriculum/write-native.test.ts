import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CurriculumDocument } from '../../../src/curriculum/document.ts';
import { resolveDocument } from '../../../src/curriculum/resolve-document.ts';
import {
  documentJson,
  documentYaml,
  nativeJson,
  nativeYaml,
} from '../../../src/exchange/curriculum/native/write-native.ts';
import { readNative } from '../../../src/exchange/curriculum/native.ts';
import { soundDocument } from '../../support/documents.ts';
import { seedCurriculum } from '../../support/seeds.ts';

const notations = [
  { file: 'a.yaml', write: nativeYaml, writeDocument: documentYaml },
  { file: 'a.json', write: nativeJson, writeDocument: documentJson },
];

function read(file: string, text: string): CurriculumDocument {
  const reading = readNative([{ file, text }]);
  if (reading.kind === 'defective') throw new Error(JSON.stringify(reading.defects.slice(0, 5)));
  return reading.document;
}

function resolved(document: CurriculumDocument) {
  const resolution = resolveDocument(document);
  if (resolution.kind === 'defective') throw new Error(JSON.stringify(resolution.defects));
  return resolution.curriculum;
}

const hard = [
  'yes',
  '1e3',
  '- a',
  'a: b',
  'a #b',
  '#a',
  '"',
  "'",
  '\\',
  'a,b',
  '[a]',
  '{a}',
  '  two  spaces ',
  'a:',
  '?',
  '& a',
  '*a',
  '!a',
  '%',
  '@a',
  '`a`',
  'line\nline',
  'line\n\n  line',
  ' \n a',
  'a \nb',
  'tab\tb\nc',
  'a\u2028b',
  'ä: ö',
  '日本',
  '\ufeffa',
  '~',
  'null',
  '0x1',
  '.5',
  '2027-01-01',
  'word '.repeat(60).trim(),
  `# ${'word '.repeat(60).trim()}`,
  `${'word '.repeat(30)} two`,
  'x'.repeat(300),
  `${'long '.repeat(40)}\nthen: more`,
];

describe.each(notations)('a curriculum written to $file', ({ file, write, writeDocument }) => {
  it('is read back as the same', () =>
    fc.assert(
      fc.property(soundDocument, (document) => {
        const curriculum = resolved(document);
        expect(resolved(read(file, write(curriculum)))).toEqual(curriculum);
      }),
      { numRuns: 200 },
    ));

  it.each(hard)('keeps %j as it is, as a value and in a list', (text) => {
    const document: CurriculumDocument = {
      curriculum: 'a',
      title: 'A',
      summary: text,
      levels: ['low'],
      areas: [{ id: 'a', title: 'A', summary: text }],
      skills: [
        {
          id: 'b',
          title: 'B',
          area: 'a',
          summary: text,
          hours: 1,
          criteria: { low: [text.trim() || 'a', 'b'] },
          notes: [text],
        },
      ],
    };
    expect(read(file, writeDocument(document))).toEqual(document);
  });

  it('is read back however deep requirements are nested, at a size that grows with the depth', () => {
    const depth = 4_000;
    let deep: NonNullable<CurriculumDocument['careerPaths']>[number]['requires'][number] = 'b';
    for (let at = 0; at < depth; at += 1) deep = { anyOf: [deep] };
    const document: CurriculumDocument = {
      curriculum: 'a',
      title: 'A',
      levels: ['low'],
      areas: [{ id: 'a', title: 'A' }],
      skills: [{ id: 'b', title: 'B', area: 'a', summary: 'B', hours: 1 }],
      careerPaths: [{ id: 'c', title: 'C', summary: 'C', requires: [deep] }],
    };
    const text = writeDocument(document);
    expect(text.length).toBeLessThan(30 * depth);
    expect(writeDocument(read(file, text))).toBe(text);
  });

  it('keeps what the seeds say', async () => {
    const seeds = await seedCurriculum();
    expect(resolved(read(file, write(seeds)))).toEqual(seeds);
  });
});

it('writes as people do', () =>
  expect(
    documentYaml({
      curriculum: 'demo',
      title: 'Demo',
      levels: ['low', { id: 'high', title: 'High up' }],
      areas: [{ id: 'basics', title: 'Basics' }],
      skills: [
        {
          id: 'a',
          title: 'A',
          area: 'basics',
          summary:
            'Something that takes so many words to say that they do not all fit on the one line that there is.',
          hours: { low: 1.5, high: 2 },
          requires: ['b', 'c@high'],
          criteria: { low: ['does it', 'says: how'] },
          notes: ['One.\nTwo.'],
        },
        {
          id: 'b',
          title: '2',
          area: 'basics',
          summary: 'B.',
          hours: 1,
          requires: ['a', { anyOf: ['c', { allOf: ['d', 'e'] }] }, { atLeast: 2, of: ['d', 'e'] }],
        },
      ],
    }),
  ).toBe(`curriculum: demo
title: Demo

levels:
  - low
  - { id: high, title: High up }

areas:
  - { id: basics, title: Basics }

skills:
  - id: a
    title: A
    area: basics
    summary: >-
      Something that takes so many words to say that they do not all fit on the one line that there
      is.
    hours: { low: 1.5, high: 2 }
    requires: [b, c@high]
    criteria: { low: [does it, "says: how"] }
    notes: ["One.\\nTwo."]

  - id: b
    title: "2"
    area: basics
    summary: B.
    hours: 1
    requires:
      - a
      - { anyOf: [c, { allOf: [d, e] }] }
      - { atLeast: 2, of: [d, e] }
`));
