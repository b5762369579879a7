import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { curriculumJsonSchema } from '../../../src/exchange/curriculum/json-schema.ts';

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
