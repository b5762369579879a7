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
  for (const step of steps) {
    for (const { step: other } of step.reasons) {
      if (other === null) continue;
      const leading = leadingTo.get(other);
      if (leading === undefined) leadingTo.set(other, [step]);
      else leading.push(step);
    }
  }
  const served = new Map<Step, Goal[]>(steps.map((step) => [step, []]));
  for (const goal of goals) {
    const reached = new Set(
      steps.filter(({ reasons }) => reasons.some((reason) => reason.goal === goal)),
    );
    for (const step of reached) {
      served.get(step)!.push(goal);
      for (const other of leadingTo.get(step) ?? []) reached.add(other);
    }
  }
  return served;
}
