import { AndOrBuilder } from '../curriculum/and-or.ts';
import type { Knowledge } from './infer.ts';
import type { SelectionProblem } from './select/problem.ts';
import { select } from './select/select.ts';
import type { NamedNodes, Wishes } from './wishes.ts';
import type { Work } from './work.ts';

/** So many ways are found, and so many selections are tried for it. */
const waysMax = 5;
const attemptsMax = 60;
const nodeBudget = 1_000;

/** A search for ways that lift some wishes and keep others. */
interface Attempt {
  readonly lifted: readonly number[];
  readonly kept: readonly number[];
}

/**
 * The fewest exclusions and pins without which everything else can be had, in several ways where there are. A selection
 * like any other: what is excluded needs that its exclusion is lifted, at a price of 1. The next ways are found by keeping
 * one after the other of those lifted before (Lawler 1972).
 */
export function* smallestLifts(
  wishes: Wishes,
  knowledge: Knowledge,
): Work<readonly NamedNodes[][]> {
  const candidates = [...wishes.exclusions, ...wishes.pins];
  const problem = liftingProblem(wishes, knowledge, candidates);
  const first = wishes.graph.nodes.nodeCount;
  const ways: number[][] = [];
  const attempts: Attempt[] = [{ lifted: [], kept: [] }];
  for (const [attempt, { lifted, kept }] of attempts.entries()) {
    if (ways.length === waysMax || attempt === attemptsMax) break;
    const excluded = problem.excluded.slice();
    for (const wish of kept) excluded[wish] = 1;
    const targets = [...problem.targets, ...lifted];
    const selection = yield* select({ ...problem, targets, excluded }, nodeBudget);
    if (selection === null || selection.cost > (ways[0]?.length ?? selection.cost)) continue;
    const way = selection.nodes.filter((node) => problem.costs[node] === 1);
    ways.push(way);
    const free = way.filter((wish) => !lifted.includes(wish));
    free.forEach((wish, index) => {
      attempts.push({ lifted: [...lifted, ...free.slice(0, index)], kept: [...kept, wish] });
    });
  }
  return ways.map((way) => way.map((wish) => candidates[wish - first]!));
}

/** The graph, then a node for each wish that lifts it, then for each pin a node that is had or lifted. */
function liftingProblem(
  { graph, goals, exclusions, pins }: Wishes,
  { known }: Knowledge,
  candidates: readonly NamedNodes[],
): SelectionProblem {
  const { nodeCount, groupStart, need, memberStart, members } = graph.nodes;
  const liftsOf = new Map<number, number[]>();
  exclusions.forEach(({ nodes }, index) => {
    for (const node of nodes) liftsOf.set(node, [...(liftsOf.get(node) ?? []), nodeCount + index]);
  });
  const builder = new AndOrBuilder();
  for (let node = 0; node < nodeCount; node++) {
    builder.startNode();
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      const own = members.subarray(memberStart[group], memberStart[group + 1]);
      builder.addGroup(need[group]!, [...own]);
    }
    const lifts = liftsOf.get(node);
    if (lifts !== undefined) builder.addGroup(lifts.length, lifts);
  }
  for (const _ of candidates) builder.startNode();
  const firstPin = nodeCount + exclusions.length;
  pins.forEach(({ nodes }, index) => {
    builder.startNode();
    builder.addGroup(1, [nodes[0]!, firstPin + index]);
  });
  const count = builder.nodeCount;
  const costs = new Int32Array(count);
  costs.fill(1, nodeCount, nodeCount + candidates.length);
  const alreadyKnown = new Uint8Array(count);
  alreadyKnown.set(known);
  return {
    andOr: builder.build(),
    targets: [
      ...goals.map(({ node }) => node),
      ...pins.map((_, index) => nodeCount + candidates.length + index),
    ],
    known: alreadyKnown,
    excluded: new Uint8Array(count),
    costs,
  };
}
