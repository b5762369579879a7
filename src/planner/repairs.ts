import { AndOrBuilder } from '../curriculum/and-or.ts';
import { type RelevantPart, relevantPart } from './relevant-part.ts';
import type { SelectionProblem } from './select/problem.ts';
import { select } from './select/select.ts';
import type { NamedNodes, WishedGoal, Wishes } from './wishes.ts';
import type { Work } from './work.ts';

/** Wishes to give up. */
export interface Lifts {
  readonly exclusions: readonly NamedNodes[];
  readonly pins: readonly NamedNodes[];
  readonly goals: readonly WishedGoal[];
}

/** So many ways are found, and so many selections are tried for it. */
const waysMax = 5;
const attemptsMax = 60;
const nodeBudget = 1_000;

/**
 * The fewest wishes without which the others can be had, in several ways where there are: first the fewest of exclusions
 * and pins, so that every goal is reached; then, where there are other goals to keep, the fewest of all wishes.
 */
export function* smallestLifts(wishes: Wishes, known: Uint8Array): Work<readonly Lifts[]> {
  const all = yield* waysOf(liftingProblem(wishes, known, false));
  if (wishes.goals.length === 1) return all;
  const keys = new Set(all.map(({ key }) => key));
  const others = yield* waysOf(liftingProblem(wishes, known, true));
  return [...all, ...others.filter(({ key }) => !keys.has(key))];
}

/** A selection of wishes to give up, each at a price of 1. */
interface LiftingProblem {
  readonly problem: SelectionProblem;
  readonly lifts: (numbers: readonly number[]) => Lifts;
}

/** A search for ways that lift some wishes and keep others. */
interface Attempt {
  readonly lifted: readonly number[];
  readonly kept: readonly number[];
}

interface Way extends Lifts {
  readonly key: string;
}

/** The next ways are found by keeping one after the other of the wishes that were lifted before (Lawler 1972). */
function* waysOf({ problem, lifts }: LiftingProblem): Work<Way[]> {
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
  return ways.map((way) => ({ ...lifts(way), key: way.join() }));
}

/**
 * What may be needed, where what is excluded needs that its exclusions are lifted; then a node for each wish to lift; then
 * for each wish to reach something a node that holds where it is reached or lifted.
 */
function liftingProblem(wishes: Wishes, known: Uint8Array, givesUpGoals: boolean): LiftingProblem {
  const { graph, exclusions } = wishes;
  const isOpen = (node: number): boolean => known[node] === 0;
  const pins = wishes.pins.filter(({ nodes }) => isOpen(nodes[0]!));
  const goals = wishes.goals.filter(({ node }) => isOpen(node));
  const wanted = [...pins.map(({ nodes }) => nodes[0]!), ...goals.map(({ node }) => node)];
  const part = relevantPart(graph.nodes, wanted, known);
  const builder = withLifts(part, exclusions);
  const firstWish = builder.nodeCount;
  const firstWanted = firstWish + exclusions.length;
  const wishCount = exclusions.length + pins.length + (givesUpGoals ? goals.length : 0);
  for (let wish = 0; wish < wishCount; wish++) builder.startNode();
  const targets = wanted.map((node, index) => {
    if (firstWanted + index >= firstWish + wishCount) return part.numberOf[node]!;
    builder.startNode();
    builder.addGroup(1, [part.numberOf[node]!, firstWanted + index]);
    return builder.nodeCount - 1;
  });
  // Somebody who gives up every goal has nothing to plan for.
  if (givesUpGoals && goals.length === wishes.goals.length) {
    builder.startNode();
    builder.addGroup(
      1,
      goals.map(({ node }) => part.numberOf[node]!),
    );
    targets.push(builder.nodeCount - 1);
  }
  const count = builder.nodeCount;
  const costs = new Int32Array(count).fill(1, firstWish, firstWish + wishCount);
  const none = new Uint8Array(count);
  const lifted = <Item>(items: readonly Item[], first: number, numbers: readonly number[]) =>
    items.filter((_, index) => numbers.includes(first + index));
  return {
    problem: { andOr: builder.build(), targets, known: none, excluded: none, costs },
    lifts: (numbers) => ({
      exclusions: lifted(exclusions, firstWish, numbers),
      pins: lifted(pins, firstWanted, numbers),
      goals: lifted(goals, firstWanted + pins.length, numbers),
    }),
  };
}

/** The part, with a group more for each node that is excluded. */
function withLifts(part: RelevantPart, exclusions: readonly NamedNodes[]): AndOrBuilder {
  const { nodeCount, groupStart, need, memberStart, members } = part.andOr;
  const liftsOf = new Map<number, number[]>();
  exclusions.forEach(({ nodes }, index) => {
    for (const node of nodes) liftsOf.set(node, [...(liftsOf.get(node) ?? []), nodeCount + index]);
  });
  const builder = new AndOrBuilder();
  for (let number = 0; number < nodeCount; number++) {
    builder.startNode();
    for (let group = groupStart[number]!; group < groupStart[number + 1]!; group++) {
      const own = members.subarray(memberStart[group], memberStart[group + 1]);
      builder.addGroup(need[group]!, [...own]);
    }
    const lifts = liftsOf.get(part.nodes[number]!);
    if (lifts !== undefined) builder.addGroup(lifts.length, lifts);
  }
  return builder;
}
