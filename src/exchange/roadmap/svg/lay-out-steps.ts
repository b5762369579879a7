import type { Step } from '../../../planner/roadmap.ts';
import { cardsPerRow } from './rows.ts';
import { type RowItem, sortRows } from './sort-rows.ts';

/** Where the cards of a milestone stand, from its own left upper corner, in pixels. */
export interface StepLayout {
  readonly places: ReadonlyMap<Step, Point>;
  readonly arrows: readonly PlacedArrow[];
  readonly height: number;
}

export interface PlacedArrow extends Arrow {
  /** Where it leaves its card, goes into and out of each row that it passes, and meets the card that it leads to. */
  readonly points: readonly Point[];
}

/** An arrow, as the steps that it leads from and to. */
export interface Arrow {
  readonly from: Step;
  readonly to: Step;
}

/** From the left and from above, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface CardSize {
  readonly width: number;
  readonly height: number;
}

const gapBetweenRows = 36;
/** Arrows pass here. */
const gapBetweenColumns = 34;
const gutter = 18;

/** The width of whatever is laid out with cards of such a width. */
export function stepsWidth(cardWidth: number): number {
  return 2 * gutter + cardsPerRow * (cardWidth + gapBetweenColumns) - gapBetweenColumns;
}

/**
 * Puts cards into their rows and as many columns as a row may have cards, each below what leads to it as far as that
 * goes, and leads arrows past the cards between.
 */
export function layOutSteps(
  rows: ReadonlyMap<Step, number>,
  arrows: readonly Arrow[],
  card: CardSize,
): StepLayout {
  const sorted = sortRows(rows, arrows);
  const columns = columnsOf(sorted, arrows);
  const top = (row: number) => row * (card.height + gapBetweenRows);
  const places = new Map<Step, Point>();
  for (const [step, column] of columns) {
    const x = gutter + column * (card.width + gapBetweenColumns);
    places.set(step, { x, y: top(rows.get(step)!) });
  }
  const ways = arrows.map((): Point[] => []);
  sorted.forEach((items, row) => {
    for (const { arrow, x } of passesOf(items, { arrows, ways, places, card })) {
      ways[arrow]!.push({ x, y: top(row) }, { x, y: top(row) + card.height });
    }
  });
  return {
    places,
    arrows: withEnds(arrows, ways, places, card),
    height: top(sorted.length) - gapBetweenRows,
  };
}

/** Puts cards side by side into full rows, for where there are too many to be laid out by their arrows. */
export function layOutGrid(steps: readonly Step[], card: CardSize): StepLayout {
  const places = steps.map((step, index) => {
    const x = gutter + (index % cardsPerRow) * (card.width + gapBetweenColumns);
    const y = Math.floor(index / cardsPerRow) * (card.height + gapBetweenRows);
    return [step, { x, y }] as const;
  });
  const rows = Math.ceil(steps.length / cardsPerRow);
  return {
    places: new Map(places),
    arrows: [],
    height: rows * (card.height + gapBetweenRows) - gapBetweenRows,
  };
}

/** The column of each card, from 0: those of its row in their order, as near as may be to the cards that lead to them. */
function columnsOf(
  sorted: readonly (readonly RowItem[])[],
  arrows: readonly Arrow[],
): ReadonlyMap<Step, number> {
  const before = new Map<Step, Step[]>();
  for (const { from, to } of arrows) before.set(to, [...(before.get(to) ?? []), from]);
  const columns = new Map<Step, number>();
  for (const items of sorted) {
    const steps = items.flatMap((item) => (item.kind === 'card' ? item.step : []));
    const wanted = steps.map((step) => before.get(step)?.map((earlier) => columns.get(earlier)!));
    let best: readonly number[] = [];
    let least = Number.POSITIVE_INFINITY;
    for (const chosen of choicesOf(steps.length)) {
      const cost = chosen.reduce((sum, column, index) => sum + distance(column, wanted[index]), 0);
      if (cost < least) [best, least] = [chosen, cost];
    }
    steps.forEach((step, index) => {
      columns.set(step, best[index]!);
    });
  }
  return columns;
}

