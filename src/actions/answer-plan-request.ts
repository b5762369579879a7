import type { CurriculumGraph } from '../curriculum/graph.ts';
import { type NamedKind, namedKinds } from '../curriculum/history.ts';
import type { Lineage } from '../curriculum/lineage.ts';
import { type CurriculumAt, presentNames, withoutHistory } from '../curriculum/skills-meant.ts';
import { readPlanRequest } from '../exchange/plan-request.ts';
import { type PlanResultJson, planResultJson } from '../exchange/plan-result.ts';
import { type Asking, presentRequest } from '../planner/progress/wishes-for.ts';
import type { PlanRequest } from '../planner/request.ts';
import { planExplained } from './plan-explained.ts';

/** What requests are planned on. */
export interface Ground {
  readonly graph: CurriculumGraph;
  /** Null where the curriculum was never published. */
  readonly revision: number | null;
  /** What became of the names of a curriculum that was published. */
  readonly lineage?: Lineage | undefined;
}

/** What asks for the same by the names that there are now. */
export function byPresentNames<Request extends Asking>(ground: Ground, request: Request): Request {
  return presentRequest(placeOf(ground), request);
}

/** What a name is of, or was of before it was replaced; null where it never was one. */
export function kindOfName(ground: Ground, name: string): NamedKind | null {
  const here = placeOf(ground);
  return namedKinds.find((kind) => presentNames(here, kind, name).length > 0) ?? null;
}

function placeOf({ graph, revision, lineage }: Ground): CurriculumAt {
  return lineage && revision ? { graph, revision, lineage } : withoutHistory(graph);
}

/**
 * Answers a request, a value or JSON text, in plain data that can be written as JSON. Pricing the options of all
 * choices takes several times as long as planning, so it is asked for.
 */
export async function answerPlanRequest(
  { graph, revision, lineage }: Ground,
  asked: PlanRequest | string,
  options: { readonly prices: boolean },
): Promise<PlanResultJson> {
  const addressee = { curriculum: graph.curriculum.slug, revision };
  const read =
    typeof asked === 'string'
      ? readPlanRequest(asked, addressee)
      : { kind: 'request' as const, request: asked };
  if (read.kind !== 'request') return planResultJson(read, addressee);
  const request = byPresentNames({ graph, revision, lineage }, read.request);
  const { result, explanations } = await planExplained(graph, request, options);
  return planResultJson(result, addressee, explanations);
}
