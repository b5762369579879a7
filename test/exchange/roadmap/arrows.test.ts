import { expect, it } from 'vitest';
import { arrowsOf } from '../../../src/exchange/roadmap/arrows.ts';
import type { Step } from '../../../src/planner/roadmap.ts';
import { graphOf, roadmap as planned } from '../../support/planning.ts';
import { randomCurriculum } from '../../support/random-curricula.ts';
import { arrowsByHand } from '../../support/rendering.ts';
import { runToEnd } from '../../support/run-to-end.ts';

/** Arrows as `from -> to`. */
function arrows(steps: readonly Step[]): string[] {
  return [...runToEnd(arrowsOf(steps))]
    .flatMap(([to, before]) => before.map((from) => `${from.key} -> ${to.key}`))
    .sort();
}

function keys(drawing: string, goals: string): string[] {
  return arrows(planned(drawing, { goals }).steps).map((arrow) =>
    arrow.replaceAll('@foundation', ''),
  );
}

it('leaves out what follows from others', () =>
  expect(keys('a; b: a; c: a & b; d: a & c', 'd')).toEqual(['a -> b', 'b -> c', 'c -> d']));

it('keeps what nothing else implies', () =>
  expect(keys('a; b: a; c: a; d: b & c', 'd')).toEqual(['a -> b', 'a -> c', 'b -> d', 'c -> d']));

it('is what is left when every way is looked at, for more steps than a word has bits too', () => {
  let largest = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const graph = graphOf(randomCurriculum(seed, seed % 4 === 0 ? 50 : 12));
    const goals = graph.curriculum.careerPaths.map(({ slug }) => ({ careerPath: slug }));
    const { steps } = planned(graph, { goals, projects: 'ALL' });
    largest = Math.max(largest, steps.length);
    expect(arrows(steps), `seed ${seed}`).toEqual(arrowsByHand(steps));
  }
  expect(largest).toBeGreaterThan(32);
});
