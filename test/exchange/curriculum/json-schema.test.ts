import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { curriculumJsonSchema } from '../../../src/exchange/curriculum/json-schema.ts';
import { soundDocument } from '../../support/documents.ts';

const committed = fileURLToPath(new URL('../../../schema/curriculum.schema.json', import.meta.url));

/** `vitest run -u` writes the file anew. */
it('is the file in schema/', async () => {
  const text = `${JSON.stringify(curriculumJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(committed);
});

it('refers only to what it defines', () => {
  const { $defs } = curriculumJsonSchema() as { $defs: Record<string, unknown> };
  const text = JSON.stringify(curriculumJsonSchema());
  const references = [...text.matchAll(/"#\/\$defs\/(\w+)"/g)].map(([, name]) => name!);
  expect([...new Set(references)].sort()).toEqual(Object.keys($defs).sort());
});

const schema = z.fromJSONSchema(curriculumJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);

it('allows every sound document, and parts of one', () => {
  fc.assert(
    fc.property(soundDocument, (document) => {
      expect(schema.safeParse(document).error).toBeUndefined();
    }),
  );
  expect(schema.safeParse({}).success).toBe(true);
  expect(schema.safeParse({ $schema: '../schema.json', areas: [] }).success).toBe(true);
});

it.each([
  ['unknown keys', { skils: [] }],
  ['missing keys', { areas: [{ id: 'basics' }] }],
  ['ids of several words', { areas: [{ id: 'The Basics', title: 'Basics' }] }],
  ['references to nothing', { projects: [{ ...project(), requires: ['loops@'] }] }],
  ['groups of two kinds', { projects: [{ ...project(), requires: [{ anyOf: [], allOf: [] }] }] }],
  [
    'groups within groups that are none',
    { projects: [{ ...project(), requires: [{ anyOf: [{}] }] }] },
  ],
  ['hours that are none', { projects: [{ ...project(), hours: 0 }] }],
  ['an empty scale', { levels: [] }],
  ['texts too long', { title: 'x'.repeat(201) }],
  ['situations that are none', { advice: [{ id: 'a', title: 'T', says: 'S', when: {} }] }],
])('refuses %s', (_, document) => {
  expect(schema.safeParse(document).success).toBe(false);
});

function project() {
  return { id: 'site', title: 'Site', summary: 'S', hours: 1 };
}
