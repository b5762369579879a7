import { expect, it } from 'vitest';
import { defectRules } from '../../src/curriculum/defect-rules.ts';
import { readSources } from '../support/sources.ts';

it('every rule is one that something can break', () => {
  const texts = readSources('src')
    .filter(({ path }) => /^src\/(curriculum|exchange)\//.test(path))
    .filter(({ path }) => path !== 'src/curriculum/defect-rules.ts')
    .map(({ text }) => text);
  const dead = Object.keys(defectRules).filter(
    (code) => !texts.some((text) => text.includes(`'${code}'`)),
  );
  expect(dead).toEqual([]);
});

it.each(Object.entries(defectRules))('%s is told in whole sentences', (_code, rule) => {
  expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
  for (const text of [rule.meaning, rule.mending]) expect(text).toMatch(/^[A-Z`].*\.$/);
});
