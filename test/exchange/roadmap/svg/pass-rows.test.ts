import { expect, it } from 'vitest';
import { columnLeft, rowTop } from '../../../../src/exchange/roadmap/svg/grid.ts';
import { type Passage, passRows } from '../../../../src/exchange/roadmap/svg/pass-rows.ts';

const card = { width: 100, height: 40 };
const middle = (column: number) => columnLeft(column, card.width) + card.width / 2;

/** Where arrows from one column to another pass the one row between, which has cards in some columns. */
function check(cards: readonly number[], arrows: readonly (readonly [number, number])[]) {
  const passages = arrows.map(
    ([from, to]): Passage => ({ fromRow: 0, toRow: 2, fromX: middle(from), toX: middle(to) }),
  );
  const lefts = cards.map((column) => columnLeft(column, card.width));
  const ways = passRows(passages, [[], lefts, []], card);
  for (const [into, out] of ways) {
    expect(into!.y).toBe(rowTop(1, card.height));
    expect(out).toEqual({ x: into!.x, y: into!.y + card.height });
  }
  return ways.map(([into]) => into!.x);
}

/** Which gap of a full row a position is in: 0 before all cards. */
function gapOf(x: number): number {
  return [0, 1, 2].filter((column) => x > columnLeft(column, card.width)).length;
}

it('goes straight on where nothing stands', () => {
  expect(check([], [[1, 1]])).toEqual([middle(1)]);
  expect(check([0, 2], [[1, 1]])).toEqual([middle(1)]);
  expect(check([0], [[0, 1]])).toEqual([middle(1)]);
});

it.each([
  [0, 0, 0],
  [0, 1, 1],
  [1, 0, 1],
  [1, 2, 2],
  [2, 1, 2],
  [2, 2, 3],
])('takes the shortest way past a full row, from column %i to %i', (from, to, gap) =>
  expect(check([0, 1, 2], [[from, to]]).map(gapOf)).toEqual([gap]),
);

it('lets arrows pass side by side, those from the left on the left', () => {
  const places = check(
    [0, 1, 2],
    [
      [1, 0],
      [0, 1],
      [0, 1],
    ],
  );
  expect(places.map(gapOf)).toEqual([1, 1, 1]);
  expect(new Set(places).size).toBe(3);
  expect(places[1]).toBeLessThan(places[2]!);
});

it('finds room for as many as there are', () => {
  const places = check([0, 1, 2], Array(30).fill([0, 1]));
  expect(new Set(places.map(gapOf))).toEqual(new Set([1]));
  expect(new Set(places).size).toBe(30);
});
