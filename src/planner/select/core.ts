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

/** Null where the targets can't all hold. */
export function extractCore(problem: SelectionProblem): Core | null {
  const relevant = reach(problem);
  const derivable = derive(problem, relevant);
  const numberOf = new Map<number, number>();
  for (const node of relevant) if (derivable.has(node)) numberOf.set(node, numberOf.size);
  const targets = problem.targets.filter((target) => problem.known[target] === 0);
  if (!targets.every((target) => numberOf.has(target))) return null;

  const builder = new AndOrBuilder();
  for (const node of numberOf.keys()) {
    builder.startNode();
    addOpenGroups(builder, problem, node, numberOf);
  }
  builder.startNode();
  const wanted = new Set(targets.map((target) => numberOf.get(target)!));
  if (wanted.size > 0) builder.addGroup(wanted.size, [...wanted]);

  const andOr = builder.build();
  const parts = components(andOr);
  const nodes = Int32Array.from(numberOf.keys());
  const costs = new Int32Array(andOr.nodeCount);
  nodes.forEach((node, index) => {
    costs[index] = problem.costs[node]!;
  });
  return {
    andOr,
    components: parts,
    hasCycles: parts.isCyclic.includes(1),
    costs,
    nodes,
    goal: andOr.nodeCount - 1,
  };
}

/** What may be needed for the targets, through every alternative that is not settled by what is known; ascending. */
function reach({ andOr, targets, known, excluded }: SelectionProblem): number[] {
  const { groupStart, need, memberStart, members } = andOr;
  const seen = new Set<number>();
  const open: number[] = [];
  const visit = (node: number): void => {
    if (known[node] === 1 || excluded[node] === 1 || seen.has(node)) return;
    seen.add(node);
    open.push(node);
  };
  for (const target of targets) visit(target);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      const own = members.subarray(memberStart[group], memberStart[group + 1]);
      const held = own.reduce((count, member) => count + known[member]!, 0);
      if (held < need[group]!) own.forEach(visit);
    }
  }
  return [...seen].sort((left, right) => left - right);
}

/** Of the relevant nodes those that hold in some well-founded derivation from what is known. */
function derive(problem: SelectionProblem, relevant: readonly number[]): Set<number> {
  const { andOr, known } = problem;
  const { groupStart, memberStart, members, need, owner, userStart, users } = andOr;
  const missing = new Map<number, number>();
  const openGroups = new Map<number, number>();
  const derived: number[] = [];
  const isDerived = new Set<number>();
  for (const node of relevant) {
    let open = 0;
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      let left = need[group]!;
      for (let at = memberStart[group]!; at < memberStart[group + 1]!; at++) {
        if (known[members[at]!] === 1) left -= 1;
      }
      missing.set(group, left);
      if (left > 0) open += 1;
    }
    openGroups.set(node, open);
    if (open > 0) continue;
    derived.push(node);
    isDerived.add(node);
  }
  for (const node of derived) {
    for (let at = userStart[node]!; at < userStart[node + 1]!; at++) {
      const group = users[at]!;
      const left = missing.get(group);
      if (left === undefined) continue;
      missing.set(group, left - 1);
      if (left !== 1) continue;
      const user = owner[group]!;
      const open = openGroups.get(user)! - 1;
      openGroups.set(user, open);
      if (open > 0 || isDerived.has(user)) continue;
      derived.push(user);
      isDerived.add(user);
    }
  }
  return isDerived;
}

function addOpenGroups(
  builder: AndOrBuilder,
  { andOr, known }: SelectionProblem,
  node: number,
  numberOf: ReadonlyMap<number, number>,
): void {
  for (let group = andOr.groupStart[node]!; group < andOr.groupStart[node + 1]!; group++) {
    let need = andOr.need[group]!;
    const live: number[] = [];
    for (let at = andOr.memberStart[group]!; at < andOr.memberStart[group + 1]!; at++) {
      const member = andOr.members[at]!;
      const number = numberOf.get(member);
      if (known[member] === 1) need -= 1;
      else if (number !== undefined) live.push(number);
    }
    if (need > 0) builder.addGroup(need, live);
  }
}
