import { type AndOr, AndOrBuilder } from '../../curriculum/and-or.ts';
import { type Components, components } from '../../curriculum/components.ts';
import { forwardChain } from '../../curriculum/forward-chain.ts';
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

  const builder = new AndOrBuilder();
  for (const node of nodes) {
    builder.startNode();
    addOpenGroups(builder, problem, node, marks);
  }
  builder.startNode();
  const wanted = new Set(targets.map((target) => marks.numberOf[target]!));
  if (wanted.size > 0) builder.addGroup(wanted.size, [...wanted]);
  const costs = new Int32Array(nodes.length + 1);
  for (let number = 0; number < nodes.length; number++) {
    costs[number] = problem.costs[nodes[number]!]!;
  }
  return derivable(builder.build(), costs, nodes);
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
  if (order.length === andOr.nodeCount) return coreOf(andOr, costs, nodes);

  const { groupStart, need, memberStart, members } = andOr;
  const kept = order.sort();
  const numberOf = new Int32Array(andOr.nodeCount).fill(-1);
  for (let number = 0; number < kept.length; number++) numberOf[kept[number]!] = number;
  const builder = new AndOrBuilder();
  for (const node of kept) {
    builder.startNode();
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      builder.startGroup(need[group]!);
      for (let at = memberStart[group]!; at < memberStart[group + 1]!; at++) {
        const number = numberOf[members[at]!]!;
        if (number !== -1) builder.addMember(number);
      }
    }
  }
  const keptNodes = kept.subarray(0, -1).map((node) => nodes[node]!);
  return coreOf(
    builder.build(),
    kept.map((node) => costs[node]!),
    keptNodes,
  );
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
  return new Int32Array(found).sort();
}

function addOpenGroups(
  builder: AndOrBuilder,
  { andOr, known }: SelectionProblem,
  node: number,
  marks: Marks,
): void {
  const { groupStart, need, memberStart, members } = andOr;
  for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
    const start = memberStart[group]!;
    const end = memberStart[group + 1]!;
    let lacking = need[group]!;
    for (let at = start; at < end; at++) lacking -= known[members[at]!]!;
    if (lacking <= 0) continue;
    builder.startGroup(lacking);
    for (let at = start; at < end; at++) {
      const member = members[at]!;
      if (isRelevant(marks, member)) builder.addMember(marks.numberOf[member]!);
    }
  }
}
