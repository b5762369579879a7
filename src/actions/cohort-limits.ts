/** How large cohorts may be, and how much may be done to one at once. */
export const cohortLimits = {
  title: 200,
  members: 1_000,
  mentors: 50,
  /** Learners or mentors that come, go or are entrusted in one request. */
  namedAtOnce: 500,
  invitations: 500,
  /** Characters of a list of people in CSV. */
  invitationText: 100_000,
  /** Competencies of a baseline. */
  baseline: 100,
  /** Those, times the members: each is a piece of evidence. */
  baselineEvidence: 10_000,
  note: 4_000,
  /** Whom a mentor looks after at once: to put them in order, the progress of all of them is worked out. */
  mentees: 2_000,
} as const;
