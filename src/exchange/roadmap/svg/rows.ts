import type { Step } from '../../../planner/roadmap.ts';
import { cardsPerRow } from './grid.ts';

/**
 * The row of each step, from 0. Rows read like text, each step to the right of the one before it or below: a row ends
 * where it is full, and before a step that something in it leads to, so that arrows lead down.
 */
export function rowsOf(
  steps: readonly Step[],
  before: (step: Step) => readonly Step[],
): ReadonlyMap<Step, number> {
  const rows = new Map<Step, number>();
  let row = 0;
  let cards = 0;
  for (const step of steps) {
    if (cards === cardsPerRow || before(step).some((earlier) => rows.get(earlier) === row)) {
      row += 1;
      cards = 0;
    }
    rows.set(step, row);
    cards += 1;
  }
  return rows;
}
