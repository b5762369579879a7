import { COMPETENCY, type Ground } from '../../src/planner/placement/ground.ts';
import { impliedBy, implying } from '../../src/planner/placement/implied.ts';

/** Certain implications: by node the competencies that whoever holds it holds, and those whose holders hold it. */
export interface Implications {
  readonly below: readonly (readonly number[])[];
  readonly above: readonly (readonly number[])[];
}

export function implicationsOf(ground: Ground): Implications {
  const others = (of: Uint8Array, node: number): number[] =>
    [...of.keys()].filter(
      (other) => of[other] === 1 && other !== node && ground.kind[other] === COMPETENCY,
    );
  const nodes = [...ground.kind.keys()];
  return {
    below: nodes.map((node) => others(impliedBy(ground, node), node)),
    above: nodes.map((node) => others(implying(ground, node), node)),
  };
}

export interface Outcome {
  /** By node: 1 where it is taken to be held. */
  readonly held: Uint8Array;
  readonly asked: number;
}

/**
 * Oppia's rule: of what is open, ask about what has the most on its poorer side, ancestors or successors; what passes takes
 * all its ancestors with it, what fails all its successors.
 */
export function byOppiasRule(
  { kind }: Ground,
  { below, above }: Implications,
  ask: (node: number) => boolean,
): Outcome {
  const open = new Set([...kind.keys()].filter((node) => kind[node] === COMPETENCY));
  const held = new Uint8Array(kind.length);
  const isOpen = (node: number): boolean => open.has(node);
  let asked = 0;
  while (open.size > 0) {
    let [best, most] = [-1, -1];
    for (const node of open) {
      const poorer = Math.min(
        below[node]!.filter(isOpen).length,
        above[node]!.filter(isOpen).length,
      );
      if (poorer > most) [best, most] = [node, poorer];
    }
    const passes = ask(best);
    asked += 1;
    for (const node of [best, ...(passes ? below : above)[best]!]) {
      if (open.delete(node)) held[node] = passes ? 1 : 0;
    }
  }
  return { held, asked };
}

/**
 * The other model that was tried: one chance a competency. An answer is carried to another by Bayes' rule, exactly where one
 * implies the other, else as if the two had nothing in common but the least likely competency that both imply.
 */
export class SeparateChances {
  readonly #ground: Ground;
  readonly #implications: Implications;
  readonly #implied: readonly ReadonlySet<number>[];
  readonly #error: number;
  readonly #asked = new Set<number>();
  #chance: Float64Array;

  constructor(ground: Ground, implications: Implications, error: number) {
    this.#ground = ground;
    this.#implications = implications;
    this.#implied = implications.below.map((below) => new Set(below));
    this.#error = error;
    this.#chance = new Float64Array(ground.kind.length);
    for (const [node, below] of implications.below.entries()) {
      const least = Math.min(1, ...below.map((other) => this.#chance[other] || 1));
      this.#chance[node] = ground.kind[node] === COMPETENCY ? 0.7 * least : 0;
    }
  }

  /** The node to ask about next; null where nothing is in doubt. */
  next(): number | null {
    let [best, most] = [null as number | null, 0];
    for (const asked of this.#competencies()) {
      const chance = this.#chance[asked]!;
      if (this.#asked.has(asked) || chance < 0.02 || chance > 0.98) continue;
      let gain = 0;
      for (const node of this.#competencies()) {
        gain += (this.#chanceOfBoth(node, asked) - this.#chance[node]! * chance) ** 2;
      }
      const yes = chance * (1 - this.#error) + (1 - chance) * this.#error;
      gain /= yes * (1 - yes);
      if (gain > most) [best, most] = [asked, gain];
    }
    return best;
  }

  hear(asked: number, isHeld: boolean): void {
    const [ifHeld, ifNotHeld] = isHeld
      ? [1 - this.#error, this.#error]
      : [this.#error, 1 - this.#error];
    const chance = this.#chance[asked]!;
    const total = chance * ifHeld + (1 - chance) * ifNotHeld;
    const next = new Float64Array(this.#chance.length);
    for (const node of this.#competencies()) {
      const both = this.#chanceOfBoth(node, asked);
      next[node] = (both * ifHeld + (this.#chance[node]! - both) * ifNotHeld) / total;
    }
    for (const node of this.#competencies()) {
      for (const other of this.#implications.below[node]!) {
        next[node] = Math.min(next[node]!, next[other]!);
      }
    }
    this.#chance = next;
    this.#asked.add(asked);
  }

  outcome(): Outcome {
    return {
      held: Uint8Array.from(this.#chance, (chance) => (chance >= 0.5 ? 1 : 0)),
      asked: this.#asked.size,
    };
  }

  *#competencies(): Generator<number> {
    for (let node = 0; node < this.#ground.kind.length; node++) {
      if (this.#ground.kind[node] === COMPETENCY) yield node;
    }
  }

  #chanceOfBoth(left: number, right: number): number {
    const chance = this.#chance;
    if (left === right || this.#implied[right]!.has(left)) return chance[right]!;
    if (this.#implied[left]!.has(right)) return chance[left]!;
    let shared = 1;
    for (const other of this.#implications.below[left]!) {
      if (this.#implied[right]!.has(other)) shared = Math.min(shared, chance[other]!);
    }
    if (shared === 0) return 0;
    return Math.min((chance[left]! * chance[right]!) / shared, chance[left]!, chance[right]!);
  }
}
