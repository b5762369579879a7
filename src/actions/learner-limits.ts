/** How much may be said of people at once, and how long it may be, in characters where nothing else is said. */
export const learnerLimits = {
  evidenceItems: 500,
  externalIds: 20,
  name: 200,
  mail: 254,
  system: 100,
  source: 100,
  /** An index has to hold it, beside the source. */
  externalId: 500,
  note: 2_000,
  /** What came with evidence in a format of its source, as JSON. */
  data: 20_000,
  title: 200,
  idempotencyKey: 200,
  /** Of one learner; the oldest go when another begins. What they found stays. */
  placements: 50,
  /** Pins and vetoes on one roadmap. */
  guidance: 100,
} as const;

/** So much may the clock of a source be ahead of ours. */
export const clockSkewMaxMs = 5 * 60_000;

export const dayMs = 86_400_000;

/** So long is what was answered kept for whoever repeats a request. */
export const keptResponseMs = 2 * dayMs;
