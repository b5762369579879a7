import { describe, expect, it } from 'vitest';
import type { AndOr } from '../../src/curriculum/and-or.ts';
import { forwardChain } from '../../src/curriculum/forward-chain.ts';
import { graph } from '../support/curricula.ts';
import { dice } from '../support/random.ts';
import { randomAndOr } from '../support/random-and-or.ts';
import { groupsOf } from '../support/selection-problems.ts';

/** By name, the round in which each skill of a drawing holds; -1 where it never does. */
function check(
  drawing: string,
  { blocked = [], given = [] }: { blocked?: string[]; given?: string[] },
  expected: Record<string, number>,
) {
  const drawn = graph(drawing);
  const marks = (names: string[]): Uint8Array => {
    const marked = new Uint8Array(drawn.nodes.nodeCount);
    for (const name of names) marked[drawn.nodeOf(name)!] = 1;
    return marked;
  };
  const { round } = forwardChain(drawn.nodes, marks(blocked), marks(given));
  const names = drawn.curriculum.skills.map(({ slug }) => slug);
  expect(Object.fromEntries(names.map((name) => [name, round[drawn.nodeOf(name)!]]))).toEqual(
    expected,
  );
}

describe('what holds', () => {
  it('holds one round after the last of its needs', () =>
    check('a; b: a; c: a & b; d', {}, { a: 0, b: 1, c: 2, d: 0 }));

  it('holds as soon as enough alternatives do', () =>
    check('a; b: a; c: b; d: a | c; e: 2 of (a, b, c)', {}, { a: 0, b: 1, c: 2, d: 1, e: 2 }));

  it('does not hold where a need is blocked', () =>
    check('a; b: a; c: b', { blocked: ['a'] }, { a: -1, b: -1, c: -1 }));

  it('holds where it is given, whatever it needs', () =>
    check('a; b: a; c: b', { blocked: ['a'], given: ['b'] }, { a: -1, b: 0, c: 1 }));

  it('does not hold where it is given and blocked', () =>
    check('a; b: a', { blocked: ['a'], given: ['a'] }, { a: -1, b: -1 }));

  it('never justifies itself', () =>
    check('x; a: b | x; b: a', { blocked: ['x'] }, { a: -1, b: -1, x: -1 }));
});

it('agrees with going round after round through every rule', () => {
  for (let seed = 1; seed <= 600; seed++) {
    const andOr = randomAndOr(seed, 4 + (seed % 12), seed % 2 === 0);
    const { chance } = dice(seed);
    const blocked = Uint8Array.from({ length: andOr.nodeCount }, () => (chance(0.1) ? 1 : 0));
    const given = Uint8Array.from({ length: andOr.nodeCount }, () => (chance(0.1) ? 1 : 0));
    const { order, round } = forwardChain(andOr, blocked, given);
    expect([...round], `seed ${seed}`).toEqual(roundsOf(andOr, blocked, given));
    expect(
      [...order].map((node) => round[node]!),
      `seed ${seed}`,
    ).toEqual([...round].filter((value) => value !== -1).sort((left, right) => left - right));
    expect(new Set(order).size, `seed ${seed}`).toBe(order.length);
  }
});

/** By the definition, without counters. */
function roundsOf(andOr: AndOr, blocked: Uint8Array, given: Uint8Array): number[] {
  const rounds = Array.from<number>({ length: andOr.nodeCount }).fill(-1);
  for (let round = 0, changed = true; changed || round < 2; round++) {
    const held = rounds.map((value) => value !== -1);
    changed = false;
    for (const node of rounds.keys()) {
      if (held[node] || blocked[node] === 1) continue;
      const groups = groupsOf(andOr, node);
      const isFirst = given[node] === 1 || groups.length === 0;
      const isMet = groups.every(
        ({ need, members }) => members.filter((member) => held[member]).length >= need,
      );
      if (round === 0 ? isFirst : isMet) {
        rounds[node] = round;
        changed = true;
      }
    }
  }
  return rounds;
}
