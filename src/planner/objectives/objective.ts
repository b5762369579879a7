/** What the order of a roadmap should be good at. */
export interface Objective {
  readonly name: string;
  /** One sentence that a learner understands. */
  readonly description: string;
  /** All tasks, each once and after those in its `after`. */
  readonly arrange: (tasks: readonly Task[]) => number[];
}

/** A step to be, by its index in the list of tasks; the list is in order of the graph's nodes. */
export interface Task {
  /** The area's place in teaching order; null for a project. */
  readonly area: number | null;
  /** How many rounds of learning come before it at the least. */
  readonly depth: number;
  /** Tasks that must precede it. */
  readonly after: readonly number[];
  /** Tasks that make it easier when they precede it. */
  readonly easierAfter: readonly number[];
}
