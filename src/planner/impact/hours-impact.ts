/** By how many hours roadmaps become longer or, less than 0, shorter. */
export interface HoursImpact {
  readonly longer: number | null;
  readonly shorter: number | null;
  /** Of all together; null where it is told to nobody. */
  readonly total: number | null;
  /** Of the roadmaps whose hours change, in order: none where there are none. */
  readonly quantiles: readonly Quantile[];
  /** Buckets of roadmaps whose hours change, in order. */
  readonly histogram: readonly HoursBucket[];
  /** The most that any becomes longer and shorter; 0 where none does. Null where it is told to nobody. */
  readonly mostAdded: number | null;
  readonly mostSaved: number | null;
}

export interface Quantile {
  /** From 0 to 1: so many of them change by no more than `hours`. */
  readonly share: number;
  readonly hours: number;
}

export interface HoursBucket {
  /** From more than `from` up to `to`; null where it has no end there. */
  readonly from: number | null;
  readonly to: number | null;
  readonly learners: number;
}

/**
 * Adds up by how many hours each of many roadmaps changes, in an amount of memory that goes by how many different changes
 * there are. The order in which they come doesn't matter.
 */
export class HoursSum {
  /** Of those that change, how many do so by so many tenths of an hour. */
  readonly #counts = new Map<number, number>();

  add(hoursBefore: number, hoursAfter: number): void {
    const tenths = Math.round(hoursAfter * 10) - Math.round(hoursBefore * 10);
    if (tenths !== 0) this.#counts.set(tenths, (this.#counts.get(tenths) ?? 0) + 1);
  }

  /**
   * @param least what is told is told of so many people at the least: nothing lies beyond a quantile, or in a bucket, that is
   * of fewer. 1 tells everything.
   */
  sum(least: number): HoursImpact {
    const ordered = [...this.#counts].sort(([one], [other]) => one - other);
    const of = (keep: (tenths: number) => boolean) =>
      ordered.reduce((sum, [tenths, count]) => sum + (keep(tenths) ? count : 0), 0);
    const all = of(() => true);
    const longer = of((tenths) => tenths > 0);
    const shorter = all - longer;
    const isTold = all === 0 || all >= least;
    const total = ordered.reduce((sum, [tenths, count]) => sum + tenths * count, 0);
    const rising = ordered.filter(([tenths]) => tenths > 0).reverse();
    const falling = ordered.filter(([tenths]) => tenths < 0);
    return {
      longer: toldBeside(longer, shorter, least),
      shorter: toldBeside(shorter, longer, least),
      total: isTold ? total / 10 : null,
      quantiles: quantilesOf(ordered, all, least),
      histogram: isTold ? joined(bucketsOf(ordered), least) : [],
      mostAdded: extremeOf(rising, longer, least),
      mostSaved: extremeOf(falling, shorter, least),
    };
  }
}

/** The number, unless it is of some people, but of too few. */
export function told(count: number, least: number): number | null {
  return count > 0 && count < least ? null : count;
}

/** The number, unless it would tell, with all in the histogram, another one that is not told. */
function toldBeside(count: number, other: number, least: number): number | null {
  return count > 0 && told(other, least) === null ? null : told(count, least);
}

type Counted = readonly (readonly [tenths: number, count: number])[];

const shares = [0.1, 0.25, 0.5, 0.75, 0.9] as const;

/** Each is the change of the one at its place, where they stand in order. */
function quantilesOf(ordered: Counted, all: number, least: number): Quantile[] {
  return shares.flatMap((share) => {
    const place = Math.ceil(share * all);
    const isTold = place >= least && all - place + 1 >= least;
    return all > 0 && isTold ? [{ share, hours: atPlace(ordered, place) }] : [];
  });
}

/** @param place from 1 */
function atPlace(ordered: Counted, place: number): number {
  let seen = 0;
  for (const [tenths, count] of ordered) {
    seen += count;
    if (seen >= place) return tenths / 10;
  }
  return Number.NaN;
}

/** What so many as may be told of reach at the least, those who change most: of one person it would be that one's. */
function extremeOf(ordered: Counted, count: number, least: number): number | null {
  if (count === 0) return 0;
  return count < least ? null : Math.abs(atPlace(ordered, least));
}

/** The ends of buckets, in hours. */
const ends = [-100, -50, -20, -10, -5, 0, 5, 10, 20, 50, 100] as const;

function bucketsOf(ordered: Counted): HoursBucket[] {
  const counts = Array.from({ length: ends.length + 1 }, () => 0);
  for (const [tenths, count] of ordered) {
    const bucket = ends.findIndex((end) => tenths <= end * 10);
    counts[bucket === -1 ? ends.length : bucket]! += count;
  }
  return counts.map((learners, index) => ({
    ...{ from: ends[index - 1] ?? null, to: ends[index] ?? null, learners },
  }));
}

/** Without empty ones at the ends, and each with so many people or nobody: what has fewer becomes one with its neighbour. */
function joined(buckets: readonly HoursBucket[], least: number): HoursBucket[] {
  const first = buckets.findIndex(({ learners }) => learners > 0);
  const last = buckets.findLastIndex(({ learners }) => learners > 0);
  const isSmall = ({ learners }: HoursBucket) => learners > 0 && learners < least;
  const found: HoursBucket[] = [];
  for (const bucket of first === -1 ? [] : buckets.slice(first, last + 1)) {
    found.push(bucket);
    while (found.length > 1 && found.slice(-2).some(isSmall)) {
      const [one, other] = found.splice(-2) as [HoursBucket, HoursBucket];
      found.push(joinedPair(one, other));
    }
  }
  return found;
}

function joinedPair(one: HoursBucket, other: HoursBucket): HoursBucket {
  return { from: one.from, to: other.to, learners: one.learners + other.learners };
}
