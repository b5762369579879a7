import type { CurriculumDifference } from '../curriculum/difference/alteration.ts';
import type { CurriculaComparison, GoalEffect, PlannedGoal } from '../planner/compare-curricula.ts';
import { goalJson } from './plan-result.ts';

/** One of two curricula that are compared: where it was read from, or the number of its revision. */
export interface ComparedSide {
  readonly curriculum: string;
  readonly path: string | null;
  readonly revision: number | null;
}

/** What one curriculum has otherwise than another, and what that means, as plain data; fields are named as in the API. */
export function curriculaComparisonJson(
  from: ComparedSide,
  to: ComparedSide,
  difference: CurriculumDifference,
  effects: CurriculaComparison,
) {
  const { summary, alterations } = difference;
  return {
    kind: 'difference',
    from,
    to,
    difference: { isEmpty: alterations.length === 0, summary, alterations },
    effects: {
      summary: effects.summary,
      goals: effects.goals.map(effectJson),
      goalsLeftOut: effects.goalsLeftOut,
    },
  };
}

function effectJson({ before, after, ...effect }: GoalEffect) {
  return {
    fate: effect.fate,
    before: before && plannedJson(before),
    after: after && plannedJson(after),
    stepsIn: effect.stepsIn,
    stepsOut: effect.stepsOut,
    skillsClosed: effect.skillsClosed,
    skillsOpened: effect.skillsOpened,
    says: effect.says,
  };
}

function plannedJson({ goals, ...planned }: PlannedGoal) {
  return { goals: goals.map(goalJson), ...planned };
}
