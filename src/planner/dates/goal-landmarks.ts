import type { AndOr } from '../../curriculum/and-or.ts';
import type { Components } from '../../curriculum/components.ts';
import { landmarkBlock } from '../../curriculum/landmarks.ts';
import { invariant } from '../../util/invariant.ts';
import type { Work } from '../work.ts';

/** What may be needed for goals, with the hours of each node in tenths. */
export interface Ground {
  readonly andOr: AndOr;
  readonly components: Components;
  readonly costs: Int32Array;
}

/**
 * Work that goals can't do without, in pieces that don't overlap: whatever goals are kept, they take at least the pieces
 * that any of them needs. Piece p is needed by the goals `needers[neederStart[p]]` up to `neederStart[p + 1]`.
 */
export interface Pieces {
  readonly tenths: Int32Array;
  readonly neederStart: Int32Array;
  readonly needers: Int32Array;
}

/** More than anything costs, and small enough that sums of it stay exact. */
const UNREACHABLE = 2 ** 50;

const cutsKept = 10_000;

/** Landmarks are looked for among so many words of 32 candidates at a time: few, so that others soon get a turn. */
const blockWords = 4;

export function* goalLandmarks(ground: Ground, goals: readonly number[]): Work<GoalLandmarks> {
  return new GoalLandmarks(ground, goals, yield* landmarksOf(ground, goals));
}

/**
 * Finds pieces of work for goals by LM-cut (Helmert & Domshlak 2009) over a partition of the costs: what every derivation
 * of a goal holds is a piece; then sets of nodes one of which every derivation holds, at the price of the cheapest, as long
 * as a goal is not free. Goals that come first get the more of what can be shared out in different ways.
 */
export class GoalLandmarks {
  readonly #ground: Ground;
  readonly #goals: readonly number[];
  readonly landmarksOf: readonly (readonly number[])[];
  /** By node: the goals of which it is a landmark. */
  readonly #neededBy: readonly (readonly number[])[];
  /** By cut, the goals that don't hold without any node of it: the same cuts are found again and again. */
  readonly #neededByCut = new Map<string, readonly number[]>();
  readonly #residual: Int32Array;
  readonly #reach: Float64Array;
  /** Whether `#reach` is of the present `#residual`. */
  #isReachCurrent = false;
  readonly #inZone: Int32Array;
  #zone = 0;
  readonly #chain: Chain;

  /** @param landmarks by goal: the nodes that every derivation of it holds, ascending. `goalLandmarks` finds them. */
  constructor(ground: Ground, goals: readonly number[], landmarks: readonly (readonly number[])[]) {
    const { nodeCount } = ground.andOr;
    this.#ground = ground;
    this.#goals = goals;
    this.landmarksOf = landmarks;
    const neededBy: number[][] = Array.from({ length: nodeCount }, () => []);
    this.landmarksOf.forEach((nodes, goal) => {
      for (const node of nodes) neededBy[node]!.push(goal);
    });
    this.#neededBy = neededBy;
    this.#residual = new Int32Array(nodeCount);
    this.#reach = new Float64Array(nodeCount);
    this.#inZone = new Int32Array(nodeCount);
    this.#chain = new Chain(ground.andOr);
  }

  /**
   * The pieces of the goals in some ranks: those of the first rank share out their work before the next.
   *
   * @param ranks each goal at most once; those in none count for nothing.
   */
  *pieces(ranks: readonly (readonly number[])[]): Work<Pieces> {
    const builder = new PieceList();
    const isAsked = new Uint8Array(this.#goals.length);
    for (const goals of ranks) for (const goal of goals) isAsked[goal] = 1;
    this.#residual.set(this.#ground.costs);
    this.#isReachCurrent = false;
    for (const goals of ranks) {
      for (const goal of goals) this.#takeLandmarks(goal, isAsked, builder);
      for (const goal of goals) this.#takeShares(goal, isAsked, builder);
      for (const goal of goals) {
        yield* this.#takeCuts(goal, isAsked, builder);
        yield;
      }
    }
    return builder.build();
  }

  #takeLandmarks(goal: number, isAsked: Uint8Array, builder: PieceList): void {
    for (const node of this.landmarksOf[goal]!) {
      const tenths = this.#residual[node]!;
      if (tenths === 0) continue;
      this.#residual[node] = 0;
      this.#isReachCurrent = false;
      builder.add(tenths, this.#asked(this.#neededBy[node]!, isAsked));
    }
  }

  #asked(goals: readonly number[], isAsked: Uint8Array): number[] {
    return goals.filter((goal) => isAsked[goal] === 1);
  }

