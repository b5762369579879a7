import type { Competency } from '../curriculum/requirement.ts';
import type { Refusal } from './refusal.ts';
import type { CompetencyRequest, GoalRequest } from './request.ts';
import type { Goal, Proof } from './roadmap.ts';

export interface CompareGoalsRequest {
  readonly goals: readonly GoalRequest[];
  readonly knows?: readonly CompetencyRequest[] | null;
  readonly denies?: readonly CompetencyRequest[] | null;
  readonly inferKnown?: boolean | null;
  readonly completedProjects?: readonly string[] | null;
  readonly prefers?: readonly string[] | null;
  readonly avoids?: readonly string[] | null;
  readonly excludes?: readonly string[] | null;
}

export type CompareGoalsResult = GoalComparison | Refusal;

/** What each goal would cost from here, and what they share. */
export interface GoalComparison {
  readonly kind: 'goal-comparison';
  /** In the order asked. */
  readonly goals: readonly GoalCost[];
  /** Hours for all goals together, planned jointly. */
  readonly totalHours: number;
  /** The competencies to gain that every one of the goals needs when planned alone, in order of learning. */
  readonly shared: readonly Competency[];
  readonly sharedHours: number;
}

export interface GoalCost {
  readonly goal: Goal;
  /** When it is the only goal. */
  readonly hours: number;
  readonly stepCount: number;
  /** What it adds to a joint plan of all the others. */
  readonly extraHours: number;
  readonly proof: Proof;
}
