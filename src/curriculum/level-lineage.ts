import type { HistoryRevision } from './history.ts';

/** A scale of proficiency from one revision on, until the next; levels that were renamed bear the same number. */
export interface LevelScale {
  readonly since: number;
  /** Lowest first. */
  readonly slugs: readonly string[];
  readonly levels: readonly number[];
}

/**
 * The scales that a curriculum had. A level is the same as before by its name; those between the same neighbours that are
 * as many as before are renamed, in their order, where none of the new names was ever another level's. A revision that
 * restores another has the levels that it had there.
 */
export function scalesOf(
  revisions: readonly HistoryRevision[],
  origins: ReadonlyMap<number, number>,
): LevelScale[] {
  const scales: LevelScale[] = [];
  const last = new Map<string, number>();
  let count = 0;
  for (const { number, levels: slugs } of revisions) {
    const before = scales.at(-1);
    const origin = origins.get(number);
    const restored = origin === undefined ? undefined : scaleIn(scales, origin);
    if (before !== undefined && isSame(before.slugs, slugs) && (restored ?? before) === before)
      continue;
    const renamed = restored?.levels ?? (before ? renamedLevels(before, slugs, last) : []);
    const taken = new Set(renamed.filter((level) => level !== undefined));
    const levels = slugs.map((slug, rank) => {
      const known = renamed[rank] ?? last.get(slug);
      const level = renamed[rank] === undefined && taken.has(known ?? -1) ? undefined : known;
      return level ?? count++;
    });
    slugs.forEach((slug, rank) => {
      last.set(slug, levels[rank]!);
    });
    scales.push({ since: number, slugs, levels });
  }
  return scales;
}

/** The scale in a revision. */
export function scaleIn(scales: readonly LevelScale[], revision: number): LevelScale | undefined {
  return scales.findLast(({ since }) => since <= revision) ?? scales[0];
}

/**
 * The place on the scale of a revision of a level as it was called in another, or before that. Of a level that is gone:
 * who held it holds the next lower one that there was then and is there still, and who didn't lacks the next higher one;
 * null where there is none.
 */
export function rankIn(
  scales: readonly LevelScale[],
  level: string,
  { at, on, isHeld }: { readonly at: number; readonly on: number; readonly isHeld: boolean },
): number | null {
  const now = scaleIn(scales, on);
  const then = scaleWith(scales, level, at);
  if (now === undefined || then === undefined) return null;
  const step = isHeld ? -1 : 1;
  for (let rank = then.slugs.indexOf(level); then.levels[rank] !== undefined; rank += step) {
    const found = now.levels.indexOf(then.levels[rank]!);
    if (found !== -1) return found;
  }
  return null;
}

/** The same where the level itself is there; null where it is gone. */
export function sameRankIn(
  scales: readonly LevelScale[],
  level: string,
  range: { readonly at: number; readonly on: number },
): number | null {
  const below = rankIn(scales, level, { ...range, isHeld: true });
  return below === rankIn(scales, level, { ...range, isHeld: false }) ? below : null;
}

/** The newest scale up to a revision that has a level of that name, else the first that has. */
function scaleWith(
  scales: readonly LevelScale[],
  level: string,
  revision: number,
): LevelScale | undefined {
  const having = scales.filter(({ slugs }) => slugs.includes(level));
  return having.findLast(({ since }) => since <= revision) ?? having[0];
}

/** By rank on the new scale, the level of the old one that it is. */
function renamedLevels(
  before: LevelScale,
  slugs: readonly string[],
  known: ReadonlyMap<string, number>,
): (number | undefined)[] {
  const levels: (number | undefined)[] = slugs.map(() => undefined);
  let [oldStart, newStart] = [0, 0];
  for (let rank = 0; rank <= slugs.length; rank += 1) {
    const isEnd = rank === slugs.length;
    const old = isEnd ? before.slugs.length : before.slugs.indexOf(slugs[rank]!, oldStart);
    if (old === -1) continue;
    const isNew = slugs.slice(newStart, rank).every((slug) => !known.has(slug));
    if (isNew && old - oldStart === rank - newStart)
      for (let each = newStart; each < rank; each += 1)
        levels[each] = before.levels[oldStart + each - newStart];
    if (!isEnd) levels[rank] = before.levels[old];
    [oldStart, newStart] = [old + 1, rank + 1];
  }
  return levels;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((slug, rank) => slug === other[rank]);
}
