import { expect, it } from 'vitest';
import { arrowsOf } from '../../../../src/exchange/roadmap/arrows.ts';
import { cardWidth } from '../../../../src/exchange/roadmap/svg/card.ts';
import {
  layOutMilestone,
  type MilestoneLayout,
  type Point,
} from '../../../../src/exchange/roadmap/svg/lay-out-milestone.ts';
import { cardsWidth } from '../../../../src/exchange/roadmap/svg/page.ts';
import type { Roadmap } from '../../../../src/planner/roadmap.ts';
import { graphOf, roadmap as planned } from '../../../support/planning.ts';
import { randomCurriculum } from '../../../support/random-curricula.ts';
import { arrowsByHand, here } from '../../../support/rendering.ts';
import { runToEnd } from '../../../support/run-to-end.ts';

async function layouts({ steps, milestones }: Roadmap): Promise<MilestoneLayout[]> {
  const arrows = runToEnd(arrowsOf(steps));
  const all: MilestoneLayout[] = [];
  for (const milestone of milestones)
    all.push(await layOutMilestone(milestone, arrows, here.layOut));
  return all;
}

/** All steps in one milestone, which makes the most of arrows. */
function together(roadmap: Roadmap): Roadmap {
  return { ...roadmap, milestones: [{ ...roadmap.milestones[0]!, steps: roadmap.steps }] };
}

async function check(roadmap: Roadmap): Promise<MilestoneLayout[]> {
  const all = await layouts(roadmap);
  expect(all.flatMap(({ cards }) => cards.map(({ step }) => step))).toEqual(roadmap.steps);
  const shown = all.flatMap(({ arrows, cards }) => [
    ...arrows.map(({ from, to }) => `${from.key} -> ${to.key}`),
    ...cards.flatMap(({ step, told }) => told.map((from) => `${from.key} -> ${step.key}`)),
  ]);
  expect(shown.sort()).toEqual(arrowsByHand(roadmap.steps));
  for (const layout of all) {
    readsLikeText(layout);
    leadsDownPastCards(layout);
    keepsArrowsApart(layout);
  }
  return all;
}

function readsLikeText({ cards, places, cardHeight, width, height }: MilestoneLayout): void {
  expect(width).toBeLessThanOrEqual(cardsWidth);
  const all = cards.map(({ step }) => places.get(step)!);
  all.forEach(({ x, y }, index) => {
    const next = all[index + 1];
    if (next && next.y === y) expect(next.x).toBeGreaterThan(x + cardWidth);
    else if (next) expect(next.y).toBeGreaterThan(y + cardHeight);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + cardWidth).toBeLessThanOrEqual(width);
    expect(y + cardHeight).toBeLessThanOrEqual(height);
  });
}

function leadsDownPastCards({ arrows, places, cardHeight, width }: MilestoneLayout): void {
  for (const { from, to, points } of arrows) {
    const [start, end] = [places.get(from)!, places.get(to)!];
    expect(points[0]).toEqual({ x: start.x + cardWidth / 2, y: start.y + cardHeight });
    expect(points.at(-1)!.y).toBe(end.y);
    expect(points.at(-1)!.x).toBeGreaterThan(end.x);
    expect(points.at(-1)!.x).toBeLessThan(end.x + cardWidth);
    points.slice(1).forEach((point, index) => {
      const before = points[index]!;
      expect(point.x === before.x || point.y === before.y).toBe(true);
      expect(point.y).toBeGreaterThanOrEqual(before.y);
      expect(point.x).toBeGreaterThanOrEqual(0);
      expect(point.x).toBeLessThanOrEqual(width);
      for (const card of places.values())
        expect(
          Math.max(point.x, before.x) <= card.x ||
            Math.min(point.x, before.x) >= card.x + cardWidth ||
            point.y <= card.y ||
            before.y >= card.y + cardHeight,
        ).toBe(true);
    });
  }
}

/** They cross, but have a part of their way in common only where they leave the same card. */
function keepsArrowsApart({ arrows }: MilestoneLayout): void {
  const sides = arrows.flatMap(({ from, points }) =>
    points.slice(1).map((end, index) => ({ from, box: boxOf(points[index]!, end) })),
  );
  for (const one of sides)
    for (const other of sides) {
      if (one.from === other.from) continue;
      const width =
        Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const height =
        Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      expect(Math.min(width, height) < 0 || Math.max(width, height) === 0).toBe(true);
    }
}

function boxOf(start: Point, end: Point) {
  return {
    left: Math.min(start.x, end.x),
    right: Math.max(start.x, end.x),
    top: Math.min(start.y, end.y),
    bottom: Math.max(start.y, end.y),
  };
}

it('shows every card in reading order, and every arrow past the cards or as a number', async () => {
  let passing = 0;
  for (let seed = 1; seed <= 30; seed++) {
    const graph = graphOf(randomCurriculum(seed, 8 + (seed % 30)));
    const goals = graph.curriculum.careerPaths.map(({ slug }) => ({ careerPath: slug }));
    const roadmap = planned(graph, { goals, projects: 'ALL' });
    if (roadmap.steps.length === 0) continue;
    await check(roadmap);
    const [layout] = await check(together(roadmap));
    passing += layout!.arrows.filter(({ points }) => points.length > 4).length;
  }
  expect(passing).toBeGreaterThan(20);
});

it('stacks a chain', async () => {
  const [layout] = await check(planned('a; b: a; c: b', { goals: 'c' }));
  expect(new Set([...layout!.places.values()].map(({ x }) => x)).size).toBe(1);
  expect(layout!.arrows).toHaveLength(2);
});

it('tells arrows by number where they would not find room', async () => {
  const many = ['a', 'b', 'c', 'd', 'e', 'f'];
  const last = ['x', 'y', 'z'].map((name) => `${name}: ${many.join(' & ')}`);
  const [layout] = await check(
    together(planned([...many, ...last].join('; '), { goals: 'x y z' })),
  );
  expect(layout!.arrows).toHaveLength(9);
  expect(layout!.cards.at(-1)!.told).toHaveLength(3);
});

it('draws no arrows among a great many cards', async () => {
  const names = Array.from({ length: 301 }, (_, index) => `s${index}`);
  const drawing = names.map((name, index) => (index === 0 ? name : `${name}: s${index - 1}`));
  const few = together(planned(drawing.slice(0, 300).join('; '), { goals: 's299' }));
  const many = together(planned(drawing.join('; '), { goals: 's300' }));
  expect((await layouts(few))[0]!.arrows).toHaveLength(299);
  const [layout] = await layouts(many);
  expect(layout!.arrows).toEqual([]);
  readsLikeText(layout!);
});
