/** Somebody of a cohort, as far as can be told from the roadmap that they follow. */
export interface CohortMember {
  readonly learner: string;
  /** Null where they follow none on the curriculum in question. */
  readonly roadmap: MemberRoadmap | null;
}

/** Hours are multiples of 0.1. */
export interface MemberRoadmap {
  readonly hoursDone: number;
  /** What is still to be done, in an order in which it can be. */
  readonly open: readonly OpenStep[];
}

export interface OpenStep {
  /** As on roadmaps: `functions@working`, `notes-app`. */
  readonly key: string;
  readonly hours: number;
  /** The keys of the steps that must precede it, directly; those that aren't open any more hold. */
  readonly after: readonly string[];
}

/** How much of a roadmap is done, from 0 to 1, by its hours. */
export function shareDone({ hoursDone, open }: MemberRoadmap): number {
  const hoursLeft = open.reduce((sum, { hours }) => sum + hours, 0);
  return hoursLeft === 0 ? 1 : hoursDone / (hoursDone + hoursLeft);
}