/** Cards that nothing leads to stand on the left, as text does. */
function distance(column: number, wanted: readonly number[] | undefined): number {
  if (wanted === undefined) return column / 8;
  return wanted.reduce((sum, other) => sum + Math.abs(column - other), column / 64);
}

/** Every way to choose so many columns, ascending, those on the left first. */
function choicesOf(count: number): readonly (readonly number[])[] {
  let choices: readonly (readonly number[])[] = [[]];
  for (let column = 0; column < cardsPerRow; column++)
    choices = [...choices.map((choice) => [...choice, column]), ...choices];
  return choices.filter(({ length }) => length === count);
}

interface Passing {
  readonly arrows: readonly Arrow[];
  readonly ways: readonly (readonly Point[])[];
  readonly places: ReadonlyMap<Step, Point>;
  readonly card: CardSize;
}

/** Where arrows pass a row: between the cards where they are sorted to, straight on or straight at their aim if there is room. */
function passesOf(items: readonly RowItem[], { arrows, ways, places, card }: Passing) {
  const passes: { arrow: number; x: number }[] = [];
  let left = 0;
  let group: number[] = [];
  const close = (right: number) => {
    const wanted = group.map(
      (arrow) => ways[arrow]!.at(-1)?.x ?? places.get(arrows[arrow]!.to)!.x + card.width / 2,
    );
    apart(wanted, left, right).forEach((x, index) => {
      passes.push({ arrow: group[index]!, x });
    });
    group = [];
  };
  for (const item of items) {
    if (item.kind === 'pass') {
      group.push(item.arrow);
      continue;
    }
    const { x } = places.get(item.step)!;
    close(x);
    left = x + card.width;
  }
  close(stepsWidth(card.width));
  return passes;
}

/** Numbers near those that are wanted, in the same order, between bounds and apart from these and from one another. */
function apart(wanted: readonly number[], lower: number, upper: number): number[] {
  const gap = Math.min(10, (upper - lower) / (wanted.length + 1));
  const found: number[] = [];
  for (const [index, x] of wanted.entries()) {
    const least = index === 0 ? lower : found[index - 1]!;
    found.push(Math.max(x, least + gap));
  }
  for (let index = wanted.length - 1, most = upper; index >= 0; index--) {
    found[index] = Math.min(found[index]!, most - gap);
    most = found[index]!;
  }
  return found;
}

/** Arrows that meet the same side of a card meet it side by side, in the order from which they come. */
function withEnds(
  arrows: readonly Arrow[],
  ways: readonly (readonly Point[])[],
  places: ReadonlyMap<Step, Point>,
  card: CardSize,
): PlacedArrow[] {
  const middle = (step: Step) => places.get(step)!.x + card.width / 2;
  const starts = spread(
    arrows.map(({ from }) => from),
    arrows.map(({ to }, index) => ways[index]![0]?.x ?? middle(to)),
    card,
  );
  const ends = spread(
    arrows.map(({ to }) => to),
    arrows.map(({ from }, index) => ways[index]!.at(-1)?.x ?? middle(from)),
    card,
  );
  return arrows.map(({ from, to }, index) => ({
    from,
    to,
    points: [
      { x: middle(from) + starts[index]!, y: places.get(from)!.y + card.height },
      ...ways[index]!,
      { x: middle(to) + ends[index]!, y: places.get(to)!.y },
    ],
  }));
}

/** How far from the middle of its card each arrow meets it, by where each comes from or goes to. */
function spread(cards: readonly Step[], towards: readonly number[], card: CardSize): number[] {
  const groups = new Map<Step, number[]>();
  cards.forEach((step, index) => {
    groups.set(step, [...(groups.get(step) ?? []), index]);
  });
  const offsets = cards.map(() => 0);
  for (const group of groups.values()) {
    group.sort((left, right) => towards[left]! - towards[right]! || left - right);
    const gap = Math.min(20, (card.width * 0.8) / group.length);
    group.forEach((index, at) => {
      offsets[index] = (at - (group.length - 1) / 2) * gap;
    });
  }
  return offsets;
}
