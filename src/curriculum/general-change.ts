export const generalChangeKinds = [
  'LEARNER_CREATED',
  'LEARNER_ERASED',
  'MENTOR_CREATED',
  'MENTOR_UPDATED',
  'COHORT_CREATED',
  'COHORT_UPDATED',
  'COHORT_REMOVED',
  'CURRICULUM_PUBLISHED',
] as const;
export type GeneralChangeKind = (typeof generalChangeKinds)[number];

/**
 * Something that happened to no learner who is there, or by which a learner came or went. It stays when what it is about is
 * gone, and says no more of it than its id.
 */
export interface GeneralChange {
  /** Among these and all changes of learners, which are numbered together. From 1. */
  readonly sequence: number;
  readonly kind: GeneralChangeKind;
  /** The id of the learner, mentor or cohort, or the slug of the curriculum. */
  readonly subject: string;
  /** What else there is to say, in a shape that the kind determines. */
  readonly what: unknown;
  readonly at: Date;
}
