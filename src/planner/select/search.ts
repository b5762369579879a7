import { forwardChain } from '../../curriculum/forward-chain.ts';
import { invariant } from '../../util/invariant.ts';
import { LandmarkCuts, openGroupsOf, UNREACHABLE } from './bound.ts';
import { buildCandidate, type Candidate } from './candidate.ts';
import type { Core } from './core.ts';
import { Decisions, IN, OUT, UNDECIDED } from './decisions.ts';
import { independentParts, type Part } from './parts.ts';

export interface SearchResult {
  /** Nodes of the core that are in the plan, ascending. */
  readonly taken: readonly number[];
  readonly cost: number;
  readonly lowerBound: number;
}

/**
 * The cheapest plan for a core's goal, by branch and bound over its independent parts. Of plans of equal cost it is the one
 * that has the first node, by number, in which they differ; so it depends on nothing but the core. Yields now and then,
 * so that a caller can breathe.
 *
 * @param nodeBudget how many search nodes to visit at the most; past it the best plan so far is returned, with a bound.
 */
export function* searchCheapest(core: Core, nodeBudget: number): Generator<void, SearchResult> {
  const decisions = new Decisions(core);
  const sound = decisions.set(core.goal, IN) && decisions.propagate();
  invariant(sound, 'a core can be derived');
  const budget = { left: nodeBudget };
  let lowerBound = decisions.paid;
  for (const part of independentParts(core, decisions)) {
    const before = decisions.paid;
    const search = new PartSearch(core, decisions, part, budget);
    const found = yield* search.cheapest();
    lowerBound += found.lowerBound - before;
    const chosen = new Set(found.best.taken);
    for (const node of part.nodes) decisions.set(node, chosen.has(node) ? IN : OUT);
    invariant(decisions.propagate(), 'the parts of a plan agree');
  }
  return { taken: finish(core, decisions), cost: decisions.paid, lowerBound };
}

/** The nodes in the plan, after making sure that the parts together are well founded. */
function finish(core: Core, { state }: Decisions): number[] {
  const blocked = state.map((value) => (value === IN ? 0 : 1));
  const { round } = forwardChain(core.andOr, blocked);
  invariant(round[core.goal] !== -1, 'the plan reaches the goal');
  const taken: number[] = [];
  for (let node = 0; node < core.goal; node++) if (state[node] === IN) taken.push(node);
  return taken;
}

interface Branch {
  readonly node: number;
  readonly mark: number;
  readonly lowerBound: number;
  triedBoth: boolean;
}

/** How many search nodes are visited between two yields. */
const sliceNodes = 32;
/** Plans are built by hand at every one of the first nodes, then at every so manyth. */
const eagerCandidates = 40;
const candidateInterval = 16;

class PartSearch {
  readonly #core: Core;
  readonly #decisions: Decisions;
  readonly #part: Part;
  readonly #budget: { left: number };
  readonly #cuts: LandmarkCuts;
  #visited = 0;
  #limit = UNREACHABLE;
  #best: Candidate | null = null;
  #openBound = UNREACHABLE;

  constructor(core: Core, decisions: Decisions, part: Part, budget: { left: number }) {
    this.#core = core;
    this.#decisions = decisions;
    this.#part = part;
    this.#budget = budget;
    this.#cuts = new LandmarkCuts(core, decisions);
  }

