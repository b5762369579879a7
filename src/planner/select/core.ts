import type { AndOr } from '../../curriculum/and-or.ts';
import { type Components, components } from '../../curriculum/components.ts';
import { forwardChain } from '../../curriculum/forward-chain.ts';
import { ascending } from '../../util/ascending.ts';
import { addMember, filled, roomFor, startGroup, startNode } from './and-or-room.ts';
import type { SelectionProblem } from './problem.ts';

/**
 * The part of a problem that is left to decide, renumbered: what may be needed for the targets, is not known and can be
 * had. Known members are taken out of their groups, and what can't be had is gone. Numbers keep the order of the graph's
 * nodes, and the last node is the goal, which needs all targets.
 */
export interface Core {
  readonly andOr: AndOr;
  readonly components: Components;
  readonly hasCycles: boolean;
  readonly costs: Int32Array;
  /** By node of the core but the goal: the graph's node. */
  readonly nodes: Int32Array;
  readonly goal: number;
}

/** Null where the targets can't all hold. Takes time in proportion to what the targets may need, not to the graph. */
export function extractCore(problem: SelectionProblem): Core | null {
  const marks = marksFor(problem.andOr);
  const nodes = reach(problem, marks);
  for (let number = 0; number < nodes.length; number++) marks.numberOf[nodes[number]!] = number;
  const targets = problem.targets.filter((target) => problem.known[target] === 0);
  if (!targets.every((target) => isRelevant(marks, target))) return null;
  const wanted = new Set(targets.map((target) => marks.numberOf[target]!));
  return derivable(openAndOr(problem, nodes, [...wanted], marks), problem.costs, nodes);
}

/** The same core where the graph's nodes have other prices. */
export function repriced(core: Core, costs: Int32Array): Core {
  return { ...core, costs: costsOf(core.nodes, costs) };
}

/** By node of the core, its price; the goal has none. */
function costsOf(nodes: Int32Array, costs: Int32Array): Int32Array {
  const own = new Int32Array(nodes.length + 1);
  for (let number = 0; number < nodes.length; number++) own[number] = costs[nodes[number]!]!;
  return own;
}

/** The core with these groups, of which the last node is the goal. */
export function coreOf(andOr: AndOr, costs: Int32Array, nodes: Int32Array): Core {
  const parts = components(andOr);
  return {
    andOr,
    components: parts,
    hasCycles: parts.isCyclic.includes(1),
    costs,
    nodes,
    goal: nodes.length,
  };
}

/** The core of what holds in some well-founded derivation; null where the goal doesn't. */
function derivable(andOr: AndOr, costs: Int32Array, nodes: Int32Array): Core | null {
  const { order, round } = forwardChain(andOr);
  if (round[nodes.length] === -1) return null;
  // So it is wherever nothing is excluded.
  if (order.length === andOr.nodeCount) return coreOf(andOr, costsOf(nodes, costs), nodes);

  const { groupStart, need, memberStart, members } = andOr;
  const kept = order.sort();
  const numberOf = new Int32Array(andOr.nodeCount).fill(-1);
  for (let number = 0; number < kept.length; number++) numberOf[kept[number]!] = number;
  const room = roomFor(andOr, kept, { groups: 0, members: 0 });
  for (const node of kept) {
    startNode(room);
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      startGroup(room, need[group]!);
      for (let at = memberStart[group]!; at < memberStart[group + 1]!; at++) {
        const number = numberOf[members[at]!]!;
        if (number !== -1) addMember(room, number);
      }
    }
  }
  const keptNodes = kept.subarray(0, -1).map((node) => nodes[node]!);
  return coreOf(filled(room), costsOf(keptNodes, costs), keptNodes);
}

/** Room for notes on a graph's nodes, kept from one extraction to the next and never cleared. */
interface Marks {
  /** Notes of earlier rounds mean nothing. */
  round: number;
  /** By node: the last round in which it was relevant. */
  readonly relevantIn: Int32Array;
  /** By relevant node: its place among them. */
  readonly numberOf: Int32Array;
}

const marksOf = new WeakMap<AndOr, Marks>();

function marksFor(andOr: AndOr): Marks {
  let marks = marksOf.get(andOr);
  if (marks === undefined) {
    marks = {
      round: 0,
      relevantIn: new Int32Array(andOr.nodeCount),
      numberOf: new Int32Array(andOr.nodeCount),
    };
    marksOf.set(andOr, marks);
  }
  marks.round += 1;
  return marks;
}

function isRelevant({ relevantIn, round }: Marks, node: number): boolean {
  return relevantIn[node] === round;
}

/** What may be needed for the targets, through every alternative that is not settled by what is known; ascending. */
function reach(problem: SelectionProblem, marks: Marks): Int32Array {
  const { known, excluded } = problem;
  const { groupStart, need, memberStart, members } = problem.andOr;
  const { relevantIn, round } = marks;
  const found: number[] = [];
  for (const target of problem.targets) {
    if (relevantIn[target] === round || known[target] === 1 || excluded[target] === 1) continue;
    relevantIn[target] = round;
    found.push(target);
  }
  for (let next = 0; next < found.length; next++) {
    const node = found[next]!;
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      const start = memberStart[group]!;
      const end = memberStart[group + 1]!;
      let lacking = need[group]!;
      for (let at = start; at < end; at++) lacking -= known[members[at]!]!;
      if (lacking <= 0) continue;
      for (let at = start; at < end; at++) {
        const member = members[at]!;
        if (relevantIn[member] === round || known[member] === 1 || excluded[member] === 1) continue;
        relevantIn[member] = round;
        found.push(member);
      }
    }
  }
  return ascending(Int32Array.from(found), problem.andOr.nodeCount);
}

/** What is open of the groups of relevant nodes, and last the goal, which needs all that is wanted. */
function openAndOr(
  { andOr, known }: SelectionProblem,
  nodes: Int32Array,
  wanted: readonly number[],
  { relevantIn, numberOf, round }: Marks,
): AndOr {
  const { groupStart, need, memberStart, members } = andOr;
  const room = roomFor(andOr, nodes, { groups: 1, members: wanted.length });
  for (const node of nodes) {
    startNode(room);
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      const start = memberStart[group]!;
      const end = memberStart[group + 1]!;
      let lacking = need[group]!;
      for (let at = start; at < end; at++) lacking -= known[members[at]!]!;
      if (lacking <= 0) continue;
      startGroup(room, lacking);
      for (let at = start; at < end; at++) {
        const member = members[at]!;
        if (relevantIn[member] === round) addMember(room, numberOf[member]!);
      }
    }
  }
  startNode(room);
  if (wanted.length > 0) startGroup(room, wanted.length);
  for (const member of wanted) addMember(room, member);
  return filled(room);
}
