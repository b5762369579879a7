import { type CardSize, type Point, rowTop, rowWidth } from './grid.ts';

/** An arrow on its way, from one row to another, and from one horizontal position to another. */
export interface Passage {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromX: number;
  readonly toX: number;
}

/**
 * How each arrow gets past the rows between its ends: where it goes into each and out of it again, between the cards, on
 * the shortest way, side by side with others that take the same gap.
 *
 * @param cardLefts by row the left edges of its cards, ascending
 */
export function passRows(
  passages: readonly Passage[],
  cardLefts: readonly (readonly number[])[],
  card: CardSize,
): readonly (readonly Point[])[] {
  const ways = passages.map((): Point[] => []);
  const passing = cardLefts.map((): number[] => []);
  passages.forEach(({ fromRow, toRow }, passage) => {
    for (let row = fromRow + 1; row < toRow; row++) passing[row]!.push(passage);
  });
  cardLefts.forEach((lefts, row) => {
    const gaps = gapsOf(lefts, card);
    for (const passage of passing[row]!) {
      const { fromX, toX } = passages[passage]!;
      takeGap(gaps, passage, ways[passage]!.at(-1)?.x ?? fromX, toX);
    }
    const y = rowTop(row, card.height);
    for (const { passage, x } of gaps.flatMap(sideBySide))
      ways[passage]!.push({ x, y }, { x, y: y + card.height });
  });
  return ways;
}

/** Room between two cards of a row, or beside them all. */
interface Gap {
  readonly left: number;
  readonly right: number;
  readonly taken: Taken[];
}

interface Taken {
  readonly passage: number;
  /** Where it would pass if it were alone. */
  readonly x: number;
  readonly fromX: number;
}

function gapsOf(cardLefts: readonly number[], { width }: CardSize): readonly Gap[] {
  return [0, ...cardLefts.map((left) => left + width)].map((left, index) => ({
    left,
    right: cardLefts[index] ?? rowWidth(width),
    taken: [],
  }));
}

/** No arrow touches a card that it passes. */
const clearance = 10;

function takeGap(gaps: readonly Gap[], passage: number, fromX: number, toX: number): void {
  let [best] = gaps;
  let least = Number.POSITIVE_INFINITY;
  for (const gap of gaps) {
    const x = within(gap, toX);
    const detour = Math.abs(x - fromX) + Math.abs(x - toX);
    if (detour < least) [best, least] = [gap, detour];
  }
  best!.taken.push({ passage, x: within(best!, toX), fromX });
}

/** The nearest to a position that a gap has. */
function within({ left, right }: Gap, x: number): number {
  return Math.min(Math.max(x, left + clearance), right - clearance);
}

/** Those from the left pass on the left, so that they don't cross. */
function sideBySide({ left, right, taken }: Gap): Pick<Taken, 'passage' | 'x'>[] {
  const sorted = [...taken].sort((one, other) => one.x - other.x || one.fromX - other.fromX);
  const places = apart(
    sorted.map(({ x }) => x),
    left,
    right,
  );
  return sorted.map(({ passage }, index) => ({ passage, x: places[index]! }));
}

/** Numbers near those that are wanted, in the same order, between bounds and apart from these and from one another. */
function apart(wanted: readonly number[], lower: number, upper: number): number[] {
  const gap = Math.min(clearance, (upper - lower) / (wanted.length + 1));
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
