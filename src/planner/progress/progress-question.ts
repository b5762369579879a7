import type { PauseRequest } from '../request.ts';
import type { AdoptedPlan } from './adopted-plan.ts';

/** When a step of a roadmap was done, and how that is known. */
export interface Done {
  /** A day as in `util/calendar.ts`; null where nobody knows. */
  readonly day: number | null;
  /** It was worked on, rather than found to be known already. */
  readonly isWorked: boolean;
}

/** What progress is told from. */
export interface ProgressQuestion {
  readonly plan: AdoptedPlan;
  /** By the keys of steps. */
  readonly done: ReadonlyMap<string, Done>;
  /** The day on which it was adopted, and the one that it is now. */
  readonly adoptedOn: number;
  readonly today: number;
  /** What the learner says; null where nothing is said. */
  readonly hoursPerWeek: number | null;
  readonly pauses: readonly PauseRequest[];
}
