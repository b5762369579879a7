import type { CompareGoalsResult, GoalCost } from '../planner/compare-goals.ts';
import type { Addressee } from './plan-request.ts';
import { goalJson, type PlanResultJson, planResultJson } from './plan-result.ts';

/** Data that can be written as JSON; `kind` says what it is. */
export interface GoalComparisonJson {
  readonly kind: CompareGoalsResult['kind'] | PlanResultJson['kind'];
}

/** What goals cost and share as plain data, complete and with its keys in a fixed order; fields are named as in the API. */
export function goalComparisonJson(
  result: CompareGoalsResult,
  addressee: Addressee,
): GoalComparisonJson {
  if (result.kind !== 'goal-comparison') return planResultJson(result, addressee);
  const { kind, summary, goals, totalHours, shared, sharedHours } = result;
  const comparison = {
    kind,
    curriculum: addressee.curriculum,
    revision: addressee.revision,
    summary,
    goals: goals.map(goalCostJson),
    totalHours,
    shared,
    sharedHours,
  };
  return comparison;
}

function goalCostJson({ goal, hours, stepCount, extraHours, ...cost }: GoalCost) {
  return {
    goal: goalJson(goal),
    hours,
    stepCount,
    extraHours,
    sharesWith: cost.sharesWith.map((shared) => ({
      goal: goalJson(shared.goal),
      hours: shared.hours,
    })),
    partsAt: cost.partsAt,
    proof: cost.proof,
  };
}