  /** The cheapest plan and, while the budget lasts, the first of those as cheap. Leaves the decisions as they were. */
  *cheapest(): Generator<void, { best: Candidate; lowerBound: number }> {
    yield* this.#search(UNREACHABLE, false);
    const cheapest: Candidate | null = this.#best;
    invariant(cheapest !== null, 'a part that can be derived has a plan');
    const lowerBound = Math.min(this.#openBound, cheapest.cost);
    if (lowerBound < cheapest.cost) return { best: cheapest, lowerBound };
    return { best: yield* this.#firstOfEquals(cheapest), lowerBound };
  }

  /** Goes through the nodes in order and takes each that some cheapest plan with all earlier ones has. */
  *#firstOfEquals(cheapest: Candidate): Generator<void, Candidate> {
    const mark = this.#decisions.mark;
    let best = cheapest;
    let chosen = new Set(best.taken);
    const priced = [...this.#part.nodes].filter((node) => this.#core.costs[node]! > 0);
    for (const node of priced.sort((left, right) => left - right)) {
      if (this.#decisions.state[node] !== UNDECIDED) continue;
      if (!chosen.has(node)) {
        const before = this.#decisions.mark;
        if (this.#decisions.set(node, IN) && this.#decisions.propagate()) {
          yield* this.#search(cheapest.cost + 1, true);
          if (this.#best !== null) {
            best = this.#best;
            chosen = new Set(best.taken);
          }
        }
        this.#decisions.undo(before);
        if (this.#budget.left <= 0) break;
      }
      const agrees = this.#decisions.set(node, chosen.has(node) ? IN : OUT);
      invariant(agrees && this.#decisions.propagate(), 'a plan agrees with itself');
    }
    this.#decisions.undo(mark);
    return best;
  }

  /**
   * Depth first from where the decisions stand, for plans that cost less than `limit`. Leaves the best in `#best`, and in
   * `#openBound` the least that what was left unsearched may cost.
   */
  *#search(limit: number, stopAtFirst: boolean): Generator<void, void> {
    const root = this.#decisions.mark;
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
      this.#budget.left -= 1;
      this.#visited += 1;
      if (this.#visited % sliceNodes === 0) yield;
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
      const open = openGroupsOf(this.#core, this.#decisions, this.#part);
      this.#cuts.run(this.#part, open, this.#limit - this.#decisions.paid);
      const lowerBound = this.#decisions.paid + this.#cuts.total;
      if (lowerBound >= this.#limit) return null;
      if (this.#wantsCandidate()) {
        const built = buildCandidate(this.#core, this.#decisions, this.#part, open, this.#cuts);
        if (built !== null) this.#accept(built);
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

  #accept(candidate: Candidate): void {
    if (candidate.cost >= this.#limit) return;
    this.#best = candidate;
    this.#limit = candidate.cost;
  }

  /** Takes what every plan has, and drops what every better plan lacks; false where nothing better is left. */
  #narrow(lowerBound: number): boolean {
    const { state } = this.#decisions;
    const tooDear = this.#limit - lowerBound;
    for (const node of this.#part.nodes) {
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
    const open = openGroupsOf(this.#core, this.#decisions, this.#part);
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

  /** At a leaf: an undecided alternative of something that only holds by circular reasoning; -1 where all is founded. */
  #unfoundedAlternative(): number {
    const { andOr } = this.#core;
    const { state } = this.#decisions;
    const inPart = new Uint8Array(andOr.nodeCount);
    for (const node of this.#part.nodes) inPart[node] = 1;
    const blocked = new Uint8Array(andOr.nodeCount);
    const given = new Uint8Array(andOr.nodeCount);
    for (let node = 0; node < andOr.nodeCount; node++) {
      if (state[node] === OUT) blocked[node] = 1;
      else if (state[node] === UNDECIDED) (inPart[node] === 1 ? blocked : given)[node] = 1;
    }
    const { round } = forwardChain(andOr, blocked, given);
    let unfounded = false;
    for (let node = 0; node < andOr.nodeCount; node++) {
      if (state[node] !== IN || round[node] !== -1) continue;
      unfounded = true;
      const end = andOr.memberStart[andOr.groupStart[node + 1]!]!;
      for (let at = andOr.memberStart[andOr.groupStart[node]!]!; at < end; at++) {
        const member = andOr.members[at]!;
        if (state[member] === UNDECIDED && inPart[member] === 1) return member;
      }
    }
    if (!unfounded) this.#acceptLeaf();
    return -1;
  }

  #acceptLeaf(): void {
    const { state, paid } = this.#decisions;
    this.#accept({
      taken: [...this.#part.nodes].filter((node) => state[node] === IN),
      cost: paid,
    });
  }
}
