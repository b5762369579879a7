import type { Step } from '../../../planner/roadmap.ts';

/**
 * Rows that read like text, each step to the right of the one before it or below: a row ends where it is full, and before
 * a step that something in it leads to, so that arrows lead down.
 */
export function rowsOf(
  steps: readonly Step[],
  before: (step: Step) => readonly Step[],
): readonly (readonly Step[])[] {
  const rows: Step[][] = [];
  for (const step of steps) {
    const row = rows.at(-1);
    const isFull = row === undefined || row.length === cardsPerRow;
    if (isFull || before(step).some((earlier) => row.includes(earlier))) rows.push([step]);
    else row.push(step);
  }
  return rows;
}

const cardsPerRow = 3;
