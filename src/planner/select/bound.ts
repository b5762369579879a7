import type { Core } from './core.ts';
import type { Decisions } from './decisions.ts';
import { DirtyList } from './dirty-list.ts';
import { sortByKey } from './sort-by-key.ts';
import { IN, UNDECIDED } from './state.ts';

/** In memberships. */
const workPerTurn = 100_000;

/** In nodes of cycles. */
const settledPerTurn = 10_000;

/** More than any plan costs, and small enough that sums of it stay exact. */
export const UNREACHABLE = 2 ** 50;

/**
 * A lower bound on what a core still costs: disjunctive action landmarks found by LM-cut (Helmert & Domshlak 2009), for
 * groups that need any number of their members. Of each cut every plan has one node, or more; so often the price of the
 * cheapest is paid and taken off all of them, until nothing more must be paid.
 */
export class LandmarkCuts {
  /** By node: what is left of its price after all cuts. */
  readonly residual: Int32Array;
  /** By node: the least that any derivation of it costs in residual prices, by its dearest need (h-max). */
  readonly reach: Float64Array;
  /** The sum of all cuts. */
  total = 0;
  /** How many memberships were looked at so far: what all runs took, counted and not timed. */
  work = 0;
  /** The nodes of the cut of the last run that left the least choice; empty where there was none. */
  smallestCut: readonly number[] = [];
  /** Nodes of cuts that left no choice: every plan has them. */
  forced: number[] = [];
  readonly #core: Core;
  readonly #decisions: Decisions;
  /** By group of a node that isn't out: the least that its missing members cost, by the dearest of them. */
  readonly #groupReach: Float64Array;
  /** By node: its place in the order of the components. */
  readonly #place: Int32Array;
  readonly #dirty: DirtyList;
  readonly #open: Int32Array;
  #openCount = 0;
  readonly #inZone: Int32Array;
  #zone = 0;
  readonly #pending: Int32Array;
  /** The nodes of the cut at hand, and of how many of them every plan has. */
  #cut: Int32Array;
  #cutLength = 0;
  #cutCount = 1;
  #bestCut: Int32Array;
  readonly #sorted: Int32Array;
  #leastChoice = Infinity;
  /** How many nodes in the order of the components `prepare` is done with, and whether it is amid the cycle after them. */
  #prepared = 0;
  #isSettling = false;
  #enough = 0;
  #isThorough = false;
  /** By group: 1 where a member became cheaper to reach since `#groupReach` was computed. */
  readonly #isStale: Uint8Array;

  constructor(core: Core, decisions: Decisions) {
    const { nodeCount, need } = core.andOr;
    this.#core = core;
    this.#decisions = decisions;
    this.residual = new Int32Array(nodeCount);
    this.reach = new Float64Array(nodeCount);
    this.#groupReach = new Float64Array(need.length);
    this.#isStale = new Uint8Array(need.length);
    this.#place = new Int32Array(nodeCount);
    core.components.order.forEach((node, place) => {
      this.#place[node] = place;
    });
    this.#dirty = new DirtyList(nodeCount);
    this.#open = new Int32Array(need.length);
    this.#inZone = new Int32Array(nodeCount);
    this.#pending = new Int32Array(need.length + nodeCount);
    this.#cut = new Int32Array(nodeCount);
    this.#bestCut = new Int32Array(nodeCount);
    this.#sorted = new Int32Array(nodeCount);
  }

