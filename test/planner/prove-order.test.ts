import { describe, expect, it } from 'vitest';
import { objectives } from '../../src/planner/objectives/index.ts';
import { proveOrder } from '../../src/planner/prove-order.ts';
import type { OrderProof } from '../../src/planner/roadmap.ts';
import { graphOf, roadmap, type Wanted } from '../support/planning.ts';
import { randomCurriculum, randomRequest } from '../support/random-curricula.ts';
import { runToEnd } from '../support/run-to-end.ts';
import { seedCurriculum } from '../support/seeds.ts';

function proofOf(drawing: Parameters<typeof graphOf>[0], wanted: Wanted): OrderProof {
  const drawn = graphOf(drawing);
  return runToEnd(proveOrder(drawn, roadmap(drawn, wanted)));
}

describe('the proof of an order', () => {
  it('is in hours that steps wait', () =>
    expect(proofOf('a 2; b 5', { goals: 'a b', objective: 'EARLY_VALUE' })).toEqual({
      objective: 'EARLY_VALUE',
      cost: 4.5,
      lowerBound: 4.5,
      gap: 0,
    }));

  it('tells what keeping an old order costs', () => {
    const { cost, lowerBound, gap } = proofOf('a 2; b 5', {
      goals: 'a b',
      objective: 'EARLY_VALUE',
      keepOrder: ['b@foundation', 'a@foundation'],
    });
    expect(cost).toBe(6);
    expect(lowerBound).toBe(4.5);
    expect(gap).toBeCloseTo(1 / 4);
  });

  it('has nothing to say against an empty roadmap', () =>
    expect(proofOf('a', { goals: 'a', knows: 'a' })).toMatchObject({ cost: 0, gap: 0 }));

  it.each(objectives)('bounds $name from below on random roadmaps', ({ name }) => {
    for (let seed = 1; seed <= 60; seed++) {
      const curriculum = randomCurriculum(seed, 4 + (seed % 12));
      const { goals, projects } = randomRequest(seed, curriculum);
      const { cost, lowerBound, gap } = proofOf(curriculum, { goals, projects, objective: name });
      expect(lowerBound, `seed ${seed}`).toBeLessThanOrEqual(cost);
      expect(gap).toBeGreaterThanOrEqual(0);
      expect(gap).toBeLessThan(1);
    }
  });
});

const seeds = await seedCurriculum();
const drawn = graphOf(seeds);

it.each(seeds.careerPaths.map(({ slug }) => slug))('is close on the way to %s', (careerPath) => {
  for (const { name } of objectives.filter((each) => each.name !== 'CLOSE_TO_USE')) {
    const { gap } = proofOf(drawn, { goals: [{ careerPath }], objective: name });
    expect(gap, name).toBeLessThan(0.25);
  }
});
