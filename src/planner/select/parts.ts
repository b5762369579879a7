import { forwardChain } from '../../curriculum/forward-chain.ts';
import {
  type AndOrRoom,
  addMember,
  filled,
  roomFor,
  startGroup,
  startNode,
} from './and-or-room.ts';
import { type Core, coreOf } from './core.ts';
import type { Decisions } from './decisions.ts';
import { IN, UNDECIDED } from './state.ts';

/**
 * What decisions leave open, as cores of their own that have nothing to do with one another, in order of their smallest
 * node. What is in holds there at no cost, but for what may only hold by circular reasoning: that is a node again, of no
 * price, that the goal needs. Each core's `nodes` are nodes of the core around it; what nothing asks for is left out.
 */
export function independentParts(core: Core, decisions: Decisions): Core[] {
  const rest = remainder(core, decisions);
  const { nodes, partOf } = split(rest);
  const parts = new Map<number, number[]>();
  for (const node of nodes) push(parts, find(partOf, node), node);
  const wanted = new Map<number, number[]>();
  for (const group of rest.wanted) push(wanted, find(partOf, firstMemberLeft(rest, group)), group);
  const numberOf = new Int32Array(core.andOr.nodeCount);
  return [...parts].map(([part, own]) =>
    partCore(rest, Int32Array.from(own), wanted.get(part) ?? [], numberOf),
  );
}

/** All that decisions leave open as one core, as `independentParts` would have it; null where nothing is left. */
export function openPart(core: Core, decisions: Decisions): Core | null {
  const rest = remainder(core, decisions);
  const { nodes } = split(rest);
  if (nodes.length === 0) return null;
  return partCore(rest, nodes, rest.wanted, new Int32Array(core.andOr.nodeCount));
}

/** A core without what is decided. */
interface Remainder {
  readonly core: Core;
  /** By node: 1 where it is undecided or circular. */
  readonly isOpen: Uint8Array;
  /** The nodes that are in, but can't be derived yet from what is in, and may need themselves. */
  readonly circular: readonly number[];
  /** By node: 1 where it is one of these. */
  readonly isCircular: Uint8Array;
  /** The groups, of nodes that are in for good, that don't hold yet. */
  readonly wanted: readonly number[];
  /** By group: how many of its open members it needs. */
  readonly needLeft: Int32Array;
}

function remainder(core: Core, { state }: Decisions): Remainder {
  const { andOr } = core;
  const isOpen = new Uint8Array(andOr.nodeCount);
  const isHeld = new Uint8Array(andOr.nodeCount);
  for (let node = 0; node < andOr.nodeCount; node++) {
    if (state[node] === UNDECIDED) isOpen[node] = 1;
    else if (state[node] === IN) isHeld[node] = 1;
  }
  const circular = core.hasCycles ? circularNodes(core, isHeld) : [];
  const isCircular = new Uint8Array(andOr.nodeCount);
  for (const node of circular) {
    isCircular[node] = 1;
    isOpen[node] = 1;
    isHeld[node] = 0;
  }
  const needLeft = andOr.need.slice();
  const wanted: number[] = [];
  for (let group = 0; group < needLeft.length; group++) {
    for (let at = andOr.memberStart[group]!; at < andOr.memberStart[group + 1]!; at++) {
      needLeft[group]! -= isHeld[andOr.members[at]!]!;
    }
    if (needLeft[group]! > 0 && isHeld[andOr.owner[group]!] === 1) wanted.push(group);
  }
  return { core, isOpen, circular, isCircular, wanted, needLeft };
}

function circularNodes({ andOr, components }: Core, isIn: Uint8Array): number[] {
  const { componentOf, isCyclic } = components;
  const { round } = forwardChain(
    andOr,
    isIn.map((value) => 1 - value),
  );
  const circular: number[] = [];
  for (let node = 0; node < andOr.nodeCount; node++) {
    if (isIn[node] === 0 || round[node] !== -1) continue;
    if (isCyclic[componentOf[node]!] === 1) circular.push(node);
  }
  return circular;
}

