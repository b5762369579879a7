import type { OrderPrices, OrderProblem } from '../order/order-problem.ts';

/** What the order of a roadmap should be good at, as prices that the best order pays least of. */
export interface Objective {
  readonly name: string;
  /** One sentence that a learner understands. */
  readonly description: string;
  /** Says for the steps at hand what is better early or late, what going on in another area costs, and so on. */
  readonly price: (problem: OrderProblem) => OrderPrices;
  /** Where milestones end: with an area's part, or where something is reached that a goal asks for, or a project. */
  readonly milestonesEnd: 'WITH_AREA' | 'WITH_REACHED';
}
