/** A roadmap that a learner follows: what was asked for, and what came of it when it was planned last. */
export interface AdoptedRoadmap {
  readonly learner: string;
  /** A UUID of version 7. */
  readonly id: string;
  /** The planner's request, with the pins and vetoes that were added since. */
  readonly request: unknown;
  /** The slug of the curriculum, and the revision that it was planned on last. */
  readonly curriculum: string;
  readonly revision: number;
  /** The roadmap as data. */
  readonly plan: unknown;
  readonly adoptedAt: Date;
  readonly plannedAt: Date;
  /** Null while the learner follows it. */
  readonly endedAt: Date | null;
  /** Since when there is something that it doesn't take into account yet; null where there is nothing. */
  readonly dueSince: Date | null;
  /** The newest revision that it was held against; it stays on an older one where it can't be planned on that. */
  readonly checkedRevision: number;
  /** How many revisions it was held against, taken together, of other curricula that have skills in common with its own. */
  readonly checkedRelated: number;
}

export const changeKinds = [
  'LEARNER_UPDATED',
  'EVIDENCE_RECORDED',
  'ROADMAP_ADOPTED',
  'ROADMAP_CHANGED',
  'ROADMAP_COMPLETED',
  'ROADMAP_ENDED',
  'COHORT_JOINED',
  'COHORT_LEFT',
  'NOTE_WRITTEN',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Something that happened to a learner: what others can follow from any point on without missing anything. */
export interface LearnerChange {
  readonly learner: string;
  /**
   * Among all changes of all learners; who has seen a change has been able to see every one of a smaller sequence. From 1.
   */
  readonly sequence: number;
  readonly kind: ChangeKind;
  /** The id of the adopted roadmap that it is about; null where it is about none. */
  readonly roadmap: string | null;
  /** What is otherwise now, in a shape that the kind determines. */
  readonly what: unknown;
  /** Why, in a shape that the kind determines; null where that goes without saying. */
  readonly cause: unknown;
  readonly at: Date;
}
