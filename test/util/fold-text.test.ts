import { expect, it } from 'vitest';
import { foldText } from '../../src/util/fold-text.ts';

it('leaves out upper case, accents and punctuation', () => {
  expect(foldText('Café-Crème, ÜBER  alles!')).toBe('cafe creme uber alles');
  expect(foldText('ﬁle ①')).toBe('file 1');
});

it('tells C, C++ and C# apart', () =>
  expect(['C', 'C++', 'C#'].map(foldText)).toEqual(['c', 'c++', 'c#']));

it('folds what is folded already to itself', () =>
  expect(foldText(foldText('Æther Straße 日本語'))).toBe(foldText('Æther Straße 日本語')));
