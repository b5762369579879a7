import {
  type Bearer,
  heirsIn,
  type Meaning,
  type Names,
  type Succession,
  slugIn,
} from './bearer.ts';
import type { NamedRange } from './history.ts';

type DraftLife = { -readonly [Key in keyof Bearer['lives'][number]]: Bearer['lives'][number][Key] };

interface Draft {
  readonly lives: DraftLife[];
  readonly heirs: Succession[];
}

/** Goes through the revisions of a curriculum once, from the oldest on, and keeps track of who bears which name. */
export class NameReader {
  readonly #bearers: Draft[] = [];
  readonly #meanings = new Map<string, Meaning[]>();
  /** By slug: who bears the name now, and what is said of it. */
  readonly #open = new Map<string, { readonly range: NamedRange; readonly bearer: number }>();
  /** By name: the slugs that say now to replace it. */
  readonly #claims = new Map<string, Set<string>>();
  readonly #starting: ReadonlyMap<number, readonly NamedRange[]>;
  readonly #ending: ReadonlyMap<number, readonly NamedRange[]>;

  constructor(ranges: readonly NamedRange[]) {
    this.#starting = grouped(ranges, ({ sinceRevision }) => sinceRevision);
    this.#ending = grouped(ranges, ({ untilRevision }) => untilRevision);
  }

  /** @param origin the revision that this one restores; null where it is new. */
  read(number: number, origin: number | null): void {
    const starting = this.#starting.get(number) ?? [];
    const before = this.#end(number, new Set(starting.map(({ slug }) => slug)));
    const told = this.#listen(starting, before);
    if (origin === null) {
      this.#begin(number, starting, before);
      this.#succeed(number, told);
    } else {
      this.#restore(number, origin, starting);
    }
  }

