import type { ObjectiveName } from './objectives/index.ts';

export const projectInclusions = ['NONE', 'ONE_PER_MILESTONE', 'ALL'] as const;
export type ProjectInclusion = (typeof projectInclusions)[number];

/** What a learner asks of the planner: the same shape as the API's `PlanRoadmapInput`, absent and null being one. */
export interface PlanRequest {
  readonly goals: readonly GoalRequest[];
  readonly knows?: readonly CompetencyRequest[] | null | undefined;
  readonly denies?: readonly CompetencyRequest[] | null | undefined;
  readonly inferKnown?: boolean | null | undefined;
  readonly completedProjects?: readonly string[] | null | undefined;
  readonly prefers?: readonly string[] | null | undefined;
  readonly avoids?: readonly string[] | null | undefined;
  readonly excludes?: readonly string[] | null | undefined;
  readonly pins?: readonly string[] | null | undefined;
  readonly includeRecommended?: boolean | null | undefined;
  readonly projects?: ProjectInclusion | null | undefined;
  readonly objective?: ObjectiveName | null | undefined;
  readonly keepOrder?: readonly string[] | null | undefined;
  readonly hoursPerWeek?: number | null | undefined;
  /** Dates are `YYYY-MM-DD`. */
  readonly startOn?: string | null | undefined;
  readonly finishBy?: string | null | undefined;
  readonly pauses?: readonly PauseRequest[] | null | undefined;
}

/** Exactly one of the three is named; a level only with a skill. */
export interface GoalRequest {
  readonly careerPath?: string | null | undefined;
  readonly project?: string | null | undefined;
  readonly skill?: string | null | undefined;
  readonly level?: string | null | undefined;
  readonly importance?: number | null | undefined;
  readonly by?: string | null | undefined;
}

export interface CompetencyRequest {
  readonly skill: string;
  readonly level?: string | null | undefined;
}

/** Both days belong to the pause. */
export interface PauseRequest {
  readonly from: string;
  readonly to: string;
}
