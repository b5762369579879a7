import { canonicalJson } from '../util/canonical-json.ts';
import type { Reads } from './database.ts';
import { readChanges, readFacts } from './revised-rows.ts';
import type { Tables } from './tables.ts';

/** What one revision of a curriculum has otherwise than another. */
export interface CurriculumDifference {
  /** Title, summary, levels, sides or interests. */
  readonly isHeadingChanged: boolean;
  /** An area that changed its place among those that stay has changed. */
  readonly areas: NounDifference;
  readonly skills: NounDifference;
  readonly projects: NounDifference;
  readonly careerPaths: NounDifference;
  readonly advice: NounDifference;
}

/** Slugs, in order. */
export interface NounDifference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** Reads only what differs; the two revisions may come in either order. */
export async function readDifference(
  db: Reads,
  tables: Tables,
  range: { readonly curriculum: string; readonly from: number; readonly to: number },
): Promise<CurriculumDifference> {
  const differing = async (noun: 'headings' | 'skills' | 'projects' | 'careerPaths' | 'advice') =>
    compare(...(await readChanges(db, tables, noun, range)));
  const areas = (revision: number) => readFacts(db, tables, 'areas', { ...range, revision });
  const headings = await differing('headings');
  return {
    isHeadingChanged: headings.changed.length > 0,
    areas: compare(...ranked(await areas(range.from), await areas(range.to))),
    skills: await differing('skills'),
    projects: await differing('projects'),
    careerPaths: await differing('careerPaths'),
    advice: await differing('advice'),
  };
}

interface Named {
  readonly slug: string;
}

interface Placed extends Named {
  readonly position: number;
}

function compare(left: readonly Named[], right: readonly Named[]): NounDifference {
  const [before, after] = [texts(left), texts(right)];
  return {
    added: [...after.keys()].filter((slug) => !before.has(slug)).sort(),
    removed: [...before.keys()].filter((slug) => !after.has(slug)).sort(),
    changed: [...after.keys()]
      .filter((slug) => before.has(slug) && before.get(slug) !== after.get(slug))
      .sort(),
  };
}

function texts(items: readonly Named[]): ReadonlyMap<string, string> {
  return new Map(items.map((item) => [item.slug, canonicalJson(item)]));
}

/** With positions counted among the areas that both have, so that a new area doesn't move those after it. */
function ranked(left: readonly Placed[], right: readonly Placed[]): [Placed[], Placed[]] {
  const among = (items: readonly Placed[], others: readonly Placed[]) => {
    const shared = new Set(others.map(({ slug }) => slug));
    let position = 0;
    return [...items]
      .sort((one, other) => one.position - other.position)
      .map((item) => ({ ...item, position: shared.has(item.slug) ? position++ : 0 }));
  };
  return [among(left, right), among(right, left)];
}
