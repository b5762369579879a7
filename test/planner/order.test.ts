import { describe, expect, it } from 'vitest';
import { knowledgeOf } from '../../src/planner/infer.ts';
import { order } from '../../src/planner/order.ts';
import { readWishes } from '../../src/planner/read-wishes.ts';
import { reliances } from '../../src/planner/reliance.ts';
import { graph } from '../support/curricula.ts';
import { names, roadmap } from '../support/planning.ts';
import { runToEnd } from '../support/run-to-end.ts';

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

describe('an order with deadlines', () => {
  it('takes what is due early before what the objective has first', () =>
    checkDeadlines('a 2; b 3; c 4', { c: 7 }, 'a c b'));

  it('has what is due after what it needs', () =>
    checkDeadlines('a 2; b 3; c 4: b', { c: 8 }, 'b c a'));

  it('stays as the objective has it where that keeps them', () => {
    for (const hours of [{ a: 2, b: 5, c: 9 }, { c: 9 }, { b: 5 }]) {
      checkDeadlines('a 2; b 3; c 4', hours, 'a b c');
    }
  });

  it('makes the greatest delay small where no order keeps them all', () =>
    checkDeadlines('a 2; b 3; c 4', { a: 1, b: 8, c: 5 }, 'a c b'));
});

/** The steps in order, some of them due by the end of so many hours of work. */
function checkDeadlines(
  drawing: string,
  hours: Readonly<Record<string, number>>,
  expected: string,
) {
  const names = drawing.split(';').map((line) => line.trim()[0]);
  const drawn = graph(`${drawing}; $path: ${names.join(' & ')}`);
  const goals = [{ careerPath: 'path' }];
  const read = readWishes(drawn, { goals });
  if (read.kind !== 'wishes') throw new Error(read.message);
  const planned = drawn.curriculum.skills.map(({ slug }) => drawn.nodeOf(slug)!);
  const { known } = knowledgeOf(read.wishes);
  const { list } = reliances(drawn, [planned], [drawn.nodeOf('path')!], known);
  const due = Object.entries(hours).map(([slug, by]) => [drawn.nodeOf(slug)!, by * 10] as const);
  const ordered = runToEnd(order(read.wishes, planned, list, new Map(due)));
  expect(ordered.map((node) => drawn.keyOf(node).replace('@foundation', '')).join(' ')).toBe(
    expected,
  );
}
