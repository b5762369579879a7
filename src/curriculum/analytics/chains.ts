import type { Links } from './quickest-way.ts';

/** What chains of links say of each thing. */
export interface ChainFigures {
  /** How many things the longest chain through it has, itself included. */
  readonly delay: Int32Array;
  /**
   * The lengths, counted in things, of all chains through it that lead from something that needs nothing to something that
   * nothing needs, summed up; 0 where it is an end itself. Not finite where there are too many chains to count.
   */
  readonly centrality: Float64Array;
}

/** The delay factor and centrality of Heileman, Abdallah, Slim and Hickman (2018), in linear time. */
export function chainFigures(links: Links): ChainFigures {
  const { count, order, needStart, needs } = links;
  const before = new Reaching(count);
  const after = new Reaching(count);
  for (const thing of order) {
    for (let at = needStart[thing]!; at < needStart[thing + 1]!; at++) {
      before.extend(needs[at]!, thing);
    }
    before.close(thing);
  }
  for (let index = count - 1; index >= 0; index--) {
    const thing = order[index]!;
    after.close(thing);
    for (let at = needStart[thing]!; at < needStart[thing + 1]!; at++) {
      after.extend(thing, needs[at]!);
    }
  }
  const centrality = new Float64Array(count);
  for (let thing = 0; thing < count; thing++) {
    if (before.isEnd(thing) || after.isEnd(thing)) continue;
    // Each chain is one that ends here with one that begins here, which both count this thing.
    centrality[thing] =
      before.lengths[thing]! * after.chains[thing]! +
      before.chains[thing]! * after.lengths[thing]! -
      before.chains[thing]! * after.chains[thing]!;
  }
  return {
    delay: before.longest.map((length, thing) => length + after.longest[thing]! - 1),
    centrality,
  };
}

/** Of each thing, the chains that lead to it from one side, itself included. */
class Reaching {
  readonly longest: Int32Array;
  /** How many there are, and their lengths summed up. */
  readonly chains: Float64Array;
  readonly lengths: Float64Array;

  constructor(count: number) {
    this.longest = new Int32Array(count);
    this.chains = new Float64Array(count);
    this.lengths = new Float64Array(count);
  }

  /** Lets the chains to `from`, which are all known, lead on to `to`. */
  extend(from: number, to: number): void {
    this.longest[to] = Math.max(this.longest[to]!, this.longest[from]!);
    this.chains[to]! += this.chains[from]!;
    this.lengths[to]! += this.lengths[from]!;
  }

  /** Adds the thing itself to its chains, once all that leads to it is known. */
  close(thing: number): void {
    if (this.longest[thing] === 0) this.chains[thing] = 1;
    this.longest[thing]! += 1;
    this.lengths[thing]! += this.chains[thing]!;
  }

  isEnd(thing: number): boolean {
    return this.longest[thing] === 1;
  }
}

/**
 * The chain of greatest weight, what is needed first first; of chains as heavy the one whose things have the lowest numbers,
 * seen from the end.
 */
export function heaviestChain(
  { count, order, needStart, needs }: Links,
  weightOf: (thing: number) => number,
): readonly number[] {
  const weights = new Float64Array(count);
  const last = new Int32Array(count).fill(-1);
  let end = -1;
  const isHeavier = (one: number, other: number) =>
    other === -1 ||
    weights[one]! > weights[other]! ||
    (weights[one] === weights[other] && one < other);
  for (const thing of order) {
    for (let at = needStart[thing]!; at < needStart[thing + 1]!; at++) {
      if (isHeavier(needs[at]!, last[thing]!)) last[thing] = needs[at]!;
    }
    weights[thing] = weightOf(thing) + (last[thing] === -1 ? 0 : weights[last[thing]!]!);
    if (isHeavier(thing, end)) end = thing;
  }
  const chain: number[] = [];
  for (let thing = end; thing !== -1; thing = last[thing]!) chain.push(thing);
  return chain.reverse();
}
