import type { CurriculumDifference } from '../curriculum/difference/alteration.ts';
import type { CurriculumGraph } from '../curriculum/graph.ts';
import type { Lineage } from '../curriculum/lineage.ts';
import { type ComparedSide, curriculaComparisonJson } from '../exchange/curricula-comparison.ts';
import type { CurriculaComparison } from '../planner/compare-curricula.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import type { GoalRequest } from '../planner/request.ts';
import { compareGraphs, effectsOf } from './compare-revisions.ts';

/** A curriculum to compare, published or not. */
export interface DiffSide {
  readonly graph: CurriculumGraph;
  /** Where it was read from; null where it is published. */
  readonly path: string | null;
  /** Null where it isn't published. */
  readonly revision: number | null;
}

export interface DiffQuestion {
  readonly before: DiffSide;
  readonly after: DiffSide;
  /** Of the curriculum that both are states of, with numbers for both, where there is any. */
  readonly history: {
    readonly lineage: Lineage;
    readonly from: number;
    readonly to: number;
  } | null;
  readonly goals: readonly GoalRequest[];
  /** Is told how many goals of how many are planned. */
  readonly onProgress?: (done: number, total: number) => void;
}

export type CurriculaDiff =
  | {
      readonly kind: 'diff';
      readonly difference: CurriculumDifference;
      readonly effects: CurriculaComparison;
    }
  | InvalidRequest
  | UnknownNames;

/** Compares two curricula, wherever they are from, and plans every goal on both. */
export async function diffCurricula(question: DiffQuestion): Promise<CurriculaDiff> {
  const { before, after, history, goals, onProgress } = question;
  const { kinship, difference } = await compareGraphs(before.graph, after.graph, history);
  const graphs = { before: before.graph, after: after.graph, kinship };
  const effects = await effectsOf(graphs, { goals, onProgress });
  return effects.kind === 'curricula-comparison' ? { kind: 'diff', difference, effects } : effects;
}

/** The same as data that can be written as JSON. */
export function diffJson(
  { before, after }: Pick<DiffQuestion, 'before' | 'after'>,
  { difference, effects }: Extract<CurriculaDiff, { kind: 'diff' }>,
) {
  return curriculaComparisonJson(sideOf(before), sideOf(after), difference, effects);
}

function sideOf({ graph, path, revision }: DiffSide): ComparedSide {
  return { curriculum: graph.curriculum.slug, path, revision };
}
