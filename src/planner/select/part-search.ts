import { invariant } from '../../util/invariant.ts';
import type { ProofLimit } from '../roadmap.ts';
import type { Work } from '../work.ts';
import { LandmarkCuts, UNREACHABLE } from './bound.ts';
import type { Budget } from './budget.ts';
import type { Core } from './core.ts';
import { Decisions } from './decisions.ts';
import { Draft, type Plan } from './draft.ts';
import type { HardPart, HardPartAnswer } from './hard-part.ts';
import { improved } from './improve.ts';
import { openPart } from './parts.ts';
import { IN, OUT, UNDECIDED } from './state.ts';

/** What a search node is charged with besides the memberships that it looks at. */
const perNode = 500;
/** Search nodes after which what they found is improved by hand, and the search begins anew with it. */
const nodesBeforeImproving = 40;
/** Plans are drafted at every one of the first nodes, then at every so manyth. */
const eagerDrafts = 40;
const draftInterval = 16;
/** What a plan has that the search begins with is priced at this share when one close to it is drafted. */
const startShare = 1 / 16;

interface Branch {
  readonly node: number;
  readonly mark: number;
  readonly lowerBound: number;
  triedBoth: boolean;
}

/** Branch and bound over one part of a core. */
export class PartSearch {
  readonly #core: Core;
  readonly decisions: Decisions;
  best: Plan | null = null;
  /** What was found before any branching: no plan that costs at most as much as the best costs less. */
  rootBound = 0;
  /** What stopped the search short of a proof, where there is none. */
  limitedBy: ProofLimit = 'SEARCH';
  /** What was handed over: its nodes, by node a 1 for what is in anyway, and the price of that. */
  #handedOver: { nodes: Int32Array; settled: Uint8Array; paid: number } | null = null;
  readonly #cuts: LandmarkCuts;
  readonly #draft: Draft;
  readonly #prices: Float64Array;
  /** By node: 1 where every plan has it. */
  readonly #fixed: Uint8Array;
  readonly #budget: Budget;
  /** Of what cuts and drafts looked at, how much the budget was charged with. */
  #spent = 0;
  #visited = 0;
  /** Only plans that cost less are looked for. */
  #limit = UNREACHABLE;
  /** The least that plans in what was left unsearched may cost. */
  #openBound = UNREACHABLE;
  /** The least that plans that were passed over may cost: where it is more than the best one's cost, there is no other as cheap. */
  #leastPassed = UNREACHABLE;
  /** Whether plans are looked for that cost the same as the best and come before it. */
  #seeksFirst = false;
  /** When they are: the node that such a plan has and the best has not, and all before it that the best has. */
  #gain = -1;

  constructor(core: Core, budget: Budget) {
    this.#core = core;
    this.decisions = new Decisions(core);
    this.#cuts = new LandmarkCuts(core, this.decisions);
    this.#draft = new Draft(core, this.decisions);
    this.#prices = new Float64Array(core.andOr.nodeCount);
    this.#budget = budget;
    const sound = this.decisions.set(core.goal, IN) && this.decisions.propagate();
    invariant(sound, 'a part can be derived');
    this.#fixed = this.decisions.state.map((value) => (value === IN ? 1 : 0));
  }

  /**
   * Drafts the plan, where it is one, and another close to it.
   *
   * @param start by node of the core that this is a part of: 1 where the plan has it.
   */
  *beginWith(start: Uint8Array): Work<void> {
    const { costs, goal, nodes } = this.#core;
    this.#draft.takeDecided();
    for (let node = 0; node < goal; node++) {
      const isStart = start[nodes[node]!] === 1;
      if (isStart) this.#draft.taken[node] = 1;
      this.#prices[node] = isStart ? costs[node]! * startShare : costs[node]!;
    }
    yield* this.#accept();
    this.#draft.takeCheapest(this.#prices);
    yield* this.#accept();
  }

