import type { Step } from '../../../planner/roadmap.ts';
import { cardsPerRow } from './grid.ts';
import type { Arrow } from './lay-out-block.ts';
import type { RowItem } from './sort-rows.ts';

/** The column of each card, from 0: those of its row in their order, as near as may be to the cards that lead to them. */
export function columnsOf(
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
