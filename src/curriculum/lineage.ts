import type { CurriculumGraph } from './graph.ts';
import {
  type History,
  type HistoryRevision,
  historyWith,
  type NamedKind,
  type NamedRange,
  noHistory,
} from './history.ts';
import { type LevelScale, scalesOf } from './level-lineage.ts';

/**
 * What became of every name that a curriculum ever had. Names are reused, renamed, split, merged and restored; what stays
 * the same is the *bearer*: one skill, project or career path, whatever happens to its name.
 *
 * A name that goes on from one revision to the next has the same bearer. A name that comes back has its old bearer again,
 * unless somebody said since to have taken that one's place and is still there: then it is a new bearer with an old name,
 * and takes nothing of what was known of the old one. A revision that is equal to an older one restores it, so every name
 * in it has the bearer that it had there.
 */
export interface Lineage {
  readonly history: History;
  readonly kinds: Readonly<Record<NamedKind, Names>>;
  readonly scales: readonly LevelScale[];
}

export interface Names {
  readonly bearers: readonly Bearer[];
  /** By slug, whom the name means from which revision on, the oldest first; a name that isn't here always meant itself. */
  readonly meanings: ReadonlyMap<string, readonly Meaning[]>;
}

export interface Meaning {
  readonly since: number;
  /** An index in the list of bearers. */
  readonly bearer: number;
}

export interface Bearer {
  readonly slug: string;
  /** As it was called last; its slug where it was never there. */
  readonly title: string;
  /** Addresses of the same elsewhere, as it had them last. */
  readonly sameAs: readonly string[];
  /** The revisions in which it was there, in order; empty where it is only spoken of. */
  readonly lives: readonly Life[];
  /** Who took its place, from which revision on, the oldest first; the last that was said counts. */
  readonly heirs: readonly Succession[];
  /** Those whose place it took and nobody else, at whatever time: where they are back and it is gone, it was them. */
  readonly standsFor: readonly number[];
  /** The first of those that were renamed to it, one by one, without a split or merge between: all of them are one. */
  readonly line: number;
}

/** From one revision on, until another; null while it goes on. */
interface Life {
  readonly since: number;
  readonly until: number | null;
}

interface Succession {
  readonly since: number;
  readonly bearers: readonly number[];
}

