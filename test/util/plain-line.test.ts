import { expect, it } from 'vitest';
import { plainLine } from '../../src/util/plain-line.ts';

it('keeps text on one line', () => {
  expect(plainLine('a\u001b[31mred\u0007\r\nb\u202etfel')).toBe('a [31mred b tfel');
  expect(plainLine('  a \u2028 b\t')).toBe('a b');
});

it('leaves out halves of characters and no whole one', () => {
  expect(plainLine('a\ud83e b\udea8 \ufffe')).toBe('a b');
  expect(plainLine('🪨 日本 مرحبا a\u0301')).toBe('🪨 日本 مرحبا a\u0301');
});
