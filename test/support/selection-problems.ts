import { type AndOr, AndOrBuilder } from '../../src/curriculum/and-or.ts';
import { forwardChain } from '../../src/curriculum/forward-chain.ts';
import type { SelectionProblem } from '../../src/planner/select/problem.ts';
import { graph } from './curricula.ts';
import { dice } from './random.ts';

export interface ProblemShape {
  readonly nodes: number;
  /** The share of nodes with a group that leaves a choice. */
  readonly choices: number;
  /** Members may come later than their owner, so that needs run in circles. */
  readonly cyclic: boolean;
  /** How many nodes must hold at the most; 3 where left out. */
  readonly targetsMax?: number;
  /** The share of nodes that may not be selected. */
  readonly excluded?: number;
}

/** A random selection problem: hard needs, any-of and at-least-n groups, free nodes, known and excluded ones. */
export function randomProblem(seed: number, shape: ProblemShape): SelectionProblem {
  const { between, chance, pick } = dice(seed);
  const builder = new AndOrBuilder();
  const costs = new Int32Array(shape.nodes);
  for (let node = 0; node < shape.nodes; node++) {
    builder.startNode();
    costs[node] = chance(0.1) ? 0 : between(1, 12);
    const others = Array.from({ length: shape.nodes }, (_, other) => other).filter((other) =>
      shape.cyclic ? other !== node && other < node + shape.nodes / 3 : other < node,
    );
    if (others.length === 0 || chance(shape.cyclic ? 0.25 : 0.1)) continue;
    const earlier = others.filter((other) => other < node);
    if (chance(0.5)) {
      const members = pick(chance(0.1) ? others : earlier, between(1, 2));
      if (members.length > 0) builder.addGroup(members.length, members);
    }
    while (chance(shape.choices)) {
      const members = pick(others, between(2, 4));
      if (members.length < 2) break;
      builder.addGroup(chance(0.3) ? between(1, members.length) : 1, members);
    }
  }
  const all = Array.from({ length: shape.nodes }, (_, node) => node);
  const known = new Uint8Array(shape.nodes);
  const excluded = new Uint8Array(shape.nodes);
  for (const node of all) {
    if (chance(0.06)) known[node] = 1;
    if (chance(shape.excluded ?? 0.06)) excluded[node] = 1;
  }
  const targets = pick(all, between(1, shape.targetsMax ?? 3));
  return { andOr: builder.build(), targets, known, excluded, costs };
}

/** The cheapest plan by trying every subset, and of those as cheap the one whose first different node is in. */
export function bruteForce(problem: SelectionProblem): { cost: number; nodes: number[] } | null {
  const { andOr, targets, known, excluded, costs } = problem;
  const priced = [...costs.keys()].filter(
    (node) => costs[node]! > 0 && known[node] === 0 && excluded[node] === 0,
  );
  let best: { cost: number; nodes: number[] } | null = null;
  for (let subset = 0; subset < 1 << priced.length; subset++) {
    const blocked = new Uint8Array(andOr.nodeCount);
    const nodes = priced.filter((_, index) => (subset >> index) & 1);
    for (const node of costs.keys()) {
      if (known[node] === 0 && (excluded[node] === 1 || costs[node]! > 0)) blocked[node] = 1;
    }
    for (const node of nodes) blocked[node] = 0;
    const cost = nodes.reduce((sum, node) => sum + costs[node]!, 0);
    if (
      best !== null &&
      (cost > best.cost || (cost === best.cost && !isFirst(nodes, best.nodes)))
    ) {
      continue;
    }
    const { round } = forwardChain(andOr, blocked, known);
    if (targets.every((target) => round[target] !== -1)) best = { cost, nodes };
  }
  return best;
}

function isFirst(left: readonly number[], right: readonly number[]): boolean {
  const at = left.findIndex((node, index) => node !== right[index]);
  return at !== -1 && (right[at] === undefined || left[at]! < right[at]!);
}

/** Whether all targets hold if just these nodes are gained: round after round, by the definition. */
export function reachesTargets(problem: SelectionProblem, gained: Iterable<number>): boolean {
  const { andOr, targets, known } = problem;
  const holds = known.slice();
  const left = new Set(gained);
  for (let size = -1; size !== left.size; ) {
    size = left.size;
    for (const node of left) {
      if (!groupsOf(andOr, node).every(({ need, members }) => countHeld(members) >= need)) continue;
      holds[node] = 1;
      left.delete(node);
    }
  }
  return targets.every((target) => holds[target] === 1);

  function countHeld(members: readonly number[]): number {
    return members.filter((member) => holds[member] === 1).length;
  }
}

/** The groups of a node, as plain lists. */
export function groupsOf(andOr: AndOr, node: number): { need: number; members: number[] }[] {
  const { groupStart, need, memberStart, members } = andOr;
  return Array.from({ length: groupStart[node + 1]! - groupStart[node]! }, (_, index) => {
    const group = groupStart[node]! + index;
    return {
      need: need[group]!,
      members: [...members.subarray(memberStart[group], memberStart[group + 1])],
    };
  });
}

/** The same problem with its groups and their members in another order, and node `n` called `newNumber[n]`. */
export function rearranged(
  problem: SelectionProblem,
  seed: number,
  newNumber: readonly number[] = [...problem.costs.keys()],
): SelectionProblem {
  const { pick } = dice(seed);
  const shuffled = <Item>(items: readonly Item[]): Item[] => pick(items, items.length);
  const { andOr, targets, known, excluded, costs } = problem;
  const oldNumber = newNumber.map((_, node) => newNumber.indexOf(node));
  const builder = new AndOrBuilder();
  for (const old of oldNumber) {
    builder.startNode();
    for (const { need, members } of shuffled(groupsOf(andOr, old))) {
      builder.addGroup(need, shuffled(members.map((member) => newNumber[member]!)));
    }
  }
  return {
    andOr: builder.build(),
    targets: shuffled(targets.map((target) => newNumber[target]!)),
    known: Uint8Array.from(oldNumber, (old) => known[old]!),
    excluded: Uint8Array.from(oldNumber, (old) => excluded[old]!),
    costs: Int32Array.from(oldNumber, (old) => costs[old]!),
  };
}

export interface Named {
  readonly problem: SelectionProblem;
  readonly numberOf: (name: string) => number;
  readonly nameOf: (node: number) => string;
}

/** A drawn curriculum as a selection problem that asks for the named skills; prices are hours. */
export function drawnProblem(
  drawing: string,
  {
    targets,
    known = [],
    excluded = [],
  }: { targets: string[]; known?: string[]; excluded?: string[] },
): Named {
  const drawn = graph(drawing);
  const { nodes } = drawn;
  const numberOf = (name: string): number => drawn.nodeOf(name)!;
  const marks = (names: readonly string[]): Uint8Array => {
    const marked = new Uint8Array(nodes.nodeCount);
    for (const name of names) marked[numberOf(name)] = 1;
    return marked;
  };
  const problem = {
    andOr: nodes,
    targets: targets.map(numberOf),
    known: marks(known),
    excluded: marks(excluded),
    costs: nodes.tenths.map((tenths) => tenths / 10),
  };
  return { problem, numberOf, nameOf: (node) => drawn.keyOf(node).replace('@foundation', '') };
}