/** What became of the names in a history. In linear time but for names that came back. */
export function lineageOf(history: History): Lineage {
  const origins = restoredFrom(history.revisions);
  const names = (kind: NamedKind) => namesOf(history.revisions, origins, history.names[kind]);
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
 * for whom it stood alone and who are back. Each once; empty where all of it is gone.
 */
export function standingIn(names: Names, bearer: number, revision: number): readonly number[] {
  if (isAlive(names.bearers[bearer]!, revision)) return [bearer];
  const heirsThen = (each: number) => heirsIn(names.bearers[each]!, revision);
  const living = reached(names, bearer, heirsThen, revision);
  if (living.length > 0) return living;
  return reached(names, bearer, (each) => names.bearers[each]!.standsFor, revision);
}

/**
 * Those whom a bearer became last, where these are gone and nobody took their place: itself where nobody took its own. Empty
 * where it is there, or is back under a name that it had before.
 */
export function endOfLine(names: Names, bearer: number, revision: number): readonly number[] {
  const { bearers } = names;
  const seen = new Set([bearer]);
  const ends: number[] = [];
  for (const each of seen) {
    if (isAlive(bearers[each]!, revision)) continue;
    const heirs = lastHeirs(bearers[each]!, revision).filter((heir) => !seen.has(heir));
    if (heirs.length === 0) ends.push(each);
    for (const heir of heirs) seen.add(heir);
  }
  return ends.filter((end) => standingIn(names, end, revision).length === 0);
}

export function isAlive({ lives }: Pick<Bearer, 'lives'>, revision: number): boolean {
  return lives.some(
    ({ since, until }) => since <= revision && (until === null || revision < until),
  );
}

/** The newest revision that has it, or had it last; null where none had. */
export function lastRevisionOf({ history }: Lineage, { lives }: Bearer): number | null {
  const last = lives.at(-1);
  if (last === undefined) return null;
  return last.until === null ? (history.revisions.at(-1)?.number ?? null) : last.until - 1;
}

/** The number of the revision that was the newest at a time; the first one's before there was any. */
export function revisionAt({ history: { revisions } }: Lineage, time: Date): number {
  let found = revisions[0]?.number ?? 1;
  // Two who publish at once may have looked at the clock in the other order: what comes later ends what was before.
  for (const { number, publishedAt } of revisions) if (publishedAt <= time) found = number;
  return found;
}

/** Those who took its place since it was there last. */
function lastHeirs(bearer: Bearer, revision: number): readonly number[] {
  const end = bearer.lives.findLast(({ since }) => since <= revision)?.until ?? 0;
  const last = bearer.heirs.findLast(({ since }) => since <= revision);
  return last !== undefined && last.since >= end ? last.bearers : [];
}

function heirsIn({ heirs }: Bearer, revision: number): readonly number[] {
  return heirs.findLast(({ since }) => since <= revision)?.bearers ?? [];
}

/** The living that are first met on every way from a bearer, in the order of their slugs. */
function reached(
  { bearers }: Names,
  from: number,
  next: (bearer: number) => readonly number[],
  revision: number,
): number[] {
  const seen = new Set([from]);
  const living: number[] = [];
  for (const bearer of seen) {
    for (const other of next(bearer)) {
      if (seen.has(other)) continue;
      if (isAlive(bearers[other]!, revision)) living.push(other);
      else seen.add(other);
    }
  }
  const slugOf = (bearer: number) => bearers[bearer]!.slug;
  return [...new Set(living)].sort((one, other) => (slugOf(one) < slugOf(other) ? -1 : 1));
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

function namesOf(
  revisions: readonly HistoryRevision[],
  origins: ReadonlyMap<number, number>,
  ranges: readonly NamedRange[],
): Names {
  const reader = new NameReader(ranges);
  for (const { number } of revisions) reader.read(number, origins.get(number) ?? null);
  return reader.names();
}

interface Draft {
  readonly slug: string;
  title: string;
  sameAs: readonly string[];
  readonly lives: { since: number; until: number | null }[];
  readonly heirs: Succession[];
}

/** Goes through the revisions once, from the oldest on. */
class NameReader {
  readonly #bearers: Draft[] = [];
  readonly #meanings = new Map<string, Meaning[]>();
  /** By slug: who bears the name now, and what is said of it. */
  readonly #open = new Map<string, { range: NamedRange; bearer: number }>();
  /** By name: the slugs that say now to replace it. */
  readonly #claims = new Map<string, Set<string>>();
  readonly #starting: ReadonlyMap<number, readonly NamedRange[]>;
  readonly #ending: ReadonlyMap<number, readonly NamedRange[]>;
  /** Names that more than one bore. */
  readonly #reused = new Set<string>();

  constructor(ranges: readonly NamedRange[]) {
    this.#starting = grouped(ranges, ({ sinceRevision }) => sinceRevision);
    this.#ending = grouped(ranges, ({ untilRevision }) => untilRevision);
  }

  /** @param origin the revision that this one restores; null where it is new. */
  read(number: number, origin: number | null): void {
    const starting = this.#starting.get(number) ?? [];
    const ended = this.#endRanges(number, starting);
    this.#beginRanges(number, origin, starting, ended);
    if (origin !== null) this.#takeBack(number, origin);
    this.#hearClaims(number, origin, starting, ended);
  }

  names(): Names {
    const lines = this.#lines();
    const standsFor = this.#standsFor();
    return {
      bearers: this.#bearers.map((draft, bearer) => ({
        ...draft,
        standsFor: standsFor[bearer]!,
        line: lines[bearer]!,
      })),
      meanings: this.#meanings,
    };
  }

  /** Ends what ends; what goes on otherwise under the same name keeps its bearer. By slug, what was said until now. */
  #endRanges(number: number, starting: readonly NamedRange[]): Map<string, NamedRange> {
    const goesOn = new Set(starting.map(({ slug }) => slug));
    const ended = new Map<string, NamedRange>();
    for (const { slug } of this.#ending.get(number) ?? []) {
      const { range, bearer } = this.#open.get(slug)!;
      ended.set(slug, range);
      for (const name of range.replaces) this.#claims.get(name)?.delete(slug);
      if (goesOn.has(slug)) continue;
      this.#bearers[bearer]!.lives.at(-1)!.until = number;
      this.#open.delete(slug);
    }
    return ended;
  }

  #beginRanges(
    number: number,
    origin: number | null,
    starting: readonly NamedRange[],
    ended: ReadonlyMap<string, NamedRange>,
  ): void {
    const arriving = starting.filter(({ slug }) => !ended.has(slug));
    const former = new Map(arriving.map(({ slug }) => [slug, this.#last(slug)]));
    const endOf = ({ slug }: NamedRange) => {
      const bearer = former.get(slug);
      return bearer === undefined ? -1 : (this.#bearers[bearer]!.lives.at(-1)?.until ?? 0);
    };
    // Whoever took the place of another was there longer, so that it is known here whether it is back, too.
    const inOrder = [...arriving].sort((one, other) => endOf(other) - endOf(one));
    for (const range of inOrder) {
      const bearer = this.#arrives(range, former.get(range.slug), number, origin);
      this.#open.set(range.slug, { range, bearer });
    }
    for (const range of starting) {
      const { bearer } = this.#open.get(range.slug)!;
      this.#open.set(range.slug, { range, bearer });
      const draft = this.#bearers[bearer]!;
      draft.title = range.title;
      draft.sameAs = range.sameAs;
    }
  }

  #arrives(
    { slug, title }: NamedRange,
    former: number | undefined,
    number: number,
    origin: number | null,
  ): number {
    const there = origin === null ? undefined : this.#aliveAt(slug, origin);
    const isBack = former !== undefined && !this.#isTaken(former, number);
    const bearer = there ?? (isBack ? former : this.#add(slug, title));
    this.#live(bearer, number);
    return bearer;
  }

  #live(bearer: number, number: number): void {
    const { slug, lives } = this.#bearers[bearer]!;
    lives.push({ since: number, until: null });
    this.#mean(slug, { since: number, bearer });
  }

  #mean(slug: string, meaning: Meaning): void {
    const meanings = this.#meanings.get(slug) ?? [];
    if (meanings.at(-1)?.bearer === meaning.bearer) return;
    meanings.push(meaning);
    this.#meanings.set(slug, meanings);
    if (meanings.length > 1) this.#reused.add(slug);
  }

  #add(slug: string, title: string): number {
    this.#bearers.push({ slug, title, sameAs: [], lives: [], heirs: [] });
    return this.#bearers.length - 1;
  }

  #last(slug: string): number | undefined {
    return this.#meanings.get(slug)?.at(-1)?.bearer;
  }

  #aliveAt(slug: string, revision: number): number | undefined {
    return this.#meanings.get(slug)?.find(({ bearer }) => isAlive(this.#bearers[bearer]!, revision))
      ?.bearer;
  }

  /** Whether somebody who is there took the place of a bearer since that was there last. */
  #isTaken(former: number, number: number): boolean {
    const seen = new Set([former]);
    for (const bearer of seen) {
      const { heirs, lives } = this.#bearers[bearer]!;
      const end = lives.at(-1)?.until ?? 0;
      const last = heirs.at(-1);
      if (last === undefined || last.since < end) continue;
      for (const heir of last.bearers) {
        if (isAlive(this.#bearers[heir]!, number)) return true;
        seen.add(heir);
      }
    }
    return false;
  }

  /** In a revision that restores another, names that go on may have had another bearer there. */
  #takeBack(number: number, origin: number): void {
    for (const slug of this.#reused) {
      const open = this.#open.get(slug);
      const there = open && this.#aliveAt(slug, origin);
      if (open === undefined || there === undefined || there === open.bearer) continue;
      this.#bearers[open.bearer]!.lives.at(-1)!.until = number;
      this.#live(there, number);
      this.#open.set(slug, { range: open.range, bearer: there });
    }
  }

  /** A succession is told when somebody says anew to replace a name; all who say so then are the heirs. */
  #hearClaims(
    number: number,
    origin: number | null,
    starting: readonly NamedRange[],
    ended: ReadonlyMap<string, NamedRange>,
  ): void {
    const told = new Set<string>();
    for (const { slug, replaces } of starting) {
      const before = new Set(ended.get(slug)?.replaces ?? []);
      for (const name of replaces) {
        const claims = this.#claims.get(name) ?? new Set();
        this.#claims.set(name, claims.add(slug));
        if (!before.has(name)) told.add(name);
      }
    }
    const spoken = [...told].map((name) => ({
      name,
      bearer: this.#spokenOf(name, number, origin),
    }));
    const endOf = (bearer: number) => this.#bearers[bearer]!.lives.at(-1)?.until ?? 0;
    // Whose heirs took over later come later, so that it is known here who took the place of those.
    for (const { name, bearer } of spoken.sort(
      (one, other) => endOf(other.bearer) - endOf(one.bearer),
    )) {
      const heirs = [...this.#claims.get(name)!].map((slug) => this.#open.get(slug)!.bearer);
      const others = heirs.filter((heir) => heir !== bearer).sort((one, other) => one - other);
      if (others.length === 0 || this.#isRepeated(bearer, others, number)) continue;
      this.#bearers[bearer]!.heirs.push({ since: number, bearers: others });
    }
  }

  /** Whether the heirs are those that there would be anyway, or some of them: who says so again takes nothing away. */
  #isRepeated(bearer: number, heirs: readonly number[], number: number): boolean {
    const { heirs: successions, lives } = this.#bearers[bearer]!;
    const last = successions.at(-1);
    if (last === undefined || last.since < (lives.at(-1)?.until ?? 0)) return false;
    const line = new Set(last.bearers);
    for (const heir of line) {
      const next = this.#bearers[heir]!;
      if (isAlive(next, number)) continue;
      for (const other of next.heirs.at(-1)?.bearers ?? []) line.add(other);
    }
    return heirs.every((heir) => line.has(heir) && isAlive(this.#bearers[heir]!, number));
  }

  /** Whom a name means that is replaced: in a revision that restores another whom it meant there. */
  #spokenOf(name: string, number: number, origin: number | null): number {
    const meanings = this.#meanings.get(name) ?? [];
    const there = origin === null ? undefined : meanings.findLast(({ since }) => since <= origin);
    const bearer = there?.bearer ?? meanings.at(-1)?.bearer ?? this.#add(name, name);
    this.#mean(name, { since: number, bearer });
    return bearer;
  }

  #standsFor(): number[][] {
    const standsFor = this.#bearers.map((): Set<number> => new Set());
    for (const [bearer, { heirs }] of this.#bearers.entries())
      for (const { since, bearers } of heirs) {
        const [heir, ...others] = bearers;
        if (heir === undefined || others.length > 0) continue;
        if (!haveMet(this.#bearers[bearer]!, this.#bearers[heir]!, since))
          standsFor[heir]!.add(bearer);
      }
    return standsFor.map((bearers) => [...bearers]);
  }

  /** By bearer, the first of those of its line. */
  #lines(): number[] {
    const lines = this.#bearers.map((_, bearer) => bearer);
    const predecessors = this.#bearers.map((): number[] => []);
    for (const [bearer, { heirs }] of this.#bearers.entries())
      for (const heir of heirs.at(-1)?.bearers ?? []) predecessors[heir]!.push(bearer);
    const lineOf = (bearer: number): number => {
      let line = bearer;
      while (lines[line] !== line) line = lines[line]!;
      return line;
    };
    for (const [bearer, draft] of this.#bearers.entries()) {
      const last = draft.heirs.at(-1)?.bearers ?? [];
      const [heir] = last;
      if (heir === undefined || last.length > 1 || predecessors[heir]!.length > 1) continue;
      const { since } = draft.heirs.at(-1)!;
      if (!haveMet(draft, this.#bearers[heir]!, since)) lines[lineOf(heir)] = lineOf(bearer);
    }
    return lines.map((_, bearer) => lineOf(bearer));
  }
}

/** Whether two were there together before a revision. */
function haveMet(one: Draft, other: Draft, before: number): boolean {
  const endOf = (until: number | null) => Math.min(until ?? before, before);
  return one.lives.some((life) =>
    other.lives.some(({ since, until }) => life.since < endOf(until) && since < endOf(life.until)),
  );
}

function grouped(
  ranges: readonly NamedRange[],
  revisionOf: (range: NamedRange) => number | null,
): ReadonlyMap<number, readonly NamedRange[]> {
  const groups = new Map<number, NamedRange[]>();
  for (const range of ranges) {
    const revision = revisionOf(range);
    if (revision === null) continue;
    const group = groups.get(revision) ?? [];
    group.push(range);
    groups.set(revision, group);
  }
  return groups;
}
