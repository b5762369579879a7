import { type AndOr, AndOrBuilder } from '../../curriculum/and-or.ts';
import { type Components, components } from '../../curriculum/components.ts';
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
  const relevant = reach(problem, marks);
  derive(problem, relevant, marks);
  const nodes = numberDerived(relevant, marks);
  const targets = problem.targets.filter((target) => problem.known[target] === 0);
  if (!targets.every((target) => isDerived(marks, target))) return null;

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
  return coreOf(builder, costs, nodes);
}

/** Numbers those of the relevant nodes that are derived, in their order. */
function numberDerived(relevant: Int32Array, { derivedIn, numberOf, round }: Marks): Int32Array {
  const nodes = new Int32Array(relevant.length);
  let count = 0;
  for (let at = 0; at < relevant.length; at++) {
    const node = relevant[at]!;
    if (derivedIn[node] !== round) continue;
    numberOf[node] = count;
    nodes[count++] = node;
  }
  return nodes.slice(0, count);
}

/** The core with these groups, of which the last node is the goal. */
export function coreOf(builder: AndOrBuilder, costs: Int32Array, nodes: Int32Array): Core {
  const andOr = builder.build();
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

/** Room for notes on a graph's nodes and groups, kept from one extraction to the next and never cleared. */
interface Marks {
  /** Notes of earlier rounds mean nothing. */
  round: number;
  /** By node: the last round in which it was relevant. */
  readonly relevantIn: Int32Array;
  /** By node: the last round in which it was derived. */
  readonly derivedIn: Int32Array;
  /** By derived node: its number in the core. */
  readonly numberOf: Int32Array;
  /** By relevant node: how many of its groups don't hold yet. */
  readonly openGroups: Int32Array;
  /** By group of a relevant node: how many members it still lacks. */
  readonly missing: Int32Array;
}

const marksOf = new WeakMap<AndOr, Marks>();

function marksFor(andOr: AndOr): Marks {
  let marks = marksOf.get(andOr);
  if (marks === undefined) {
    marks = {
      round: 0,
      relevantIn: new Int32Array(andOr.nodeCount),
      derivedIn: new Int32Array(andOr.nodeCount),
      numberOf: new Int32Array(andOr.nodeCount),
      openGroups: new Int32Array(andOr.nodeCount),
      missing: new Int32Array(andOr.need.length),
    };
    marksOf.set(andOr, marks);
  }
  marks.round += 1;
  return marks;
}

function isDerived({ derivedIn, round }: Marks, node: number): boolean {
  return derivedIn[node] === round;
}

/** What may be needed for the targets, through every alternative that is not settled by what is known; ascending. */
function reach(problem: SelectionProblem, marks: Marks): Int32Array {
  const { known, excluded } = problem;
  const { groupStart, need, memberStart, members } = problem.andOr;
  const { relevantIn, missing, openGroups, round } = marks;
  const found: number[] = [];
  for (const target of problem.targets) {
    if (relevantIn[target] === round || known[target] === 1 || excluded[target] === 1) continue;
    relevantIn[target] = round;
    found.push(target);
  }
  for (let next = 0; next < found.length; next++) {
    const node = found[next]!;
    let openCount = 0;
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      const start = memberStart[group]!;
      const end = memberStart[group + 1]!;
      let lacking = need[group]!;
      for (let at = start; at < end; at++) lacking -= known[members[at]!]!;
      missing[group] = lacking;
      if (lacking <= 0) continue;
      openCount += 1;
      for (let at = start; at < end; at++) {
        const member = members[at]!;
        if (relevantIn[member] === round || known[member] === 1 || excluded[member] === 1) continue;
        relevantIn[member] = round;
        found.push(member);
      }
    }
    openGroups[node] = openCount;
  }
  return new Int32Array(found).sort();
}

/** Marks those of the relevant nodes that hold in some well-founded derivation from what is known. */
function derive({ andOr }: SelectionProblem, relevant: Int32Array, marks: Marks): void {
  const { owner, userStart, users } = andOr;
  const { relevantIn, derivedIn, missing, openGroups, round } = marks;
  const derived = new Int32Array(relevant.length);
  let count = 0;
  for (const node of relevant) {
    if (openGroups[node]! > 0) continue;
    derived[count++] = node;
    derivedIn[node] = round;
  }
  for (let next = 0; next < count; next++) {
    const node = derived[next]!;
    for (let at = userStart[node]!; at < userStart[node + 1]!; at++) {
      const group = users[at]!;
      const user = owner[group]!;
      if (relevantIn[user] !== round) continue;
      missing[group]! -= 1;
      if (missing[group] !== 0) continue;
      openGroups[user]! -= 1;
      if (openGroups[user]! > 0) continue;
      derived[count++] = user;
      derivedIn[user] = round;
    }
  }
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
      if (isDerived(marks, member)) builder.addMember(marks.numberOf[member]!);
    }
  }
}
