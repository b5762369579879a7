import type { Curriculum } from './curriculum.ts';

/** What a curriculum had names for, revision by revision: plain data, from which `lineageOf` tells what became of each name. */
export interface History {
  /** All of them, the oldest first; numbers rise. */
  readonly revisions: readonly HistoryRevision[];
  readonly names: Readonly<Record<NamedKind, readonly NamedRange[]>>;
}

export interface HistoryRevision {
  readonly number: number;
  /** Equal for equal curricula: who publishes an older one again has restored it. */
  readonly digest: string;
  readonly publishedAt: Date;
  /** The scale of proficiency, lowest first, by slug. */
  readonly levels: readonly string[];
}

/** What has names that others may take over. */
export const namedKinds = ['skills', 'projects', 'careerPaths'] as const;
export type NamedKind = (typeof namedKinds)[number];

/**
 * What something was called from one revision on, until another, null while it holds; of one slug ranges don't overlap.
 * What was there from the first revision on, has never changed and replaces nothing may be left out: it means itself.
 */
export interface NamedRange {
  readonly slug: string;
  readonly title: string;
  readonly replaces: readonly string[];
  readonly sameAs: readonly string[];
  readonly sinceRevision: number;
  readonly untilRevision: number | null;
}

export const noHistory: History = {
  revisions: [],
  names: { skills: [], projects: [], careerPaths: [] },
};

/** A history with one more revision: of a curriculum that takes the place of another, or of the first one. */
export function historyWith(
  history: History,
  before: Curriculum | null,
  after: Curriculum,
  { number, digest, publishedAt }: Omit<HistoryRevision, 'levels'>,
): History {
  const levels = after.levels.map(({ slug }) => slug);
  const names = (kind: NamedKind) =>
    rangesWith(history.names[kind], {
      before: before === null ? [] : namedIn(before, kind),
      after: namedIn(after, kind),
      number,
    });
  return {
    revisions: [...history.revisions, { number, digest, publishedAt, levels }],
    names: {
      skills: names('skills'),
      projects: names('projects'),
      careerPaths: names('careerPaths'),
    },
  };
}

type Named = Omit<NamedRange, 'sinceRevision' | 'untilRevision'>;

function namedIn(curriculum: Curriculum, kind: NamedKind): Named[] {
  return curriculum[kind].map((item) => ({
    slug: item.slug,
    title: item.title,
    replaces: item.replaces,
    sameAs: 'sameAs' in item ? item.sameAs : [],
  }));
}

function rangesWith(
  ranges: readonly NamedRange[],
  moment: {
    readonly before: readonly Named[];
    readonly after: readonly Named[];
    readonly number: number;
  },
): NamedRange[] {
  const { number } = moment;
  const [before, after] = [bySlug(moment.before), bySlug(moment.after)];
  const isEnded = (slug: string) => !isSame(before.get(slug), after.get(slug));
  const open = new Set<string>();
  const kept = ranges.map((range) => {
    if (range.untilRevision !== null) return range;
    open.add(range.slug);
    return isEnded(range.slug) ? { ...range, untilRevision: number } : range;
  });
  // What was left out until now has been there from the first revision on.
  const leftOut = moment.before
    .filter(({ slug }) => !open.has(slug) && isEnded(slug))
    .map((named) => ({ ...named, sinceRevision: 1, untilRevision: number }));
  const fresh = moment.after
    .filter(({ slug }) => isEnded(slug))
    .map((named) => ({ ...named, sinceRevision: number, untilRevision: null }));
  return [...kept, ...leftOut, ...fresh];
}

function bySlug(list: readonly Named[]): ReadonlyMap<string, Named> {
  return new Map(list.map((named) => [named.slug, named]));
}

function isSame(one: Named | undefined, other: Named | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return JSON.stringify(one) === JSON.stringify(other);
}
