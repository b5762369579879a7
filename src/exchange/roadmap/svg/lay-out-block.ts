import type { Step } from '../../../planner/roadmap.ts';
import { columnsOf } from './columns.ts';
import { type CardSize, columnLeft, type Point, rowTop } from './grid.ts';
import { withEnds } from './meet-cards.ts';
import { passesOf } from './pass-cards.ts';
import { sortRows } from './sort-rows.ts';

/** An arrow, as the steps that it leads from and to. */
export interface Arrow {
  readonly from: Step;
  readonly to: Step;
}

export interface PlacedArrow extends Arrow {
  /** Where it leaves its card, goes into and out of each row that it passes, and meets the card that it leads to. */
  readonly points: readonly Point[];
}

/** Where cards have their left upper corner, and where arrows go. */
export interface Block {
  readonly places: ReadonlyMap<Step, Point>;
  readonly arrows: readonly PlacedArrow[];
}

/**
 * Puts the cards of consecutive rows into as many columns as a row may have cards, each below what leads to it as far as
 * that goes, and leads the arrows between them past the cards.
 */
export function layOutBlock(
  rows: ReadonlyMap<Step, number>,
  arrows: readonly Arrow[],
  card: CardSize,
): Block {
  const [firstRow = 0] = rows.values();
  const sorted = sortRows(rows, arrows);
  const places = new Map<Step, Point>();
  for (const [step, column] of columnsOf(sorted, arrows))
    places.set(step, {
      x: columnLeft(column, card.width),
      y: rowTop(rows.get(step)!, card.height),
    });
  const ways = arrows.map((): Point[] => []);
  sorted.forEach((items, index) => {
    const y = rowTop(firstRow + index, card.height);
    for (const { arrow, x } of passesOf(items, { arrows, ways, places, card }))
      ways[arrow]!.push({ x, y }, { x, y: y + card.height });
  });
  return { places, arrows: withEnds(arrows, ways, places, card) };
}
