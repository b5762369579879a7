/** What whoever publishes may say beside the curriculum itself. */
export const publishLimits = {
  /** Characters of what is said of a revision. */
  note: 1_000,
  fileName: 500,
  /** Of the revisions that were published meanwhile the newest are told. */
  revisionsSince: 20,
} as const;
