import type { Milestone, Step } from '../../../planner/roadmap.ts';
import { type Card, cardHeight, cardOf, cardWidth } from './card.ts';
import { type Arrow, layOutGrid, layOutSteps, type StepLayout } from './lay-out-steps.ts';
import { rowsOf } from './rows.ts';

/** A milestone's cards and arrows, each in its place. */
export interface MilestoneLayout extends StepLayout {
  readonly cards: readonly Card[];
  readonly cardHeight: number;
}

/** An arrow that would pass more rows than this is told by a number on the card that it leads to. */
const rowsPassedMax = 1;

/** Dagre takes more than linear time: past so many cards and rows passed by arrows there are no arrows. */
const laidOutMax = 600;

/** @param arrows for each step of the roadmap the steps that lead to it */
export function layOutMilestone(
  { steps }: Milestone,
  arrows: ReadonlyMap<Step, readonly Step[]>,
): MilestoneLayout {
  const own = new Set(steps);
  const rows = rowsOf(steps, (step) => arrows.get(step)!);
  const drawn = steps.flatMap((to) =>
    arrows
      .get(to)!
      .filter((from) => own.has(from) && rows.get(to)! - rows.get(from)! <= rowsPassedMax + 1)
      .map((from) => ({ from, to })),
  );
  const size = drawn.reduce((sum, { from, to }) => sum + rows.get(to)! - rows.get(from)!, 0);
  return size + steps.length > laidOutMax
    ? withoutArrows(steps, arrows)
    : withArrows(rows, drawn, arrows);
}

function withArrows(
  rows: ReadonlyMap<Step, number>,
  drawn: readonly Arrow[],
  arrows: ReadonlyMap<Step, readonly Step[]>,
): MilestoneLayout {
  const seen = new Map<Step, Set<Step>>();
  for (const { from, to } of drawn) seen.set(to, (seen.get(to) ?? new Set()).add(from));
  const cards = [...rows.keys()].map((step) =>
    cardOf(
      step,
      arrows.get(step)!.filter((earlier) => !seen.get(step)?.has(earlier)),
    ),
  );
  const height = Math.max(...cards.map(cardHeight));
  return {
    ...layOutSteps(rows, drawn, { width: cardWidth, height }),
    cards,
    cardHeight: height,
  };
}

/** Cards in full rows. */
function withoutArrows(
  steps: readonly Step[],
  arrows: ReadonlyMap<Step, readonly Step[]>,
): MilestoneLayout {
  const cards = steps.map((step) => cardOf(step, arrows.get(step)!));
  const height = Math.max(...cards.map(cardHeight));
  const size = { width: cardWidth, height };
  return { ...layOutGrid(steps, size), cards, cardHeight: height };
}
