/** Of the normal distribution: 95 in 100 lie no farther from the middle. */
const deviations = 1.96;

/**
 * By how much a share of a sample may differ from that of all, 95 times in 100, whatever the share is: the normal
 * approximation at a half, where it is widest, with the correction for a sample that is a good part of all (Cochran,
 * Sampling Techniques, section 2.7). From 0 to 1; 0 where all are in the sample.
 */
export function marginOf(examined: number, of: number): number {
  if (examined >= of) return 0;
  if (examined === 0) return 1;
  return Math.min(1, deviations * 0.5 * Math.sqrt((of - examined) / ((of - 1) * examined)));
}
