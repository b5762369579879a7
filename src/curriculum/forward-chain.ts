import type { AndOr } from './and-or.ts';

export interface Derivation {
  /** The nodes that hold, each after enough of what it needs: a well-founded order, round by round. */
  readonly order: Int32Array;
  /** By node: 0 where it needs nothing, else one more than the round in which its last need was met; -1 where it never holds. */
  readonly round: Int32Array;
}

/**
 * Derives all that can hold, from what needs nothing upwards (Dowling & Gallier 1984, linear time; where all needs are
 * hard it is Kahn's order of 1962). Nothing justifies itself, so a circle that no alternative leads out of is left underived.
 *
 * @param blocked nodes that may not hold, by a 1.
 * @param given nodes that hold without their needs, by a 1; they are in `order` first.
 */
export function forwardChain(andOr: AndOr, blocked?: Uint8Array, given?: Uint8Array): Derivation {
  const { nodeCount } = andOr;
  makeRoom(andOr);
  // One more than there are nodes, since what may come next is written down before it is known to.
  const order = new Int32Array(nodeCount + 1);
  const round = new Int32Array(nodeCount).fill(-1);
  const settled =
    blocked === undefined && given === undefined
      ? begin(andOr, order)
      : beginWith(andOr, order, blocked, given);
  const derived = derive(andOr, order, round, settled);
  return { order: order.subarray(0, derived), round };
}

/** Counts open groups, and puts what needs nothing into `order`; returns how many these are. */
function begin({ nodeCount, groupStart }: AndOr, order: Int32Array): number {
  const open = openGroups;
  let derived = 0;
  for (let node = 0; node < nodeCount; node++) {
    const groups = groupStart[node + 1]! - groupStart[node]!;
    open[node] = groups;
    order[derived] = node;
    derived += groups === 0 ? 1 : 0;
  }
  return derived;
}

function beginWith(
  { nodeCount, groupStart }: AndOr,
  order: Int32Array,
  blocked: Uint8Array | undefined,
  given: Uint8Array | undefined,
): number {
  const open = openGroups;
  let derived = 0;
  for (let node = 0; node < nodeCount; node++) {
    const groups = groupStart[node + 1]! - groupStart[node]!;
    open[node] = groups;
    if (blocked?.[node] === 1) open[node] = never;
    else if (groups === 0 || given?.[node] === 1) {
      open[node] = never;
      order[derived++] = node;
    }
  }
  return derived;
}

/** More groups than any node has: it is never derived by its groups, since it may not be or is already. */
const never = 2 ** 31 - 1;

/**
 * Draws all consequences of the first `derived` nodes of `order`, round by round, appending what they let hold; returns
 * how many hold then.
 */
function derive(andOr: AndOr, order: Int32Array, round: Int32Array, derived: number): number {
  missingMembers.set(andOr.need);
  let next = 0;
  let holding = derived;
  for (let now = 0; next < holding; now++) {
    const groupCount = completeGroups(andOr, order, next, holding, round, now);
    next = holding;
    holding = completeOwners(andOr, order, groupCount, holding);
  }
  return holding;
}

/**
 * Writes down the round of the nodes of `order` from `first` up to `end`, and the groups that hold once they do; returns
 * how many groups.
 */
function completeGroups(
  { userStart, users }: AndOr,
  order: Int32Array,
  first: number,
  end: number,
  round: Int32Array,
  now: number,
): number {
  const missing = missingMembers;
  const completed = completedGroups;
  let count = 0;
  let ahead = 0;
  for (let next = first; next < end; next++) {
    const node = order[next]!;
    round[node] = now;
    // Nodes come in no order of memory: what is needed a little later is asked for now.
    if (next + lookAhead < end) ahead ^= users[userStart[order[next + lookAhead]!]!]!;
    const lastUser = userStart[node + 1]!;
    for (let at = userStart[node]!; at < lastUser; at++) {
      const group = users[at]!;
      const lacking = missing[group]! - 1;
      missing[group] = lacking;
      completed[count] = group;
      // 1 where it is 0. In bits, since the processor can't foretell a branch here and loses time by wrong guesses.
      count += ((lacking & 0x7fffffff) - 1) >>> 31;
    }
  }
  lookedAt = ahead;
  return count;
}

/** Appends to `order` whatever holds by the groups written down last; returns how many nodes it has then. */
function completeOwners(
  { owner }: AndOr,
  order: Int32Array,
  groupCount: number,
  derived: number,
): number {
  const open = openGroups;
  const completed = completedGroups;
  let holding = derived;
  for (let at = 0; at < groupCount; at++) {
    const node = owner[completed[at]!]!;
    const left = open[node]! - 1;
    open[node] = left;
    order[holding] = node;
    holding += ((left & 0x7fffffff) - 1) >>> 31;
  }
  return holding;
}

/*
 * What derivations count on, kept from one to the next, since fresh memory costs a third as much as the walk. No
 * derivation begins while another is under way, so all graphs share it; it is as long as the largest graph met.
 */
/** By node: how many of its groups don't hold yet. */
let openGroups = new Int32Array(0);
/** By group: how many members it still lacks; below 0 where more than enough hold. */
let missingMembers = new Int32Array(0);
/** The groups that came to hold in the round, in order. */
let completedGroups = new Int32Array(0);

/** How many nodes ahead memory is asked for: about as many as one miss takes. */
const lookAhead = 6;
/** Written and never read: without a use of it, looking ahead would be compiled away. */
export let lookedAt = 0;

function makeRoom({ nodeCount, need }: AndOr): void {
  if (openGroups.length < nodeCount) openGroups = new Int32Array(nodeCount);
  if (missingMembers.length >= need.length) return;
  missingMembers = new Int32Array(need.length);
  completedGroups = new Int32Array(need.length + 1);
}
