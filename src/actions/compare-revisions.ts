import type { CurriculumDifference } from '../curriculum/difference/alteration.ts';
import { type Kinship, kinshipBetween, kinshipIn } from '../curriculum/difference/kinship.ts';
import { findDifference } from '../curriculum/difference.ts';
import type { CurriculumGraph } from '../curriculum/graph.ts';
import type { Lineage } from '../curriculum/lineage.ts';
import { pairGoals } from '../planner/compare/pair-goals.ts';
import {
  type CompareCurriculaRequest,
  type CompareCurriculaResult,
  compareCurricula,
} from '../planner/compare-curricula.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import type { Actor } from './actor.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import type { Environment } from './environment.ts';
import { type FoundCurriculum, findCurriculum } from './find-curriculum.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { runInSlices } from './run-in-slices.ts';

export interface CompareRevisionsInput extends CompareCurriculaRequest {
  /** The default curriculum where it is left out. */
  readonly curriculum?: string | null | undefined;
  /** The one before `to` where it is left out. */
  readonly from?: number | null | undefined;
  /** The newest where it is left out. */
  readonly to?: number | null | undefined;
}

/** Two curricula, or states of one, and what the later has otherwise. */
export interface ComparedCurricula {
  readonly kind: 'compared-curricula';
  readonly before: PublishedCurriculum;
  readonly after: PublishedCurriculum;
  readonly kinship: Kinship;
  readonly difference: CurriculumDifference;
}

export type CompareRevisionsResult = ComparedCurricula | Forbidden | InvalidRequest | UnknownNames;

/** Compares two revisions of a curriculum, in either direction. Stores nothing. */
export async function compareRevisions(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  { curriculum, from, to, goals }: CompareRevisionsInput,
): Promise<CompareRevisionsResult> {
  const forbidden = forbids(actor, 'PLAN');
  if (forbidden) return forbidden;
  const later = await findCurriculum(environment, snapshot, { curriculum, revision: to });
  if (later.kind !== 'published') return about('to', later);
  const { published: after } = later;
  const slug = after.revision.curriculum;
  const revision = from ?? Math.max(1, after.revision.number - 1);
  const earlier = await findCurriculum(environment, snapshot, { curriculum: slug, revision });
  if (earlier.kind !== 'published') return about('from', earlier);
  const { published: before } = earlier;
  const compared = await comparePublished(before, after, snapshot.heads.get(slug)?.lineage);
  const paired = pairGoals(before.graph, after.graph, compared.kinship, goals ?? []);
  return paired.kind === 'pairs' ? compared : paired;
}

/**
 * What one has otherwise than the other, which need not be published yet.
 *
 * @param lineage of the curriculum that both are revisions of, up to the newer one at the least; without it the two know of
 * one another only what they say.
 */
export async function comparePublished(
  before: PublishedCurriculum,
  after: PublishedCurriculum,
  lineage?: Lineage,
): Promise<ComparedCurricula> {
  const numbers = { from: before.revision.number, to: after.revision.number };
  const history = lineage ? { lineage, ...numbers } : null;
  const compared = await compareGraphs(before.graph, after.graph, history);
  return { kind: 'compared-curricula', before, after, ...compared };
}

/** As `comparePublished`, with the numbers that the history knows them by. */
export async function compareGraphs(
  { curriculum: before }: CurriculumGraph,
  { curriculum: after }: CurriculumGraph,
  history: { readonly lineage: Lineage; readonly from: number; readonly to: number } | null,
): Promise<Pick<ComparedCurricula, 'kinship' | 'difference'>> {
  const kinship = history
    ? kinshipIn(
        history.lineage,
        { curriculum: before, revision: history.from },
        { curriculum: after, revision: history.to },
      )
    : kinshipBetween(before, after);
  return { kinship, difference: await runInSlices(findDifference(before, after, kinship)) };
}

/**
 * What the difference means for whoever begins: every career path and project is planned on both, and goals asked for.
 * Refused where one of these is no goal.
 */
export function effectsOf(
  { before, after, kinship }: EffectsGround,
  request: CompareCurriculaRequest = {},
): Promise<CompareCurriculaResult> {
  return runInSlices(compareCurricula(before, after, kinship, request));
}

export interface EffectsGround {
  readonly before: CurriculumGraph;
  readonly after: CurriculumGraph;
  readonly kinship: Kinship;
}

/** The refusal of a revision, with the name that it has here. */
function about(
  path: 'from' | 'to',
  found: Exclude<FoundCurriculum, { kind: 'published' }>,
): InvalidRequest | UnknownNames {
  if (found.kind === 'unknown-names') return found;
  const problems = found.problems.map((problem) =>
    problem.path === 'revision' ? { ...problem, path } : problem,
  );
  return { ...found, problems };
}
