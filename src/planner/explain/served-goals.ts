import type { Goal, Reason } from '../roadmap.ts';

interface Reasoned {
  readonly reasons: readonly Reason[];
}

/** By step, the goals that its reasons lead to, directly or by way of other steps; in the order of the goals. */
export function servedGoals<Step extends Reasoned>(
  steps: readonly Step[],
  goals: readonly Goal[],
): ReadonlyMap<Step, readonly Goal[]> {
  const leadingTo = new Map<Reasoned, Step[]>();
  const askedBy = new Map<Goal, Step[]>();
  for (const step of steps) {
    for (const { step: other, goal } of step.reasons) {
      if (other !== null) push(leadingTo, other, step);
      if (goal !== null) push(askedBy, goal, step);
    }
  }
  const served = new Map<Step, Goal[]>(steps.map((step) => [step, []]));
  for (const goal of goals) {
    const reached = new Set(askedBy.get(goal));
    for (const step of reached) {
      served.get(step)!.push(goal);
      for (const other of leadingTo.get(step) ?? []) reached.add(other);
    }
  }
  return served;
}

function push<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
