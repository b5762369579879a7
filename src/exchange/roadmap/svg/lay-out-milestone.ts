import type { Milestone, Step } from '../../../planner/roadmap.ts';
import type { Work } from '../../../planner/work.ts';
import { type Card, cardHeight, cardOf, cardWidth } from './card.ts';
import { type Point, rowsHeight } from './grid.ts';
import { type Arrow, layOutBlock, type PlacedArrow } from './lay-out-block.ts';
import { rowsOf } from './rows.ts';

/** A milestone's cards and arrows in their places, from the left upper corner of the first row, in pixels. */
export interface MilestoneLayout {
  readonly cards: readonly Card[];
  readonly cardHeight: number;
  readonly places: ReadonlyMap<Step, Point>;
  readonly arrows: readonly PlacedArrow[];
  readonly height: number;
}

/** An arrow that would pass more rows than this is told by a number on the card that it leads to. */
const rowsPassedMax = 1;

/** Rows are laid out so many at a time, since Dagre takes more than linear time; no arrows lead from block to block. */
const rowsPerBlock = 16;

/** @param arrows for each step of the roadmap the steps that lead to it */
export function* layOutMilestone(
  { steps }: Milestone,
  arrows: ReadonlyMap<Step, readonly Step[]>,
): Work<MilestoneLayout> {
  const rows = rowsOf(steps, (step) => arrows.get(step)!);
  const cards = steps.map((step) => {
    const isTold = (earlier: Step) => !isDrawn(rows.get(earlier), rows.get(step)!);
    return cardOf(step, arrows.get(step)!.filter(isTold));
  });
  const height = Math.max(...cards.map(cardHeight));
  const places = new Map<Step, Point>();
  const placed: PlacedArrow[] = [];
  for (const block of blocksOf(rows)) {
    const drawn = [...block.keys()].flatMap((to) => arrowsTo(to, block, arrows.get(to)!));
    const laidOut = layOutBlock(block, drawn, { width: cardWidth, height });
    for (const [step, place] of laidOut.places) places.set(step, place);
    placed.push(...laidOut.arrows);
    yield;
  }
  const rowCount = rows.get(steps.at(-1)!)! + 1;
  return {
    cards,
    cardHeight: height,
    places,
    arrows: placed,
    height: rowsHeight(rowCount, height),
  };
}

/** @param from undefined for a row of another milestone */
function isDrawn(from: number | undefined, to: number): boolean {
  return from !== undefined && to - from <= rowsPassedMax + 1 && blockOf(from) === blockOf(to);
}

function blockOf(row: number): number {
  return Math.floor(row / rowsPerBlock);
}

function blocksOf(rows: ReadonlyMap<Step, number>): Map<Step, number>[] {
  const blocks: Map<Step, number>[] = [];
  for (const [step, row] of rows) {
    blocks[blockOf(row)] ??= new Map();
    blocks[blockOf(row)]!.set(step, row);
  }
  return blocks;
}

function arrowsTo(
  to: Step,
  rows: ReadonlyMap<Step, number>,
  before: readonly Step[],
): readonly Arrow[] {
  return before
    .filter((from) => isDrawn(rows.get(from), rows.get(to)!))
    .map((from) => ({ from, to }));
}
