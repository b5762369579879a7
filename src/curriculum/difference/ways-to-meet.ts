import type { Competency, Requirement } from '../requirement.ts';

/** Competencies that meet a requirement together, as codes in ascending order, one a skill at the most. */
export type Way = readonly number[];

/** How much may still be compared; it is counted, so that the answer is always the same. */
export interface Steps {
  left: number;
}

/**
 * Numbers competencies: those of one skill lie side by side, a higher level after a lower one. What is named by several
 * numberings of the same instance is the same.
 */
export class CompetencyCodes {
  readonly #ranks: ReadonlyMap<string, number>;
  readonly #skills = new Map<string, number>();

  /** @param levels lowest first. */
  constructor(levels: readonly string[]) {
    this.#ranks = new Map(levels.map((level, rank) => [level, rank]));
  }

  of({ skill, level }: Competency): number {
    const number = this.#skills.get(skill) ?? this.#skills.size;
    this.#skills.set(skill, number);
    return number * this.#ranks.size + this.#ranks.get(level)!;
  }

  skillOf(code: number): number {
    return Math.floor(code / this.#ranks.size);
  }
}

/**
 * The least ways to meet a requirement: of a monotone expression they say all that it means, whatever its order, nesting
 * and repetitions, and are the same for all that mean the same. Whoever holds a level holds those below it. Null where
 * the steps run out, since there may be exponentially many.
 */
export function waysToMeet(
  requirement: Requirement | null,
  codesOf: (competency: Competency) => readonly number[],
  codes: CompetencyCodes,
  steps: Steps,
): readonly Way[] | null {
  if (requirement === null) return always;
  const algebra = new WayAlgebra(codes, steps);
  const known = new Map<Requirement, readonly Way[]>();
  const open: Requirement[] = [requirement];
  for (let next = open.at(-1); next && steps.left > 0; next = open.at(-1)) {
    if (next.kind === 'competency') {
      known.set(next, [algebra.joinAll(codesOf(next).map((code) => [code]))]);
      open.pop();
      continue;
    }
    const parts = next.of.map((part) => known.get(part));
    steps.left -= parts.length;
    if (parts.some((part) => part === undefined)) {
      for (const part of next.of) if (!known.has(part)) open.push(part);
      continue;
    }
    const count = next.kind === 'any-of' ? 1 : next.kind === 'all-of' ? parts.length : next.count;
    known.set(next, algebra.atLeast(count, parts as (readonly Way[])[]));
    open.pop();
  }
  return steps.left > 0 ? known.get(requirement)! : null;
}

/** Whether meeting the one always meets the other, by the least ways to meet each. */
export function implies(
  ways: readonly Way[],
  others: readonly Way[],
  codes: CompetencyCodes,
  steps: Steps,
): boolean {
  const algebra = new WayAlgebra(codes, steps);
  return ways.every((way) => others.some((other) => algebra.isWithin(other, way)));
}

export function areSameWays(left: readonly Way[], right: readonly Way[]): boolean {
  return (
    left.length === right.length &&
    left.every((way, index) => compareWays(way, right[index]!) === 0)
  );
}

/** The one way that nothing is needed for. */
const always: readonly Way[] = [[]];

/** Least ways to meet things, of which none is within another, in order: what sets of them amount to together. */
class WayAlgebra {
  readonly #codes: CompetencyCodes;
  readonly #steps: Steps;

  constructor(codes: CompetencyCodes, steps: Steps) {
    this.#codes = codes;
    this.#steps = steps;
  }

  atLeast(count: number, parts: readonly (readonly Way[])[]): readonly Way[] {
    if (count === parts.length) return this.#all(parts);
    if (count === 1) return this.#least(parts.flat());
    if (count > parts.length) return [];
    // By number: the ways to meet so many of the parts that were looked at.
    const met: (readonly Way[])[] = [always, ...Array.from({ length: count }, () => [])];
    for (const part of parts) {
      for (let number = count; number > 0 && this.#steps.left > 0; number--) {
        const one = this.#both(met[number - 1]!, part);
        met[number] = this.#least([...met[number]!, ...one]);
      }
    }
    return met[count]!;
  }

  joinAll(ways: readonly Way[]): Way {
    const highest = new Map<number, number>();
    for (const way of ways) {
      this.#steps.left -= way.length;
      for (const code of way) {
        const skill = this.#codes.skillOf(code);
        highest.set(skill, Math.max(code, highest.get(skill) ?? -1));
      }
    }
    return [...highest.values()].sort((left, right) => left - right);
  }

  /** Whether whoever has gone the one way has gone the other, which is the smaller one. */
  isWithin(smaller: Way, larger: Way): boolean {
    this.#steps.left -= smaller.length + 1;
    let at = 0;
    for (const code of smaller) {
      const skill = this.#codes.skillOf(code);
      while (at < larger.length && this.#codes.skillOf(larger[at]!) < skill) at++;
      if (at === larger.length || larger[at]! < code) return false;
      if (this.#codes.skillOf(larger[at]!) !== skill) return false;
    }
    return true;
  }

  #all(parts: readonly (readonly Way[])[]): readonly Way[] {
    const plain = parts.filter((ways) => ways.length === 1).map((ways) => ways[0]!);
    let met: readonly Way[] = [this.joinAll(plain)];
    for (const ways of parts) if (ways.length !== 1) met = this.#least(this.#both(met, ways));
    return met;
  }

  #both(left: readonly Way[], right: readonly Way[]): Way[] {
    const both: Way[] = [];
    for (const one of left) {
      for (const other of right) {
        if (this.#steps.left <= 0) return both;
        both.push(this.joinAll([one, other]));
      }
    }
    return both;
  }

  #least(ways: readonly Way[]): readonly Way[] {
    if (ways.length <= 1) return ways;
    this.#steps.left -= ways.length;
    const inOrder = [...ways].sort(compareWays);
    // What a single competency does is soon found among many.
    const lowest = new Map<number, number>();
    for (const [code, more] of inOrder) {
      if (code === undefined) return always;
      if (more !== undefined) break;
      const skill = this.#codes.skillOf(code);
      if (!lowest.has(skill)) lowest.set(skill, code);
    }
    const least: Way[] = [];
    const longer: Way[] = [];
    for (const way of inOrder) {
      if (way.length === 1) {
        if (lowest.get(this.#codes.skillOf(way[0]!)) === way[0] && least.at(-1)?.[0] !== way[0])
          least.push(way);
        continue;
      }
      this.#steps.left -= way.length;
      if (this.#steps.left <= 0) break;
      if (way.some((code) => lowest.get(this.#codes.skillOf(code))! <= code)) continue;
      if (!longer.some((other) => this.isWithin(other, way))) longer.push(way);
    }
    return [...least, ...longer];
  }
}

/** Shorter ones first, so that what is within another comes before it. */
function compareWays(left: Way, right: Way): number {
  if (left.length !== right.length) return left.length - right.length;
  for (let at = 0; at < left.length; at++) {
    if (left[at] !== right[at]) return left[at]! - right[at]!;
  }
  return 0;
}
