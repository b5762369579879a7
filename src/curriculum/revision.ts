/** One published state of a curriculum. It never changes. */
export interface Revision {
  /** The curriculum's slug. */
  readonly curriculum: string;
  /** From 1, without gaps. */
  readonly number: number;
  /**
   * SHA-256, in hexadecimal, of the curriculum's document with its keys in order and without white space; equal for
   * equal curricula.
   */
  readonly digest: string;
  readonly publishedAt: Date;
  /** `seeds`, `command-line`, or who else it was. */
  readonly publishedBy: string;
  readonly note: string | null;
}

/** How many of each a revision has. */
export interface CurriculumSize {
  readonly areas: number;
  readonly skills: number;
  readonly projects: number;
  readonly careerPaths: number;
  readonly advice: number;
}

/** By which a revision is kept among those of all curricula. */
export function revisionKey({
  curriculum,
  number,
}: Pick<Revision, 'curriculum' | 'number'>): string {
  return `${curriculum} ${number}`;
}
