import type { AlterationKind } from './alteration.ts';
import type { Successors } from './kinship.ts';

/** Items of two curricula that are one another by other slugs. */
export interface Line {
  readonly kind: Extract<AlterationKind, 'RENAMED' | 'SPLIT' | 'MERGED' | 'REARRANGED'>;
  /** Slugs in order, of the earlier and of the later curriculum. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What became of what, where that is not as simple as one that is still itself; in order of the first earlier slug. */
export function linesOf(successors: Successors): readonly Line[] {
  const predecessors = new Map<string, string[]>();
  for (const [slug, others] of successors) {
    for (const other of others) {
      const known = predecessors.get(other);
      if (known === undefined) predecessors.set(other, [slug]);
      else known.push(slug);
    }
  }
  const seen = new Set<string>();
  const lines: Line[] = [];
  for (const [first, others] of successors) {
    if (seen.has(first) || others.length === 0) continue;
    const before = new Set([first]);
    const after = new Set<string>();
    // What is added while a set is walked is walked, too.
    for (const slug of before) {
      seen.add(slug);
      for (const other of successors.get(slug)!) {
        if (after.has(other)) continue;
        after.add(other);
        for (const another of predecessors.get(other)!) before.add(another);
      }
    }
    if (before.size === 1 && after.size === 1 && after.has(first)) continue;
    lines.push({
      kind: kindOf(before.size, after.size),
      before: [...before].sort(),
      after: [...after].sort(),
    });
  }
  return lines;
}

function kindOf(from: number, to: number): Line['kind'] {
  if (from === 1) return to === 1 ? 'RENAMED' : 'SPLIT';
  return to === 1 ? 'MERGED' : 'REARRANGED';
}
