import { describe, expect, it } from 'vitest';
import { names, roadmap } from '../support/planning.ts';

/** The steps in order, after an earlier roadmap of which the keys are given. */
function check(drawing: string, keepOrder: string, expected: string) {
  const keys = keepOrder.split(' ').map((name) => `${name}@foundation`);
  expect(names(roadmap(drawing, { goals: 'z', keepOrder: keys }).steps)).toBe(expected);
}

describe('an order that is kept', () => {
  it('stays as it was', () => check('a; b; c; z: a & b & c', 'c a b z', 'c a b z'));

  it('has new steps right before what needs them', () =>
    check('a; b; n; c: n; z: a & b & c', 'a c b z', 'a n c b z'));

  it('has what new steps need before those', () =>
    check('a; b; m; n: m; c: n; z: a & b & c', 'a c b z', 'a m n c b z'));

  it('has new steps that nothing kept needs at the end', () =>
    check('a; b; n; z: a & b & n', 'b a', 'b a n z'));

  it('has new steps for the same place as the objective has them', () =>
    check('%one; m; y: m; %two; b; x: m; %three; k; z: b & x & y & k', 'k', 'k m y b x z'));

  it('gives way to prerequisites', () => check('a; b: a; z: b', 'b a z', 'a b z'));

  it('moves no more than prerequisites ask for', () =>
    check('a; b: d; c; d; z: a & b & c', 'a b c d z', 'a c d b z'));

  it('passes over keys that are not on the roadmap', () =>
    check('a; b; z: a & b', 'x b __proto__ a z', 'b a z'));

  it('crosses areas', () =>
    check('%one; a; b; %two; c; d; z: a & b & c & d', 'c a d b z', 'c a d b z'));
});

it('goes by the objective where none of an earlier order is left', () =>
  check('b; a; z: a & b', 'x y', 'a b z'));
