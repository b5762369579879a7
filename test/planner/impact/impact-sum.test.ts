import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HoursSum } from '../../../src/planner/impact/hours-impact.ts';
import { ImpactSum } from '../../../src/planner/impact/impact-sum.ts';
import { marginOf } from '../../../src/planner/impact/margin.ts';
import type { RoadmapImpact } from '../../../src/planner/impact/roadmap-impact.ts';
import { shuffled } from '../../support/random-evidence.ts';

const tenths = fc.array(fc.integer({ min: -2_000, max: 2_000 }), { maxLength: 60 });

describe('changes of hours', () => {
  it('are summed up as they are counted one by one', () =>
    fc.assert(
      fc.property(tenths, (changes) => {
        const told = hoursOf(changes).sum(1);
        const moved = changes.filter((change) => change !== 0).sort((one, other) => one - other);
        expect(told).toMatchObject({
          longer: moved.filter((change) => change > 0).length,
          shorter: moved.filter((change) => change < 0).length,
          total: moved.reduce((sum, change) => sum + change, 0) / 10,
          mostAdded: Math.max(0, moved.at(-1) ?? 0) / 10,
          mostSaved: Math.max(0, -(moved[0] ?? 0)) / 10,
        });
        for (const { share, hours } of told.quantiles)
          expect(hours).toBe(moved[Math.ceil(share * moved.length) - 1]! / 10);
        for (const { from, to, learners } of told.histogram) {
          const within = (change: number) =>
            change > (from ?? -1e9) * 10 && change <= (to ?? 1e9) * 10;
          expect(learners).toBe(moved.filter(within).length);
        }
        expect(sumOf(told.histogram)).toBe(moved.length);
      }),
    ));

  it('tell of nobody who is one of a few', () =>
    fc.assert(
      fc.property(tenths, (changes) => {
        const least = 5;
        const { longer, shorter, histogram, quantiles, mostAdded, mostSaved } =
          hoursOf(changes).sum(least);
        const moved = changes.filter((change) => change !== 0).map((change) => change / 10);
        const atLeast = (count: number | null) => count === null || count === 0 || count >= least;
        expect([longer, shorter, ...histogram.map(({ learners }) => learners)]).toSatisfy(
          (counts: (number | null)[]) => counts.every(atLeast),
        );
        // Nor does a difference.
        if (histogram.length > 0 && longer !== null)
          expect(atLeast(sumOf(histogram) - longer)).toBe(true);
        if (histogram.length > 0 && shorter !== null)
          expect(atLeast(sumOf(histogram) - shorter)).toBe(true);
        for (const { hours } of quantiles) {
          expect(moved.filter((each) => each <= hours).length).toBeGreaterThanOrEqual(least);
          expect(moved.filter((each) => each >= hours).length).toBeGreaterThanOrEqual(least);
        }
        if (mostAdded)
          expect(moved.filter((each) => each >= mostAdded).length).toBeGreaterThanOrEqual(least);
        if (mostSaved)
          expect(moved.filter((each) => -each >= mostSaved).length).toBeGreaterThanOrEqual(least);
      }),
      { numRuns: 500 },
    ));

  it('are given in bars that hold together', () => {
    expect(hoursOf([-30, 20, 20, 400]).sum(1).histogram).toEqual([
      { from: -5, to: 0, learners: 1 },
      { from: 0, to: 5, learners: 2 },
      { from: 5, to: 10, learners: 0 },
      { from: 10, to: 20, learners: 0 },
      { from: 20, to: 50, learners: 1 },
    ]);
  });
});

