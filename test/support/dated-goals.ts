import { forwardChain } from '../../src/curriculum/forward-chain.ts';
import type { SelectionProblem } from '../../src/planner/select/problem.ts';

/** A goal as enumeration sees it: a node, what it is worth, and the index of its date. */
export interface GoalByDate {
  readonly node: number;
  readonly importance: number;
  readonly date: number;
}

/**
 * Which goals to keep, by trying every set of them with every way to learn in stages: the most that they can weigh, and of
 * those that do the one that has the first goal in which they differ. For a dozen priced nodes.
 */
export function bestGoals(
  problem: SelectionProblem,
  goals: readonly GoalByDate[],
  room: readonly number[],
): { worth: number; kept: number[] } {
  const reached = reachedByEverySet(problem, goals);
  let best = { worth: -1, kept: [] as number[] };
  for (let set = 0; set < 1 << goals.length; set++) {
    const kept = goals.map((_, goal) => goal).filter((goal) => (set >> goal) & 1);
    const worth = kept.reduce((sum, goal) => sum + goals[goal]!.importance, 0);
    if (worth < best.worth || (worth === best.worth && !isFirst(kept, best.kept))) continue;
    if (canBeKept(reached, kept, goals, room)) best = { worth, kept };
  }
  return best;
}

/** Whether all the goals can be reached in stages that fit the room up to their dates. */
export function canKeep(
  problem: SelectionProblem,
  goals: readonly GoalByDate[],
  room: readonly number[],
): boolean {
  const all = goals.map((_, goal) => goal);
  return canBeKept(reachedByEverySet(problem, goals), all, goals, room);
}

interface Reached {
  readonly set: number;
  readonly cost: number;
  /** By goal, as bits. */
  readonly goals: number;
}

function reachedByEverySet(
  { andOr, known, excluded, costs }: SelectionProblem,
  goals: readonly GoalByDate[],
): Reached[] {
  const priced = [...costs.keys()].filter(
    (node) => costs[node]! > 0 && known[node] === 0 && excluded[node] === 0,
  );
  return Array.from({ length: 1 << priced.length }, (_, set) => {
    const blocked = new Uint8Array(andOr.nodeCount);
    for (const node of costs.keys()) {
      if (known[node] === 0 && (excluded[node] === 1 || costs[node]! > 0)) blocked[node] = 1;
    }
    let cost = 0;
    priced.forEach((node, index) => {
      if (((set >> index) & 1) === 0) return;
      blocked[node] = 0;
      cost += costs[node]!;
    });
    const { round } = forwardChain(andOr, blocked, known);
    let reached = 0;
    goals.forEach(({ node }, goal) => {
      if (round[node] !== -1) reached |= 1 << goal;
    });
    return { set, cost, goals: reached };
  });
}

/** Date after date: the sets that can be learned by then and hold one that could be learned by the date before. */
function canBeKept(
  reached: readonly Reached[],
  kept: readonly number[],
  goals: readonly GoalByDate[],
  room: readonly number[],
): boolean {
  let stages = [0];
  for (const [date, most] of room.entries()) {
    const due = kept.filter((goal) => goals[goal]!.date <= date);
    const wanted = due.reduce((bits, goal) => bits | (1 << goal), 0);
    const fitting = reached.filter(
      ({ cost, goals: held }) => cost <= most && (held & wanted) === wanted,
    );
    stages = fitting
      .map(({ set }) => set)
      .filter((set) => stages.some((before) => (before & set) === before));
    if (stages.length === 0) return false;
  }
  return true;
}

function isFirst(left: readonly number[], right: readonly number[]): boolean {
  const at = left.findIndex((goal, index) => goal !== right[index]);
  return at !== -1 && (right[at] === undefined || left[at]! < right[at]!);
}
