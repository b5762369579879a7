/** How much one request may ask for. */
export const limits = {
  goals: 50,
  /** Names in each of the other lists of a request. */
  names: 2_000,
  pauses: 100,
  nameLength: 200,
  importance: 1_000,
  hoursPerWeek: 168,
  /** The last day of a schedule lies less than this many years after its first. */
  years: 100,
} as const;
