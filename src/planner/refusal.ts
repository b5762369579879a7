import type { Advice } from '../curriculum/curriculum.ts';
import type { Goal, GoalSubject, Wish } from './roadmap.ts';

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
  /** A minimal set of wishes that can't all be met: giving up any one of them undoes this conflict. */
  readonly conflict: readonly Wish[];
  readonly why: string;
  /** How the conflict follows from the curriculum, line by line; the last line says that its goal or pin can't be reached. */
  readonly argument: readonly ArgumentLine[];
  /** Lines that a long argument has before the first that is told. */
  readonly argumentLinesLeftOut: number;
  /** The smallest changes that help, those first that give up the least; each verified by solving. */
  readonly repairs: readonly Repair[];
  readonly advice: readonly Advice[];
}

export const argumentKinds = [
  'EXCLUDED',
  'NEEDS_ALL',
  'NEEDS_ANY',
  'NEEDS_AT_LEAST',
  'CIRCULAR',
] as const;
export type ArgumentKind = (typeof argumentKinds)[number];

/** That something can't be reached, and why. It follows from the lines that it refers to. */
export interface ArgumentLine {
  /** From 1. */
  readonly number: number;
  /**
   * `EXCLUDED`: the learner's wish. `NEEDS_ALL`: it needs something that can't be reached. `NEEDS_ANY`: it needs one of
   * several, of which none can be. `NEEDS_AT_LEAST`: of which too few can be. `CIRCULAR`: these need one another.
   */
  readonly kind: ArgumentKind;
  /** A sentence; numbers of other lines stand in brackets. */
  readonly says: string;
  /** What can't be reached: of a chain of needs each link, of a circle each member. */
  readonly about: readonly GoalSubject[];
  /** The numbers of the lines that it follows from, ascending. */
  readonly because: readonly number[];
}

export interface Repair {
  readonly lifts: readonly Wish[];
  readonly text: string;
  /** What the roadmap would take then. */
  readonly totalHours: number;
}