  /**
   * Begins with the bound on what the open groups of nodes that are in still cost, before any cut. `prepare` comes next.
   *
   * @param enough the sum of cuts that is as good as any greater one.
   * @param isThorough looks at a cut for each open group and takes the smallest: slower, and tighter.
   */
  begin(enough: number, isThorough = false): void {
    this.#enough = enough;
    this.#isThorough = isThorough;
    this.residual.set(this.#core.costs);
    this.total = 0;
    this.smallestCut = [];
    this.forced = [];
    this.#leastChoice = Infinity;
    this.work += 2 * this.#core.andOr.members.length;
    this.#prepared = 0;
    this.#isSettling = false;
  }

  /**
   * Works out for a while what nodes cost to reach: from "can't be reached" downwards, so that nothing in a cycle is cheap by
   * its own means. True once that is known; before, there is no bound.
   */
  prepare(): boolean {
    const { componentOf, isCyclic, order } = this.#core.components;
    const { state } = this.#decisions;
    const reach = this.reach;
    let left = settledPerTurn;
    for (let start = this.#prepared; start < order.length; ) {
      const first = order[start]!;
      const component = componentOf[first]!;
      let end = start + 1;
      if (isCyclic[component] === 1) {
        while (end < order.length && componentOf[order[end]!] === component) end += 1;
        if (!this.#isSettling) {
          for (let at = start; at < end; at++) reach[order[at]!] = UNREACHABLE;
        }
        this.#prepared = start;
        this.#isSettling = true;
        while (this.#settle(order, start, end)) {
          left -= end - start;
          if (left <= 0) return false;
        }
        this.#isSettling = false;
      } else {
        reach[first] = state[first] === UNDECIDED ? this.#reachOfNode(first) : 0;
      }
      start = end;
    }
    this.#prepared = order.length;
    this.#findOpenGroups();
    return true;
  }

  /**
   * Finds cuts for a while, a millisecond or so; true once there is nothing more to find. The bound is valid in between. `total`
   * is UNREACHABLE where an open group can't hold.
   */
  goOn(): boolean {
    const until = this.work + workPerTurn;
    while (this.total < this.#enough) {
      if (this.work > until) return false;
      const dearest = this.#dearestOpenGroup();
      if (dearest === -1) return true;
      if (this.#groupReach[dearest]! >= UNREACHABLE) {
        this.total = UNREACHABLE;
        return true;
      }
      if (this.#isThorough) this.#findSmallestCut();
      else this.#findCut(dearest);
      this.#pay();
      this.#updateReach();
    }
    return true;
  }

  /** A group of a node that is in and doesn't hold yet; -1 where all do. */
  get firstOpenGroup(): number {
    return this.#openCount === 0 ? -1 : this.#open[0]!;
  }

  /** The open group that is dearest to satisfy; -1 where all are free. */
  #dearestOpenGroup(): number {
    const groupReach = this.#groupReach;
    let dearest = -1;
    let most = 0;
    for (let at = 0; at < this.#openCount; at++) {
      const reach = groupReach[this.#open[at]!]!;
      if (reach > most) {
        most = reach;
        dearest = this.#open[at]!;
      }
    }
    return dearest;
  }

  #findOpenGroups(): void {
    const { need, owner } = this.#core.andOr;
    const { state, held } = this.#decisions;
    this.#openCount = 0;
    for (let group = 0; group < need.length; group++) {
      if (state[owner[group]!] !== IN || held[group]! >= need[group]!) continue;
      this.#groupReach[group] = this.#reachOfGroup(group);
      this.#open[this.#openCount++] = group;
    }
  }

  #settle(nodes: Int32Array, start: number, end: number): boolean {
    const { state } = this.#decisions;
    let changed = false;
    for (let at = start; at < end; at++) {
      const node = nodes[at]!;
      const reach = state[node] === UNDECIDED ? this.#reachOfNode(node) : 0;
      if (reach === this.reach[node]) continue;
      this.reach[node] = reach;
      changed = true;
    }
    return changed;
  }

