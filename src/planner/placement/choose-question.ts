import type { Likelihood } from './belief.ts';
import { countOf, countOfBoth, type Rows } from './rows.ts';

/** Something that one wants to know: whether a row's node is so, and what being wrong about it weighs. */
export interface Interest {
  readonly rows: Rows;
  readonly node: number;
  readonly weight: number;
  /** In how many states it is so. */
  readonly count: number;
}

export interface Candidate {
  readonly node: number;
  /** By how much the answer is expected to lessen the squared error of all interests, in their weight. */
  readonly gain: number;
}

/**
 * The candidate whose answer is expected to tell most, the lowest number among equals; null where there is none. An answer
 * lessens the variance of an interest by the square of their covariance over its own variance. All candidates are
 * compared by the interests that are most in doubt, the best of them by all.
 */
export function chooseQuestion(
  candidates: readonly number[],
  held: Rows,
  interests: readonly Interest[],
  yes: Likelihood,
): Candidate | null {
  const stateCount = held.words * 32;
  const doubt = ({ weight, count }: Interest): number => weight * count * (stateCount - count);
  const open = interests
    .filter((interest) => doubt(interest) > 0)
    .sort((left, right) => doubt(right) - doubt(left) || left.node - right.node);
  const ranked = (nodes: readonly number[], about: readonly Interest[]): Candidate[] =>
    nodes
      .map((node) => ({ node, gain: gainOf(node, held, about, yes) }))
      .sort((left, right) => right.gain - left.gain || left.node - right.node);
  const first = ranked(candidates, open.slice(0, interestsAtFirst));
  if (open.length <= interestsAtFirst) return first[0] ?? null;
  const best = first.slice(0, candidatesAtLast).map(({ node }) => node);
  return ranked(best, open)[0] ?? null;
}

const interestsAtFirst = 128;
const candidatesAtLast = 32;

function gainOf(
  asked: number,
  held: Rows,
  interests: readonly Interest[],
  { ifHeld, ifNotHeld }: Likelihood,
): number {
  const stateCount = held.words * 32;
  const share = countOf(held, asked) / stateCount;
  let gain = 0;
  for (const { rows, node, weight, count } of interests) {
    const both = countOfBoth(held, asked, rows, node);
    const covariance = (both - count * share) / stateCount;
    gain += weight * covariance * covariance;
  }
  const chanceOfYes = share * ifHeld + (1 - share) * ifNotHeld;
  return (gain * (ifHeld - ifNotHeld) ** 2) / (chanceOfYes * (1 - chanceOfYes));
}
