import { counted } from '../../util/counted.ts';
import { type CohortMember, shareDone } from './member.ts';

/** How far the members of a cohort are on their roadmaps. Shares are from 0 to 1, by hours. */
export interface ProgressDistribution {
  /** How many members there are. */
  readonly members: number;
  /** How many of them follow a roadmap; all figures below are of these. */
  readonly planned: number;
  /** Ten buckets: from 0 up to a tenth, and so on; the last one up to and with all. */
  readonly histogram: readonly number[];
  /**
   * The share that one, two, … nine tenths of the members have not passed: the value of the member at that place, where
   * they stand in order; empty where nobody follows a roadmap.
   */
  readonly deciles: readonly number[];
  /** The middle one, or the mean of the two in the middle; null where nobody follows a roadmap. */
  readonly median: number | null;
  readonly mean: number | null;
  /** How many have done all of it. */
  readonly finished: number;
  readonly text: string;
}

export function distributionOf(members: readonly CohortMember[]): ProgressDistribution {
  const shares = members
    .flatMap(({ roadmap }) => (roadmap === null ? [] : [shareDone(roadmap)]))
    .sort((left, right) => left - right);
  const histogram = Array.from({ length: 10 }, () => 0);
  for (const share of shares) histogram[bucketOf(share)]! += 1;
  const planned = shares.length;
  const figures = {
    members: members.length,
    planned,
    histogram,
    deciles:
      planned === 0 ? [] : tenths.map((tenth) => shares[Math.ceil((tenth * planned) / 10) - 1]!),
    median: medianOf(shares),
    mean: planned === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / planned,
    finished: shares.filter((share) => share === 1).length,
  };
  return { ...figures, text: textOf(figures) };
}

const tenths = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** Shares are quotients of hours: what is a tenth but for its last digit is one. */
function bucketOf(share: number): number {
  return Math.min(9, Math.floor(share * 10 + 1e-9));
}

/** Of an ordered list. */
function medianOf(shares: readonly number[]): number | null {
  if (shares.length === 0) return null;
  const middle = shares.length / 2;
  return (shares[Math.ceil(middle) - 1]! + shares[Math.floor(middle)]!) / 2;
}

function textOf(figures: Omit<ProgressDistribution, 'text'>): string {
  const { members, planned, median, finished, histogram } = figures;
  if (members === 0) return 'Nobody is in this cohort yet.';
  if (median === null) return `None of ${counted(members, 'member')} follows a roadmap yet.`;
  const without = members - planned;
  const parts = [
    planned === 1
      ? `The one learner with a roadmap has done ${percentText(median)} of it.`
      : `Half of the ${planned} learners with a roadmap have done ${percentText(median)} of it or more.`,
    ...(finished > 0 ? [`${finished} ${finished === 1 ? 'has' : 'have'} finished.`] : []),
    ...(histogram[0]! > 0
      ? [`${histogram[0]} ${histogram[0] === 1 ? 'has' : 'have'} done less than a tenth.`]
      : []),
    ...(without > 0 ? [`${without} ${without === 1 ? 'follows' : 'follow'} no roadmap yet.`] : []),
  ];
  return parts.join(' ');
}

/** Rounded down: nobody is told to be done who is not. */
function percentText(share: number): string {
  return `${Math.floor(share * 100 + 1e-9)} %`;
}
