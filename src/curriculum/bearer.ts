/** Who bore which names in the history of a curriculum; `Lineage` says what a bearer is. */
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
  /** When it was there and what it was called, in order; empty where it is only spoken of. */
  readonly lives: readonly Life[];
  /** Who took its place, from which revision on, the oldest first; what was said before it came back is void. */
  readonly heirs: readonly Succession[];
  /** Those whose place it took alone when it came to be: where they are back and it is gone, it was them. */
  readonly standsFor: readonly number[];
}

/** From one revision on, until another; null while it goes on. */
export interface Life {
  readonly slug: string;
  /** As it was called last in this life. */
  readonly title: string;
  /** Addresses of the same elsewhere, as it had them last in this life. */
  readonly sameAs: readonly string[];
  readonly since: number;
  readonly until: number | null;
}

export interface Succession {
  readonly since: number;
  readonly bearers: readonly number[];
}

/** What it is called in a revision; undefined where it isn't there. */
export function slugIn({ lives }: Pick<Bearer, 'lives'>, revision: number): string | undefined {
  return lives.find(({ since, until }) => since <= revision && (until === null || revision < until))
    ?.slug;
}

/** Those who took its place since it was there last. */
export function heirsIn(
  { lives, heirs }: Pick<Bearer, 'lives' | 'heirs'>,
  revision: number,
): readonly number[] {
  const end = lives.findLast(({ since }) => since <= revision)?.until ?? 0;
  const last = heirs.findLast(({ since }) => since <= revision);
  return last !== undefined && last.since >= end ? last.bearers : [];
}
