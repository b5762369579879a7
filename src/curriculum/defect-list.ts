import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';
import type { Defect } from './defect.ts';
import type { DefectCode } from './defect-rules.ts';
import { pathOf, type Trail } from './trail.ts';

/** So many defects are told at most, with so many steps in all their paths together. */
const defectsMax = 10_000;
const stepsMax = 1_000_000;
/** Suggestions cost a comparison for every candidate; beyond this many comparisons there are none. */
const comparisonsMax = 5_000_000;

/** Gathers what is wrong with a document, in the order told. */
export class DefectList {
  readonly #severity: Defect['severity'];
  readonly all: Defect[] = [];
  readonly #suggested = new Map<Names, Map<string, readonly string[]>>();
  #steps = 0;
  #comparisons = 0;

  constructor(severity: Defect['severity']) {
    this.#severity = severity;
  }

  /** Whether no more are told. */
  get isFull(): boolean {
    return this.all.length >= defectsMax || this.#steps > stepsMax;
  }

  add(code: DefectCode, trail: Trail, message: string, suggestions: readonly string[] = []): void {
    if (this.isFull) return;
    const path = pathOf(trail);
    this.#steps += path.length;
    const text = `${message}${didYouMeanText(suggestions)}`;
    this.all.push({ severity: this.#severity, code, path, message: text, suggestions });
  }

  /** Tells of a name that is none of the candidates, with those that it may stand for. */
  addUnknown(
    code: DefectCode,
    trail: Trail,
    message: string,
    name: string,
    candidates: Names,
  ): void {
    if (!this.isFull) this.add(code, trail, message, this.#suggestions(name, candidates));
  }

  #suggestions(name: string, candidates: Names): readonly string[] {
    const known = this.#suggested.get(candidates) ?? new Map<string, readonly string[]>();
    this.#suggested.set(candidates, known);
    const before = known.get(name);
    if (before !== undefined) return before;
    this.#comparisons += candidates.size;
    if (this.#comparisons > comparisonsMax) return [];
    const suggestions = didYouMean(name, candidates.keys());
    known.set(name, suggestions);
    return suggestions;
  }
}

/** A set of names, or a map by names. */
type Names = Pick<ReadonlyMap<string, unknown> | ReadonlySet<string>, 'keys' | 'size'>;
