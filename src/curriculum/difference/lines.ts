import type { AlterationKind } from './alteration.ts';

/** What has a slug that may be taken over. */
export interface Replacing {
  readonly slug: string;
  readonly replaces: readonly string[];
}

/** Items of two curricula that are one another by other slugs. */
export interface Line {
  readonly kind: Extract<AlterationKind, 'RENAMED' | 'SPLIT' | 'MERGED' | 'REARRANGED'>;
  /** Slugs in order, of the earlier and of the later curriculum. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * Finds what goes on by another slug: where an item is gone that a later one replaces; and, so that looking back from a
 * later revision at an earlier one says the same in reverse, where an item is there that an earlier one had replaced.
 */
export function linesBetween(
  before: readonly Replacing[],
  after: readonly Replacing[],
): readonly Line[] {
  const [earlier, later] = [before, after].map((items) => new Set(items.map(({ slug }) => slug)));
  const links = new Links();
  for (const { slug, replaces } of after) {
    for (const old of replaces) {
      if (!earlier!.has(old) || later!.has(old)) continue;
      links.add(old, slug);
      if (earlier!.has(slug)) links.add(slug, slug);
    }
  }
  for (const { slug, replaces } of before) {
    for (const other of replaces) {
      if (!later!.has(other) || earlier!.has(other)) continue;
      links.add(slug, other);
      if (later!.has(slug)) links.add(slug, slug);
    }
  }
  return links.lines();
}

/** Which earlier slugs and which later ones belong together. */
class Links {
  readonly #after = new Map<string, Set<string>>();
  readonly #before = new Map<string, Set<string>>();

  add(before: string, after: string): void {
    this.#after.set(before, (this.#after.get(before) ?? new Set()).add(after));
    this.#before.set(after, (this.#before.get(after) ?? new Set()).add(before));
  }

  /** In order of the first earlier slug. */
  lines(): readonly Line[] {
    const seen = new Set<string>();
    const lines: Line[] = [];
    for (const slug of [...this.#after.keys()].sort()) {
      if (seen.has(slug)) continue;
      const before = new Set([slug]);
      const after = new Set<string>();
      // What is added while a set is walked is walked, too.
      for (const one of before) {
        seen.add(one);
        for (const other of this.#after.get(one)!) {
          if (after.has(other)) continue;
          after.add(other);
          for (const another of this.#before.get(other)!) before.add(another);
        }
      }
      lines.push({
        kind: kindOf(before.size, after.size),
        before: [...before].sort(),
        after: [...after].sort(),
      });
    }
    return lines;
  }
}

function kindOf(from: number, to: number): Line['kind'] {
  if (from === 1) return to === 1 ? 'RENAMED' : 'SPLIT';
  return to === 1 ? 'MERGED' : 'REARRANGED';
}
