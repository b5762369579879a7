import { expect, it } from 'vitest';
import { smallestConflict } from '../../../src/planner/obstacle/conflict.ts';
import { relevantPart } from '../../../src/planner/relevant-part.ts';
import { dice } from '../../support/random.ts';
import { runToEnd } from '../../support/run-to-end.ts';
import { randomProblem, reachesTargets } from '../../support/selection-problems.ts';

it('is the minimal conflict without the last sets, by trying every part of the sets', () => {
  let conflicts = 0;
  for (let seed = 1; seed <= 1_500; seed++) {
    const shape = { nodes: 6 + (seed % 8), choices: 0.8, cyclic: seed % 2 === 0, excluded: 0 };
    const problem = randomProblem(seed, shape);
    const { andOr, known } = problem;
    const { between, pick } = dice(seed);
    const nodes = Array.from({ length: andOr.nodeCount }, (_, node) => node);
    const target = pick(nodes, 1)[0]!;
    const isRuledOutBy = (excluded: ReadonlySet<number>): boolean => {
      const gained = nodes.filter((node) => !excluded.has(node));
      return !reachesTargets({ ...problem, targets: [target] }, gained);
    };
    // Mostly such as it takes several of.
    const spared = nodes.filter((node) => seed % 5 === 0 || !isRuledOutBy(new Set([node])));
    const sets = Array.from({ length: between(4, 6) }, () => pick(spared, 1 + (seed % 2)));
    const isRuledOut = (held: readonly number[]): boolean =>
      isRuledOutBy(new Set(held.flatMap((index) => sets[index]!)));
    const all = [...sets.keys()];
    if (known[target] === 1 || isRuledOut([]) || !isRuledOut(all)) continue;
    const ruling = subsets(all).filter(isRuledOut);
    const minimal = ruling.filter(
      (one) =>
        !ruling.some(
          (other) => other.length < one.length && other.every((each) => one.includes(each)),
        ),
    );
    const [expected] = minimal.sort(byLast);
    const part = relevantPart(andOr, [target], known);
    const found = runToEnd(smallestConflict(part, part.numberOf[target]!, sets));
    expect(found, `seed ${seed}`).toEqual(expected);
    if (expected!.length > 1) conflicts += 1;
  }
  expect(conflicts).toBeGreaterThan(50);
});

/** That first which lacks the last set in which the two differ. */
function byLast(left: readonly number[], right: readonly number[]): number {
  const weigh = (sets: readonly number[]): number => sets.reduce((sum, set) => sum + 2 ** set, 0);
  return weigh(left) - weigh(right);
}

function subsets(items: readonly number[]): number[][] {
  return Array.from({ length: 1 << items.length }, (_, subset) =>
    items.filter((_item, index) => (subset >> index) & 1),
  );
}
