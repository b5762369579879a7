/** A step as time sees it, in the order of the roadmap. */
export interface TimedStep {
  readonly tenths: number;
  /** Indices of the steps that it must precede, directly. */
  readonly unlocks: readonly number[];
  /** Tenths of an hour of work by whose end it has to be done; null where it has no date of its own. */
  readonly due: number | null;
}

/**
 * By step, the tenths of an hour by which it may end later than planned, with all that has to follow it, if what need not
 * is done in the meantime: then every date that it serves is kept still. Less than nothing where one is not. What serves no
 * date may take as long as the whole does.
 */
export function slacks(steps: readonly TimedStep[]): number[] {
  const total = steps.reduce((sum, { tenths }) => sum + tenths, 0);
  const inherited = inheritedDues(steps);
  const dates = [...new Set(inherited.filter(Number.isFinite))].sort((left, right) => left - right);
  const classOf = inherited.map((due) =>
    Number.isFinite(due) ? dates.indexOf(due) : dates.length,
  );
  const following = workFollowing(steps, classOf, dates.length + 1);
  let end = 0;
  return steps.map(({ tenths }, step) => {
    end += tenths;
    // Without a date of its own or of anything that follows, the finish counts.
    let least = classOf[step] === dates.length ? total : Number.POSITIVE_INFINITY;
    let followers = 0;
    for (let date = 0; date < dates.length; date++) {
      followers += following[step * (dates.length + 1) + date]!;
      if (date >= classOf[step]!) least = Math.min(least, dates[date]! - followers);
    }
    if (classOf[step] === dates.length) {
      least -= following[step * (dates.length + 1) + dates.length]!;
    }
    return least - end;
  });
}

/** The earliest due of a step and of all that follows it; infinite where there is none. */
function inheritedDues(steps: readonly TimedStep[]): number[] {
  const dues = steps.map(({ due }) => due ?? Number.POSITIVE_INFINITY);
  for (let step = steps.length - 1; step >= 0; step--) {
    for (const unlocked of steps[step]!.unlocks)
      dues[step] = Math.min(dues[step]!, dues[unlocked]!);
  }
  return dues;
}

/**
 * By step and class, the tenths of an hour of all steps of that class that can only follow it. Linear in edges times
 * steps / 32, and in the pairs that follow one another.
 */
function workFollowing(
  steps: readonly TimedStep[],
  classOf: readonly number[],
  classes: number,
): Float64Array {
  const sums = new Float64Array(steps.length * classes);
  const reaches = new Int32Array(steps.length);
  const forks = steps.map(({ unlocks }) => unlocks.length > 1);
  // Thirty-two possible followers at a time, each with a bit; a step reaches what the steps that it unlocks reach.
  for (let first = 0; first < steps.length; first += 32) {
    reaches.fill(0);
    for (let step = Math.min(steps.length, first + 32) - 1; step >= 0; step--) {
      let bits = 0;
      for (const unlocked of steps[step]!.unlocks) {
        bits |= reaches[unlocked]!;
        if (unlocked >= first && unlocked < first + 32) bits |= 1 << (unlocked - first);
      }
      reaches[step] = bits;
      if (!forks[step]) continue;
      for (; bits !== 0; bits &= bits - 1) {
        const follower = first + 31 - Math.clz32(bits & -bits);
        sums[step * classes + classOf[follower]!]! += steps[follower]!.tenths;
      }
    }
  }
  // What unlocks one step alone is followed by it and by whatever follows that.
  for (let step = steps.length - 1; step >= 0; step--) {
    const [next] = steps[step]!.unlocks;
    if (forks[step] || next === undefined) continue;
    for (let each = 0; each < classes; each++)
      sums[step * classes + each] = sums[next * classes + each]!;
    sums[step * classes + classOf[next]!]! += steps[next]!.tenths;
  }
  return sums;
}
