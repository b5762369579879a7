import type { PauseRequest, PlanRequest } from '../request.ts';

/**
 * What was asked for when a roadmap was adopted. What is left out is what the learner wishes for otherwise, now and later;
 * goals stay as they were. Plain data, since it is stored.
 */
export interface AdoptedRequest extends Omit<PlanRequest, 'keepOrder'> {
  readonly guidance: readonly Guidance[];
  /** The revision whose names it uses, whichever it is planned on later; left out where nobody noted it. */
  readonly askedOn?: number | undefined;
}

export const guidanceKinds = ['PIN', 'VETO'] as const;
export type GuidanceKind = (typeof guidanceKinds)[number];

/** Something that is to be on a roadmap, or not to be, however often it is planned anew, until it is withdrawn. */
export interface Guidance {
  readonly kind: GuidanceKind;
  /** `slug` or `slug@level`. */
  readonly name: string;
  readonly by: GuidedBy;
  /** ISO 8601. */
  readonly at: string;
}

export interface GuidedBy {
  readonly kind: 'LEARNER' | 'MENTOR' | 'SERVICE' | 'AUTHOR' | 'ADMIN' | 'ANONYMOUS';
  /** The id of a person, else that of a token. */
  readonly name: string;
}

/** What came of an adopted roadmap when it was planned last. Plain data, since it is stored. */
export interface AdoptedPlan {
  /** As the planner saw it: on the same revision it gives the same roadmap, of what was left to do. */
  readonly request: PlanRequest;
  /** What the planner was asked but for what the learner knows and has done: by it one knows that wishes have changed. */
  readonly wishes: PlanRequest;
  /** In order: what was done by then, as far as it was on the roadmap, and what was left to do. */
  readonly steps: readonly PlannedStep[];
  readonly goals: readonly PlannedGoal[];
  readonly summary: string;
  /** When each project on the roadmap was found done, in ISO 8601, by its key: nothing else tells. */
  readonly builtAt: Readonly<Record<string, string>>;
  /** So many of the first steps were done by then. */
  readonly doneCount: number;
  /** Equal where what is known, but for the steps that were left to do, is the same: otherwise it is planned anew. */
  readonly basis: string;
  /** The number of the newest evidence by then; 0 before there was any. */
  readonly evidence: number;
  readonly pace: PlannedPace | null;
  /** The last day of the last step; null without hours a week. */
  readonly finishesOn: string | null;
  readonly attention: Attention | null;
  /** When every step was found done, in ISO 8601; left out while one is not. */
  readonly completedAt?: string;
}

export interface PlannedStep {
  /** As the planner's: `functions@working`, `notes-app`. */
  readonly key: string;
  readonly title: string;
  readonly hours: number;
  /** The keys of steps of the roadmap that have to precede it, directly. */
  readonly after: readonly string[];
  /** Of what was done and is no longer in the curriculum: the revision that had it under this key. */
  readonly retiredAfter?: number | undefined;
}

export interface PlannedGoal {
  readonly title: string;
  /** `YYYY-MM-DD` */
  readonly by: string | null;
  /** The keys of the steps that serve it. */
  readonly steps: readonly string[];
}

/** By which hours of work have their days, whatever is done when: `hoursBefore` were due by the day before `startOn`. */
export interface PlannedPace {
  readonly startOn: string;
  readonly hoursBefore: number;
  readonly hoursPerWeek: number;
  readonly pauses: readonly PauseRequest[];
}

/** Why a roadmap could not be planned anew and stayed as it was. */
export interface Attention {
  readonly message: string;
  /** ISO 8601 */
  readonly since: string;
  /** The revision on which it could not be planned. */
  readonly revision: number;
}
