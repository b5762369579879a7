import type { CurriculumCompetency } from './evidence.ts';

/** What a statement of a learning platform means for who acted. */
export const verbMeanings = [
  'MASTERY',
  'COMPLETION',
  'SCORE',
  'FAILURE',
  'RETRACTION',
  'NOTHING',
] as const;
export type VerbMeaning = (typeof verbMeanings)[number];

/** What statements about an activity of a learning platform, such as a quiz or a course, show of whoever acted. */
export interface ActivityMapping {
  /** The address by which the platform calls the activity. */
  readonly iri: string;
  /** At least one, in the order in which they were named. */
  readonly competencies: readonly CurriculumCompetency[];
  /** The least share of the points, from 0 to 1, that shows it; null where only verbs and `success` say so. */
  readonly leastRatio: number | null;
  /** Whether it is enough to have completed it. */
  readonly completionCounts: boolean;
  /** Whether statements about what belongs to it count, as attempts at a quiz or modules of a course. */
  readonly partsCount: boolean;
  /** What verbs mean here, by address, where it isn't what they usually mean. */
  readonly verbs: Readonly<Record<string, VerbMeaning>>;
}
