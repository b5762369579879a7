import { type AndOr, AndOrBuilder } from '../../curriculum/and-or.ts';
import { closure } from '../../curriculum/closure.ts';
import { components } from '../../curriculum/components.ts';
import type { CurriculumGraph } from '../../curriculum/graph.ts';
import { standingCounted, supportOf } from './prior.ts';

/** A node of the ground is what a learner may hold, an expression that holds by what is held, or only a goal. */
export const COMPETENCY = 0;
export const EXPRESSION = 1;
export const GOAL = 2;

/**
 * The part of a curriculum that a placement is about: all that may be needed for the goals, or everything where there are
 * none. Its nodes are numbered anew, each after what it may need, circles aside.
 */
export interface Ground {
  readonly graph: CurriculumGraph;
  readonly andOr: AndOr;
  /** By node: its number in the curriculum's graph. */
  readonly nodes: Int32Array;
  /** By node of the curriculum's graph that is in the ground: its number here. */
  readonly numberOf: ReadonlyMap<number, number>;
  /** By node: `COMPETENCY`, `EXPRESSION` or `GOAL`. */
  readonly kind: Uint8Array;
  /** By node: hours times ten. */
  readonly tenths: Int32Array;
  /** By node: the place of its area among those that the ground has; 0 for what has none. */
  readonly areaOf: Int32Array;
  readonly areaCount: number;
  /** By node: by what is less deep it can be had, without circles. */
  readonly depth: Int32Array;
  /** By node: how much may stand on it, as in `prior.ts`. */
  readonly support: Uint8Array;
  /** By node: the groups that it is an option of. */
  readonly choices: readonly Int32Array[];
  /** By node: the competencies whose requirement names it, directly or in an expression. */
  readonly dependants: readonly Int32Array[];
  /** By node: 1 where an expression has it as a member. */
  readonly isInExpression: Uint8Array;
  /** By node: the first and past the last node of its circle; both 0 where it is in none. */
  readonly circleStart: Int32Array;
  readonly circleEnd: Int32Array;
  /** Numbers of the goals' nodes; empty where all is of interest. */
  readonly goals: readonly number[];
}

/** @param goals nodes of the curriculum's graph; none where a placement is about all of it. */
export function groundOf(graph: CurriculumGraph, goals: readonly number[]): Ground {
  const { firstProject, firstExpression } = graph.nodes;
  const found = relevantNodes(graph, goals);
  const loose = renumbered(graph.nodes, found);
  const { order, componentOf, isCyclic } = components(loose);
  const nodes = order.map((number) => found[number]!);
  const andOr = renumbered(graph.nodes, nodes);
  const numberOf = new Map<number, number>();
  nodes.forEach((node, number) => {
    numberOf.set(node, number);
  });
  const kind = Uint8Array.from(nodes, (node) =>
    node < firstProject ? COMPETENCY : node >= firstExpression ? EXPRESSION : GOAL,
  );
  return {
    graph,
    andOr,
    nodes,
    numberOf,
    kind,
    tenths: nodes.map((node) => graph.nodes.tenths[node]!),
    ...areasOf(graph, nodes),
    depth: nodes.map((node) => graph.depth[node]!),
    support: supports(andOr, kind),
    choices: choicesOf(andOr),
    ...dependantsOf(andOr, kind),
    ...circlesOf(order, componentOf, isCyclic),
    goals: goals.map((goal) => numberOf.get(goal)!),
  };
}

/** Whether all that the node needs is held. `known` is by node, from `base` on. */
export function isAvailable(andOr: AndOr, known: Uint8Array, base: number, node: number): boolean {
  const { groupStart, need, memberStart, members } = andOr;
  const lastGroup = groupStart[node + 1]!;
  for (let group = groupStart[node]!; group < lastGroup; group++) {
    let missing = need[group]!;
    const end = memberStart[group + 1]!;
    for (let at = memberStart[group]!; at < end && missing > 0; at++) {
      missing -= known[base + members[at]!]!;
    }
    if (missing > 0) return false;
  }
  return true;
}

