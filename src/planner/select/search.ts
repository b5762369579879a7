import { forwardChain } from '../../curriculum/forward-chain.ts';
import { invariant } from '../../util/invariant.ts';
import type { Work } from '../work.ts';
import { LandmarkCuts, openGroupsOf, UNREACHABLE } from './bound.ts';
import { buildCandidate, type Candidate, withoutSurplus } from './candidate.ts';
import type { Core } from './core.ts';
import { Decisions, IN, OUT, UNDECIDED } from './decisions.ts';
import { independentParts } from './parts.ts';

export interface SearchResult {
  /** Nodes of the core that are in the plan, ascending. */
  readonly taken: readonly number[];
  readonly cost: number;
  readonly lowerBound: number;
}

/**
 * The cheapest plan for a core's goal, by branch and bound over its independent parts. Of plans of equal cost it is the one
 * that has the first node of positive price, by number, in which they differ; so it depends on nothing but the core. Nothing
 * can be left out of it, even where it isn't the cheapest. Yields at every search node, so that a caller can breathe.
 *
 * @param nodeBudget how many search nodes to visit at the most, those of large cores counting several times; past it the best
 * plan so far is returned, with a bound.
 */
export function* searchCheapest(core: Core, nodeBudget: number): Work<SearchResult> {
  const decisions = new Decisions(core);
  const sound = decisions.set(core.goal, IN) && decisions.propagate();
  invariant(sound, 'a core can be derived');
  const budget = { left: nodeBudget };
  const searches = independentParts(core, decisions).map((part) => new PartSearch(part, budget));
  // Proofs come before the choice among equals, which may use up what is left of the budget.
  for (const search of searches) yield* search.findCheapest();
  for (const search of searches) yield* search.findFirstOfEquals();

  let cost = decisions.paid;
  let lowerBound = decisions.paid;
  for (const search of searches) {
    for (const node of search.taken) decisions.set(node, IN);
    cost += search.cost;
    lowerBound += search.lowerBound;
  }
  return { taken: founded(core, decisions), cost, lowerBound };
}

/** The nodes in the plan, after making sure that the parts together are well founded. */
function founded(core: Core, { state }: Decisions): number[] {
  const { round } = forwardChain(
    core.andOr,
    state.map((value) => (value === IN ? 0 : 1)),
  );
  invariant(round[core.goal] !== -1, 'the plan reaches the goal');
  const taken: number[] = [];
  for (let node = 0; node < core.goal; node++) if (round[node] !== -1) taken.push(node);
  return taken;
}

interface Branch {
  readonly node: number;
  readonly mark: number;
  readonly lowerBound: number;
  triedBoth: boolean;
}

/** A search node counts once for every so many memberships that its core has, since it costs as much more. */
const membershipsPerCount = 200;
/** Plans are built by hand at every one of the first nodes, then at every so manyth. */
const eagerCandidates = 40;
const candidateInterval = 16;

class PartSearch {
  readonly #core: Core;
  readonly #decisions: Decisions;
  readonly #cuts: LandmarkCuts;
  readonly #budget: { left: number };
  /** By node: 1 where it was in when the search began. */
  #fixed = new Uint8Array(0);
  #plan: Candidate = { taken: [], cost: UNREACHABLE };
  #lowerBound = 0;
  readonly #count: number;
  #visited = 0;
  #limit = UNREACHABLE;
  #best: Candidate | null = null;
  #openBound = UNREACHABLE;

  constructor(core: Core, budget: { left: number }) {
    this.#core = core;
    this.#decisions = new Decisions(core);
    this.#cuts = new LandmarkCuts(core, this.#decisions);
    this.#budget = budget;
    this.#count = Math.ceil(core.andOr.members.length / membershipsPerCount);
    const sound = this.#decisions.set(core.goal, IN) && this.#decisions.propagate();
    invariant(sound, 'a part can be derived');
  }

