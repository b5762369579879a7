import { expect, it } from 'vitest';
import { widthOf, wrapped } from '../../../../src/exchange/roadmap/svg/text.ts';

const box = { sizePixels: 10, widthPixels: 100, linesMax: 3 };

it.each([
  ['Functions', ['Functions']],
  ['The request and response cycle', ['The request and', 'response cycle']],
  ['', ['']],
  ['a\n b', ['a b']],
])('breaks %j between words', (text, lines) => expect(wrapped(text, box)).toEqual(lines));

it('breaks words that are longer than a line', () => {
  const lines = wrapped('Donaudampfschifffahrtsgesellschaft', box);
  expect(lines.join('')).toBe('Donaudampfschifffahrtsgesellschaft');
  for (const line of lines) expect(widthOf(line, 10)).toBeLessThanOrEqual(100);
});

it('ends what does not fit, however long', () => {
  for (const text of ['word '.repeat(100), 'W'.repeat(10_000), '日本語'.repeat(5_000)]) {
    const lines = wrapped(text, box);
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/…$/);
    for (const line of lines) expect(widthOf(line, 10)).toBeLessThanOrEqual(100);
  }
});

it('keeps together what is one character to a reader', () => {
  const lines = wrapped('e\u0301'.repeat(40), { ...box, linesMax: 9 });
  for (const line of lines) expect(line).toMatch(/^(e\u0301)+$/);
  expect(widthOf('👍🏽', 10)).toBe(widthOf('👍', 10));
});