/** All that may be needed for the goals, themselves included; ascending. */
function relevantNodes({ nodes }: CurriculumGraph, goals: readonly number[]): Int32Array {
  const all = Array.from({ length: nodes.firstProject }, (_, node) => node);
  return closure(nodes, goals.length > 0 ? goals : all).sort();
}

/** The given nodes, which need only one another, numbered in their order. */
function renumbered(andOr: AndOr, nodes: Int32Array): AndOr {
  const { groupStart, need, memberStart, members } = andOr;
  const numberOf = new Map<number, number>();
  nodes.forEach((node, number) => {
    numberOf.set(node, number);
  });
  const builder = new AndOrBuilder();
  for (const node of nodes) {
    builder.startNode();
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      const own = [...members.subarray(memberStart[group], memberStart[group + 1])];
      builder.addGroup(
        need[group]!,
        own.map((member) => numberOf.get(member)!),
      );
    }
  }
  return builder.build();
}

function areasOf(graph: CurriculumGraph, nodes: Int32Array) {
  const { firstProject, skillOf } = graph.nodes;
  const places = new Map<string, number>();
  const areaOf = nodes.map((node) => {
    if (node >= firstProject) return 0;
    const { area } = graph.curriculum.skills[skillOf[node]!]!;
    if (!places.has(area)) places.set(area, places.size);
    return places.get(area)!;
  });
  return { areaOf, areaCount: Math.max(1, places.size) };
}

function dependantsOf(andOr: AndOr, kind: Uint8Array) {
  const { owner, userStart, users } = andOr;
  const isInExpression = new Uint8Array(andOr.nodeCount);
  const dependants = Array.from({ length: andOr.nodeCount }, (_, node) => {
    const around = new Set([node]);
    const found = new Set<number>();
    for (const each of around) {
      for (let at = userStart[each]!; at < userStart[each + 1]!; at++) {
        const user = owner[users[at]!]!;
        if (kind[user] === COMPETENCY) found.add(user);
        if (kind[user] !== EXPRESSION) continue;
        around.add(user);
        isInExpression[each] = 1;
      }
    }
    return Int32Array.from(found).sort();
  });
  return { dependants, isInExpression };
}

/** Counts upwards from each node, no further than makes a difference. */
function supports({ nodeCount, owner, userStart, users }: AndOr, kind: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: nodeCount }, (_, node) => {
    const seen = new Set([node]);
    let standingOnIt = 0;
    for (const each of seen) {
      if (each !== node && kind[each] === COMPETENCY) standingOnIt += 1;
      if (standingOnIt >= standingCounted) break;
      for (let at = userStart[each]!; at < userStart[each + 1]!; at++) {
        seen.add(owner[users[at]!]!);
      }
    }
    return supportOf(standingOnIt);
  });
}

function choicesOf({ nodeCount, need, memberStart, userStart, users }: AndOr): Int32Array[] {
  return Array.from({ length: nodeCount }, (_, node) =>
    users
      .subarray(userStart[node]!, userStart[node + 1]!)
      .filter((group) => need[group]! < memberStart[group + 1]! - memberStart[group]!),
  );
}

function circlesOf(order: Int32Array, componentOf: Int32Array, isCyclic: Uint8Array) {
  const circleStart = new Int32Array(order.length);
  const circleEnd = new Int32Array(order.length);
  for (let start = 0; start < order.length; ) {
    const component = componentOf[order[start]!]!;
    let end = start + 1;
    while (end < order.length && componentOf[order[end]!] === component) end += 1;
    if (isCyclic[component] === 1) {
      circleStart.fill(start, start, end);
      circleEnd.fill(end, start, end);
    }
    start = end;
  }
  return { circleStart, circleEnd };
}
