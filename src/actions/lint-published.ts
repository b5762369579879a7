import type { Defect } from '../curriculum/defect.ts';
import type { CurriculumGraph } from '../curriculum/graph.ts';
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
  { graph }: PublishedCurriculum,
): Promise<LintPublishedResult> {
  const forbidden = forbids(actor, 'PUBLISH');
  if (forbidden) return forbidden;
  const known = linted.get(graph) ?? authorsThread.lint(graph.curriculum);
  linted.set(graph, known);
  const found = await known;
  if (found !== null) return { kind: 'linted', ...found };
  linted.delete(graph);
  return tooManyAtOnce();
}

/** A revision never changes, and neither does what there is to say of it. */
const linted = new WeakMap<CurriculumGraph, Promise<ToldDefects<Defect> | null>>();
