import type { Defect } from '../curriculum/defect.ts';
import type { CurriculumGraph } from '../curriculum/graph.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import type { Actor } from './actor.ts';
import type { PublishedCurriculum } from './curricula.ts';
import { authorsThread, type ToldDefects } from './curriculum-thread.ts';
import { lintHistory } from './lint-history.ts';
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
  const forbidden = forbids(actor, 'PUBLISH');
  if (forbidden) return forbidden;
  const found = await lintRevision(published);
  return found ? { kind: 'linted', ...found } : tooManyAtOnce();
}

/** The same of what may not be published yet; null where there is no time for it now. */
export async function lintRevision(
  published: PublishedCurriculum,
): Promise<ToldDefects<Defect> | null> {
  const { graph } = published;
  const known = linted.get(graph) ?? authorsThread.lint(graph.curriculum);
  linted.set(graph, known);
  const found = await known;
  if (found !== null) return withNames(published, found);
  linted.delete(graph);
  return null;
}

/** A revision never changes, and neither does what there is to say of it. */
const linted = new WeakMap<CurriculumGraph, Promise<ToldDefects<Defect> | null>>();

/** So many are told where nothing else is to tell. */
const namesTold = 100;

/** With what the history tells: it goes on, so that it isn't kept. */
function withNames(
  published: PublishedCurriculum,
  { defects, defectCount }: ToldDefects<Defect>,
): ToldDefects<Defect> {
  const found = lintHistory(published);
  return {
    defects: [...found, ...defects].slice(0, Math.max(defects.length, namesTold)),
    defectCount: defectCount + found.length,
  };
}
