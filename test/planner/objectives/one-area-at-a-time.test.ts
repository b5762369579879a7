import { describe, expect, it } from 'vitest';
import { names, roadmap } from '../../support/planning.ts';

/** The steps in order. */
function check(drawing: string, expected: string) {
  expect(names(roadmap(drawing, { goals: 'z' }).steps)).toBe(expected);
}

describe('one area at a time', () => {
  it('takes the areas in teaching order', () => check('%one; b; %two; a; z: a & b', 'b a z'));

  it('stays in an area while anything there can be learned', () =>
    check('%one; a; d: a; %two; b: a; c: b; %three; z: c & d', 'a d b c z'));

  it('comes back to an area when more of it can be learned', () =>
    check('%one; a; d: b; %two; b: a; c: b; %three; z: c & d', 'a b c d z'));

  it('takes what fewer things come before first, then goes by name', () =>
    check('c; b: c; a: b; e; d; z: a & d & e', 'c d e b a z'));

  it('waits with what is easier later, as long as there is something else to do', () => {
    check('a ~ c; b; c; z: a & b & c', 'b c a z');
    check('a ~ c; b: a; c: b; z: c', 'a b c z');
    check('%one; a ~ c; b; %two; c; z: a & b & c', 'b a c z');
  });

  it('is at ease with recommendations in a circle', () => check('a ~ b; b ~ a; z: a & b', 'a b z'));

  it('builds a project as soon as it can be', () =>
    expect(names(roadmap('a; b; c: a & b; !app: a; $path: c', { goals: 'path app' }).steps)).toBe(
      'a app b c',
    ));
});
