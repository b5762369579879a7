import type { Milestone, Step } from '../../../planner/roadmap.ts';
import { type Card, cardHeight, cardOf, cardWidth } from './card.ts';
import { columnsOf } from './columns.ts';
import { type CardSize, columnLeft, type Point, rowsHeight, rowTop } from './grid.ts';
import { meetCards } from './meet-cards.ts';
import { passRows } from './pass-rows.ts';
import { rowsOf } from './rows.ts';

/** A milestone's cards and arrows in their places, from the left upper corner of the first row, in pixels. */
export interface MilestoneLayout {
  readonly cards: readonly Card[];
  readonly cardHeight: number;
  /** The left upper corners of the cards. */
  readonly places: ReadonlyMap<Step, Point>;
  readonly arrows: readonly PlacedArrow[];
  readonly height: number;
}

export interface PlacedArrow {
  readonly from: Step;
  readonly to: Step;
  /** Where it leaves its card, goes into and out of each row that it passes, and meets the card that it leads to. */
  readonly points: readonly Point[];
}

/** An arrow that would pass more rows than this is told by a number on the card that it leads to. */
const rowsPassedMax = 2;

/**
 * Sets the cards of a milestone like text, in rows, and leads the short ones of its arrows down past them. Linear in cards
 * and arrows. Libraries that lay out any graph were tried: they sort rows anew and make them as wide as they please.
 *
 * @param arrows for each step of the roadmap the steps that lead to it
 */
export function layOutMilestone(
  { steps }: Milestone,
  arrows: ReadonlyMap<Step, readonly Step[]>,
): MilestoneLayout {
  const rows = rowsOf(steps, (step) => arrows.get(step)!);
  const rowOf = new Map(rows.flatMap((row, index) => row.map((step) => [step, index] as const)));
  const isDrawn = (from: Step, to: Step) =>
    rowOf.has(from) && rowOf.get(to)! - rowOf.get(from)! <= rowsPassedMax + 1;
  const drawnTo = (to: Step) => arrows.get(to)!.filter((from) => isDrawn(from, to));
  const cards = steps.map((step) =>
    cardOf(
      step,
      arrows.get(step)!.filter((earlier) => !isDrawn(earlier, step)),
    ),
  );
  const size = { width: cardWidth, height: Math.max(...cards.map(cardHeight)) };
  const places = new Map<Step, Point>();
  for (const [step, column] of columnsOf(rows, drawnTo))
    places.set(step, {
      x: columnLeft(column, size.width),
      y: rowTop(rowOf.get(step)!, size.height),
    });
  const drawn = steps.flatMap((to) => drawnTo(to).map((from) => ({ from, to })));
  return {
    cards,
    cardHeight: size.height,
    places,
    arrows: placeArrows(drawn, { rows, rowOf, places, size }),
    height: rowsHeight(rows.length, size.height),
  };
}

interface Placing {
  readonly rows: readonly (readonly Step[])[];
  readonly rowOf: ReadonlyMap<Step, number>;
  readonly places: ReadonlyMap<Step, Point>;
  readonly size: CardSize;
}

function placeArrows(
  drawn: readonly Omit<PlacedArrow, 'points'>[],
  { rows, rowOf, places, size }: Placing,
): PlacedArrow[] {
  const middle = (step: Step) => places.get(step)!.x + size.width / 2;
  const passages = drawn.map(({ from, to }) => ({
    fromRow: rowOf.get(from)!,
    toRow: rowOf.get(to)!,
    fromX: middle(from),
    toX: middle(to),
  }));
  const cardLefts = rows.map((row) => row.map((step) => places.get(step)!.x));
  const ways = passRows(passages, cardLefts, size);
  const starts = drawn.map(({ from, to }, index) => {
    return { step: from, towards: ways[index]![0]?.x ?? middle(to) };
  });
  const ends = drawn.map(({ from, to }, index) => {
    return { step: to, towards: ways[index]!.at(-1)?.x ?? middle(from) };
  });
  const startOffsets = meetCards(starts, size.width);
  const endOffsets = meetCards(ends, size.width);
  return drawn.map(({ from, to }, index) => ({
    from,
    to,
    points: [
      { x: middle(from) + startOffsets[index]!, y: places.get(from)!.y + size.height },
      ...ways[index]!,
      { x: middle(to) + endOffsets[index]!, y: places.get(to)!.y },
    ],
  }));
}
