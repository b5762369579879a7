import type { Curriculum } from './curriculum.ts';
import { historyWith, type NamedKind, noHistory } from './history.ts';
import { type Lineage, lineageOf, meantBy, standingIn } from './lineage.ts';

/** What becomes of a skill, project or career path of one revision in another. */
export type Fate =
  /** It is there under the same name. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'renamed'; readonly to: string }
  | { readonly kind: 'split'; readonly into: readonly string[] }
  /** It became a part of something, together with others, which may have been there already. */
  | { readonly kind: 'merged'; readonly into: string; readonly with: readonly string[] }
  /** Nothing takes its place; what people know of it stays known, and isn't planned. */
  | { readonly kind: 'retired' };

/** What becomes of each that a curriculum has, by slug and in order of slug, from one of its revisions to another. */
export function fatesOf(
  lineage: Lineage,
  kind: NamedKind,
  from: { readonly curriculum: Curriculum; readonly revision: number },
  to: { readonly curriculum: Curriculum; readonly revision: number },
): ReadonlyMap<string, Fate> {
  const there = new Set(to.curriculum[kind].map(({ slug }) => slug));
  const now = new Map(
    from.curriculum[kind].map(({ slug }): [string, readonly string[]] => [
      slug,
      presentIn(lineage, kind, slug, { from: from.revision, to: to.revision }) ??
        (there.has(slug) ? [slug] : []),
    ]),
  );
  const became = new Map<string, string[]>();
  for (const [slug, others] of now)
    for (const other of others) became.set(other, [...(became.get(other) ?? []), slug]);
  return new Map([...now].map(([slug, others]) => [slug, fateOf(slug, others, became)]));
}

/**
 * A curriculum and what is to take its place, as two revisions, 1 and 2, of which nothing else is known: where there is a
 * history, `historyWith` adds the next revision to it.
 */
export function lineageBetween(before: Curriculum, after: Curriculum): Lineage {
  const at = (number: number) => ({
    number,
    digest: String(number),
    publishedAt: new Date(number),
  });
  return lineageOf(historyWith(historyWith(noHistory, null, before, at(1)), before, after, at(2)));
}

/** Undefined where the name has always meant itself. */
function presentIn(
  { kinds }: Lineage,
  kind: NamedKind,
  slug: string,
  { from, to }: { readonly from: number; readonly to: number },
): readonly string[] | undefined {
  const names = kinds[kind];
  const bearer = meantBy(names, slug, from);
  if (bearer === undefined) return undefined;
  return standingIn(names, bearer, to).map((each) => each.slug);
}

function fateOf(
  slug: string,
  others: readonly string[],
  became: ReadonlyMap<string, readonly string[]>,
): Fate {
  const [into] = others;
  if (into === undefined) return { kind: 'retired' };
  if (others.length > 1) return { kind: 'split', into: others };
  if (into === slug) return { kind: 'kept' };
  const rest = became.get(into)!.filter((other) => other !== slug);
  return rest.length === 0 ? { kind: 'renamed', to: into } : { kind: 'merged', into, with: rest };
}
