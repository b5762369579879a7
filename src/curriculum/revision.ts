/** One published state of a curriculum. It never changes. */
export interface Revision {
  /** The curriculum's slug. */
  readonly curriculum: string;
  /** From 1, without gaps. */
  readonly number: number;
  /** SHA-256 of what was published, as 64 hexadecimal digits: equal for equal curricula. */
  readonly digest: string;
  readonly publishedAt: Date;
  /** `seeds`, `command-line`, or who else it was. */
  readonly publishedBy: string;
  readonly note: string | null;
}
