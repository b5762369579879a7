/** What one thread that works on whole curricula may take, and how much of what it finds is told. */
export interface CurriculumThreadLimits {
  /** Of the problems of one text so many are told, each with so many steps of its path. */
  readonly defectsTold: number;
  readonly pathSteps: number;
  /** So many texts may wait or be read; others are asked to come back. */
  readonly waiting: number;
  /** Of one text. */
  readonly milliseconds: number;
  readonly heapMegabytes: number;
  /** A thread that has read so much is replaced by a new one, which gives back what the reading took. */
  readonly charactersPerThread: number;
}

export const curriculumThreadLimits: CurriculumThreadLimits = {
  defectsTold: 1_000,
  pathSteps: 100,
  waiting: 16,
  // Longer than a sound curriculum of 100,000 skills takes.
  milliseconds: 60_000,
  heapMegabytes: 1_024,
  charactersPerThread: 2_000_000,
};
