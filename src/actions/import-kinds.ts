import type { ImportKind } from './import-kind.ts';
import { importedCurriculum } from './import-kinds/curriculum.ts';
import { importedEvidence } from './import-kinds/evidence.ts';
import { importedLearners } from './import-kinds/learners.ts';
import { importedResults } from './import-kinds/platform-results.ts';

/** Everything that can be imported as a job. The API and the tests read this list. */
export const importKinds = [
  importedEvidence,
  importedLearners,
  importedResults,
  importedCurriculum,
] as const satisfies readonly ImportKind[];

export type ImportKindName = (typeof importKinds)[number]['name'];

export function importKindNamed(name: string): ImportKind | null {
  return importKinds.find((kind) => kind.name === name) ?? null;
}
