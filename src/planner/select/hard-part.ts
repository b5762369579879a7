import type { AndOr } from '../../curriculum/and-or.ts';
import type { ProofLimit } from '../roadmap.ts';

/**
 * A part of a selection problem that branch and bound left open within its budget: plain arrays, so that it can be sent to
 * a thread that solves it as a mixed-integer program.
 */
export interface HardPart {
  readonly andOr: AndOr;
  /** By node: its price, an integer of 0 or more. */
  readonly costs: Int32Array;
  /** The node that has to hold. */
  readonly goal: number;
}

export interface HardPartAnswer {
  /** The nodes of a cheapest plan, ascending; null where the solver gave up. */
  readonly taken: readonly number[] | null;
  /** No plan is cheaper. */
  readonly lowerBound: number;
  /** What stopped the solver short of a proof; null where nothing did. */
  readonly limitedBy: ProofLimit | null;
}
