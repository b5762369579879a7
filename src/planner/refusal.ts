import type { Advice } from '../curriculum/curriculum.ts';
import type { Goal, Wish } from './roadmap.ts';

/** Why there is no roadmap. Every refusal can be shown to the learner as it is. */
export type Refusal = InvalidRequest | UnknownNames | UnreachableGoals;

/** Something is wrong with the request as such; `problems` has all of it. */
export interface InvalidRequest {
  readonly kind: 'invalid-request';
  readonly message: string;
  readonly problems: readonly RequestProblem[];
}

export interface RequestProblem {
  /** Into the request: `goals.0.level`. */
  readonly path: string;
  readonly message: string;
  readonly suggestions: readonly string[];
}

/** The request is sound but for names that the curriculum does not have. */
export interface UnknownNames {
  readonly kind: 'unknown-names';
  readonly message: string;
  readonly names: readonly UnknownName[];
}

export interface UnknownName {
  readonly path: string;
  readonly name: string;
  /** Names that may have been meant, likeliest first. */
  readonly suggestions: readonly string[];
}

/** The learner's own wishes rule goals out. */
export interface UnreachableGoals {
  readonly kind: 'unreachable-goals';
  readonly message: string;
  readonly goals: readonly Goal[];
  /** A minimal set of wishes that together rule the goals out: lifting any one of them undoes this conflict. */
  readonly conflict: readonly Wish[];
  readonly why: string;
  /** The smallest changes that make every goal reachable, each verified by solving. */
  readonly repairs: readonly Repair[];
  readonly advice: readonly Advice[];
}

export interface Repair {
  readonly lifts: readonly Wish[];
  readonly text: string;
  /** What the roadmap would take then. */
  readonly totalHours: number;
}
