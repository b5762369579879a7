/** What whoever imports may say beside the files. */
export const importLimits = {
  /** For skills of which nobody says how long they take. */
  hoursByDefault: 4,
  /** The most that these can be. */
  hours: 10_000,
  /** Characters of the id of a curriculum. */
  curriculum: 100,
} as const;
