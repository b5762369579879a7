/** From the left and from above, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface CardSize {
  readonly width: number;
  readonly height: number;
}

/** Three and what is said of a milestone are as wide as most screens. */
export const cardsPerRow = 3;

const gapBetweenRows = 36;
/** Arrows pass here. */
const gapBetweenColumns = 34;
/** And here, outside of all columns. */
const gutter = 18;

/** The width of a row of cards of such a width, whether it is full or not. */
export function rowWidth(cardWidth: number): number {
  return columnLeft(cardsPerRow, cardWidth) - gapBetweenColumns + gutter;
}

/** The height of so many rows. */
export function rowsHeight(rows: number, cardHeight: number): number {
  return rowTop(rows, cardHeight) - gapBetweenRows;
}

/** Columns and rows are counted from 0. */
export function columnLeft(column: number, cardWidth: number): number {
  return gutter + column * (cardWidth + gapBetweenColumns);
}

export function rowTop(row: number, cardHeight: number): number {
  return row * (cardHeight + gapBetweenRows);
}
