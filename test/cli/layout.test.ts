import { expect, it } from 'vitest';
import { left, right, widest, wrap } from '../../src/cli/layout.ts';

it('breaks text between words', () =>
  expect(wrap('the quick brown fox', 10)).toEqual(['the quick', 'brown fox']));

it('counts the margin', () =>
  expect(wrap('the quick brown fox', 11, '> ')).toEqual(['> the quick', '> brown fox']));

it('breaks a word that is longer than a line', () =>
  expect(wrap('a floccinaucinihilipilification', 10)).toEqual([
    'a',
    'floccinauc',
    'inihilipil',
    'ification',
  ]));

it('makes no line of nothing', () => expect(wrap('  ', 10)).toEqual([]));

it('fills and cuts to columns', () => {
  expect(left('abc', 5)).toBe('abc  ');
  expect(right('abc', 5)).toBe('  abc');
  expect(left('abcdef', 5)).toBe('abcd…');
  expect(right('abcdef', 5)).toBe('abcd…');
});

it('counts characters, not the units that they are stored in', () => {
  expect(left('🎓🎓', 3)).toBe('🎓🎓 ');
  expect(widest(['🎓🎓🎓', 'ab'])).toBe(3);
});

it('lets no text steer the terminal', () =>
  expect(wrap('a\u001b]0;title\u0007b', 20)).toEqual(['a ]0;title b']));
