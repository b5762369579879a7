import type { Defect } from '../curriculum/defect.ts';
import { DefectList } from '../curriculum/defect-list.ts';
import { lintNames } from '../curriculum/lint/names.ts';
import { inOrderOfPlace, type Locate, type PlacedDefect } from '../exchange/curriculum/native.ts';
import type { PublishedCurriculum } from './curricula.ts';
import type { ToldDefects } from './curriculum-thread.ts';
import { curriculumThreadLimits } from './curriculum-thread-limits.ts';
import { placesIn } from './packed-places.ts';
import type { SoundText } from './suppose-published.ts';

/** What is worth another look in the names of a revision, by what became of those that there were before. */
export function lintHistory({ graph, lineage, revision }: PublishedCurriculum): readonly Defect[] {
  if (lineage === undefined) return [];
  const warnings = new DefectList('warning');
  lintNames({ graph, lineage, revision: revision.number }, warnings);
  return warnings.all;
}

/** The same where a text is supposed to be published, with the places in it. */
export function lintSupposed(supposed: PublishedCurriculum, locate: Locate): PlacedDefect[] {
  return lintHistory(supposed)
    .map((defect) => ({ ...defect, ...locate(defect.path) }))
    .sort(inOrderOfPlace);
}

/** All that is worth another look in a text that is supposed to be published; where not all is told, its history first. */
export function warningsOf(
  { curriculum, places, defects, defectCount }: SoundText,
  supposed: PublishedCurriculum,
): ToldDefects {
  const names = lintSupposed(supposed, placesIn(places, curriculum));
  if (names.length === 0) return { defects, defectCount };
  const told = [...names, ...defects].slice(0, curriculumThreadLimits.defectsTold);
  return { defects: told.sort(inOrderOfPlace), defectCount: defectCount + names.length };
}
