import { type Bearer, heirsIn, type Life, type Names, slugIn } from './bearer.ts';
import type { CurriculumGraph } from './graph.ts';
import {
  type History,
  type HistoryRevision,
  historyWith,
  type NamedKind,
  noHistory,
} from './history.ts';
import { type LevelScale, scalesOf } from './level-lineage.ts';
import { NameReader } from './name-reader.ts';

export type { Bearer, Meaning, Names } from './bearer.ts';

/**
 * What became of every name that a curriculum ever had. Names are reused, renamed, split, merged and restored; what stays
 * the same is the *bearer*: one skill, project or career path, whatever it is called.
 *
 * A name that goes on from one revision to the next has the same bearer. A new name that alone replaces one bearer, which
 * is gone, is that bearer's new name. A name that comes back has its old bearer again, unless that one is there under
 * another name, or somebody else who is there took its place: then it is a new bearer with an old name, and takes nothing of
 * what was known of the old one but what it says itself to take. A revision that is equal to an older one restores it: everything is as it was there.
 */
export interface Lineage {
  readonly history: History;
  readonly kinds: Readonly<Record<NamedKind, Names>>;
  readonly scales: readonly LevelScale[];
}

/** What became of the names in a history. In linear time but for names that came back. */
export function lineageOf(history: History): Lineage {
  const origins = restoredFrom(history.revisions);
  const names = (kind: NamedKind) => {
    const reader = new NameReader(history.names[kind]);
    for (const { number } of history.revisions) reader.read(number, origins.get(number) ?? null);
    return reader.names();
  };
  return {
    history,
    kinds: {
      skills: names('skills'),
      projects: names('projects'),
      careerPaths: names('careerPaths'),
    },
    scales: scalesOf(history.revisions, origins),
  };
}

/** The lineage of a curriculum whose history nobody knows but by what it says itself. Kept with the graph. */
export function lineageOfGraph(graph: CurriculumGraph): Lineage {
  let lineage = ofGraphs.get(graph);
  if (lineage === undefined) {
    const only = { number: 1, digest: '', publishedAt: new Date(0) };
    lineage = lineageOf(historyWith(noHistory, null, graph.curriculum, only));
    ofGraphs.set(graph, lineage);
  }
  return lineage;
}

const ofGraphs = new WeakMap<CurriculumGraph, Lineage>();

/** Whom a name meant where it was used in a revision; undefined where it has always meant itself, or never anything. */
export function meantBy(names: Names, slug: string, revision: number): number | undefined {
  const meanings = names.meanings.get(slug);
  return (meanings?.findLast(({ since }) => since <= revision) ?? meanings?.[0])?.bearer;
}

/**
 * Those who stand in a revision for a bearer: itself; if it is gone, its heirs, and theirs in turn; if there are none, those
 * for whom it stood alone and who are back. Each once, by the names that they have there; empty where all of it is gone.
 */
export function standingIn(names: Names, bearer: number, revision: number): readonly Standing[] {
  const own = slugIn(names.bearers[bearer]!, revision);
  if (own !== undefined) return [{ slug: own, bearer }];
  const heirs = (each: number) => heirsIn(names.bearers[each]!, revision);
  const living = firstLiving(names, bearer, heirs, revision);
  if (living.length > 0) return living;
  return firstLiving(names, bearer, (each) => names.bearers[each]!.standsFor, revision);
}

export interface Standing {
  readonly slug: string;
  readonly bearer: number;
}

/**
 * Those whom a bearer became last, where these are gone and nobody took their place: itself where nobody took its own. Empty
 * where it is there; where something stands for it, without those that are back as what they stood for.
 */
export function endOfLine(names: Names, bearer: number, revision: number): readonly number[] {
  const { bearers } = names;
  const seen = new Set([bearer]);
  const ends: number[] = [];
  for (const each of seen) {
    if (slugIn(bearers[each]!, revision) !== undefined) continue;
    const heirs = heirsIn(bearers[each]!, revision);
    if (heirs.length === 0) ends.push(each);
    for (const heir of heirs) seen.add(heir);
  }
  if (standingIn(names, bearer, revision).length === 0) return ends;
  return ends.filter((end) => standingIn(names, end, revision).length === 0);
}

/** How it was there last up to a revision, and the newest revision that had it so; null where none had. */
export function lastLife(
  { history }: Lineage,
  { lives }: Bearer,
  revision: number,
): { readonly life: Life; readonly lastRevision: number } | null {
  const life = lives.findLast(({ since }) => since <= revision) ?? lives.at(-1);
  if (life === undefined) return null;
  const newest = history.revisions.at(-1)?.number ?? revision;
  return { life, lastRevision: life.until === null ? newest : life.until - 1 };
}

/** The number of the revision that was the newest at a time; the first one's before there was any. */
export function revisionAt({ history: { revisions } }: Lineage, time: Date): number {
  let found = revisions[0]?.number ?? 1;
  // Two who publish at once may have looked at the clock in the other order: what comes later ends what was before.
  for (const { number, publishedAt } of revisions) if (publishedAt <= time) found = number;
  return found;
}

/** The living that are first met on every way from a bearer, in the order of their slugs. */
function firstLiving(
  { bearers }: Names,
  from: number,
  next: (bearer: number) => readonly number[],
  revision: number,
): Standing[] {
  const seen = new Set([from]);
  const living = new Map<number, string>();
  for (const bearer of seen) {
    for (const other of next(bearer)) {
      const slug = slugIn(bearers[other]!, revision);
      if (slug === undefined) seen.add(other);
      else living.set(other, slug);
    }
  }
  return [...living]
    .map(([bearer, slug]) => ({ slug, bearer }))
    .sort((one, other) => (one.slug < other.slug ? -1 : 1));
}

/** By revision that restores an older one: the first that was equal. */
function restoredFrom(revisions: readonly HistoryRevision[]): ReadonlyMap<number, number> {
  const first = new Map<string, number>();
  const origins = new Map<number, number>();
  for (const { number, digest } of revisions) {
    const origin = first.get(digest);
    if (origin === undefined) first.set(digest, number);
    else origins.set(number, origin);
  }
  return origins;
}
