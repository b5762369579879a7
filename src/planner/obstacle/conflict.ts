import { forwardChain } from '../../curriculum/forward-chain.ts';
import type { RelevantPart } from '../relevant-part.ts';
import type { Work } from '../work.ts';

/**
 * Of several sets of nodes that may not be gained, some that together rule a node out though no smaller part of them does
 * (QuickXplain, Junker 2004). Where there are several such conflicts it is the one without the last sets: those of which
 * one would least like to hear that they must go come first. About twice as many checks, each linear in the part, as the
 * conflict has sets times the logarithm of how many there are.
 *
 * @param part what may be needed for the target.
 * @param target its number in the part; not known, and ruled out by all sets together.
 * @param sets the graph's nodes; those outside of the part have no say.
 * @returns indices of sets, ascending.
 */
export function* smallestConflict(
  part: RelevantPart,
  target: number,
  sets: readonly (readonly number[])[],
): Work<number[]> {
  const local = sets.map((nodes) => numbersIn(part, nodes));
  const blocked = new Uint8Array(part.andOr.nodeCount);
  const isRuledOut = (held: readonly number[]): boolean => {
    blocked.fill(0);
    for (const index of held) for (const number of local[index]!) blocked[number] = 1;
    return forwardChain(part.andOr, blocked).round[target] === -1;
  };
  const candidates = [...sets.keys()].filter((index) => local[index]!.length > 0);
  return (yield* explain([], candidates, false)).sort((left, right) => left - right);

  /** What of the candidates makes a conflict with what is held; as deep as the logarithm of their number. */
  function* explain(
    held: readonly number[],
    candidates: readonly number[],
    hasGrown: boolean,
  ): Work<number[]> {
    yield;
    if (hasGrown && isRuledOut(held)) return [];
    if (candidates.length <= 1) return [...candidates];
    const half = candidates.length >> 1;
    const last = yield* explain(
      [...held, ...candidates.slice(0, half)],
      candidates.slice(half),
      true,
    );
    const first = yield* explain([...held, ...last], candidates.slice(0, half), last.length > 0);
    return [...first, ...last];
  }
}

function numbersIn({ nodes, numberOf }: RelevantPart, wanted: readonly number[]): number[] {
  return wanted.map((node) => numberOf[node]!).filter((number, at) => nodes[number] === wanted[at]);
}
