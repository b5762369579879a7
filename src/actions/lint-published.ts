import type { Defect } from '../curriculum/defect.ts';
import { DefectList } from '../curriculum/defect-list.ts';
import type { CurriculumGraph } from '../curriculum/graph.ts';
import { lintNames } from '../curriculum/lint/names.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import type { Actor } from './actor.ts';
import type { PublishedCurriculum } from './curricula.ts';
import { authorsThread, type ToldDefects } from './curriculum-thread.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { tooManyAtOnce } from './text-input.ts';

export type LintPublishedResult =
  | ({ readonly kind: 'linted' } & ToldDefects<Defect>)
  | InvalidRequest
  | Forbidden;

/** What is worth another look in a revision that was published. For authors. */
export async function lintPublished(
  actor: Actor,
  published: PublishedCurriculum,
): Promise<LintPublishedResult> {
  const { graph } = published;
  const forbidden = forbids(actor, 'PUBLISH');
  if (forbidden) return forbidden;
  const known = linted.get(graph) ?? authorsThread.lint(graph.curriculum);
  linted.set(graph, known);
  const found = await known;
  if (found !== null) return { kind: 'linted', ...withNames(published, found) };
  linted.delete(graph);
  return tooManyAtOnce();
}

/** A revision never changes, and neither does what there is to say of it. */
const linted = new WeakMap<CurriculumGraph, Promise<ToldDefects<Defect> | null>>();

/** So many are told where nothing else is to tell. */
const namesTold = 100;

/** With what the history tells: it goes on, so that it isn't kept. */
function withNames(
  { graph, lineage, revision }: PublishedCurriculum,
  { defects, defectCount }: ToldDefects<Defect>,
): ToldDefects<Defect> {
  if (lineage === undefined) return { defects, defectCount };
  const warnings = new DefectList('warning');
  lintNames({ graph, lineage, revision: revision.number }, warnings);
  const found = warnings.all;
  return {
    defects: [...found, ...defects].slice(0, Math.max(defects.length, namesTold)),
    defectCount: defectCount + found.length,
  };
}
