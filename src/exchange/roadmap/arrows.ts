import type { Step } from '../../planner/roadmap.ts';
import type { Work } from '../../planner/work.ts';

/**
 * For each step the steps that a drawing leads to it from: those that must come before it directly, less those that
 * have to come before another of them. Which step must precede which can be seen as before, with far fewer arrows.
 * Linear in edges times steps / 32.
 */
export function* arrowsOf(steps: readonly Step[]): Work<ReadonlyMap<Step, readonly Step[]>> {
  const index = new Map(steps.map((step, at) => [step, at]));
  const before = steps.map(({ after }) => after.map((step) => index.get(step)!));
  const kept = steps.map((): Step[] => []);
  const reaches = new Int32Array(steps.length);
  // Thirty-two steps at a time, each with a bit: which of them come before each later step, and by how long a way.
  for (let first = 0; first < steps.length; first += 32) {
    reaches.fill(0);
    for (let step = first; step < steps.length; step++) {
      const { direct, through } = waysTo(before[step]!, first, reaches);
      reaches[step] = direct | through;
      for (let bits = direct & ~through; bits !== 0; bits &= bits - 1)
        kept[step]!.push(steps[first + 31 - Math.clz32(bits & -bits)]!);
    }
    yield;
  }
  return new Map(steps.map((step, at) => [step, kept[at]!]));
}

/** Which of the thirty-two steps from the first lead to a step directly, and which by way of another. */
function waysTo(before: readonly number[], first: number, reaches: Int32Array) {
  let direct = 0;
  let through = 0;
  for (const step of before) {
    through |= reaches[step]!;
    if (step >= first && step < first + 32) direct |= 1 << (step - first);
  }
  return { direct, through };
}
