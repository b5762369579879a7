/** What one thread that works on whole curricula may take, and how much of what it finds is told. */
export const curriculumThreadLimits = {
  /** Of the problems of one text the first so many are told, each with so many steps of its path. */
  defectsTold: 1_000,
  pathSteps: 100,
  /** So many texts may wait or be read; others are asked to come back. */
  waiting: 16,
  /** Longer than a sound curriculum of 100,000 skills takes. */
  milliseconds: 60_000,
  heapMegabytes: 1_024,
  /** A thread that has read so much is replaced by a new one, which gives back what the reading took. */
  charactersPerThread: 2_000_000,
} as const;
