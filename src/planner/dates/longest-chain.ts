import type { LongestChain, Step } from '../roadmap.ts';

/**
 * The steps that can only follow one another and take longest together; of chains as long the one whose steps come first,
 * seen from the end. Linear in the links.
 */
export function longestChain(steps: readonly Step[]): LongestChain {
  const tenths = new Float64Array(steps.length);
  const before = new Int32Array(steps.length);
  let last = -1;
  steps.forEach((step, index) => {
    before[index] = -1;
    for (const { position } of step.after) {
      const candidate = position - 1;
      const known = before[index]!;
      const isLonger =
        known === -1 ||
        tenths[candidate]! > tenths[known]! ||
        (tenths[candidate] === tenths[known] && candidate < known);
      if (isLonger) before[index] = candidate;
    }
    tenths[index] =
      Math.round(step.hours * 10) + (before[index] === -1 ? 0 : tenths[before[index]!]!);
    if (last === -1 || tenths[index]! > tenths[last]!) last = index;
  });
  const chain: Step[] = [];
  for (let index = last; index !== -1; index = before[index]!) chain.push(steps[index]!);
  return { steps: chain.reverse(), hours: last === -1 ? 0 : tenths[last]! / 10 };
}