  /** By the numbers of the core that this is a part of. */
  get taken(): number[] {
    const { goal, nodes } = this.#core;
    return this.#plan.taken.filter((node) => node !== goal).map((node) => nodes[node]!);
  }

  get cost(): number {
    return this.#plan.cost;
  }

  get lowerBound(): number {
    return this.#lowerBound;
  }

  *findCheapest(): Work<void> {
    yield* this.#search(UNREACHABLE, false);
    const best: Candidate | null = this.#best;
    invariant(best !== null, 'a part that can be derived has a plan');
    this.#plan = best;
    this.#lowerBound = Math.min(this.#openBound, this.#plan.cost);
  }

  /** Goes through the nodes in order and takes each that some cheapest plan with all earlier ones has. */
  *findFirstOfEquals(): Work<void> {
    const { cost } = this.#plan;
    if (this.#lowerBound < cost) return;
    const mark = this.#decisions.mark;
    this.#dropTooDear(cost + 1);
    let chosen = new Set(this.#plan.taken);
    for (let node = 0; node < this.#core.goal && this.#budget.left > 0; node++) {
      if (this.#core.costs[node] === 0 || this.#decisions.state[node] !== UNDECIDED) continue;
      if (!chosen.has(node)) {
        const before = this.#decisions.mark;
        if (this.#decisions.set(node, IN) && this.#decisions.propagate()) {
          yield* this.#search(cost + 1, true);
          if (this.#best !== null) {
            this.#plan = this.#best;
            chosen = new Set(this.#plan.taken);
          }
        }
        this.#decisions.undo(before);
      }
      const agrees = this.#decisions.set(node, chosen.has(node) ? IN : OUT);
      invariant(agrees && this.#decisions.propagate(), 'a plan agrees with itself');
    }
    this.#decisions.undo(mark);
  }

  /** Drops what no plan below the limit has, as far as the bound can tell without searching. */
  #dropTooDear(limit: number): void {
    this.#limit = limit;
    this.#cuts.run(openGroupsOf(this.#core, this.#decisions), limit - this.#decisions.paid);
    const agrees = this.#narrow(this.#decisions.paid + this.#cuts.total);
    invariant(agrees, 'there is a plan below the limit');
  }

  /**
   * Depth first from where the decisions stand, for plans that cost less than `limit`. Leaves the best in `#best`, and in
   * `#openBound` the least that what was left unsearched may cost.
   */
  *#search(limit: number, stopAtFirst: boolean): Work<void> {
    const root = this.#decisions.mark;
    this.#fixed = this.#decisions.state.map((value) => (value === IN ? 1 : 0));
    this.#limit = limit;
    this.#best = null;
    this.#openBound = UNREACHABLE;
    const branches: Branch[] = [];
    for (;;) {
      // Without any plan yet the search goes on whatever the budget, since there has to be an answer.
      const isSpent = this.#budget.left <= 0 && (this.#best !== null || limit < UNREACHABLE);
      if (isSpent || (stopAtFirst && this.#best !== null)) {
        for (const { lowerBound } of branches)
          this.#openBound = Math.min(this.#openBound, lowerBound);
        break;
      }
      this.#budget.left -= this.#count;
      this.#visited += 1;
      yield;
      const lowerBound = this.#look();
      const node = lowerBound === null ? -1 : this.#branchNode();
      if (node !== -1) {
        branches.push({
          node,
          mark: this.#decisions.mark,
          lowerBound: lowerBound!,
          triedBoth: false,
        });
        this.#decisions.set(node, IN);
        if (this.#decisions.propagate()) continue;
      }
      if (!this.#backtrack(branches)) break;
    }
    this.#decisions.undo(root);
  }

  /** Goes back to the last branch whose other side can still hold; false where there is none. */
  #backtrack(branches: Branch[]): boolean {
    for (let branch = branches.at(-1); branch !== undefined; branch = branches.at(-1)) {
      this.#decisions.undo(branch.mark);
      if (!branch.triedBoth && branch.lowerBound < this.#limit) {
        branch.triedBoth = true;
        if (this.#decisions.set(branch.node, OUT) && this.#decisions.propagate()) return true;
        this.#decisions.undo(branch.mark);
      }
      branches.pop();
    }
    return false;
  }

  /** Bounds and narrows the current node; null where nothing better can be below it, else its lower bound. */
  #look(): number | null {
    const { paid } = this.#decisions;
    if (paid >= this.#limit) return null;
    for (;;) {
      const open = openGroupsOf(this.#core, this.#decisions);
      this.#cuts.run(open, this.#limit - this.#decisions.paid);
      const lowerBound = this.#decisions.paid + this.#cuts.total;
      if (lowerBound >= this.#limit) return null;
      if (this.#wantsCandidate()) {
        this.#accept(buildCandidate(this.#core, this.#decisions, this.#cuts));
        if (lowerBound >= this.#limit) return null;
      }
      const mark = this.#decisions.mark;
      if (!this.#narrow(lowerBound)) return null;
      if (this.#decisions.mark === mark) return lowerBound;
    }
  }

  #wantsCandidate(): boolean {
    return this.#visited <= eagerCandidates || this.#visited % candidateInterval === 0;
  }

  /** What decisions on the way took for nothing is left out of a plan. */
  #accept(taken: Iterable<number>): void {
    const plan = withoutSurplus(this.#core, this.#fixed, taken);
    if (plan === null || plan.cost >= this.#limit) return;
    this.#best = plan;
    this.#limit = plan.cost;
  }

  /** Takes what every plan has, and drops what every better plan lacks; false where nothing better is left. */
  #narrow(lowerBound: number): boolean {
    const { state } = this.#decisions;
    const tooDear = this.#limit - lowerBound;
    for (let node = 0; node < state.length; node++) {
      if (state[node] === UNDECIDED && this.#cuts.reach[node]! >= tooDear) {
        this.#decisions.set(node, OUT);
      }
    }
    for (const node of this.#cuts.forced) if (!this.#decisions.set(node, IN)) return false;
    return this.#decisions.propagate();
  }

  /** The node to decide next; -1 at a leaf, whose plan is taken if it is well founded. */
  #branchNode(): number {
    const { smallestCut, residual } = this.#cuts;
    if (smallestCut.length > 0) {
      const charged = (node: number): number => this.#core.costs[node]! - residual[node]!;
      return smallestCut.reduce((most, node) => {
        const more = charged(node) - charged(most);
        return more > 0 || (more === 0 && node < most) ? node : most;
      });
    }
    const open = openGroupsOf(this.#core, this.#decisions);
    if (open.length > 0) return this.#freeMember(open[0]!);
    return this.#unfoundedAlternative();
  }

  /** Groups that cost nothing to satisfy are left where expressions nest. */
  #freeMember(group: number): number {
    const { memberStart, members } = this.#core.andOr;
    let free = -1;
    for (let at = memberStart[group]!; at < memberStart[group + 1]!; at++) {
      const member = members[at]!;
      if (this.#decisions.state[member] !== UNDECIDED) continue;
      if (free === -1 || this.#cuts.reach[member]! < this.#cuts.reach[free]!) free = member;
    }
    return free;
  }

  /** At a leaf: an undecided alternative of something that only holds by circular reasoning; -1 where there is none. */
  #unfoundedAlternative(): number {
    const { andOr } = this.#core;
    const { state } = this.#decisions;
    const { round } = forwardChain(
      andOr,
      state.map((value) => (value === IN ? 0 : 1)),
    );
    for (let node = 0; node < andOr.nodeCount; node++) {
      if (state[node] !== IN || round[node] !== -1) continue;
      const end = andOr.memberStart[andOr.groupStart[node + 1]!]!;
      for (let at = andOr.memberStart[andOr.groupStart[node]!]!; at < end; at++) {
        if (state[andOr.members[at]!] === UNDECIDED) return andOr.members[at]!;
      }
    }
    this.#accept([...state.keys()].filter((node) => state[node] === IN));
    return -1;
  }
}
