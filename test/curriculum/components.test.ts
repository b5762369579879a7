import { expect, it } from 'vitest';
import { type AndOr, AndOrBuilder } from '../../src/curriculum/and-or.ts';
import { components } from '../../src/curriculum/components.ts';
import { randomAndOr } from '../support/random-and-or.ts';
import { groupsOf } from '../support/selection-problems.ts';

it('agrees with who reaches whom', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const andOr = randomAndOr(seed, 3 + (seed % 15), seed % 3 > 0);
    const { componentOf, componentCount, order, isCyclic } = components(andOr);
    const reaches = reachability(andOr);
    const all = [...componentOf.keys()];
    expect(new Set(componentOf).size, `seed ${seed}`).toBe(componentCount);
    expect([...order].sort((left, right) => left - right)).toEqual(all);
    for (const one of all) {
      expect(isCyclic[componentOf[one]!] === 1, `seed ${seed}, node ${one}`).toBe(
        reaches[one]!.has(one),
      );
      for (const other of all) {
        if (one === other) continue;
        const areTogether = reaches[one]!.has(other) && reaches[other]!.has(one);
        expect(componentOf[one] === componentOf[other], `seed ${seed}`).toBe(areTogether);
        if (reaches[one]!.has(other) && !areTogether) {
          expect(componentOf[other]!, `seed ${seed}`).toBeLessThan(componentOf[one]!);
        }
      }
    }
    const byPlace = [...order].map((node) => componentOf[node]!);
    expect(byPlace, `seed ${seed}`).toEqual([...byPlace].sort((left, right) => left - right));
  }
});

it('goes 100,000 needs deep', () => {
  const length = 100_000;
  for (const isRing of [false, true]) {
    const builder = new AndOrBuilder();
    for (let node = 0; node < length; node++) {
      builder.startNode();
      if (isRing || node + 1 < length) builder.addGroup(1, [(node + 1) % length]);
    }
    const { componentCount, isCyclic } = components(builder.build());
    expect([componentCount, isCyclic[0]]).toEqual(isRing ? [1, 1] : [length, 0]);
  }
});

/** By node, all that may be needed for it, in one step or more. */
function reachability(andOr: AndOr): ReadonlySet<number>[] {
  const direct = Array.from({ length: andOr.nodeCount }, (_, node) =>
    groupsOf(andOr, node).flatMap(({ members }) => members),
  );
  return direct.map((first) => {
    const reached = new Set(first);
    for (const node of reached) for (const next of direct[node]!) reached.add(next);
    return reached;
  });
}
