import { invariant } from '../../util/invariant.ts';
import type { ProofLimit } from '../roadmap.ts';
import type { Work } from '../work.ts';
import { Budget } from './budget.ts';
import { canonicalPlan } from './canonical-plan.ts';
import type { Core } from './core.ts';
import { Decisions } from './decisions.ts';
import type { Plan } from './draft.ts';
import { PartSearch } from './part-search.ts';
import { independentParts, openPart } from './parts.ts';
import { IN } from './state.ts';

export interface SearchResult {
  /** Nodes of the core that are in the plan, ascending. */
  readonly taken: readonly number[];
  readonly cost: number;
  readonly lowerBound: number;
  readonly limitedBy: ProofLimit | null;
}

export interface SearchOptions {
  /**
   * How many search nodes to visit at the most, those of large cores counting several times; past it the best plan so far is
   * returned, with a bound.
   */
  readonly nodeBudget: number;
  /** Whether parts that are still open then are yielded as hard parts, in the hope of an answer. */
  readonly handsOver: boolean;
  /** By node of the core: 1 where an earlier plan has it, with which the search begins; null where there is none. */
  readonly start?: Uint8Array | null;
}

/**
 * The cheapest plan for a core's goal, by branch and bound over its independent parts. Of plans of equal cost it is the one
 * that has the first node of positive price, by number, in which they differ; so it depends on nothing but the core. Nothing
 * can be left out of it, even where it isn't the cheapest. Yields at every search node, so that a caller can breathe.
 */
export function* searchCheapest(core: Core, options: SearchOptions): Work<SearchResult> {
  const { decisions, open } = begin(core);
  let { paid: cost } = decisions;
  let gap = 0;
  let limitedBy: ProofLimit | null = null;
  if (open !== null) {
    const found = yield* searchOpen(open, options);
    for (let node = 0; node < open.goal; node++) {
      if (found.taken[node] === 1) decisions.set(open.nodes[node]!, IN);
    }
    cost += found.cost;
    ({ gap, limitedBy } = found);
  }
  const taken: number[] = [];
  for (let node = 0; node < core.goal; node++) if (decisions.state[node] === IN) taken.push(node);
  return { taken, cost, lowerBound: cost - gap, limitedBy };
}

/** What the cheapest plan for a core's goal costs, as far as that is found: no choice among equals has to be made for it. */
export function* searchLeastCost(core: Core, options: SearchOptions): Work<number> {
  const { decisions, open } = begin(core);
  if (open === null) return decisions.paid;
  const { whole, searches } = yield* searchParts(open, options, new Budget(options.nodeBudget));
  let cost = decisions.paid + whole.decisions.paid;
  for (const search of searches) cost += search.cost;
  return cost;
}

/** What every plan has, and what that leaves open; null where it is nothing. */
function begin(core: Core): { readonly decisions: Decisions; readonly open: Core | null } {
  const decisions = new Decisions(core);
  const sound = decisions.set(core.goal, IN) && decisions.propagate();
  invariant(sound, 'a core can be derived');
  return { decisions, open: openPart(core, decisions) };
}

/** The choice among equals may visit so many nodes for each of the budget, besides what the proofs left of it. */
const shareForEquals = 0.25;

interface Found extends Plan {
  readonly gap: number;
  readonly limitedBy: ProofLimit | null;
}

function* searchOpen(core: Core, options: SearchOptions): Work<Found> {
  const budget = new Budget(options.nodeBudget);
  const { whole, searches, limitedBy } = yield* searchParts(core, options, budget);
  const chosen = whole.decided;
  budget.add(options.nodeBudget * shareForEquals);
  for (const search of searches) yield* search.findFirstOfEquals();
  let gap = 0;
  for (const search of searches) {
    for (const node of search.taken) chosen[node] = 1;
    gap += search.cost - search.lowerBound;
  }
  const plan = yield* canonicalPlan(core, chosen);
  // The parts may have been left without a look.
  const lowerBound = Math.max(plan.cost - gap, Math.min(plan.cost, whole.rootBound));
  return { ...plan, gap: plan.cost - lowerBound, limitedBy };
}

interface SearchedParts {
  readonly whole: PartSearch;
  /** Of the parts that `whole` leaves and that have a price, each with the best plan found. */
  readonly searches: readonly PartSearch[];
  readonly limitedBy: ProofLimit | null;
}

/** Looks at the whole first, which settles most of it, and then searches what is left part by part. */
function* searchParts(
  core: Core,
  { handsOver, start }: SearchOptions,
  budget: Budget,
): Work<SearchedParts> {
  const whole = new PartSearch(core, budget);
  if (start) yield* whole.beginWith(start);
  yield* whole.settle();
  const parts = independentParts(core, whole.decisions).filter(({ costs }) => hasPrice(costs));
  const searches = parts.map((part) => new PartSearch(part, budget));
  if (whole.best !== null) {
    for (const search of searches) yield* search.beginWith(whole.best.taken);
  }
  // Proofs come before the choice among equals, which could use up the budget.
  for (const search of searches) yield* search.findCheapest();
  let limitedBy: ProofLimit | null = null;
  for (const search of searches) {
    if (!search.isProven && handsOver) {
      const part = yield* search.hardPart();
      if (part !== null) yield* search.learn(yield part);
    }
    if (!search.isProven && limitedBy !== 'CLOCK') limitedBy = search.limitedBy;
  }
  return { whole, searches, limitedBy };
}

/** Where nothing has a price, the canonical plan chooses. */
function hasPrice(costs: Int32Array): boolean {
  return costs.some((cost) => cost > 0);
}
