/** An adaptive check of what a learner knows, as it is kept: what was asked for and answered, and where it stands. */
export interface KeptPlacement {
  readonly learner: string;
  /** A UUID of version 7, so that placements are in the order in which they began. */
  readonly id: string;
  /** The slug of the curriculum, and the revision that all its questions are about. */
  readonly curriculum: string;
  readonly revision: number;
  /** The planner's request, with the answers so far. */
  readonly request: unknown;
  /** What is asked now, and how sure it is, as data. */
  readonly standing: unknown;
  readonly startedAt: Date;
  /** When it was answered last; when it began, before any answer. */
  readonly answeredAt: Date;
  /** When it stopped and its evidence was recorded; null while there is a question. */
  readonly doneAt: Date | null;
}
