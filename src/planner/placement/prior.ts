/*
 * What is taken for likely before anything is asked. Someone who holds all that a competency needs holds it with a chance
 * that depends on how much of its area they tend to hold, on how much else stands on it, and on whether they hold an
 * alternative to it already. The figures were found by trying them on simulated learners of several kinds; answers soon
 * outweigh them.
 */

/** How much of an area someone tends to hold: the chance of a competency on which some others stand. */
const rates = [0.05, 0.3, 0.6, 0.85, 0.96, 0.99] as const;
export const rateCount = rates.length;

/** How much stands on a competency is told as the doublings from nothing on, 0 to 6. */
export const supportCount = 7;
/** With each doubling beyond this the log-odds rise by a half. */
const usualSupport = 2;

/** The number of competencies that stand on one, as a support. */
export function supportOf(standingOnIt: number): number {
  return Math.min(supportCount - 1, Math.round(Math.log2(1 + standingOnIt)));
}

/** More need not be counted to know the support. */
export const standingCounted = 2 ** supportCount;

/** Nobody is known so well that it is surer. */
const leastChance = 0.005;

/** The chance that someone holds what is available to them: at `rate * supportCount + support`. */
export const chanceOf = Float64Array.from({ length: rateCount * supportCount }, (_, at) => {
  const rate = rates[Math.floor(at / supportCount)]!;
  const odds = (rate / (1 - rate)) * Math.exp(((at % supportCount) - usualSupport) / 2);
  return Math.min(1 - leastChance, Math.max(leastChance, odds / (1 + odds)));
});

/** The odds change by this factor for each choice that is met without it: few learn a second option. */
export const secondOptionFactor = 0.22;

/** How readily the rate of an area departs from the overall one: the chance falls by this with each place between. */
const departure = 0.7;

/** The chance of each rate of an area, by the overall one: at `overall * rateCount + rate`. Rows sum to 1. */
export const areaRateChance = Float64Array.from({ length: rateCount * rateCount }, (_, at) => {
  const overall = Math.floor(at / rateCount);
  const weights = rates.map((_, rate) => departure ** Math.abs(rate - overall));
  return weights[at % rateCount]! / weights.reduce((sum, weight) => sum + weight, 0);
});
