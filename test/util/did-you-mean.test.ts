import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { didYouMean, didYouMeanText } from '../../src/util/did-you-mean.ts';

const skills = ['functions', 'fields', 'files', 'html', 'html-forms', 'unit-testing', 'flask'];

function check(name: string, candidates: Iterable<string>, expected: string[]) {
  expect(didYouMean(name, candidates)).toEqual(expected);
}

describe('didYouMean', () => {
  it('forgives a letter too few', () => check('fuctions', skills, ['functions']));
  it('forgives a letter too many', () => check('functtions', skills, ['functions']));
  it('counts two swapped letters as one mistake', () => check('ab', ['ba', 'xy'], ['ba']));
  it('takes upper and lower case for one', () => check('HTML', skills, ['html', 'html-forms']));
  it('puts the likeliest first', () => check('filess', skills, ['files', 'fields']));
  it('knows a name by its words', () => check('testing', skills, ['unit-testing']));
  it('knows a name that says more', () => check('flask-basics', skills, ['flask']));
  it('ignores parts of words', () => check('form', ['platforms'], []));
  it('has nothing to say of a stranger', () => check('quantum-mechanics', skills, []));
  it('has nothing to say of nothing', () => check('', skills, []));
  it('has nothing to say of a text', () => check('functions'.repeat(50), skills, []));
  it('never suggests the name itself', () => check('files', skills, ['fields']));
  it('breaks ties by name, whatever the order', () => {
    check('cat', ['hat', 'bat', 'rat', 'fat'], ['bat', 'fat', 'hat']);
    check('cat', ['fat', 'rat', 'bat', 'hat'], ['bat', 'fat', 'hat']);
  });
  it('suggests a candidate once', () => check('bat', ['cat', 'cat'], ['cat']));

  it('agrees with counting every way of editing', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 30 }), (name, candidates) => {
        const limit = Math.floor(name.length / 4) + 1;
        const expected = [...new Set(candidates)]
          .filter((candidate) => candidate !== name && edits(name, candidate) <= limit)
          .sort((one, two) => edits(name, one) - edits(name, two) || (one < two ? -1 : 1));
        check(name, candidates, expected.slice(0, 3));
      }),
    );
  });

  it('is quick with very many candidates', () => {
    const candidates = Array.from({ length: 20_000 }, (_, index) => `skill-number-${index}`);
    const start = performance.now();
    for (let round = 0; round < 20; round++) didYouMean(`skil-number-${round}00x`, candidates);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('didYouMeanText', () => {
  it('asks with one, two and three names', () => {
    expect(didYouMeanText(['a'])).toBe(' Did you mean `a`?');
    expect(didYouMeanText(['a', 'b'])).toBe(' Did you mean `a` or `b`?');
    expect(didYouMeanText(['a', 'b', 'c'])).toBe(' Did you mean `a`, `b` or `c`?');
  });
  it('is silent without any', () => expect(didYouMeanText([])).toBe(''));
});

/** The textbook recursion. */
function edits(one: string, two: string): number {
  const table: number[][] = [];
  for (let row = 0; row <= one.length; row++) {
    table.push([]);
    for (let column = 0; column <= two.length; column++) {
      const ways = row === 0 ? [column] : column === 0 ? [row] : [];
      if (row > 0) ways.push(table[row - 1]![column]! + 1);
      if (column > 0) ways.push(table[row]![column - 1]! + 1);
      if (row > 0 && column > 0)
        ways.push(table[row - 1]![column - 1]! + (one[row - 1] === two[column - 1] ? 0 : 1));
      if (
        row > 1 &&
        column > 1 &&
        one[row - 1] === two[column - 2] &&
        one[row - 2] === two[column - 1]
      )
        ways.push(table[row - 2]![column - 2]! + 1);
      table[row]![column] = Math.min(...ways);
    }
  }
  return table[one.length]![two.length]!;
}
