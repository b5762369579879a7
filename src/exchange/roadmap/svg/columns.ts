import type { Step } from '../../../planner/roadmap.ts';
import { cardsPerRow } from './grid.ts';

/**
 * The column of each card, from 0: the cards of a row stay in their order, and stand as near as may be to those that lead
 * to them.
 */
export function columnsOf(
  rows: readonly (readonly Step[])[],
  before: (step: Step) => readonly Step[],
): ReadonlyMap<Step, number> {
  const columns = new Map<Step, number>();
  for (const steps of rows) {
    const wanted = steps.map((step) => before(step).map((earlier) => columns.get(earlier)!));
    let best: readonly number[] = [];
    let least = Number.POSITIVE_INFINITY;
    for (const chosen of choicesOf(steps.length)) {
      const cost = chosen.reduce((sum, column, index) => sum + distance(column, wanted[index]!), 0);
      if (cost < least) [best, least] = [chosen, cost];
    }
    steps.forEach((step, index) => {
      columns.set(step, best[index]!);
    });
  }
  return columns;
}

/** Of places that are as near, and where nothing is near, the left one is best. */
function distance(column: number, wanted: readonly number[]): number {
  return wanted.reduce((sum, other) => sum + Math.abs(column - other), column / 64);
}

/** Every way to choose so many columns, ascending, those on the left first. */
function choicesOf(count: number): readonly (readonly number[])[] {
  let choices: readonly (readonly number[])[] = [[]];
  for (let column = 0; column < cardsPerRow; column++)
    choices = [...choices.map((choice) => [...choice, column]), ...choices];
  return choices.filter(({ length }) => length === count);
}