  /** Where a landmark needs more of some members than are free, each of the others is paid for itself. */
  #takeShares(goal: number, isAsked: Uint8Array, builder: PieceList): void {
    const { groupStart, need, memberStart, members } = this.#ground.andOr;
    for (const owner of this.landmarksOf[goal]!) {
      for (let group = groupStart[owner]!; group < groupStart[owner + 1]!; group++) {
        const size = memberStart[group + 1]! - memberStart[group]!;
        if (need[group]! === 1 || need[group]! === size) continue;
        for (;;) {
          const priced: number[] = [];
          for (let at = memberStart[group]!; at < memberStart[group + 1]!; at++) {
            if (this.#residual[members[at]!]! > 0) priced.push(members[at]!);
          }
          const count = need[group]! - (size - priced.length);
          if (count <= 0) break;
          const least = Math.min(...priced.map((node) => this.#residual[node]!));
          for (const node of priced) this.#residual[node]! -= least;
          this.#isReachCurrent = false;
          builder.add(least * count, this.#asked(this.#neededBy[owner]!, isAsked));
        }
      }
    }
  }

  *#takeCuts(goal: number, isAsked: Uint8Array, builder: PieceList): Work<void> {
    const node = this.#goals[goal]!;
    for (;;) {
      if (!this.#isReachCurrent) this.#computeReach();
      if (this.#reach[node]! === 0) return;
      const cut = this.#cut(node);
      let least = UNREACHABLE;
      for (const member of cut) least = Math.min(least, this.#residual[member]!);
      for (const member of cut) this.#residual[member]! -= least;
      this.#isReachCurrent = false;
      builder.add(least, this.#neederOf(cut, goal, isAsked));
      yield;
    }
  }

  /** The goals that don't hold without any node of the cut. */
  #neederOf(cut: readonly number[], goal: number, isAsked: Uint8Array): number[] {
    if (cut.length === 1) return this.#asked(this.#neededBy[cut[0]!]!, isAsked);
    const key = cut.join();
    let needers = this.#neededByCut.get(key);
    if (needers === undefined) {
      const holds = this.#chain.without(cut);
      needers = [...this.#goals.keys()].filter((each) => holds[this.#goals[each]!] === 0);
      invariant(needers.includes(goal), 'a cut is of what its goal needs');
      if (this.#neededByCut.size < cutsKept) this.#neededByCut.set(key, needers);
    }
    return this.#asked(needers, isAsked);
  }

  /** From "can't be reached" downwards, so that nothing in a cycle is cheap by its own means. */
  #computeReach(): void {
    this.#isReachCurrent = true;
    const { componentOf, isCyclic, order } = this.#ground.components;
    const reach = this.#reach;
    for (let start = 0; start < order.length; ) {
      const component = componentOf[order[start]!]!;
      if (isCyclic[component] === 0) {
        reach[order[start]!] = this.#reachOfNode(order[start]!);
        start += 1;
        continue;
      }
      let end = start + 1;
      while (end < order.length && componentOf[order[end]!] === component) end += 1;
      for (let at = start; at < end; at++) reach[order[at]!] = UNREACHABLE;
      for (let changed = true; changed; ) {
        changed = false;
        for (let at = start; at < end; at++) {
          const value = this.#reachOfNode(order[at]!);
          if (value === reach[order[at]!]) continue;
          reach[order[at]!] = value;
          changed = true;
        }
      }
      start = end;
    }
  }

  #reachOfNode(node: number): number {
    const { groupStart } = this.#ground.andOr;
    let most = 0;
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      const reach = this.#reachOfGroup(group);
      if (reach > most) most = reach;
    }
    return Math.min(UNREACHABLE, most + this.#residual[node]!);
  }

  /** The n-th smallest reach among the members, where n is how many it needs. */
  #reachOfGroup(group: number): number {
    const { need, memberStart, members } = this.#ground.andOr;
    const reach = this.#reach;
    const start = memberStart[group]!;
    const end = memberStart[group + 1]!;
    const count = need[group]!;
    if (count === end - start) {
      let most = 0;
      for (let at = start; at < end; at++)
        if (reach[members[at]!]! > most) most = reach[members[at]!]!;
      return most;
    }
    if (count === 1) {
      let least = UNREACHABLE;
      for (let at = start; at < end; at++) {
        if (reach[members[at]!]! < least) least = reach[members[at]!]!;
      }
      return least;
    }
    let [value, rank] = [-1, 0];
    while (rank < count) {
      let [next, times] = [UNREACHABLE, 0];
      for (let at = start; at < end; at++) {
        const other = reach[members[at]!]!;
        if (other <= value || other > next) continue;
        times = other === next ? times + 1 : 1;
        next = other;
      }
      if (times === 0) return UNREACHABLE;
      value = next;
      rank += times;
    }
    return value;
  }

  #byReach(start: number, end: number): number[] {
    const reach = this.#reach;
    const list = [...this.#ground.andOr.members.subarray(start, end)];
    return list.sort((left, right) => reach[left]! - reach[right]! || left - right);
  }

  /** Nodes of positive price, one of which every derivation of the node holds. */
  #cut(node: number): number[] {
    this.#zone += 1;
    const cut: number[] = [];
    const open = [node];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (this.#inZone[next] === this.#zone) continue;
      this.#inZone[next] = this.#zone;
      if (this.#residual[next]! > 0) {
        cut.push(next);
        continue;
      }
      const group = this.#dearestNeed(next);
      for (const member of this.#unavoidable(group)) {
        if (this.#reach[member]! < UNREACHABLE) open.push(member);
      }
    }
    return cut;
  }

  /** The dearest members, one more than can be left out: whoever satisfies the group takes one of them. */
  #unavoidable(group: number): Int32Array | readonly number[] {
    const { need, memberStart, members } = this.#ground.andOr;
    const [start, end] = [memberStart[group]!, memberStart[group + 1]!];
    if (need[group] === 1) return members.subarray(start, end);
    return this.#byReach(start, end).slice(need[group]! - 1);
  }

  #dearestNeed(node: number): number {
    const { groupStart } = this.#ground.andOr;
    let dearest = groupStart[node]!;
    for (let group = dearest + 1; group < groupStart[node + 1]!; group++) {
      if (this.#reachOfGroup(group) > this.#reachOfGroup(dearest)) dearest = group;
    }
    return dearest;
  }
}

function* landmarksOf({ andOr, components }: Ground, goals: readonly number[]): Work<number[][]> {
  const found: number[][] = goals.map(() => []);
  for (let first = 0; first < andOr.nodeCount; first += blockWords * 32) {
    const words = Math.min(blockWords, (andOr.nodeCount - first + 31) >> 5);
    const rows = landmarkBlock(andOr, components, first, words);
    goals.forEach((goal, index) => {
      for (let word = 0; word < words; word++) {
        let bits = rows[goal * words + word]!;
        for (; bits !== 0; bits &= bits - 1) {
          const node = first + word * 32 + 31 - Math.clz32(bits & -bits);
          if (node < andOr.nodeCount) found[index]!.push(node);
        }
      }
    });
    yield;
  }
  return found.map((nodes) => nodes.sort((left, right) => left - right));
}

/** Forward chaining without some nodes, over scratch that is kept. */
class Chain {
  readonly #andOr: AndOr;
  readonly #missing: Int32Array;
  readonly #openGroups: Int32Array;
  readonly #groupCount: Int32Array;
  readonly #holds: Uint8Array;
  readonly #isBlocked: Uint8Array;
  readonly #derived: Int32Array;

  constructor(andOr: AndOr) {
    const { nodeCount, groupStart, need } = andOr;
    this.#andOr = andOr;
    this.#missing = new Int32Array(need.length);
    this.#groupCount = Int32Array.from(
      { length: nodeCount },
      (_, node) => groupStart[node + 1]! - groupStart[node]!,
    );
    this.#openGroups = new Int32Array(nodeCount);
    this.#holds = new Uint8Array(nodeCount);
    this.#isBlocked = new Uint8Array(nodeCount);
    this.#derived = new Int32Array(nodeCount);
  }

  /** By node: 1 where it holds without the blocked ones. */
  without(blocked: readonly number[]): Uint8Array {
    const { nodeCount, need, owner, userStart, users } = this.#andOr;
    const missing = this.#missing;
    const openGroups = this.#openGroups;
    const holds = this.#holds;
    const isBlocked = this.#isBlocked;
    const derived = this.#derived;
    missing.set(need);
    openGroups.set(this.#groupCount);
    holds.fill(0);
    for (const node of blocked) isBlocked[node] = 1;
    let count = 0;
    for (let node = 0; node < nodeCount; node++) {
      if (openGroups[node] !== 0 || isBlocked[node] === 1) continue;
      holds[node] = 1;
      derived[count++] = node;
    }
    for (let next = 0; next < count; next++) {
      const node = derived[next]!;
      for (let at = userStart[node]!; at < userStart[node + 1]!; at++) {
        const group = users[at]!;
        if (--missing[group]! !== 0) continue;
        const user = owner[group]!;
        if (--openGroups[user]! !== 0 || isBlocked[user] === 1) continue;
        holds[user] = 1;
        derived[count++] = user;
      }
    }
    for (const node of blocked) isBlocked[node] = 0;
    return holds;
  }
}

/** Collects pieces; those that the same goals need are one. */
class PieceList {
  readonly #pieces = new Map<string, { tenths: number; readonly needers: readonly number[] }>();

  add(tenths: number, needers: readonly number[]): void {
    const key = needers.join();
    const known = this.#pieces.get(key);
    if (known === undefined) this.#pieces.set(key, { tenths, needers });
    else known.tenths += tenths;
  }

  build(): Pieces {
    const pieces = [...this.#pieces.values()];
    const neederStart = new Int32Array(pieces.length + 1);
    pieces.forEach(({ needers }, piece) => {
      neederStart[piece + 1] = neederStart[piece]! + needers.length;
    });
    return {
      tenths: Int32Array.from(pieces, ({ tenths }) => tenths),
      neederStart,
      needers: Int32Array.from(pieces.flatMap(({ needers }) => needers)),
    };
  }
}
