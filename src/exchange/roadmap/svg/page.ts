/** Around everything. */
export const margin = 36;

/** The middle of the line that leads from milestone to milestone. */
export const spineLeft = margin + 18;

export const laneLeft = margin + 52;
export const laneGap = 22;
export const lanePadding = 20;

/** What is said of a milestone stands here, before its cards. */
export const panelLeft = laneLeft + lanePadding;
export const panelWidth = 196;

export const cardsLeft = panelLeft + panelWidth + 10;

/** Room for three cards in a row and a few arrows between; no lane is wider, so that a page is as wide as most screens. */
export const cardsWidth = 752;

export const pageWidth = cardsLeft + cardsWidth + 6 + margin;

/** A part of the page, and where the next begins. */
export interface Part {
  readonly drawing: string;
  readonly bottom: number;
}
