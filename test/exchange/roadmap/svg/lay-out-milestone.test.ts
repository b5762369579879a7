import { expect, it } from 'vitest';
import { arrowsOf } from '../../../../src/exchange/roadmap/arrows.ts';
import { cardWidth } from '../../../../src/exchange/roadmap/svg/card.ts';
import { rowWidth } from '../../../../src/exchange/roadmap/svg/grid.ts';
import {
  layOutMilestone,
  type MilestoneLayout,
} from '../../../../src/exchange/roadmap/svg/lay-out-milestone.ts';
import type { Roadmap } from '../../../../src/planner/roadmap.ts';
import { graphOf, roadmap as planned } from '../../../support/planning.ts';
import { randomCurriculum } from '../../../support/random-curricula.ts';
import { arrowsByHand } from '../../../support/rendering.ts';
import { runToEnd } from '../../../support/run-to-end.ts';

function layouts({ steps, milestones }: Roadmap): MilestoneLayout[] {
  const arrows = runToEnd(arrowsOf(steps));
  return milestones.map((milestone) => layOutMilestone(milestone, arrows));
}

/** All steps in one milestone, which makes the most of arrows. */
function together(roadmap: Roadmap): Roadmap {
  return { ...roadmap, milestones: [{ ...roadmap.milestones[0]!, steps: roadmap.steps }] };
}

function check(roadmap: Roadmap): MilestoneLayout[] {
  const all = layouts(roadmap);
  expect(all.flatMap(({ cards }) => cards.map(({ step }) => step))).toEqual(roadmap.steps);
  const shown = all.flatMap(({ arrows, cards }) => [
    ...arrows.map(({ from, to }) => `${from.key} -> ${to.key}`),
    ...cards.flatMap(({ step, told }) => told.map((from) => `${from.key} -> ${step.key}`)),
  ]);
  expect(shown.sort()).toEqual(arrowsByHand(roadmap.steps));
  for (const layout of all) {
    readsLikeText(layout);
    leadsDownPastCards(layout);
  }
  return all;
}

function readsLikeText({ cards, places, cardHeight, height }: MilestoneLayout): void {
  const all = cards.map(({ step }) => places.get(step)!);
  all.forEach(({ x, y }, index) => {
    const next = all[index + 1];
    if (next && next.y === y) expect(next.x).toBeGreaterThan(x + cardWidth);
    else if (next) expect(next.y).toBeGreaterThan(y + cardHeight);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + cardWidth).toBeLessThanOrEqual(rowWidth(cardWidth));
    expect(y + cardHeight).toBeLessThanOrEqual(height);
  });
}

function leadsDownPastCards({ arrows, places, cardHeight }: MilestoneLayout): void {
  for (const { from, to, points } of arrows) {
    const [start, end] = [places.get(from)!, places.get(to)!];
    expect(points[0]!.y).toBe(start.y + cardHeight);
    expect(points.at(-1)!.y).toBe(end.y);
    for (const [card, { x }] of [[start, points[0]!] as const, [end, points.at(-1)!] as const]) {
      expect(x).toBeGreaterThan(card.x);
      expect(x).toBeLessThan(card.x + cardWidth);
    }
    // Two points at each row that it passes: straight down between the cards.
    for (let index = 1; index < points.length - 1; index += 2) {
      const [into, out] = [points[index]!, points[index + 1]!];
      expect([out.x, out.y]).toEqual([into.x, into.y + cardHeight]);
      for (const card of places.values())
        if (card.y === into.y) expect(into.x < card.x || into.x > card.x + cardWidth).toBe(true);
    }
    const heights = points.map(({ y }) => y);
    expect(heights).toEqual([...heights].sort((above, below) => above - below));
    expect(new Set(heights).size).toBe(heights.length);
  }
}

it('shows every card in reading order, and every arrow past the cards or as a number', () => {
  let passing = 0;
  for (let seed = 1; seed <= 120; seed++) {
    const graph = graphOf(randomCurriculum(seed, 8 + (seed % 30)));
    const goals = graph.curriculum.careerPaths.map(({ slug }) => ({ careerPath: slug }));
    const roadmap = planned(graph, { goals, projects: 'ALL' });
    if (roadmap.steps.length === 0) continue;
    check(roadmap);
    const [layout] = check(together(roadmap));
    passing += layout!.arrows.filter(({ points }) => points.length > 2).length;
  }
  expect(passing).toBeGreaterThan(20);
});

it('stacks a chain', () => {
  const [layout] = check(planned('a; b: a; c: b', { goals: 'c' }));
  expect(new Set([...layout!.places.values()].map(({ x }) => x)).size).toBe(1);
  expect(layout!.arrows).toHaveLength(2);
});
