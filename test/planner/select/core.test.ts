import { describe, expect, it } from 'vitest';
import { extractCore } from '../../../src/planner/select/core.ts';
import { drawnProblem, groupsOf } from '../../support/selection-problems.ts';

/** The nodes of the core by name, each with its groups: `need of members`. */
function check(
  drawing: string,
  wanted: Parameters<typeof drawnProblem>[1],
  expected: Record<string, string[]> | null,
) {
  const { problem, nameOf } = drawnProblem(drawing, wanted);
  const core = extractCore(problem);
  if (core === null) {
    expect(expected).toBeNull();
    return;
  }
  const names = [...core.nodes].map(nameOf).concat('goal');
  const groups = names.map((name, node) => [
    name,
    groupsOf(core.andOr, node).map(
      ({ need, members }) => `${need} of ${members.map((member) => names[member]).join(' ')}`,
    ),
  ]);
  expect(Object.fromEntries(groups)).toEqual(expected);
}

describe('a core', () => {
  it('has what may be needed, through every alternative', () =>
    check(
      'a; b: a; c; d; z: b | c',
      { targets: ['z'] },
      { a: [], b: ['1 of a'], c: [], z: ['1 of b c'], goal: ['1 of z'] },
    ));

  it('has all targets as the last group', () =>
    check('a; b; c', { targets: ['c', 'a'] }, { a: [], c: [], goal: ['2 of c a'] }));

  it('takes what is known out of its groups', () =>
    check(
      'a; b; c; d; y: 2 of (a, b, c); z: y & d',
      { targets: ['z'], known: ['a', 'd'] },
      { b: [], c: [], y: ['1 of b c'], z: ['1 of y'], goal: ['1 of z'] },
    ));

  it('has no group that what is known satisfies', () =>
    check('a; b; z: a | b', { targets: ['z'], known: ['b'] }, { z: [], goal: ['1 of z'] }));

  it('lacks alternatives that cannot be had', () =>
    check(
      'a; b: a; c; d; z: b | c | d',
      { targets: ['z'], excluded: ['a'] },
      { c: [], d: [], z: ['1 of c d'], goal: ['1 of z'] },
    ));

  it('lacks alternatives that only hold by themselves', () =>
    check(
      'x; a: b | x; b: a; c; z: b | c',
      { targets: ['z'], excluded: ['x'] },
      { c: [], z: ['1 of c'], goal: ['1 of z'] },
    ));

  it('is null where a target cannot be had', () => {
    check('a', { targets: ['a'], excluded: ['a'] }, null);
    check('a; b: a; z', { targets: ['b', 'z'], excluded: ['a'] }, null);
  });

  it('asks for nothing where all is known, excluded or not', () =>
    check('a; b: a', { targets: ['b'], known: ['b'], excluded: ['b'] }, { goal: [] }));

  it('tells whether needs run in circles', () => {
    const cores = ['a; b: a', 'x; a: b | x; b: a'].map((drawing) =>
      extractCore(drawnProblem(drawing, { targets: ['b'] }).problem),
    );
    expect(cores.map((core) => core?.hasCycles)).toEqual([false, true]);
  });
});
