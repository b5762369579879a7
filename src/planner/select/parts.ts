import { AndOrBuilder } from '../../curriculum/and-or.ts';
import { components } from '../../curriculum/components.ts';
import { forwardChain } from '../../curriculum/forward-chain.ts';
import type { Core } from './core.ts';
import { type Decisions, IN, UNDECIDED } from './decisions.ts';

/**
 * What decisions leave open, as cores of their own that have nothing to do with one another, in order of their smallest
 * node. What is in holds there at no cost, but for what may only hold by circular reasoning: that is a node again, of no
 * price, that the goal needs. Each core's `nodes` are nodes of the core around it; what nothing asks for is left out.
 */
export function independentParts(core: Core, decisions: Decisions): Core[] {
  const remainder = new Remainder(core, decisions);
  const partOf = Int32Array.from({ length: core.andOr.nodeCount }, (_, node) => node);
  const relevant = new Set<number>(remainder.circular);
  for (const group of remainder.wanted) joinMembers(partOf, remainder.membersLeft(group), relevant);
  for (const node of relevant) {
    for (const group of remainder.groupsLeft(node)) {
      joinMembers(partOf, [node, ...remainder.membersLeft(group)], relevant);
    }
  }
  const nodesOf = groupedBy(ascending(relevant), (node) => find(partOf, node));
  const wantedOf = groupedBy(remainder.wanted, (group) =>
    find(partOf, remainder.membersLeft(group)[0]!),
  );
  return [...nodesOf].map(([part, nodes]) => partCore(remainder, nodes, wantedOf.get(part) ?? []));
}

/** A core without what is decided. */
class Remainder {
  readonly core: Core;
  /** The groups, of nodes that are in for good, that don't hold yet. */
  readonly wanted: number[] = [];
  /** The nodes that are in, but can't be derived yet from what is in, and may need themselves. */
  readonly circular: number[] = [];
  /** By node: 1 where it is undecided or circular. */
  readonly #isOpen: Uint8Array;
  readonly #isIn: Uint8Array;

  constructor(core: Core, { state }: Decisions) {
    this.core = core;
    this.#isOpen = state.map((value) => (value === UNDECIDED ? 1 : 0));
    this.#isIn = state.map((value) => (value === IN ? 1 : 0));
    const { round } = forwardChain(
      core.andOr,
      state.map((value) => (value === IN ? 0 : 1)),
    );
    const { componentOf, isCyclic } = core.components;
    for (let node = 0; node < state.length; node++) {
      if (state[node] !== IN || round[node] !== -1 || isCyclic[componentOf[node]!] === 0) continue;
      this.circular.push(node);
      this.#isOpen[node] = 1;
    }
    for (let node = 0; node < state.length; node++) {
      if (this.#isOpen[node] === 1 || state[node] !== IN) continue;
      for (const group of this.groupsLeft(node)) this.wanted.push(group);
    }
  }

  /** The groups of a node that don't hold yet. */
  groupsLeft(node: number): number[] {
    const { groupStart } = this.core.andOr;
    const groups: number[] = [];
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      if (this.needLeft(group) > 0) groups.push(group);
    }
    return groups;
  }

  needLeft(group: number): number {
    const { need, memberStart, members } = this.core.andOr;
    let left = need[group]!;
    for (let at = memberStart[group]!; at < memberStart[group + 1]!; at++) {
      const member = members[at]!;
      if (this.#isIn[member] === 1 && this.#isOpen[member] === 0) left -= 1;
    }
    return left;
  }

  membersLeft(group: number): number[] {
    const { memberStart, members } = this.core.andOr;
    const left: number[] = [];
    for (let at = memberStart[group]!; at < memberStart[group + 1]!; at++) {
      if (this.#isOpen[members[at]!] === 1) left.push(members[at]!);
    }
    return left;
  }

  isCircular(node: number): boolean {
    return this.#isOpen[node] === 1 && this.#isIn[node] === 1;
  }
}

function partCore(remainder: Remainder, nodes: readonly number[], wanted: readonly number[]): Core {
  const numberOf = new Map(nodes.map((node, number) => [node, number]));
  const builder = new AndOrBuilder();
  const addGroup = (group: number): void => {
    const members = remainder.membersLeft(group).map((member) => numberOf.get(member)!);
    builder.addGroup(remainder.needLeft(group), members);
  };
  for (const node of nodes) {
    builder.startNode();
    for (const group of remainder.groupsLeft(node)) addGroup(group);
  }
  builder.startNode();
  for (const group of wanted) addGroup(group);
  const circular = nodes.filter((node) => remainder.isCircular(node));
  if (circular.length > 0) {
    builder.addGroup(
      circular.length,
      circular.map((node) => numberOf.get(node)!),
    );
  }
  const andOr = builder.build();
  const parts = components(andOr);
  const costs = new Int32Array(andOr.nodeCount);
  nodes.forEach((node, number) => {
    costs[number] = remainder.isCircular(node) ? 0 : remainder.core.costs[node]!;
  });
  return {
    andOr,
    components: parts,
    hasCycles: parts.isCyclic.includes(1),
    costs,
    nodes: Int32Array.from(nodes),
    goal: nodes.length,
  };
}

/** Puts the members in one part, and among what is relevant. */
function joinMembers(partOf: Int32Array, members: readonly number[], relevant: Set<number>): void {
  for (const member of members) {
    relevant.add(member);
    join(partOf, members[0]!, member);
  }
}

/** The smallest node of the part. */
function find(partOf: Int32Array, node: number): number {
  let at = node;
  while (partOf[at] !== at) {
    partOf[at] = partOf[partOf[at]!]!;
    at = partOf[at]!;
  }
  return at;
}

function join(partOf: Int32Array, left: number, right: number): void {
  const [first, second] = [find(partOf, left), find(partOf, right)];
  if (first < second) partOf[second] = first;
  else partOf[first] = second;
}

function ascending(nodes: Iterable<number>): number[] {
  return [...nodes].sort((left, right) => left - right);
}

/** By key, in the order in which the keys come up. */
function groupedBy(items: readonly number[], keyOf: (item: number) => number) {
  const groups = new Map<number, number[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
