import type { ObjectiveName } from './objectives/index.ts';

export const projectInclusions = ['NONE', 'ONE_PER_MILESTONE', 'ALL'] as const;
export type ProjectInclusion = (typeof projectInclusions)[number];

/** What a learner asks of the planner: the same shape as the API's `PlanRoadmapInput`, absent and null being one. */
export interface PlanRequest {
  readonly goals: readonly GoalRequest[];
  readonly knows?: readonly CompetencyRequest[] | null;
  readonly denies?: readonly CompetencyRequest[] | null;
  readonly inferKnown?: boolean | null;
  readonly completedProjects?: readonly string[] | null;
  readonly prefers?: readonly string[] | null;
  readonly avoids?: readonly string[] | null;
  readonly excludes?: readonly string[] | null;
  readonly pins?: readonly string[] | null;
  readonly includeRecommended?: boolean | null;
  readonly projects?: ProjectInclusion | null;
  readonly objective?: ObjectiveName | null;
  readonly keepOrder?: readonly string[] | null;
  readonly hoursPerWeek?: number | null;
  /** Dates are `YYYY-MM-DD`. */
  readonly startOn?: string | null;
  readonly finishBy?: string | null;
  readonly pauses?: readonly PauseRequest[] | null;
}

/** Exactly one of the three is named; a level only with a skill. */
export interface GoalRequest {
  readonly careerPath?: string | null;
  readonly project?: string | null;
  readonly skill?: string | null;
  readonly level?: string | null;
  readonly importance?: number | null;
  readonly by?: string | null;
}

export interface CompetencyRequest {
  readonly skill: string;
  readonly level?: string | null;
}

/** Both days belong to the pause. */
export interface PauseRequest {
  readonly from: string;
  readonly to: string;
}
