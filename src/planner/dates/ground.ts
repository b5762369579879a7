import { invariant } from '../../util/invariant.ts';
import type { Core } from '../select/core.ts';
import type { Selection } from '../select/problem.ts';
import { defaultNodeBudget, select } from '../select/select.ts';
import type { Work } from '../work.ts';
import type { Ground } from './goal-landmarks.ts';

/** Search nodes that a selection may visit all the same where none are left. */
const nodesLeast = 20;

/**
 * What may be needed for the goals and pins of a request, priced by hours alone, in numbers of its own: the one place where
 * questions of time use the selection.
 */
export class DatedGround implements Ground {
  readonly andOr: Ground['andOr'];
  readonly components: Ground['components'];
  /** By node: tenths of an hour. */
  readonly costs: Int32Array;
  readonly #nodes: Int32Array;
  readonly #firstFree: number;
  readonly #numberOf: ReadonlyMap<number, number>;
  readonly #none: Uint8Array;
  readonly #remembered = new Map<string, unknown>();
  #nodesLeft = Number.POSITIVE_INFINITY;

  /**
   * @param core of what is wanted, priced by hours.
   * @param firstFree the first node that is no competency or project and costs nothing.
   */
  constructor(core: Core, firstFree: number) {
    this.andOr = core.andOr;
    this.components = core.components;
    this.costs = core.costs;
    this.#nodes = core.nodes;
    this.#firstFree = firstFree;
    this.#numberOf = new Map(Array.from(core.nodes, (node, number) => [node, number]));
    this.#none = new Uint8Array(core.andOr.nodeCount);
  }

  /** The numbers of those of the graph's nodes that are not known. */
  numbersOf(nodes: readonly number[]): number[] {
    return nodes.map((node) => this.#numberOf.get(node)).filter((number) => number !== undefined);
  }

  /** The numbers of competencies and projects, and of all that costs nothing and comes with them. */
  numbersWithin(steps: readonly number[]): number[] {
    const free: number[] = [];
    this.#nodes.forEach((node, number) => {
      if (node >= this.#firstFree) free.push(number);
    });
    return [...this.numbersOf(steps), ...free];
  }

  /** The graph's competencies and projects among the numbers, ascending. */
  stepsOf(numbers: readonly number[]): number[] {
    const nodes = numbers.map((number) => this.#nodes[number]!);
    return nodes.filter((node) => node < this.#firstFree).sort((left, right) => left - right);
  }

  tenthsOf(numbers: readonly number[]): number {
    return numbers.reduce((tenths, number) => tenths + this.costs[number]!, 0);
  }

  /** Allows the selections from now on so many search nodes together. What is remembered costs nothing. */
  allow(nodes: number): void {
    this.#nodesLeft = nodes;
  }

  /** Whether no search nodes are left. */
  get isSpent(): boolean {
    return this.#nodesLeft <= 0;
  }

  /** What was made under the same key before, or else now: the same is asked for again and again. */
  *remember<Value>(key: string, make: () => Work<Value>): Work<Value> {
    if (!this.#remembered.has(key)) this.#remembered.set(key, yield* make());
    return this.#remembered.get(key) as Value;
  }

  /** The nodes by which the targets, ascending, hold in the fewest hours. */
  *shortest(targets: readonly number[]): Work<Selection> {
    return yield* this.remember(targets.join(), () => this.cheapest(targets, {}));
  }

  /**
   * @param options.given numbers of what holds already.
   * @param options.within numbers of all that may be selected; everything where left out.
   */
  *cheapest(
    targets: readonly number[],
    {
      given = [],
      within,
      costs = this.costs,
    }: {
      readonly given?: readonly number[];
      readonly within?: readonly number[];
      readonly costs?: Int32Array;
    },
  ): Work<Selection> {
    const nodeBudget = Math.min(defaultNodeBudget, Math.max(nodesLeast, this.#nodesLeft));
    const work = select(
      {
        andOr: this.andOr,
        targets,
        known: given.length === 0 ? this.#none : marked(this.#none, given),
        excluded: within === undefined ? this.#none : marked(this.#none, within).map(isNot),
        costs,
      },
      nodeBudget,
    );
    // Small selections end without a pause, and there may be many.
    yield;
    let step = work.next();
    while (!step.done) {
      this.#nodesLeft -= 1;
      step = work.next(yield step.value);
    }
    const selection = step.value;
    invariant(selection !== null, 'what the goals may need can be derived');
    return selection;
  }
}

function marked(none: Uint8Array, numbers: readonly number[]): Uint8Array {
  const marks = none.slice();
  for (const number of numbers) marks[number] = 1;
  return marks;
}

function isNot(value: number): number {
  return 1 - value;
}