describe('an impact', () => {
  const some = Array.from({ length: 12 }, (_, number) => impactOn(number));

  it('is the same in whatever order learners come', () => {
    const expected = sumOfAll(some, 1);
    for (const seed of [1, 2, 3]) expect(sumOfAll(shuffled(seed, some), 1)).toEqual(expected);
  });

  it('counts what becomes of roadmaps, goals, steps and skills', () =>
    expect(sumOfAll(some, 1)).toMatchObject({
      roadmaps: {
        ...{ examined: 12, of: 12, margin: 0 },
        ...{ changed: 7, impossible: 3, stillImpossible: 0, possibleAgain: 0, dueAnyway: 3 },
        goals: [{ name: 'path', learners: 12, otherWay: 4, impossible: 3 }],
        lost: [{ name: 'path', cause: 'GONE', learners: 3 }],
        undone: [{ key: 'a@low', learners: 6 }],
      },
      evidence: { examined: 12, of: 12, skills: [{ skill: 'a', learners: 4 }] },
      rowsWithheld: 0,
    }));

  it('leaves out rows of few people, and says how many rows', () =>
    expect(sumOfAll(some, 5)).toMatchObject({
      roadmaps: {
        ...{ changed: 7, impossible: null, dueAnyway: null },
        goals: [{ name: 'path', learners: 12, otherWay: null, impossible: null }],
        lost: [],
        undone: [{ learners: 6 }],
      },
      evidence: { skills: [] },
      rowsWithheld: 2,
      examples: [],
    }));

  it('names those first whose roadmaps become impossible, then those that change most', () => {
    const { examples } = sumOfAll(some, 1);
    expect(examples.map(({ learner }) => learner)).toEqual([
      'l0',
      'l4',
      'l8',
      'l9',
      'l6',
      'l3',
      'l1',
    ]);
  });

  it('says all of it in words', () => {
    expect(sumOfAll(some, 1).text).toMatchInlineSnapshot(
      `"12 learners follow a roadmap that rests on it. 7 roadmaps would change, of which 3 would become impossible. It would make 4 roadmaps longer, by up to 9 h. In the middle they change by +3 h. Some would have to do again, or lose, what they have done: A (6 learners). Evidence would lose its skill: A (4 learners). 3 of these would change for other reasons, too: they are due to be planned anew in any case."`,
    );
    expect(sumOfAll(some, 5).text).toMatchInlineSnapshot(
      `"12 learners follow a roadmap that rests on it. 7 roadmaps would change, of which some would become impossible. It would make some roadmaps longer. Some would have to do again, or lose, what they have done: A (6 learners). Some of these would change for other reasons, too: they are due to be planned anew in any case. 2 more figures are of too few people to be told."`,
    );
    const sum = new ImpactSum();
    for (const impact of some) sum.addRoadmap(impact);
    const sample = { examined: 12, of: 400 };
    expect(sum.sum(sample, sample, 1).text).toContain(
      'The roadmaps of 12 of them were planned anew as a sample; shares of all may differ by 27.9 percentage points. 7 roadmaps of these, 58 %, would change',
    );
    expect(sumOfAll([], 1).text).toMatchInlineSnapshot(
      `"Nobody follows a roadmap that rests on this curriculum."`,
    );
  });
});

describe('the margin of a sample', () => {
  it('is that of Cochran', () => {
    expect(marginOf(100, 100)).toBe(0);
    expect(marginOf(0, 100)).toBe(1);
    expect(marginOf(1, 2)).toBeCloseTo(0.98);
    expect(marginOf(2_000, 1e9)).toBeCloseTo(0.0219, 4);
    expect(marginOf(2_000, 4_000)).toBeCloseTo(0.0155, 4);
  });
});

function hoursOf(tenths: readonly number[]): HoursSum {
  const sum = new HoursSum();
  for (const change of tenths) sum.add(500, 500 + change / 10);
  return sum;
}

function sumOf(buckets: readonly { readonly learners: number }[]): number {
  return buckets.reduce((sum, { learners }) => sum + learners, 0);
}

/** Of four one becomes impossible; of three one has another way; every second has lost a step. */
function impactOn(number: number): RoadmapImpact {
  const isImpossible = number % 4 === 0;
  const isOtherWay = number % 3 === 0;
  const isChanged = isOtherWay || number === 1;
  const outcome = isImpossible ? 'IMPOSSIBLE' : isChanged || number === 6 ? 'CHANGED' : 'SAME';
  return {
    ...{ learner: `l${number}`, id: `r${number}`, outcome, isDueAnyway: number < 4 },
    hoursBefore: 10,
    hoursAfter: outcome === 'CHANGED' ? 10 + number : 10,
    ...{ finishBefore: null, finishAfter: null, says: null },
    goals: [{ name: 'path', title: 'Path', isOtherWay }],
    lost: isImpossible ? [{ name: 'path', title: 'Path', cause: 'GONE' }] : [],
    undone: number % 2 === 0 ? [{ key: 'a@low', title: 'A' }] : [],
  };
}

function sumOfAll(impacts: readonly RoadmapImpact[], least: number) {
  const sum = new ImpactSum();
  for (const impact of impacts) {
    sum.addRoadmap(impact);
    sum.addSkillsLost(Number(impact.learner.slice(1)) < 4 ? [{ skill: 'a', title: 'A' }] : []);
  }
  const all = { examined: impacts.length, of: impacts.length };
  return sum.sum(all, all, least);
}
