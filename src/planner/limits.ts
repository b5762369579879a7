/** How much one request may ask for. */
export const limits = {
  goals: 50,
  /** Names in each of the other lists of a request. */
  names: 2_000,
  pauses: 100,
  nameLength: 200,
  importance: 1_000,
  hoursPerWeek: 168,
  /** A schedule that takes longer, pauses included, is refused. */
  years: 100,
} as const;