  names(): Names {
    const standsFor = this.#standsFor();
    const bearers = this.#bearers.map((draft, bearer) => ({
      ...draft,
      standsFor: standsFor[bearer]!,
    }));
    return { bearers, meanings: this.#meanings };
  }

  /** Ends what ends; a name that goes on keeps its bearer. By slug, what was said until now. */
  #end(number: number, goesOn: ReadonlySet<string>): ReadonlyMap<string, NamedRange> {
    const before = new Map<string, NamedRange>();
    for (const { slug } of this.#ending.get(number) ?? []) {
      const open = this.#open.get(slug)!;
      before.set(slug, open.range);
      for (const name of open.range.replaces) this.#claims.get(name)?.delete(slug);
      if (goesOn.has(slug)) continue;
      this.#close(slug, number);
      this.#open.delete(slug);
    }
    return before;
  }

  /** The names of which somebody says anew that they are replaced. */
  #listen(
    starting: readonly NamedRange[],
    before: ReadonlyMap<string, NamedRange>,
  ): ReadonlySet<string> {
    const told = new Set<string>();
    for (const { slug, replaces } of starting) {
      const known = new Set(before.get(slug)?.replaces ?? []);
      for (const name of replaces) {
        const claims = this.#claims.get(name) ?? new Set();
        this.#claims.set(name, claims.add(slug));
        if (!known.has(name)) told.add(name);
      }
    }
    return told;
  }

  #begin(
    number: number,
    starting: readonly NamedRange[],
    before: ReadonlyMap<string, NamedRange>,
  ): void {
    const endOf = ({ slug }: NamedRange) => {
      const bearer = this.#last(slug);
      return bearer === undefined ? -1 : this.#endOf(bearer);
    };
    // Whoever took the place of another was there longer, so that it is known by then whether it is back, too.
    const arriving = starting
      .filter(({ slug }) => !before.has(slug))
      .sort((one, other) => endOf(other) - endOf(one) || (one.slug < other.slug ? -1 : 1));
    for (const range of arriving) this.#live(range, this.#bearerOf(range, number), number);
    for (const range of starting) {
      const { bearer } = this.#open.get(range.slug)!;
      if (before.has(range.slug)) this.#goOn(range, bearer);
    }
  }

  /** Who it is that has a name which nobody had until now. */
  #bearerOf(range: NamedRange, number: number): number {
    const former = this.#last(range.slug);
    const isBack =
      former !== undefined && !this.#isTaken(former, number) && !this.#isSplit(former, range.slug);
    if (isBack) return former;
    return this.#renamed(range, number) ?? this.#add();
  }

  /** Whether others than this name say to replace a bearer: then it is only a part of it, whatever it is called. */
  #isSplit(former: number, slug: string): boolean {
    return this.#bearers[former]!.lives.some(
      (life) =>
        this.#last(life.slug) === former &&
        [...(this.#claims.get(life.slug) ?? [])].some((other) => other !== slug),
    );
  }

  /** The one bearer that the name alone replaces and that is gone, if there is just one. */
  #renamed({ slug, replaces }: NamedRange, number: number): number | null {
    const gone = new Set<number>();
    for (const name of replaces) {
      const bearer = this.#last(name);
      if (bearer === undefined || slugIn(this.#bearers[bearer]!, number) !== undefined) continue;
      const heirs = heirsIn(this.#bearers[bearer]!, number);
      if (heirs.length > 0) continue;
      if ([...this.#claims.get(name)!].some((other) => other !== slug)) return null;
      gone.add(bearer);
    }
    const [bearer, ...others] = gone;
    return bearer === undefined || others.length > 0 ? null : bearer;
  }

  #succeed(number: number, told: ReadonlySet<string>): void {
    const spoken = [...told].map((name) => ({ name, bearer: this.#spokenOf(name, number) }));
    // Whose heirs took over later come later, so that it is known here who took the place of those.
    spoken.sort((one, other) => this.#endOf(other.bearer) - this.#endOf(one.bearer));
    for (const { name, bearer } of spoken) {
      if (slugIn(this.#bearers[bearer]!, number) !== undefined) continue;
      const claims = [...this.#claims.get(name)!].map((slug) => this.#open.get(slug)!.bearer);
      const heirs = [...new Set(claims)].sort((one, other) => one - other);
      if (this.#isRepeated(bearer, heirs, number)) continue;
      this.#bearers[bearer]!.heirs.push({ since: number, bearers: heirs });
    }
  }

  /** Whether the heirs are those that there would be anyway, or some of them: who says so again takes nothing away. */
  #isRepeated(bearer: number, heirs: readonly number[], number: number): boolean {
    const line = new Set(heirsIn(this.#bearers[bearer]!, number));
    for (const heir of line) {
      const next = this.#bearers[heir]!;
      if (slugIn(next, number) !== undefined) continue;
      for (const other of heirsIn(next, number)) line.add(other);
    }
    return heirs.every((heir) => line.has(heir));
  }

  /** Everything as it was in the revision that this one is equal to. */
  #restore(number: number, origin: number, starting: readonly NamedRange[]): void {
    const ranges = new Map([...this.#open].map(([slug, { range }]) => [slug, range]));
    for (const range of starting) ranges.set(range.slug, range);
    const bearers = new Map<string, number>();
    this.#bearers.forEach((draft, bearer) => {
      const slug = slugIn(draft, origin);
      if (slug !== undefined) bearers.set(slug, bearer);
    });
    const moved = [...ranges].filter(
      ([slug]) => this.#open.get(slug)?.bearer !== (bearers.get(slug) ?? -1),
    );
    for (const [slug] of moved) if (this.#open.has(slug)) this.#close(slug, number);
    for (const [slug, range] of moved) this.#live(range, bearers.get(slug) ?? this.#add(), number);
    for (const range of starting) this.#goOn(range, this.#open.get(range.slug)!.bearer);
    for (const draft of this.#bearers) {
      if (!draft.lives.some(({ since }) => since <= origin) || slugIn(draft, number)) continue;
      const heirs = heirsIn(draft, origin);
      if (heirs.length > 0 && heirs.join() !== heirsIn(draft, number).join())
        draft.heirs.push({ since: number, bearers: heirs });
    }
  }

  #close(slug: string, number: number): void {
    this.#bearers[this.#open.get(slug)!.bearer]!.lives.at(-1)!.until = number;
  }

  #live(range: NamedRange, bearer: number, number: number): void {
    const { slug, title, sameAs } = range;
    this.#bearers[bearer]!.lives.push({ slug, title, sameAs, since: number, until: null });
    this.#open.set(slug, { range, bearer });
    this.#mean(slug, { since: number, bearer });
  }

  #goOn(range: NamedRange, bearer: number): void {
    this.#open.set(range.slug, { range, bearer });
    const life = this.#bearers[bearer]!.lives.at(-1)!;
    life.title = range.title;
    life.sameAs = range.sameAs;
  }

  #mean(slug: string, meaning: Meaning): void {
    const meanings = this.#meanings.get(slug) ?? [];
    if (meanings.at(-1)?.bearer === meaning.bearer) return;
    meanings.push(meaning);
    this.#meanings.set(slug, meanings);
  }

  #add(): number {
    this.#bearers.push({ lives: [], heirs: [] });
    return this.#bearers.length - 1;
  }

  #last(slug: string): number | undefined {
    return this.#meanings.get(slug)?.at(-1)?.bearer;
  }

  /** Whom a name means that is replaced; one that never was there where nobody knows it. */
  #spokenOf(name: string, number: number): number {
    const bearer = this.#last(name) ?? this.#add();
    this.#mean(name, { since: number, bearer });
    return bearer;
  }

  #endOf(bearer: number): number {
    return this.#bearers[bearer]!.lives.at(-1)?.until ?? 0;
  }

  /** Whether a bearer is there under another name, or somebody is who took its place. */
  #isTaken(former: number, number: number): boolean {
    const seen = new Set([former]);
    for (const bearer of seen) {
      const draft = this.#bearers[bearer]!;
      if (slugIn(draft, number) !== undefined) return true;
      for (const heir of heirsIn(draft, number)) seen.add(heir);
    }
    return false;
  }

  #standsFor(): number[][] {
    const standsFor = this.#bearers.map((): Set<number> => new Set());
    for (const [bearer, { heirs }] of this.#bearers.entries()) {
      for (const { since, bearers } of heirs) {
        const [heir, ...others] = bearers;
        if (heir === undefined || others.length > 0) continue;
        if (this.#bearers[heir]!.lives[0]?.since === since) standsFor[heir]!.add(bearer);
      }
    }
    return standsFor.map((bearers) => [...bearers]);
  }
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
