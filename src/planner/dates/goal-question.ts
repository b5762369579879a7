import type { Ground } from './goal-landmarks.ts';

/** A goal, or something else that is wanted by a date. */
export interface DatedNode {
  readonly node: number;
  /** What keeping it is worth, a whole number; null for what is not given up. */
  readonly importance: number | null;
  /** The index of its date. */
  readonly date: number;
}

export interface GoalQuestion {
  readonly ground: Ground;
  /** Of goals worth as much together, those that come first here are kept. */
  readonly goals: readonly DatedNode[];
  /** By date, in order: the tenths of an hour up to it. */
  readonly room: readonly number[];
}

/** Whether a goal is kept, as far as a search has decided. */
export const UNDECIDED = 0;
export const IN = 1;
export const OUT = 2;

/** What keeping it adds to what a set is worth. */
export function importanceOf({ importance }: DatedNode): number {
  return importance ?? 0;
}
