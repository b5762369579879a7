/** What the order of a roadmap should be good at. */
export interface Objective {
  readonly name: string;
  /** One sentence that a learner understands. */
  readonly description: string;
}
