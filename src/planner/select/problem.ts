import type { AndOr } from '../../curriculum/and-or.ts';
import type { ProofLimit } from '../roadmap.ts';

/** What is to be selected: the cheapest set of nodes by which every target holds. */
export interface SelectionProblem {
  readonly andOr: AndOr;
  /** Nodes that must hold. */
  readonly targets: readonly number[];
  /** By node: 1 where it holds already, at no cost and whatever it needs. */
  readonly known: Uint8Array;
  /** By node: 1 where it may not be selected. What is known holds all the same. */
  readonly excluded: Uint8Array;
  /** By node: its price, an integer of 0 or more. */
  readonly costs: Int32Array;
  /** Nodes of an earlier selection: where they are one still, the new one is no dearer, however short the search. */
  readonly startFrom?: readonly number[];
}

export interface Selection {
  /** The nodes to gain, ascending: neither known nor free of need. */
  readonly nodes: readonly number[];
  readonly cost: number;
  /** No selection is cheaper than this; equal to `cost` where the selection is proven to be the cheapest. */
  readonly lowerBound: number;
  /** What stopped the search short of a proof; null where nothing did. */
  readonly limitedBy: ProofLimit | null;
}
