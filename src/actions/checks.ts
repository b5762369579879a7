import type { AdoptedRoadmap } from '../curriculum/adopted-roadmap.ts';
import { relatedCurricula } from '../curriculum/related-curricula.ts';
import type { CurriculaSnapshot } from './curricula.ts';

/** How far what is published is to be taken into account by the roadmaps on a curriculum. Neither number ever falls. */
export interface Checks {
  /** Its newest revision. */
  readonly revision: number;
  /** How many revisions those curricula have, taken together, that have skills in common with it. */
  readonly related: number;
}

/** Of each curriculum that is published. */
export function checksOf(snapshot: CurriculaSnapshot): ReadonlyMap<string, Checks> {
  const known = kept.get(snapshot);
  if (known) return known;
  const { heads } = snapshot;
  const numberOf = (slug: string) => heads.get(slug)!.revision.number;
  const checks = new Map<string, Checks>();
  for (const [slug, others] of relatedCurricula(heads)) {
    const related = others.reduce((sum, other) => sum + numberOf(other), 0);
    checks.set(slug, { revision: numberOf(slug), related });
  }
  kept.set(snapshot, checks);
  return checks;
}

/** Whether a roadmap takes into account all that is published. */
export function isChecked(
  snapshot: CurriculaSnapshot,
  roadmap: Pick<AdoptedRoadmap, 'curriculum' | 'checkedRevision' | 'checkedRelated'>,
): boolean {
  const { revision = 0, related = 0 } = checksOf(snapshot).get(roadmap.curriculum) ?? {};
  return roadmap.checkedRevision >= revision && roadmap.checkedRelated >= related;
}

/** Asked for every roadmap. */
const kept = new WeakMap<CurriculaSnapshot, ReadonlyMap<string, Checks>>();
