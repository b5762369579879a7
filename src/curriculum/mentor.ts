/** Somebody who guides learners and confirms their evidence. */
export interface Mentor {
  /** A UUID of version 7. */
  readonly id: string;
  readonly name: string | null;
  readonly mail: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Learners that one or more mentors look after together. */
export interface Cohort {
  /** A UUID of version 7. */
  readonly id: string;
  readonly title: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What somebody wrote down about a learner, for those who look after the learner. */
export interface Note {
  /** A UUID of version 7, so that notes are in the order in which they were written. */
  readonly id: string;
  readonly learner: string;
  readonly writtenBy: string;
  readonly text: string;
  readonly createdAt: Date;
}