  #reachOfNode(node: number): number {
    const { groupStart } = this.#core.andOr;
    const groupReach = this.#groupReach;
    const end = groupStart[node + 1]!;
    let most = 0;
    for (let group = groupStart[node]!; group < end; group++) {
      const reach = this.#reachOfGroup(group);
      groupReach[group] = reach;
      if (reach > most) most = reach;
    }
    return Math.min(UNREACHABLE, most + this.residual[node]!);
  }

  /** The n-th smallest reach among undecided members, where n is how many are still missing. */
  #reachOfGroup(group: number): number {
    const { need, memberStart, members } = this.#core.andOr;
    const { state, held, live } = this.#decisions;
    const reach = this.reach;
    const missing = need[group]! - held[group]!;
    const undecided = live[group]! - held[group]!;
    if (missing <= 0) return 0;
    if (missing > undecided) return UNREACHABLE;
    const end = memberStart[group + 1]!;
    if (missing === undecided) {
      let most = 0;
      for (let at = memberStart[group]!; at < end; at++) {
        // What is in costs nothing more, and what is out isn't a member; its reach is 0 as well.
        const each = reach[members[at]!]!;
        if (each > most) most = each;
      }
      return most;
    }
    if (missing === 1) {
      let least = UNREACHABLE;
      for (let at = memberStart[group]!; at < end; at++) {
        const member = members[at]!;
        if (reach[member]! < least && state[member] === UNDECIDED) least = reach[member]!;
      }
      return least;
    }
    this.#sortUndecided(group);
    return reach[this.#sorted[missing - 1]!]!;
  }

  /** Puts the undecided members into `#sorted`, the cheapest to reach first; how many they are. */
  #sortUndecided(group: number): number {
    const { memberStart, members } = this.#core.andOr;
    const { state } = this.#decisions;
    const sorted = this.#sorted;
    let count = 0;
    for (let at = memberStart[group]!; at < memberStart[group + 1]!; at++) {
      const member = members[at]!;
      if (state[member] === UNDECIDED) sorted[count++] = member;
    }
    sortByKey(sorted, count, this.reach);
    return count;
  }

  /** Of the cuts that the open groups give the one that leaves the least choice. */
  #findSmallestCut(): void {
    let least = Infinity;
    let [length, count] = [0, 1];
    for (let at = 0; at < this.#openCount && least > 0; at++) {
      if (this.#groupReach[this.#open[at]!] === 0) continue;
      this.#findCut(this.#open[at]!);
      const choice = this.#cutLength - this.#cutCount;
      if (choice >= least) continue;
      least = choice;
      [length, count] = [this.#cutLength, this.#cutCount];
      [this.#cut, this.#bestCut] = [this.#bestCut, this.#cut];
    }
    [this.#cut, this.#bestCut] = [this.#bestCut, this.#cut];
    [this.#cutLength, this.#cutCount] = [length, count];
  }

  /** Nodes of positive price, found from a group that must hold and isn't free. */
  #findCut(from: number): void {
    if (this.#cutOfMembers(from)) return;
    const { residual } = this;
    const inZone = this.#inZone;
    const pending = this.#pending;
    this.#zone += 1;
    this.#cutLength = 0;
    this.#cutCount = 1;
    let top = 0;
    pending[top++] = from;
    while (top > 0) {
      const count = this.#unavoidable(pending[--top]!);
      this.work += count;
      for (let at = 0; at < count; at++) {
        const member = this.#sorted[at]!;
        if (inZone[member] === this.#zone) continue;
        inZone[member] = this.#zone;
        if (residual[member]! > 0) this.#cut[this.#cutLength++] = member;
        else pending[top++] = this.#dearestNeed(member);
      }
    }
  }

  /** Where a group needs more of its members than are free of price, of the others each is paid for itself. */
  #cutOfMembers(group: number): boolean {
    const { need } = this.#core.andOr;
    const missing = need[group]! - this.#decisions.held[group]!;
    if (missing === 1) return false;
    const undecided = this.#sortUndecided(group);
    let length = 0;
    for (let at = 0; at < undecided; at++) {
      const member = this.#sorted[at]!;
      if (this.residual[member]! > 0) this.#cut[length++] = member;
    }
    const count = missing - (undecided - length);
    if (count <= 1) return false;
    this.#cutLength = length;
    this.#cutCount = count;
    return true;
  }

  /**
   * Puts the dearest members into `#sorted`, one more than can be left out: whoever satisfies the group takes one of them.
   * How many they are.
   */
  #unavoidable(group: number): number {
    const { need, memberStart, members } = this.#core.andOr;
    const { state, held } = this.#decisions;
    const reach = this.reach;
    const sorted = this.#sorted;
    const missing = need[group]! - held[group]!;
    let count = 0;
    if (missing > 1 && missing === this.#decisions.live[group]! - held[group]!) {
      sorted[0] = this.#dearestMember(group);
      return 1;
    }
    if (missing === 1) {
      for (let at = memberStart[group]!; at < memberStart[group + 1]!; at++) {
        const member = members[at]!;
        if (state[member] === UNDECIDED && reach[member]! < UNREACHABLE) sorted[count++] = member;
      }
      return count;
    }
    const undecided = this.#sortUndecided(group);
    for (let at = missing - 1; at < undecided; at++) {
      if (reach[sorted[at]!]! < UNREACHABLE) sorted[count++] = sorted[at]!;
    }
    return count;
  }

  #dearestMember(group: number): number {
    const { memberStart, members } = this.#core.andOr;
    const { reach } = this;
    let dearest = members[memberStart[group]!]!;
    for (let at = memberStart[group]! + 1; at < memberStart[group + 1]!; at++) {
      const member = members[at]!;
      const more = reach[member]! - reach[dearest]!;
      if (more > 0 || (more === 0 && member > dearest)) dearest = member;
    }
    return dearest;
  }

  #dearestNeed(node: number): number {
    const { groupStart } = this.#core.andOr;
    const groupReach = this.#groupReach;
    let dearest = groupStart[node]!;
    for (let group = dearest + 1; group < groupStart[node + 1]!; group++) {
      if (groupReach[group]! > groupReach[dearest]!) dearest = group;
    }
    return dearest;
  }

  #pay(): void {
    const cut = this.#cut;
    const length = this.#cutLength;
    const { residual } = this;
    let price = UNREACHABLE;
    for (let at = 0; at < length; at++) price = Math.min(price, residual[cut[at]!]!);
    for (let at = 0; at < length; at++) {
      residual[cut[at]!]! -= price;
      this.#dirty.add(this.#place[cut[at]!]!);
    }
    this.total += price * this.#cutCount;
    const choice = length - this.#cutCount;
    if (choice === 0) for (let at = 0; at < length; at++) this.forced.push(cut[at]!);
    if (choice >= this.#leastChoice) return;
    this.#leastChoice = choice;
    this.smallestCut = Array.from(cut.subarray(0, length));
  }

  /** Lets what became cheaper lower what rests on it, needs first; in a cycle as often as it takes. */
  #updateReach(): void {
    const { groupStart, userStart, users, owner, need } = this.#core.andOr;
    const { order } = this.#core.components;
    const { state, held } = this.#decisions;
    const { reach, residual } = this;
    const groupReach = this.#groupReach;
    const place = this.#place;
    const dirty = this.#dirty;
    const isStale = this.#isStale;
    for (let next = dirty.takeFirst(); next !== -1; next = dirty.takeFirst()) {
      const node = order[next]!;
      const before = reach[node]!;
      this.work += userStart[node + 1]! - userStart[node]! + 1;
      let now = 0;
      for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
        if (isStale[group] === 1) this.#refresh(group);
        if (groupReach[group]! > now) now = groupReach[group]!;
      }
      now += residual[node]!;
      if (now >= before) continue;
      reach[node] = now;
      for (let at = userStart[node]!; at < userStart[node + 1]!; at++) {
        const group = users[at]!;
        const old = groupReach[group]!;
        const missing = need[group]! - held[group]!;
        const user = owner[group]!;
        if (missing <= 0 || state[user]! > IN) continue;
        if (missing === 1) {
          if (now >= old) continue;
          groupReach[group] = now;
        } else {
          // An n-th smallest reach stays where a member was below it before, too; else it is found when all members are done.
          if (before < old) continue;
          isStale[group] = 1;
        }
        if (state[user] === UNDECIDED) dirty.add(place[user]!);
      }
    }
    for (let at = 0; at < this.#openCount; at++) {
      if (isStale[this.#open[at]!] === 1) this.#refresh(this.#open[at]!);
    }
  }

  #refresh(group: number): void {
    const { memberStart } = this.#core.andOr;
    this.work += memberStart[group + 1]! - memberStart[group]!;
    this.#groupReach[group] = this.#reachOfGroup(group);
    this.#isStale[group] = 0;
  }
}