/** What may still be needed, ascending, and by node another of its part. */
function split(rest: Remainder): { nodes: Int32Array; partOf: Int32Array } {
  const { core, wanted, needLeft, circular } = rest;
  const { nodeCount, groupStart } = core.andOr;
  const found: Found = {
    partOf: new Int32Array(nodeCount),
    isFound: new Uint8Array(nodeCount),
    nodes: new Int32Array(nodeCount),
    count: 0,
  };
  for (let node = 0; node < nodeCount; node++) found.partOf[node] = node;
  for (const group of wanted) visit(rest, found, group, -1);
  for (const node of circular) add(found, node);
  for (let next = 0; next < found.count; next++) {
    const node = found.nodes[next]!;
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      if (needLeft[group]! > 0) visit(rest, found, group, node);
    }
  }
  return { nodes: found.nodes.subarray(0, found.count).sort(), partOf: found.partOf };
}

interface Found {
  readonly partOf: Int32Array;
  readonly isFound: Uint8Array;
  readonly nodes: Int32Array;
  count: number;
}

/** Adds the open members of a group, which belong to one part, and to that of the node that the group is of. */
function visit({ core, isOpen }: Remainder, found: Found, group: number, from: number): void {
  const { memberStart, members } = core.andOr;
  const end = memberStart[group + 1]!;
  let one = from;
  for (let at = memberStart[group]!; at < end; at++) {
    const member = members[at]!;
    if (isOpen[member] === 0) continue;
    add(found, member);
    if (one !== -1) join(found.partOf, one, member);
    one = member;
  }
}

function add(found: Found, node: number): void {
  if (found.isFound[node] === 1) return;
  found.isFound[node] = 1;
  found.nodes[found.count++] = node;
}

function firstMemberLeft({ core, isOpen }: Remainder, group: number): number {
  const { memberStart, members } = core.andOr;
  let at = memberStart[group]!;
  while (isOpen[members[at]!] === 0) at += 1;
  return members[at]!;
}

function partCore(
  rest: Remainder,
  nodes: Int32Array,
  wanted: readonly number[],
  numberOf: Int32Array,
): Core {
  const { core, isCircular, needLeft } = rest;
  const { groupStart, memberStart } = core.andOr;
  const circular: number[] = [];
  for (let number = 0; number < nodes.length; number++) {
    numberOf[nodes[number]!] = number;
    if (isCircular[nodes[number]!] === 1) circular.push(number);
  }
  let membersMax = circular.length;
  for (const group of wanted) membersMax += memberStart[group + 1]! - memberStart[group]!;
  const room = roomFor(core.andOr, nodes, { groups: wanted.length + 1, members: membersMax });
  for (const node of nodes) {
    startNode(room);
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      if (needLeft[group]! > 0) addOpenGroup(rest, room, group, numberOf);
    }
  }
  startNode(room);
  for (const group of wanted) addOpenGroup(rest, room, group, numberOf);
  if (circular.length > 0) startGroup(room, circular.length);
  for (const member of circular) addMember(room, member);
  const costs = new Int32Array(nodes.length + 1);
  for (let number = 0; number < nodes.length; number++) {
    costs[number] = isCircular[nodes[number]!] === 1 ? 0 : core.costs[nodes[number]!]!;
  }
  return coreOf(filled(room), costs, nodes);
}

function addOpenGroup(
  { core, isOpen, needLeft }: Remainder,
  room: AndOrRoom,
  group: number,
  numberOf: Int32Array,
): void {
  const { memberStart, members } = core.andOr;
  const end = memberStart[group + 1]!;
  startGroup(room, needLeft[group]!);
  for (let at = memberStart[group]!; at < end; at++) {
    if (isOpen[members[at]!] === 1) addMember(room, numberOf[members[at]!]!);
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

function push(lists: Map<number, number[]>, key: number, item: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