  /** By the numbers of the core that this is a part of. */
  get taken(): number[] {
    const { goal, nodes } = this.#core;
    return [...nodes.filter((_, node) => node !== goal && this.#plan.taken[node] === 1)];
  }

  get cost(): number {
    return this.#plan.cost;
  }

  get lowerBound(): number {
    return Math.min(Math.max(this.#openBound, this.rootBound), this.#plan.cost);
  }

  get isProven(): boolean {
    return this.lowerBound === this.cost;
  }

  /**
   * What is left to decide once everything is dropped that no plan has that is as cheap as the best: as a problem of its own
   * for another solver. Null where that leaves nothing, and so is the proof.
   */
  *hardPart(): Work<HardPart | null> {
    const { mark } = this.decisions;
    this.#limit = this.cost + 1;
    this.#cuts.begin(this.#limit, true);
    while (!this.#cuts.prepare()) yield;
    this.#cuts.goOn();
    const agrees = this.#narrow(this.decisions.paid + this.#cuts.total);
    invariant(agrees, 'a plan agrees with itself');
    const left = openPart(this.#core, this.decisions);
    const [settled, { paid }] = [this.decided, this.decisions];
    this.decisions.undo(mark);
    this.#limit = this.cost;
    if (left === null) {
      this.#openBound = this.cost;
      return null;
    }
    this.#handedOver = { nodes: left.nodes, settled, paid };
    return { andOr: left.andOr, costs: left.costs, goal: left.goal };
  }

  /** Takes over what was found out about the hard part, if anything was. */
  *learn(answer: HardPartAnswer | undefined): Work<void> {
    this.limitedBy = answer?.limitedBy ?? 'SEARCH';
    if (answer === undefined) return;
    invariant(this.#handedOver !== null, 'an answer follows a hard part');
    const { nodes, settled, paid } = this.#handedOver;
    this.#openBound = Math.max(this.#openBound, paid + answer.lowerBound);
    if (answer.taken === null) return;
    this.#draft.taken.set(settled);
    for (const node of answer.taken) if (node < nodes.length) this.#draft.taken[nodes[node]!] = 1;
    yield* this.#accept();
    // The solver passes over plans that are as cheap without a word.
    this.#leastPassed = 0;
  }

  get #plan(): Plan {
    invariant(this.best !== null, 'a part that can be derived has a plan');
    return this.best;
  }

  /** By node: 1 where every plan has it that is as cheap as the best one drafted, as far as is known. */
  get decided(): Uint8Array {
    return this.decisions.state.map((value) => (value === IN ? 1 : 0));
  }

  /** Takes and drops, without branching, what every plan has or lacks that is as cheap as the best one drafted. */
  *settle(): Work<void> {
    for (let mark = -1; mark !== this.decisions.mark; ) {
      yield* this.#bound(UNREACHABLE);
      if (mark === -1) yield* this.#draftPlan();
      if (this.best !== null) this.#limit = this.best.cost + 1;
      mark = this.decisions.mark;
      const lowerBound = this.decisions.paid + this.#cuts.total;
      this.rootBound = Math.max(this.rootBound, lowerBound);
      const agrees = this.#narrow(lowerBound);
      invariant(agrees, 'a plan agrees with itself');
      if (this.#budget.isSpent) break;
    }
    this.#openBound = 0;
  }

  /** Bounds the current node, turn by turn; a bound that the budget cuts short is lower, but holds. */
  *#bound(enough: number): Work<void> {
    this.#cuts.begin(enough, this.#visited > nodesBeforeImproving);
    while (!this.#cuts.prepare()) yield;
    for (;;) {
      const isDone = this.#cuts.goOn();
      this.#spend();
      yield;
      if (isDone || this.#budget.isSpent) return;
    }
  }

  *findCheapest(): Work<void> {
    yield* this.#search(nodesBeforeImproving);
    if (this.isProven) return;
    this.rootBound = Math.max(this.rootBound, this.#openBound);
    yield* this.#improve();
    yield* this.#search(UNREACHABLE);
  }

  /** Of the plans as cheap as the best one, which must be proven to be the cheapest, takes the first. */
  *findFirstOfEquals(): Work<void> {
    if (!this.isProven || this.#leastPassed > this.cost) return;
    this.#seeksFirst = true;
    this.#limit = this.cost + 1;
    const { lowerBound } = this;
    yield* this.#search(UNREACHABLE);
    this.#openBound = lowerBound;
  }

  *#improve(): Work<void> {
    const better = yield* improved({
      core: this.#core,
      decisions: this.decisions,
      draft: this.#draft,
      fixed: this.#fixed,
      start: this.#plan,
      mayGoOn: () => {
        this.#spend();
        return !this.#budget.isSpent;
      },
    });
    this.best = better;
    this.#limit = better.cost;
  }

  /** Depth first from where the decisions stand. */
  *#search(nodesMax: number): Work<void> {
    const root = this.decisions.mark;
    const until = this.#visited + nodesMax;
    this.#openBound = UNREACHABLE;
    const branches: Branch[] = [];
    for (;;) {
      // Without any plan yet the search goes on whatever the budget, since there has to be an answer.
      const isSpent = this.#budget.isSpent || this.#visited >= until;
      if (isSpent && this.best !== null) {
        this.#leaveOpen(branches);
        break;
      }
      this.#visited += 1;
      const lowerBound = yield* this.#look();
      if (branches.length === 0 && lowerBound !== null && !this.#seeksFirst) {
        this.rootBound = Math.max(this.rootBound, lowerBound);
      }
      const node = lowerBound === null ? -1 : yield* this.#branchNode();
      if (node !== -1) {
        branches.push({
          node,
          mark: this.decisions.mark,
          lowerBound: lowerBound!,
          triedBoth: false,
        });
        this.decisions.set(node, IN);
        if (this.decisions.propagate()) continue;
      }
      if (!this.#backtrack(branches)) break;
    }
    this.decisions.undo(root);
  }

  #spend(): void {
    const work = this.#cuts.work + this.#draft.work;
    this.#budget.spend(work - this.#spent + perNode);
    this.#spent = work;
  }

  #leaveOpen(branches: readonly Branch[]): void {
    this.#openBound = branches[0]?.lowerBound ?? 0;
    for (const { lowerBound } of branches) {
      this.#openBound = Math.min(this.#openBound, lowerBound);
    }
  }

  /** Goes back to the last branch whose other side can still hold; false where there is none. */
  #backtrack(branches: Branch[]): boolean {
    for (let branch = branches.at(-1); branch !== undefined; branch = branches.at(-1)) {
      this.decisions.undo(branch.mark);
      if (!branch.triedBoth && !this.#isTooDear(branch.lowerBound)) {
        branch.triedBoth = true;
        if (this.decisions.set(branch.node, OUT) && this.decisions.propagate()) return true;
        this.decisions.undo(branch.mark);
      }
      branches.pop();
    }
    return false;
  }

  #isTooDear(lowerBound: number): boolean {
    if (lowerBound < this.#limit) return false;
    if (lowerBound < this.#leastPassed) this.#leastPassed = lowerBound;
    return true;
  }

  /** Bounds and narrows the current node; null where nothing better can be below it, else its lower bound. */
  *#look(): Work<number | null> {
    for (;;) {
      if (this.#seeksFirst && !this.#holdToGain()) return null;
      const { paid } = this.decisions;
      if (this.#isTooDear(paid)) return null;
      // One more than enough tells what is dearer than the best plan from what may cost the same.
      yield* this.#bound(this.#limit - paid + 1);
      const lowerBound = paid + this.#cuts.total;
      if (this.#isTooDear(lowerBound)) return null;
      if (this.#wantsDraft()) {
        yield* this.#draftPlan();
        if (this.#isTooDear(lowerBound)) return null;
      }
      const { mark } = this.decisions;
      if (!this.#narrow(lowerBound)) return null;
      if (this.decisions.mark === mark) return lowerBound;
    }
  }

  #wantsDraft(): boolean {
    return this.#visited <= eagerDrafts || this.#visited % draftInterval === 0;
  }

  *#draftPlan(): Work<void> {
    const { costs } = this.#core;
    const { residual } = this.#cuts;
    const prices = this.#prices;
    // What the cuts left of a price says how much dearer than needed a node is; the price itself breaks ties.
    for (let node = 0; node < costs.length; node++)
      prices[node] = residual[node]! * 16 + costs[node]!;
    this.#draft.takeCheapest(prices);
    yield* this.#accept();
  }

  /** Keeps what is drafted where it is better; what decisions on the way took for nothing is left out. */
  *#accept(): Work<void> {
    const draft = this.#draft;
    if (!(yield* draft.dropSurplus(this.#fixed))) return;
    if (this.#isTooDear(draft.cost)) return;
    if (this.#seeksFirst && !this.#comesFirst(draft.taken)) return;
    if (!this.#seeksFirst) {
      if (this.best !== null) this.#leastPassed = Math.min(this.#leastPassed, this.best.cost);
      this.#limit = draft.cost;
    }
    this.best = draft.plan;
  }

  /** Takes what every plan has, and drops what every better plan lacks; false where nothing better is left. */
  #narrow(lowerBound: number): boolean {
    const { state } = this.decisions;
    const { reach } = this.#cuts;
    for (let node = 0; node < state.length; node++) {
      if (state[node] === UNDECIDED && this.#isTooDear(lowerBound + reach[node]!)) {
        this.decisions.set(node, OUT);
      }
    }
    for (const node of this.#cuts.forced) if (!this.decisions.set(node, IN)) return false;
    return this.decisions.propagate();
  }

  /** The node to decide next; -1 at a leaf, whose plan is taken if it is well founded. */
  *#branchNode(): Work<number> {
    const { state } = this.decisions;
    if (this.#seeksFirst && state[this.#gain] === UNDECIDED) return this.#gain;
    const { smallestCut, residual } = this.#cuts;
    if (smallestCut.length > 0) {
      const charged = (node: number): number => this.#core.costs[node]! - residual[node]!;
      return smallestCut.reduce((most, node) => {
        const more = charged(node) - charged(most);
        return more > 0 || (more === 0 && node < most) ? node : most;
      });
    }
    const group = this.#cuts.firstOpenGroup;
    return group === -1 ? yield* this.#unfoundedAlternative() : this.#freeMember(group);
  }

  /** Groups that cost nothing to satisfy are left where expressions nest. */
  #freeMember(group: number): number {
    const { memberStart, members } = this.#core.andOr;
    let free = -1;
    for (let at = memberStart[group]!; at < memberStart[group + 1]!; at++) {
      const member = members[at]!;
      if (this.decisions.state[member] !== UNDECIDED) continue;
      if (free === -1 || this.#cuts.reach[member]! < this.#cuts.reach[free]!) free = member;
    }
    return free;
  }

  /** At a leaf: an undecided alternative of something that only holds by circular reasoning; -1 where there is none. */
  *#unfoundedAlternative(): Work<number> {
    this.#draft.takeDecided();
    const { andOr } = this.#core;
    const { state } = this.decisions;
    for (const node of this.#draft.unfounded()) {
      const end = andOr.memberStart[andOr.groupStart[node + 1]!]!;
      for (let at = andOr.memberStart[andOr.groupStart[node]!]!; at < end; at++) {
        if (state[andOr.members[at]!] === UNDECIDED) return andOr.members[at]!;
      }
    }
    yield* this.#accept();
    return -1;
  }

  /**
   * Of two plans that first differ in a node, that with the node comes first. So whatever comes before the best has some node
   * that the best has not, and all before it that the best has. False where that can't be any more.
   */
  #holdToGain(): boolean {
    const { state, mark } = this.decisions;
    const { taken } = this.#plan;
    const { costs } = this.#core;
    this.#gain = -1;
    for (let node = 0; node < state.length && this.#gain === -1; node++) {
      if (costs[node] === 0) continue;
      if (taken[node] === 1) {
        if (state[node] === OUT) return false;
      } else if (state[node] !== OUT) this.#gain = node;
    }
    if (this.#gain === -1) return false;
    for (let node = 0; node < this.#gain; node++) {
      if (costs[node]! > 0 && taken[node] === 1) this.decisions.set(node, IN);
    }
    if (this.decisions.mark === mark) return true;
    return this.decisions.propagate() && this.#holdToGain();
  }

  #comesFirst(taken: Uint8Array): boolean {
    const best = this.#plan.taken;
    const { costs } = this.#core;
    for (let node = 0; node < taken.length; node++) {
      if (costs[node]! > 0 && taken[node] !== best[node]) return taken[node] === 1;
    }
    return false;
  }
}
