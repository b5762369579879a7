import { expect, it } from 'vitest';
import { type AndOr, AndOrBuilder } from '../../src/curriculum/and-or.ts';
import { closure, openClosure, type Settled } from '../../src/curriculum/closure.ts';
import { dice } from '../support/random.ts';
import { randomAndOr } from '../support/random-and-or.ts';
import { groupsOf } from '../support/selection-problems.ts';

const cases = Array.from({ length: 600 }, (_, index) => {
  const seed = index + 1;
  const andOr = randomAndOr(seed, 3 + (seed % 30), seed % 3 === 0);
  const { between, chance, pick } = dice(seed + 10_000);
  const all = Array.from({ length: andOr.nodeCount }, (_, node) => node);
  const settled: Settled = {
    known: Uint8Array.from(all, () => (chance(0.2) ? 1 : 0)),
    excluded: Uint8Array.from(all, () => (chance(0.1) ? 1 : 0)),
  };
  return { seed, andOr, from: pick(all, between(1, 4)), settled };
});

it('finds what a search through every alternative finds, once', () => {
  for (const { seed, andOr, from } of cases) {
    const found = closure(andOr, [...from, from[0]!]);
    expect(sorted(found), `seed ${seed}`).toEqual(sorted(searched(andOr, from)));
  }
});

it('leaves out what is settled, and what only satisfied groups ask for', () => {
  for (const { seed, andOr, from, settled } of cases) {
    const found = openClosure(andOr, from, settled);
    expect(sorted(found), `seed ${seed}`).toEqual(sorted(searched(andOr, from, settled)));
  }
});

it('does not mix up walks over different graphs', () => {
  const small = chain(3);
  const large = chain(5_000);
  expect([...closure(small, [2])]).toEqual([2, 1, 0]);
  expect(closure(large, [4_999]).length).toBe(5_000);
  expect([...closure(small, [1])]).toEqual([1, 0]);
  expect([...closure(small, [])]).toEqual([]);
});

it('goes 100,000 needs deep', () => {
  const deep = chain(100_000);
  const none = new Uint8Array(100_000);
  expect(closure(deep, [99_999]).length).toBe(100_000);
  expect(openClosure(deep, [99_999], { known: none, excluded: none }).length).toBe(100_000);
});

function chain(length: number): AndOr {
  const builder = new AndOrBuilder();
  for (let node = 0; node < length; node++) {
    builder.startNode();
    if (node > 0) builder.addGroup(1, [node - 1]);
  }
  return builder.build();
}

function searched(andOr: AndOr, from: readonly number[], settled?: Settled): Set<number> {
  const isOpen = (node: number): boolean =>
    settled?.known[node] !== 1 && settled?.excluded?.[node] !== 1;
  const seen = new Set(from.filter(isOpen));
  for (const node of seen) {
    for (const member of askedBy(andOr, node, settled).filter(isOpen)) seen.add(member);
  }
  return seen;
}

/** The members of the groups of a node that what is known does not satisfy. */
function askedBy(andOr: AndOr, node: number, settled?: Settled): number[] {
  const isKnown = (member: number): boolean => settled?.known[member] === 1;
  return groupsOf(andOr, node)
    .filter(({ need, members }) => members.filter(isKnown).length < need)
    .flatMap(({ members }) => members);
}

function sorted(nodes: Iterable<number>): number[] {
  return [...nodes].sort((left, right) => left - right);
}
