import type { Work } from '../work.ts';
import { type Core, extractCore } from './core.ts';
import type { Selection, SelectionProblem } from './problem.ts';
import { searchCheapest, searchLeastCost } from './search.ts';

/**
 * Search nodes that one selection may visit. Counted, not timed, so that answers repeat; more than curricula written by people
 * need, and some 50 milliseconds where they don't suffice.
 */
export const defaultNodeBudget = 2_000;

/**
 * Selects the cheapest set of nodes by which every target holds through a well-founded derivation: cost-optimal
 * delete-free planning, exact unless the budget runs out. Null where exclusions rule the targets out. Yields now and then.
 *
 * @param nodeBudget with less than the default, what is still open is not yielded as hard parts: the caller is in a hurry.
 */
export function* select(
  problem: SelectionProblem,
  nodeBudget: number = defaultNodeBudget,
): Work<Selection | null> {
  const core = extractCore(problem);
  return core && (yield* selectFrom(core, problem.startFrom, nodeBudget));
}

/** As `select`, where the core of the problem is at hand already. */
export function* selectFrom(
  core: Core,
  startFrom: readonly number[] = [],
  nodeBudget: number = defaultNodeBudget,
): Work<Selection> {
  const handsOver = nodeBudget >= defaultNodeBudget;
  const start = startOf(startFrom, core);
  const { taken, ...proof } = yield* searchCheapest(core, { nodeBudget, handsOver, start });
  return { nodes: taken.map((node) => core.nodes[node]!), ...proof };
}

/** What the selection from a core costs, found sooner than the selection itself. */
export function* leastCost(core: Core, startFrom: readonly number[] = []): Work<number> {
  const start = startOf(startFrom, core);
  return yield* searchLeastCost(core, { nodeBudget: defaultNodeBudget, handsOver: true, start });
}

/** By node of the core: 1 where the search begins with it. What has no price is no part of what anybody remembers. */
function startOf(startFrom: readonly number[], { costs, nodes }: Core): Uint8Array | null {
  if (startFrom.length === 0) return null;
  const remembered = new Set(startFrom);
  const start = new Uint8Array(nodes.length);
  for (let number = 0; number < nodes.length; number++) {
    if (costs[number] === 0 || remembered.has(nodes[number]!)) start[number] = 1;
  }
  return start;
}
