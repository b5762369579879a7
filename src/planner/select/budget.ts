/** How many search nodes may still be visited: counted and not timed, so that answers repeat. */
export class Budget {
  #left: number;

  constructor(nodes: number) {
    this.#left = nodes;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** @param memberships how many were looked at: so many that a node of common size takes count as one node. */
  spend(memberships: number): void {
    this.#left -= memberships / membershipsPerNode;
  }

  /** Adds to what is left; what was spent beyond the budget is forgotten. */
  add(nodes: number): void {
    this.#left = Math.max(0, this.#left) + nodes;
  }
}

const membershipsPerNode = 2_000;
