import type { Work } from '../work.ts';
import { extractCore } from './core.ts';
import type { Selection, SelectionProblem } from './problem.ts';
import { searchCheapest } from './search.ts';

/**
 * Search nodes that one selection may visit. Counted, not timed, so that answers repeat; far more than curricula written
 * by people need.
 */
export const defaultNodeBudget = 16_000;

/**
 * Selects the cheapest set of nodes by which every target holds through a well-founded derivation: cost-optimal
 * delete-free planning, exact unless the budget runs out. Null where exclusions rule the targets out. Yields now and then.
 */
export function* select(
  problem: SelectionProblem,
  nodeBudget: number = defaultNodeBudget,
): Work<Selection | null> {
  const core = extractCore(problem);
  if (core === null) return null;
  const { taken, cost, lowerBound } = yield* searchCheapest(core, nodeBudget);
  return { nodes: taken.map((node) => core.nodes[node]!), cost, lowerBound };
}
